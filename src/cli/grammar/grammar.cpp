#include "cli/grammar/grammar.hpp"

namespace ftenv {
namespace {

constexpr const char* k_way = "Where the interpreter comes from";

std::vector<OptionSpec> common_options(Invocation& invocation) {
  return {
      {.names = "--json",
       .target = &invocation.json,
       .help = "one JSON document on stdout",
       .group = k_common_options},
      {.names = "-v,--verbose",
       .target = &invocation.verbosity,
       .help = "say more; twice: trace everything",
       .group = k_common_options},
      {.names = "-q,--quiet", .target = &invocation.quiet, .help = "only errors", .group = k_common_options},
      {.names = "--yes",
       .target = &invocation.options.yes,
       .help = "yes to every question, and go on when started by sudo",
       .group = k_common_options},
      {.names = "--color",
       .target = &invocation.color,
       .help = "auto, always or never (default: auto; NO_COLOR=1 means never)",
       .value = "WHEN",
       .choices = {"auto", "always", "never"},
       .group = k_common_options},
      {.names = "--recipes",
       .target = &invocation.recipes,
       .help = "take the recipes in this folder as well, before those in ~/.config/ftenv/recipes and ftenv's "
               "own (docs/recipes.md)",
       .value = "DIR",
       .kind = ValueKind::directory,
       .group = k_common_options},
  };
}

void add_common_options(CommandSpec& command, Invocation& invocation) {
  for (CommandSpec& child : command.children) add_common_options(child, invocation);
  if (!command.children.empty() || command.hidden || command.from_grammar) return;
  for (OptionSpec& option : common_options(invocation)) command.options.push_back(std::move(option));
}

}  // namespace

OptionSpec project_argument(Invocation& invocation) {
  return {.names = "PROJECT",
          .target = &invocation.options.project,
          .help = "folder of the project: the one with Cargo.toml or pyproject.toml (default: here)",
          .value = "PROJECT",
          .kind = ValueKind::directory};
}

OptionSpec python_option(Invocation& invocation) {
  return {.names = "--python",
          .target = &invocation.options.python,
          .help =
              "3.14, 3.14.8, a list in order of preference such as 3.14,3.13, or the path of an interpreter "
              "(default: what the project asks for, else the newest)",
          .value = "VERSION",
          .kind = ValueKind::version};
}

OptionSpec venv_option(Invocation& invocation) {
  return {.names = "--venv",
          .target = &invocation.options.venv,
          .help = "where the virtual environment is (default: PROJECT/.venv)",
          .value = "DIR",
          .kind = ValueKind::directory};
}

std::vector<OptionSpec> way_options(Invocation& invocation) {
  Options& options = invocation.options;
  return {
      {.names = "--from",
       .target = &options.from,
       .help = "auto: the first way that works; existing: found on this machine; prebuilt: a ready-made one "
               "is downloaded; system: the distribution's package; source: built here; pyenv: your pyenv "
               "builds it (default: auto)",
       .value = "WAY",
       .choices = {"auto", "existing", "prebuilt", "system", "source", "pyenv"},
       .group = k_way},
      {.names = "--archive",
       .target = &options.archive,
       .help = "take this: CPython's source, a pack of `ftenv python pack`, or a standalone build; a URL may "
               "end in #sha256=HEX",
       .value = "FILE|URL",
       .kind = ValueKind::file,
       .group = k_way},
      {.names = "--mirror",
       .target = &options.mirror,
       .help = "download from this root; it has the layout of python.org/ftp/python, or of the standalone "
               "builds' releases",
       .value = "URL",
       .group = k_way},
      {.names = "--offline",
       .target = &options.offline,
       .help = "use only what is on this machine",
       .group = k_way},
      {.names = "--jobs",
       .target = &options.jobs,
       .help = "compilers at once (default: all cores)",
       .value = "N",
       .group = k_way,
       .least = 1,
       .most = 1024},
      {.names = "--optimized",
       .target = &options.optimized,
       .help = "a CPython built here is slower to build and faster to run (PGO and LTO)",
       .group = k_way},
      {.names = "--with-tkinter",
       .target = &options.tkinter,
       .help = "a CPython built here has tkinter as well",
       .group = k_way},
  };
}

CommandSpec ftenv_grammar(Invocation& invocation) {
  CommandSpec root{
      .name = "ftenv",
      .summary = "from a bare machine to a Rust extension imported without the GIL",
      .about = {"Takes a machine with a shell and a package manager, and a Python extension that is written "
                "in Rust with PyO3, to a free-threaded CPython (one whose threads run at the same time, "
                "because it has no global interpreter lock, the GIL), an environment, a build, and a proof: "
                "the extension was imported and the GIL stayed off."},
      .examples = {{"ftenv plan", "what would be done here, and why; changes nothing"},
                   {"ftenv up", "do it"},
                   {"ftenv run -- python demo.py", "use what `up` has set up"},
                   {"ftenv doctor", "something is wrong: what, and how to mend it"},
                   {"ftenv help up", "everything about one command"}}};
  for (CommandSpec& command : set_up_commands(invocation)) root.children.push_back(std::move(command));
  for (CommandSpec& command : trouble_commands(invocation)) root.children.push_back(std::move(command));
  for (CommandSpec& command : project_commands(invocation)) root.children.push_back(std::move(command));
  root.children.push_back(python_command(invocation));
  for (CommandSpec& command : shell_commands(invocation)) root.children.push_back(std::move(command));
  add_common_options(root, invocation);
  return root;
}

}  // namespace ftenv
