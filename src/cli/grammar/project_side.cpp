#include "cli/grammar/grammar.hpp"

namespace ftenv {
namespace {

constexpr const char* k_section = "The project's own files";

CommandSpec wire(Invocation& invocation) {
  return {
      .name = "wire",
      .summary = "make the project's Rust code ready for free threading",
      .id = CommandId::wire,
      .section = k_section,
      .about = {"Writes into Cargo.toml and pyproject.toml what a free-threaded build needs: a cargo feature "
                "that leaves out abi3 (the stable ABI, which free-threaded Pythons before 3.15 do not have), "
                "a PyO3 that is new enough, the classifier. Prints the changes as a diff; --write makes "
                "them. The places in the Rust code that somebody has to think about are listed."},
      .examples = {{"ftenv wire", "show what would be changed"},
                   {"ftenv wire --write --check", "change it, and see that it still compiles"}},
      .arguments = {project_argument(invocation)},
      .options = {
          {.names = "--write",
           .target = &invocation.write,
           .help = "change the files; without it, only the diff is shown"},
          {.names = "--check",
           .target = &invocation.cargo_check,
           .help = "run `cargo check` before and after"},
          {.names = "--assume-thread-safe",
           .target = &invocation.assume_thread_safe,
           .help =
               "say `gil_used = false` where PyO3 needs to be told; you have reviewed the listed places"}}};
}

CommandSpec wheel(Invocation& invocation) {
  CommandSpec build{.name = "build",
                    .summary = "build the project's wheel and check it",
                    .id = CommandId::wheel_build,
                    .about = {"A wheel is the file that pip installs. This one is for free-threaded Pythons; "
                              "those with the GIL need a wheel of their own."},
                    .examples = {{"ftenv wheel build", "the project in this folder"},
                                 {"ftenv wheel build --python 3.14", "for this Python"}},
                    .arguments = {project_argument(invocation)},
                    .options = {python_option(invocation), venv_option(invocation)}};
  CommandSpec check{.name = "check",
                    .summary = "say whether wheels are what their names say",
                    .id = CommandId::wheel_check,
                    .about = {"Reads the binaries inside instead of believing the file's name: for which "
                              "Python and ABI they were built, which libraries they need, whether the list "
                              "of digests is right. Unpacks and starts nothing unless --import is given."},
                    .examples = {{"ftenv wheel check dist/*.whl", "all that were built"},
                                 {"ftenv wheel check --import x.whl", "also install and import it"},
                                 {"ftenv wheel check --expect cp314-cp314t x.whl", "it must have this tag"}},
                    .arguments = {{.names = "FILE",
                                   .target = &invocation.files,
                                   .help = "wheels: files that end in .whl",
                                   .value = "FILE",
                                   .kind = ValueKind::file,
                                   .required = true}},
                    .options = {{.names = "--expect",
                                 .target = &invocation.expect,
                                 .help = "the tag that they must have, cp314-cp314t",
                                 .value = "TAG"},
                                {.names = "--import",
                                 .target = &invocation.import_it,
                                 .help = "also install each in a throw-away environment and import it"},
                                {.names = "--python",
                                 .target = &invocation.options.python,
                                 .help = "the interpreter for --import (default: the project's)",
                                 .value = "VERSION",
                                 .kind = ValueKind::version}}};
  return {.name = "wheel",
          .summary = "build a wheel, or look into any",
          .section = k_section,
          .about = {"A wheel is the file that pip installs. A free-threaded Python needs wheels of its own; "
                    "they have cp314t in their names."},
          .examples = {{"ftenv wheel build", "build the project's wheel"},
                       {"ftenv wheel check dist/*.whl", "are they what their names say?"}},
          .children = {std::move(build), std::move(check)}};
}

CommandSpec ci(Invocation& invocation) {
  CommandSpec check{
      .name = "check",
      .summary = "find what keeps workflows from building free-threaded wheels",
      .id = CommandId::ci_check,
      .about = {"Reads the GitHub workflows of a project and says which of their rows never build, test or "
                "publish a free-threaded wheel although they look as if they did."},
      .examples = {{"ftenv ci check", "the workflows of this project"},
                   {"ftenv ci check --fix", "mend what has one right answer"},
                   {"ftenv ci check .github/workflows/ci.yml", "this file"}},
      .arguments = {{.names = "FILE",
                     .target = &invocation.files,
                     .help = "workflows, or a project's folder (default: here)",
                     .value = "FILE",
                     .kind = ValueKind::file}},
      .options = {{.names = "--fix", .target = &invocation.fix, .help = "mend what has one right answer"}}};
  CommandSpec init{
      .name = "init",
      .summary = "write a workflow that builds and tests them",
      .id = CommandId::ci_init,
      .about =
          {"A GitHub workflow that builds wheels with the GIL and without it, tests both and checks them."},
      .examples = {{"ftenv ci init", "print it"}, {"ftenv ci init --write", "write the file"}},
      .arguments = {project_argument(invocation)},
      .options = {{.names = "--write",
                   .target = &invocation.write,
                   .help = "write the file; without it, it is printed"}}};
  return {.name = "ci",
          .summary = "GitHub workflows that build free-threaded wheels",
          .section = k_section,
          .about = {"Most workflows never build such wheels, although they look as if they did. These "
                    "commands read them, mend them, or write one."},
          .examples = {{"ftenv ci check", "what is wrong with the workflows here"},
                       {"ftenv ci init", "print one that is right"}},
          .children = {std::move(check), std::move(init)}};
}

CommandSpec deps(Invocation& invocation) {
  return {.name = "deps",
          .summary = "which dependencies have wheels for this Python",
          .id = CommandId::deps,
          .section = k_section,
          .about = {"Reads the lock file (of uv, Poetry or pip) or else what is installed, and says which "
                    "packages come ready for a free-threaded Python, which would be compiled on your "
                    "machine, and which can't be had."},
          .examples = {{"ftenv deps", "the project in this folder"},
                       {"ftenv deps --python 3.14 --lock uv.lock", "this lock, for this Python"}},
          .arguments = {project_argument(invocation)},
          .options = {python_option(invocation),
                      venv_option(invocation),
                      {.names = "--lock",
                       .target = &invocation.files,
                       .help = "a lock file (default: the project's, else its environment)",
                       .value = "FILE",
                       .kind = ValueKind::file}}};
}

}  // namespace

std::vector<CommandSpec> project_commands(Invocation& invocation) {
  return {wire(invocation), wheel(invocation), ci(invocation), deps(invocation)};
}

}  // namespace ftenv
