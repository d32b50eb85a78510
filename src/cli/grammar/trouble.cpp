#include "cli/grammar/grammar.hpp"

namespace ftenv {
namespace {

constexpr const char* k_section = "When something is wrong";

OptionSpec dry_run(Invocation& invocation, const char* help, const char* needs = "") {
  return {.names = "--dry-run", .target = &invocation.dry_run, .help = help, .needs = needs};
}

CommandSpec doctor(Invocation& invocation) {
  return {
      .name = "doctor",
      .summary = "say what is wrong here, and mend it",
      .id = CommandId::doctor,
      .section = k_section,
      .about = {"Looks at the machine, the project and its environment, and says of everything that stands "
                "in the way of free threading what it is, why it matters and what to type. It only looks; "
                "with --fix it mends what can't do harm and looks again. Each finding has an id such as "
                "IN-10; `ftenv explain IN-10` is its page."},
      .examples = {{"ftenv doctor", "this machine, and the project in this folder"},
                   {"ftenv doctor --fix --dry-run", "what --fix would do"},
                   {"ftenv doctor --only IN-10", "look for this one thing"},
                   {"ftenv doctor --deep", "which dependency switches the GIL on?"}},
      .arguments =
          {{.names = "PROJECT|ID",
            .target = &invocation.words,
            .help = "folder of the project (default: here), and ids such as IN-10 to look at these alone",
            .value = "PROJECT|ID",
            .kind = ValueKind::check_name_or_directory}},
      .options = {venv_option(invocation),
                  {.names = "--fix",
                   .target = &invocation.fix,
                   .help = "mend what is safe to mend; with an id, also a line of your shell's files"},
                  dry_run(invocation, "with --fix: only show what would be done", "--fix"),
                  {.names = "--only",
                   .target = &invocation.doctor.only,
                   .help = "a finding's id, a check or an area; may be repeated",
                   .value = "ID",
                   .kind = ValueKind::check_name},
                  {.names = "--deep",
                   .target = &invocation.doctor.deep,
                   .help = "also import every dependency, to see which one switches the GIL on"},
                  {.names = "--online",
                   .target = &invocation.doctor.online,
                   .help = "also ask the registries and the proxy"},
                  {.names = "--strict", .target = &invocation.strict, .help = "exit 1 for warnings too"},
                  {.names = "--list",
                   .target = &invocation.list,
                   .help = "the checks, and what each can find; looks at nothing"},
                  {.names = "--timings", .target = &invocation.timings, .help = "how long each check took"}}};
}

CommandSpec explain(Invocation& invocation) {
  return {
      .name = "explain",
      .summary = "say what a failed build's output means",
      .id = CommandId::explain,
      .section = k_section,
      .about = {"Finds in the output of pip, cargo, maturin, configure or make the line that everything else "
                "follows from, looks at this machine where that tells the cause, and says what to do about "
                "it. With an id it prints the page of that finding."},
      .examples = {{"ftenv explain", "the last run of ftenv that failed"},
                   {"ftenv explain build.log", "a file"},
                   {"pip install . 2>&1 | ftenv explain", "what another program says"},
                   {"ftenv explain IN-10", "the page of a finding"}},
      .arguments =
          {{.names = "LOG|ID",
            .target = &invocation.subject,
            .help = "a file, - for what is piped in, or an id such as IN-10 (default: the last failed run)",
            .value = "LOG|ID",
            .kind = ValueKind::finding_id_or_file}},
      .options = {{.names = "--markdown",
                   .target = &invocation.markdown,
                   .help = "every page, as docs/troubleshooting.md",
                   .hidden = true}}};
}

CommandSpec report(Invocation& invocation) {
  return {.name = "report",
          .summary = "write what an issue tracker needs to one file",
          .id = CommandId::report,
          .section = k_section,
          .about =
              {"What the machine, the project and its interpreter are, and the last run that failed. Secrets "
               "and the names of your folders are taken out; read it all the same before you send it."},
          .examples = {{"ftenv report", "writes ftenv-report.md here"},
                       {"ftenv report -o /tmp/report.md", "somewhere else"}},
          .arguments = {project_argument(invocation)},
          .options = {python_option(invocation),
                      venv_option(invocation),
                      {.names = "-o,--output",
                       .target = &invocation.output,
                       .help = "the file (default: ftenv-report.md, here)",
                       .value = "FILE",
                       .kind = ValueKind::file}}};
}

CommandSpec undo(Invocation& invocation) {
  return {
      .name = "undo",
      .summary = "take back what ftenv has made here",
      .id = CommandId::undo,
      .section = k_section,
      .about = {"Removes what ftenv has made and nothing else: files that others have put there, or have "
                "changed, stay and are named. Shows what it will do and asks first. Packages of the system "
                "are listed and stay, unless `--packages` is given."},
      .examples = {{"ftenv undo", "the last run"},
                   {"ftenv undo --list", "which runs there were"},
                   {"ftenv undo path/to/project", "what was made in this folder"},
                   {"ftenv undo --all --dry-run", "what removing everything would be"},
                   {"ftenv undo --all --packages", "the packages of the system too"}},
      .arguments = {{.names = "RUN|PATH",
                     .target = &invocation.subject,
                     .help = "a run of `--list`, or a folder: what was made in it (default: the last run)",
                     .value = "RUN|PATH",
                     .kind = ValueKind::run}},
      .options = {
          {.names = "--all",
           .target = &invocation.all,
           .help = "everything that ftenv has made for this user"},
          {.names = "--packages",
           .target = &invocation.packages,
           .help = "also packages of the system that came with it, but for those that something needs"},
          {.names = "--list", .target = &invocation.list, .help = "the runs, and what each has made"},
          dry_run(invocation, "only show what would be done")}};
}

}  // namespace

std::vector<CommandSpec> trouble_commands(Invocation& invocation) {
  return {doctor(invocation), explain(invocation), report(invocation), undo(invocation)};
}

}  // namespace ftenv
