// For which interpreter the dependencies are judged.
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/services.hpp"
#include "inspect/project/project.hpp"
#include "inspect/wheel/wheel_tags.hpp"

namespace ftenv {

struct DepsTarget {
  WheelTarget python;
  std::string from;  // why this one: "--python", "`.venv`", "the default"
  std::string note;  // what else a person should know; mostly empty
};

// As `plan` chooses: the wish, else the project's setting, else its environment, else the default series.
// An environment with the GIL is passed over, and `note` says so. Starts a program only for a wish that is
// a path. Errors: usage for a wish that can't be read; process where that interpreter does not answer.
Result<DepsTarget> choose_deps_target(Services& services, const Options& options, const fs::path& root,
                                      const fs::path& venv);

// "free-threaded CPython 3.14 (cp314t)"
std::string text_of(const WheelTarget& python);
// "Linux x86_64 with glibc 2.36"
std::string system_text(const Host& host);

}  // namespace ftenv
