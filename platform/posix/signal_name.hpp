// "SIGKILL" of 9. Private to platform/: strsignal(3) translates, and sigabbrev_np(3) is too new.
#pragma once

#include <string>

namespace ftenv {

std::string signal_name(int signal);  // "signal 77" where it has no name

}  // namespace ftenv
