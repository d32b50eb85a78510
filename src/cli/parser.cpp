#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"

namespace ftenv {
namespace {

constexpr const char* k_about =
    "From a machine with a shell and a package manager to a Rust/PyO3 extension that was imported\n"
    "without the GIL.\n\n"
    "  ftenv plan            what would be done here, and why; changes nothing\n"
    "  ftenv up              do it: interpreter, environment, build, proof\n"
    "  ftenv run -- CMD      run a command in what `up` has set up\n"
    "  ftenv doctor          what is wrong here, and how to mend it\n"
    "  ftenv explain LOG     what a failed build is trying to say";

void add_output_options(CLI::App* app, Invocation& invocation) {
  app->add_flag("--json", invocation.json, "one JSON document on stdout");
  app->add_flag("-v,--verbose", invocation.verbosity, "say more; twice: trace everything");
  app->add_flag("-q,--quiet", invocation.quiet, "only errors");
  app->add_flag("--yes", invocation.options.yes, "yes to every question, and go on when started by sudo");
  const std::map<std::string, ColorChoice> choices = {
      {"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}};
  app->add_option("--color", invocation.color, "auto, always or never")
      ->transform(CLI::CheckedTransformer(choices, CLI::ignore_case).description(""))
      ->option_text("WHEN");
}

void add_interpreter_options(CLI::App* app, Options& options) {
  app->add_option("--from", options.from,
                  "auto, existing, prebuilt, system, source or pyenv (default: auto, the first that works)")
      ->check(CLI::IsMember({"auto", "existing", "prebuilt", "system", "source", "pyenv"}).description(""))
      ->option_text("WAY");
  app->add_option("--archive", options.archive,
                  "CPython's source, a pack of `ftenv python pack` or a standalone build; a URL may end in "
                  "#sha256=HEX")
      ->option_text("FILE|URL");
  app->add_option("--mirror", options.mirror,
                  "a root with the layout of python.org/ftp/python, or of the standalone builds' releases")
      ->option_text("URL");
  app->add_flag("--offline", options.offline, "use only what is on this machine");
  app->add_option("--jobs", options.jobs, "compilers at once (default: all cores)")
      ->check(CLI::Range(1, 1024).description(""))
      ->option_text("N");
  app->add_flag("--optimized", options.optimized,
                "build CPython with PGO and LTO: slower to build, faster to run");
  app->add_flag("--with-tkinter", options.tkinter, "build tkinter as well");
}

void add_project_options(CLI::App* app, Options& options, std::string& project) {
  app->add_option("PROJECT", project, "folder of the project (default: here)");
  app->add_option("--python", options.python, "3.14, 3.14.8, a list such as 3.14,3.13, or a path")
      ->option_text("VERSION");
  app->add_option("--venv", options.venv, "where the virtual environment is (default: PROJECT/.venv)")
      ->option_text("DIR");
}

// CLI11 says "The following argument was not expected: --pyhton"; a person wants to know what was meant.
std::string suggestion(const CLI::App& app, const std::vector<std::string>& words) {
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    known.push_back(command->get_name());
  }
  for (const std::string& word : words) {
    const std::string near = nearest(word.substr(0, word.find('=')), known);
    if (!near.empty() && near != word) return near;
  }
  return {};
}

const CLI::App* deepest(const CLI::App* app) {
  for (;;) {
    const auto parsed = app->get_subcommands();
    if (parsed.empty()) return app;
    app = parsed.front();
  }
}

struct Grammar {
  CLI::App app{k_about, "ftenv"};
  Invocation invocation;
  std::string project;
  std::vector<std::pair<CLI::App*, CommandId>> commands;

  CLI::App* command(CLI::App& parent, const char* name, const char* help, CommandId id) {
    CLI::App* sub = parent.add_subcommand(name, help);
    add_output_options(sub, invocation);
    commands.emplace_back(sub, id);
    return sub;
  }

  void add_doctor(Options& options) {
    CLI::App* doctor = command(app, "doctor", "say what is wrong, and mend it", CommandId::doctor);
    doctor
        ->add_option("PROJECT|ID", invocation.words,
                     "folder of the project (default: here), and ids such as IN-10 to look at these alone")
        ->option_text("...");
    doctor->add_option("--venv", options.venv, "where the virtual environment is (default: PROJECT/.venv)")
        ->option_text("DIR");
    doctor
        ->add_option("--only", invocation.doctor.only, "a finding's id, a check or an area; may be repeated")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("ID");
    doctor->add_flag("--list", invocation.list, "the checks, and what each can find");
    doctor->add_flag("--deep", invocation.doctor.deep,
                     "also import every dependency, to see which one switches the GIL on");
    doctor->add_flag("--online", invocation.doctor.online, "also ask the registries and the proxy");
    doctor->add_flag("--strict", invocation.strict, "exit 1 for warnings too");
    doctor->add_flag("--timings", invocation.timings, "how long each check took");
    CLI::Option* fix = doctor->add_flag(
        "--fix", invocation.fix, "mend what is safe to mend; with an id, also a line of your shell's files");
    doctor->add_flag("--dry-run", invocation.dry_run, "with --fix: only show what would be done")->needs(fix);
  }

  void add_explain(Options& options) {
    CLI::App* explain = command(app, "explain", "say what a failed build's output means", CommandId::explain);
    explain->add_option(
        "LOG|ID", invocation.subject,
        "a file, - for what is piped in, or an id such as IN-10 (default: the last failed run)");
    explain->add_flag("--markdown", invocation.markdown, "every page, as docs/troubleshooting.md")->group("");
    CLI::App* report =
        command(app, "report", "write what an issue tracker needs to one file", CommandId::report);
    add_project_options(report, options, project);
    report->add_option("-o,--output", invocation.output, "the file (default: ftenv-report.md, here)")
        ->option_text("FILE");
  }

  void add_project_side(Options& options) {
    CLI::App* wire = command(app, "wire", "make the crates ready for free threading", CommandId::wire);
    wire->add_option("PROJECT", project, "folder of the project (default: here)");
    wire->add_flag("--write", invocation.write, "change the files; without it, only the diff is shown");
    wire->add_flag("--check", invocation.cargo_check, "run `cargo check` before and after");
    wire->add_flag("--assume-thread-safe", invocation.assume_thread_safe,
                   "say `gil_used = false` where PyO3 needs to be told; you have reviewed the listed places");

    CLI::App* wheel = app.add_subcommand("wheel", "wheels: build one, or look into any");
    wheel->require_subcommand(1);
    CLI::App* build =
        command(*wheel, "build", "build the project's wheel and check it", CommandId::wheel_build);
    add_project_options(build, options, project);
    CLI::App* check =
        command(*wheel, "check", "say whether wheels are what their names say", CommandId::wheel_check);
    check->add_option("FILE", invocation.files, "wheels")->required();
    check->add_option("--expect", invocation.expect, "the tag that they must have, cp314-cp314t")
        ->option_text("TAG");
    check->add_flag("--import", invocation.import_it,
                    "also install each in a throw-away environment and import it");
    check->add_option("--python", options.python, "the interpreter for --import (default: the project's)")
        ->option_text("VERSION");

    CLI::App* ci = app.add_subcommand("ci", "workflows that build free-threaded wheels");
    ci->require_subcommand(1);
    CLI::App* lint = command(*ci, "check", "find what keeps workflows from building and testing them",
                             CommandId::ci_check);
    lint->add_option("FILE", invocation.files, "workflows, or a project's folder (default: here)");
    lint->add_flag("--fix", invocation.fix, "mend what has one right answer");
    CLI::App* init = command(*ci, "init", "write such a workflow for this project", CommandId::ci_init);
    init->add_option("PROJECT", project, "folder of the project (default: here)");
    init->add_flag("--write", invocation.write, "write the file; without it, it is printed");

    CLI::App* deps = command(app, "deps", "which dependencies have wheels for this Python", CommandId::deps);
    add_project_options(deps, options, project);
    deps->add_option("--lock", invocation.files, "a lock file (default: the project's, else its environment)")
        ->option_text("FILE");
  }

  void add_undo() {
    CLI::App* undo = command(app, "undo", "take back what ftenv has made here", CommandId::undo);
    undo->add_option("RUN|PATH", invocation.subject,
                     "a run of `--list`, or a folder: what was made in it (default: the last run)");
    undo->add_flag("--all", invocation.all, "everything that ftenv has made for this user");
    undo->add_flag("--packages", invocation.packages,
                   "also packages of the system that came with it, but for those that something needs");
    undo->add_flag("--list", invocation.list, "the runs, and what each has made");
    undo->add_flag("--dry-run", invocation.dry_run, "only show what would be done");
  }

  Grammar() {
    app.set_version_flag("--version", std::string("ftenv ") + FTENV_VERSION);
    app.require_subcommand(1);
    Options& options = invocation.options;

    CLI::App* up = command(app, "up", "set everything up and prove the import", CommandId::up);
    CLI::App* plan = command(app, "plan", "show the steps of `up`; changes nothing", CommandId::plan);
    for (CLI::App* sub : {up, plan}) {
      add_project_options(sub, options, project);
      add_interpreter_options(sub, options);
      sub->add_flag("--release", options.release, "build the extension with cargo's release profile");
    }
    plan->add_flag("--check", invocation.check, "exit 1 when something would change");
    plan->add_option(
            "--host", invocation.host_file,
            "plan for the machine that this TOML file describes; starts, writes and downloads nothing")
        ->option_text("FILE");

    CLI::App* verify = command(app, "verify", "prove again what `up` has proved", CommandId::verify);
    add_project_options(verify, options, project);

    add_doctor(options);
    add_explain(options);
    add_project_side(options);
    add_undo();

    CLI::App* run = command(app, "run", "run a command in the project's environment", CommandId::run);
    run->add_option("--project", project, "folder of the project (default: here)")->option_text("DIR");
    run->add_option("--venv", options.venv, "where the virtual environment is")->option_text("DIR");
    run->add_flag("--both", invocation.both, "with the GIL and without it, side by side");
    run->add_flag("--explain", invocation.explain, "when it fails, say what its output means");
    run->add_option("COMMAND", invocation.rest, "the command and its arguments, after --")->required();
    run->positionals_at_end();

    CLI::App* env = command(app, "env", "print shell lines that activate the environment", CommandId::env);
    add_project_options(env, options, project);
    env->add_option("--shell", invocation.shell, "bash, zsh, fish or powershell (default: by $SHELL)")
        ->check(CLI::IsMember({"bash", "zsh", "sh", "fish", "powershell"}).description(""))
        ->option_text("SHELL");
    env->add_flag("--unset", invocation.unset, "print lines that unset PYTHON_CONFIGURE_OPTS and its family");

    CLI::App* python = app.add_subcommand("python", "the interpreters that ftenv keeps");
    python->require_subcommand(1);
    CLI::App* install =
        command(*python, "install", "get an interpreter into the store", CommandId::python_install);
    install->add_option("VERSION", options.python, "3.14, 3.14.8, or a list such as 3.14,3.13");
    add_interpreter_options(install, options);
    command(*python, "list", "the interpreters in the store", CommandId::python_list);
    CLI::App* which = command(*python, "which", "the path of one", CommandId::python_which);
    which->add_option("VERSION", options.python, "3.14, 3.14.8 (default: the newest)");
    CLI::App* check =
        command(*python, "verify", "ask an interpreter everything that matters", CommandId::python_verify);
    CLI::App* remove = command(*python, "remove", "take one out of the store", CommandId::python_remove);
    remove->add_option("VERSION", options.python, "3.14, 3.14.8")->required();
    remove->add_flag("--dry-run", invocation.dry_run, "only show what would be done");
    CLI::App* pack =
        command(*python, "pack", "one of the store as a file that other machines take with --archive",
                CommandId::python_pack);
    pack->add_option("VERSION", options.python, "3.14, 3.14.8 (default: the newest)");
    pack->add_option("-o,--output", invocation.output, "the file (default: named after what it holds, here)")
        ->option_text("FILE");
    pack->add_option("--level", invocation.level, "how hard zstd tries, 1 to 19")
        ->check(CLI::Range(1, 19).description(""))
        ->option_text("N");
    check->add_option("VERSION|PATH", invocation.interpreter, "one of the store, or any interpreter's path");
  }
};

ParseOutcome finished(int exit_code, std::string text) {
  ParseOutcome outcome;
  outcome.finished = true;
  outcome.exit_code = exit_code;
  outcome.text = std::move(text);
  return outcome;
}

ParseOutcome usage_error(const Grammar& grammar, const CLI::ParseError& error,
                         const std::vector<std::string>& words) {
  const CLI::App* where = deepest(&grammar.app);
  std::string message = error.what();
  if (!message.empty()) message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
  std::string text = "error: " + message + "\n";
  const std::string near = suggestion(*where, words);
  if (!near.empty()) text += "hint: did you mean `" + near + "`?\n";
  std::string path = where->get_name();
  for (const CLI::App* up = where->get_parent(); up != nullptr; up = up->get_parent())
    path = up->get_name() + " " + path;
  text += "hint: `" + path + " --help` shows what it takes\n";
  return finished(k_exit_usage, text);
}

}  // namespace

ParseOutcome parse_command_line(int argc, const char* const* argv) {
  Grammar grammar;
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    grammar.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return finished(k_exit_ok, deepest(&grammar.app)->help());
  } catch (const CLI::CallForVersion& version) {
    return finished(k_exit_ok, std::string(version.what()) + "\n");
  } catch (const CLI::ParseError& error) {
    if (words.empty()) return finished(k_exit_usage, grammar.app.help());
    return usage_error(grammar, error, words);
  }
  for (const auto& [app, id] : grammar.commands) {
    if (app->parsed()) grammar.invocation.command = id;
  }
  if (!grammar.project.empty()) grammar.invocation.options.project = grammar.project;
  ParseOutcome outcome;
  outcome.invocation = std::move(grammar.invocation);
  return outcome;
}

}  // namespace ftenv
