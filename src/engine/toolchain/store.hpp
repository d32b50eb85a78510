// The interpreters that ftenv keeps.
#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "engine/services.hpp"
#include "model/toolchain.hpp"

namespace ftenv {

// The toolchain that was published at `prefix`, read from its manifest and asked again (quickly: no module
// imports, no measuring). nullopt where there is none or it does not answer.
Result<std::optional<Toolchain>> find_toolchain(Services& services, const fs::path& prefix);
// All of them, newest version first.
std::vector<Toolchain> list_toolchains(Services& services);

}  // namespace ftenv
