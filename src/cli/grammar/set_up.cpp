#include "cli/grammar/grammar.hpp"

namespace ftenv {
namespace {

constexpr const char* k_section = "Set up and use";

OptionSpec release_option(Invocation& invocation) {
  return {.names = "--release",
          .target = &invocation.options.release,
          .help = "build the extension with cargo's release profile: slower to build, faster to run"};
}

std::vector<OptionSpec> job_options(Invocation& invocation) {
  std::vector<OptionSpec> options = {python_option(invocation), venv_option(invocation),
                                     release_option(invocation)};
  for (OptionSpec& option : way_options(invocation)) options.push_back(std::move(option));
  return options;
}

CommandSpec up(Invocation& invocation) {
  return {.name = "up",
          .summary = "set everything up and prove the import",
          .id = CommandId::up,
          .section = k_section,
          .about =
              {"Installs what is missing (compilers, Rust, a free-threaded CPython), makes the project's "
               "virtual environment, builds the extension into it, imports it in a fresh process and looks "
               "whether the GIL is still off. What is there already is left alone; after an interruption the "
               "same command goes on. `ftenv plan` shows it all beforehand, `ftenv undo` takes it back."},
          .examples = {{"ftenv up", "the project in this folder"},
                       {"ftenv up path/to/project --python 3.14", "another one, with this Python"},
                       {"ftenv up --from source --jobs 4", "build CPython here, on four cores"},
                       {"ftenv up --offline --archive Python.tar.xz", "without a network"}},
          .arguments = {project_argument(invocation)},
          .options = job_options(invocation)};
}

CommandSpec plan(Invocation& invocation) {
  CommandSpec plan{
      .name = "plan",
      .summary = "show what `up` would do, and why; changes nothing",
      .id = CommandId::plan,
      .section = k_section,
      .about = {"Looks at the machine and the project and prints each step with its reason and its commands. "
                "Takes the options of `up`, so that the plan is the one of the run that you have in mind."},
      .examples = {{"ftenv plan", "what `ftenv up` would do here"},
                   {"ftenv plan -v", "with the commands in full"},
                   {"ftenv plan --check", "in a script: exit 1 when something would change"}},
      .arguments = {project_argument(invocation)},
      .options = job_options(invocation)};
  plan.options.insert(
      plan.options.begin(),
      {{.names = "--check", .target = &invocation.check, .help = "exit 1 when something would change"},
       {.names = "--host",
        .target = &invocation.host_file,
        .help = "plan for the machine that this TOML file describes (docs/platforms.md); starts, writes and "
                "downloads nothing",
        .value = "FILE",
        .kind = ValueKind::file}});
  return plan;
}

CommandSpec verify(Invocation& invocation) {
  return {.name = "verify",
          .summary = "prove again what `up` has proved",
          .id = CommandId::verify,
          .section = k_section,
          .about = {"Imports the extension in a fresh process, looks whether the GIL is still off, and times "
                    "two threads against one. Installs and builds nothing."},
          .examples = {{"ftenv verify", "the project in this folder"},
                       {"ftenv verify --json", "as JSON, for a program"}},
          .arguments = {project_argument(invocation)},
          .options = {python_option(invocation), venv_option(invocation)}};
}

CommandSpec run(Invocation& invocation) {
  return {.name = "run",
          .summary = "run a command in the project's environment",
          .id = CommandId::run,
          .section = k_section,
          .about = {"The command finds the environment's Python and, for `cargo test`, its library. Nothing "
                    "is activated and nothing stays set afterwards. What comes after `--` is the command; "
                    "its exit status is ftenv's."},
          .examples = {{"ftenv run -- python demo.py", "a script"},
                       {"ftenv run -- pytest", "the tests, if pytest is installed there"},
                       {"ftenv run -- pip install pytest", "install something into the environment"},
                       {"ftenv run --both -- python bench.py", "with the GIL and without it"}},
          .arguments = {{.names = "COMMAND",
                         .target = &invocation.rest,
                         .help = "the command and its arguments, after --",
                         .value = "COMMAND",
                         .kind = ValueKind::command,
                         .required = true}},
          .options = {{.names = "--project",
                       .target = &invocation.options.project,
                       .help = "folder of the project (default: here)",
                       .value = "DIR",
                       .kind = ValueKind::directory},
                      venv_option(invocation),
                      {.names = "--both",
                       .target = &invocation.both,
                       .help = "run it twice, with the GIL and without it, side by side"},
                      {.names = "--explain",
                       .target = &invocation.explain,
                       .help = "when it fails, say what its output means"}},
          .rest_is_untouched = true};
}

CommandSpec env(Invocation& invocation) {
  return {
      .name = "env",
      .summary = "print lines that activate the environment",
      .id = CommandId::env,
      .section = k_section,
      .about = {"For a shell that is to stay in the environment; `ftenv run` needs none of this. Prints "
                "only, you decide what to do with it."},
      .examples = {{"eval \"$(ftenv env)\"", "activate it in this bash, zsh or sh"},
                   {"ftenv env --shell fish | source", "the same in fish"},
                   {"ftenv env --shell direnv >> .envrc", "for direnv"},
                   {"ftenv env --editor", "for VS Code and rust-analyzer"},
                   {"eval \"$(ftenv env --unset)\"", "unset variables that change builds"}},
      .arguments = {project_argument(invocation)},
      .options = {
          python_option(invocation),
          venv_option(invocation),
          {.names = "--shell",
           .target = &invocation.shell,
           .help = "bash, zsh, sh, fish or powershell (default: yours, by $SHELL); direnv: lines for .envrc; "
                   "github: adds to the files of $GITHUB_ENV and $GITHUB_PATH, for the steps that follow",
           .value = "SHELL",
           .choices = {"bash", "zsh", "sh", "fish", "powershell", "direnv", "github"}},
          {.names = "--editor",
           .target = &invocation.editor,
           .help = "print settings for VS Code's Python extension and rust-analyzer, to be pasted into "
                   ".vscode/settings.json: the environment's Python, PYO3_PYTHON, a target folder"},
          {.names = "--unset",
           .target = &invocation.unset,
           .help = "print lines that unset what is set of PYTHON_CONFIGURE_OPTS and its family"}}};
}

}  // namespace

std::vector<CommandSpec> set_up_commands(Invocation& invocation) {
  return {up(invocation), plan(invocation), verify(invocation), run(invocation), env(invocation)};
}

}  // namespace ftenv
