// Who runs us. Private to platform/.
#pragma once

namespace ftenv {

bool is_root();

}  // namespace ftenv
