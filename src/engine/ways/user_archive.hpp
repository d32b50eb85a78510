// --archive FILE|URL: an archive of the user's own. What it is shows in what it holds: CPython's source, a
// pack that `ftenv python pack` made, or an interpreter in the layout of python-build-standalone.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "engine/step_kind.hpp"

namespace ftenv {

// For the plan. A local file is looked into; what a URL brings shows when it is here.
struct ArchivePlan {
  std::optional<Toolchain> ready;  // made of this archive before
  bool compiles = false;
  std::string because;
  std::vector<Command> commands;
};
// Fills state.source with a local archive of CPython's source. Errors: usage (no such file), archive,
// checksum, unsupported (a version that nobody asked for).
Result<ArchivePlan> plan_archive(StepContext& context);

// Errors: those of plan_archive; network; what the build or the verification fails with.
Result<Toolchain> take_user_archive(StepContext& context);

}  // namespace ftenv
