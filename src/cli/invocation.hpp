// A parsed command line.
#pragma once

#include <string>
#include <vector>

#include "cli/text/style.hpp"
#include "engine/doctor/doctor.hpp"
#include "engine/options.hpp"

namespace ftenv {

enum class CommandId {
  none,
  plan,
  up,
  verify,
  doctor,
  explain,
  report,
  run,
  env,
  python_install,
  python_list,
  python_which,
  python_verify,
  python_pack,
  python_remove,
  wire,
  wheel_build,
  wheel_check,
  ci_check,
  ci_init,
  deps,
  undo,
  help,
  completions
};

struct Invocation {
  CommandId command = CommandId::none;
  Options options;
  bool json = false;
  bool quiet = false;
  int verbosity = 0;
  ColorChoice color = ColorChoice::automatic;
  fs::path recipes;               // --recipes
  bool check = false;             // plan --check
  std::string host_file;          // plan --host
  bool unset = false;             // env --unset
  bool editor = false;            // env --editor
  std::string shell;              // env --shell, completions SHELL
  std::string interpreter;        // python verify PATH
  std::string output;             // python pack --output
  int level = 0;                  // python pack --level; 0: the default
  std::vector<std::string> rest;  // run -- CMD…

  std::vector<std::string> files;   // wheel check FILE…, ci check [FILE…], deps [LOCK]
  std::string expect;               // wheel check --expect
  bool import_it = false;           // wheel check --import
  bool write = false;               // wire --write, ci init --write
  bool assume_thread_safe = false;  // wire --assume-thread-safe
  bool cargo_check = false;         // wire --check
  bool both = false;                // run --both

  DoctorRequest doctor;            // doctor --only, --deep, --online
  std::vector<std::string> words;  // doctor [PROJECT] [ID…], help COMMAND…
  std::string subject;             // explain LOG, - or ID; undo RUN or PATH
  bool list = false;               // doctor --list, undo --list
  bool all = false;                // undo --all
  bool packages = false;           // undo --packages
  bool strict = false;             // doctor --strict
  bool fix = false;                // doctor --fix
  bool dry_run = false;            // doctor --fix --dry-run, undo --dry-run
  bool timings = false;            // doctor --timings
  bool explain = false;            // run --explain
  bool markdown = false;           // explain --markdown
  bool manual = false;             // help --man
  std::string manual_folder;       // help --man --into
};

struct ParseOutcome {
  Invocation invocation;
  bool finished = false;  // --help, --version or a usage error: `text` is all there is to say
  int exit_code = 0;
  std::string text;
};

// CLI11 is included in parser.cpp only. Never prints and never exits.
ParseOutcome parse_command_line(int argc, const char* const* argv);

}  // namespace ftenv
