// One function a command; each returns the process's exit code.
#pragma once

#include "cli/invocation.hpp"
#include "cli/world.hpp"

namespace ftenv {

int run_plan_command(const Invocation& invocation, World& world);
int run_up_command(const Invocation& invocation, World& world);
int run_verify_command(const Invocation& invocation, World& world);
int run_doctor_command(const Invocation& invocation, World& world);
int run_explain_command(const Invocation& invocation, World& world);
int run_report_command(const Invocation& invocation, World& world);
int run_run_command(const Invocation& invocation, World& world);
int run_env_command(const Invocation& invocation, World& world);
int run_python_install_command(const Invocation& invocation, World& world);
int run_python_list_command(const Invocation& invocation, World& world);
int run_python_which_command(const Invocation& invocation, World& world);
int run_python_verify_command(const Invocation& invocation, World& world);
int run_python_pack_command(const Invocation& invocation, World& world);
int run_wire_command(const Invocation& invocation, World& world);
int run_wheel_build_command(const Invocation& invocation, World& world);
int run_wheel_check_command(const Invocation& invocation, World& world);
int run_ci_check_command(const Invocation& invocation, World& world);
int run_ci_init_command(const Invocation& invocation, World& world);
int run_deps_command(const Invocation& invocation, World& world);
int run_undo_command(const Invocation& invocation, World& world);
int run_python_remove_command(const Invocation& invocation, World& world);

// `ftenv __complete …`, which the scripts for shells call when Tab is pressed: in milliseconds, reading only.
// What can't be answered is answered with nothing.
int run_complete_command(int argc, const char* const* argv);

// `ftenv help --man --into FOLDER`, by which the build makes the manual pages.
int run_manual_command(const Invocation& invocation);

// Parses, builds the world and dispatches. What main() calls.
int run_ftenv(int argc, const char* const* argv, CancelToken& cancel);

}  // namespace ftenv
