// `doctor --fix`: show, act, look again. And what it shares with `doctor`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/text/text_layout.hpp"
#include "engine/doctor/fix.hpp"

namespace ftenv {

struct DoctorSubject {
  std::optional<fs::path> project;  // absolute
  std::vector<std::string> named;   // ids that the person typed
  DoctorRequest request;
};

// Runs the checks that the subject means. Errors: usage, recipe, interrupted.
Result<Diagnosis> examine(Services& services, const Options& options, const DoctorSubject& subject);

// Exit: 0 mended, 1 errors are left that only a person can mend, 4 tried and still there.
int run_doctor_fix(const Invocation& invocation, World& world, const DoctorSubject& subject,
                   const Diagnosis& before, const TextLayout& layout);

}  // namespace ftenv
