// Making a virtual environment that carries our mark: what carries it may be made again.
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/services.hpp"

namespace ftenv {

// Lies in an environment that was begun and not finished: after a crash it is ours to make again.
inline constexpr const char* k_unfinished_venv = ".ftenv-unfinished";

// Replaces what is at `path`, which the caller has seen to be ours or empty. Errors: process, disk,
// permission; then the mark of an unfinished one stays behind.
Status make_marked_venv(Services& services, const fs::path& python, const fs::path& path);

std::vector<std::string> venv_command(const fs::path& python, const fs::path& path);

}  // namespace ftenv
