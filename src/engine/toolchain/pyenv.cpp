#include "engine/toolchain/pyenv.hpp"

#include <algorithm>
#include <optional>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/cpython/compile_count.hpp"
#include "engine/logged_run.hpp"
#include "engine/toolchain/pyenv_definitions.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

constexpr const char* k_configure_options = "--disable-gil --enable-shared";

// Where the user's pyenv gets archives from. No other child sees these; the digests decide all the same.
constexpr const char* k_mirror_variables[] = {"PYTHON_BUILD_MIRROR_URL",
                                              "PYTHON_BUILD_MIRROR_URL_SKIP_CHECKSUM"};

std::optional<fs::path> program_at(const fs::path& path) {
  return find_program(path.string(), "");
}

std::vector<fs::path> roots_of(const Environment& user) {
  std::vector<fs::path> roots;
  const fs::path chosen = user.get("PYENV_ROOT");
  if (chosen.is_absolute()) roots.push_back(chosen.lexically_normal());
  const fs::path home = home_of(user);
  if (home.is_absolute() && (roots.empty() || roots.front() != home / ".pyenv"))
    roots.push_back(home / ".pyenv");
  return roots;
}

Environment pyenv_environment(const Services& services, const Pyenv& pyenv) {
  Environment environment = services.child_environment;
  environment.set("PYENV_ROOT", pyenv.root.string());
  return environment;
}

Result<std::string> list_definitions(Services& services, const Pyenv& pyenv) {
  ProcessRequest request;
  request.argv = {pyenv.program.string(), "install", "--list"};
  if (pyenv.program.empty()) request.argv = {pyenv.python_build.string(), "--definitions"};
  request.environment = pyenv_environment(services, pyenv);
  request.timeout = std::chrono::seconds(60);
  FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
  if (outcome.status.ok()) return outcome.out;
  const std::vector<std::string> lines = split_lines(outcome.err);
  Error error{
      ErrorCode::process,
      "`" + shell_line(request.argv) + "` does not list what it can install: " + outcome.status.text(),
      {},
      {},
      {},
      std::nullopt};
  if (!lines.empty()) error.context.push_back("it printed: " + strip_terminal_codes(lines.back()));
  return fail(std::move(error));
}

// Where its definitions come from: the checkout that the program is a part of.
fs::path checkout_of(const Pyenv& pyenv) {
  FsError error;
  const fs::path program = fs::canonical(pyenv.program, error);  // bin/pyenv is a link to libexec/pyenv
  return pyenv.program.empty() || error ? pyenv.root : program.parent_path().parent_path();
}

Failure no_definition(const Pyenv& pyenv, const PyenvInstall& install, const std::vector<Version>& present) {
  std::vector<std::string> wished;
  std::optional<Version> newest;
  for (const PythonWish& wish : install.wishes) {
    if (!wish.version) continue;
    wished.push_back(wish.exact ? wish.version->text() : wish.version->series());
    PythonWish whole_series = wish;
    whole_series.exact = false;
    if (!newest) newest = newest_accepted(present, whole_series, install.suitable);
  }
  std::vector<std::string> hints;
  FsError ignored;
  const fs::path checkout = checkout_of(pyenv);
  if (fs::exists(checkout / ".git", ignored)) {
    hints.push_back("newer definitions come with `git -C " + shell_quote(checkout.string()) + " pull`");
  } else {
    hints.push_back("newer definitions come with a newer pyenv: update it the way it was installed");
  }
  if (newest) hints.push_back("or take that one: `--python " + newest->text() + "`");
  return fail(
      ErrorCode::unsupported,
      "pyenv has no definition of a free-threaded CPython `" + join(wished, "`, `") + "`" +
          (newest ? "; the newest that it has is `" + newest->text() + "t`" : "; it has none of that series"),
      std::move(hints), "IN-03");
}

// Its own archive goes by the name python-build looks for; the digest it checks itself.
Result<std::optional<TempDir>> offer_archive(const Services& services, const Pyenv& pyenv,
                                             const Version& version) {
  const std::string name = "Python-" + version.text() + ".tar.xz";
  FsError ignored;
  if (fs::exists(pyenv.root / "cache" / name, ignored)) return std::nullopt;
  const auto& sources = services.recipes.cpython.sources;
  const auto pinned = std::find_if(sources.begin(), sources.end(),
                                   [&](const PinnedSource& source) { return source.version == version; });
  if (pinned == sources.end()) return std::nullopt;
  const fs::path archive = services.store.downloads() / pinned->sha256;
  if (!fs::is_regular_file(archive, ignored)) return std::nullopt;
  FTENV_TRY(TempDir folder, TempDir::create(services.store.staging(), "pyenv-cache"));
  FsError error;
  fs::create_symlink(archive, folder.path() / name, error);
  if (error) return fail(file_error(error, "link", folder.path() / name));
  return std::optional<TempDir>(std::move(folder));
}

// Downloading Python-3.13.5.tar.xz...
// Installing Python-3.13.5...
std::function<std::optional<StepProgress>(std::string_view)> progress_of_pyenv() {
  return [compiled = std::uintmax_t{0}](std::string_view line) mutable -> std::optional<StepProgress> {
    if (compiles_a_file(line)) return StepProgress{"pyenv: compiling", ++compiled, 0, false, 0};
    for (const std::string_view start : {"Downloading ", "Installing ", "Installed ", "checking "}) {
      if (starts_with(line, start)) return StepProgress{"pyenv: " + std::string(trim(line)), 0, 0, false, 0};
    }
    return std::nullopt;
  };
}

std::optional<fs::path> interpreter_in(const PyenvDefinition& definition) {
  for (const std::string& name : {"python" + definition.version.series() + "t", std::string("python3")}) {
    if (auto found = program_at(definition.prefix / "bin" / name)) return found;
  }
  return std::nullopt;
}

Status build(Services& services, const Pyenv& pyenv, const PyenvDefinition& definition,
             const PyenvInstall& install) {
  FTENV_TRY(const std::optional<TempDir> archive, offer_archive(services, pyenv, definition.version));
  const Command command = pyenv_command(pyenv, definition, install.jobs);
  LoggedRun run;
  run.step = install.step;
  run.argv = command.argv;
  run.environment = services.child_environment;
  for (const char* name : k_mirror_variables) {
    if (const std::string* value = services.user_environment.find(name)) run.environment.set(name, *value);
  }
  for (const auto& [name, value] : command.environment) run.environment.set(name, value);
  if (archive) run.environment.set("PYTHON_BUILD_CACHE_PATH", archive->path().string());
  // Not in the project: its .python-version may name a version that is not installed, and then every shim
  // that configure comes across fails.
  run.directory = services.store.home;
  run.failure = "pyenv could not build CPython " + definition.name;
  run.log = install.step + "-pyenv";
  run.progress = progress_of_pyenv();
  FsError ignored;
  const bool was_there = fs::exists(definition.prefix, ignored);
  Status built = run_logged(services, run);
  // pyenv removes what it did not finish; python-build alone does not.
  if (!built && !was_there) remove_tree(definition.prefix);
  return built;
}

}  // namespace

Result<Pyenv> find_pyenv(const Environment& user) {
  const std::vector<fs::path> roots = roots_of(user);
  Pyenv pyenv;
  if (!roots.empty()) pyenv.root = roots.front();
  for (const fs::path& root : roots) {
    if (const auto program = program_at(root / "bin" / "pyenv")) {
      pyenv.program = *program;
      return pyenv;
    }
  }
  if (const auto program = find_program("pyenv", user.get("PATH")); program && !roots.empty()) {
    pyenv.program = *program;
    return pyenv;
  }
  std::vector<std::string> looked;
  for (const fs::path& root : roots) {
    if (const auto program = program_at(root / "plugins/python-build/bin/python-build")) {
      pyenv.python_build = *program;
      return pyenv;
    }
    looked.push_back("`" + (root / "bin" / "pyenv").string() + "`");
  }
  return fail(ErrorCode::unsupported,
              "there is no pyenv: looked for " + join(looked, ", ") + (looked.empty() ? "" : " and ") +
                  "`pyenv` on PATH",
              {"set PYENV_ROOT if it is elsewhere", "or leave out `--from pyenv`"});
}

Result<PyenvDefinition> choose_pyenv_definition(Services& services, const Pyenv& pyenv,
                                                const PyenvInstall& install) {
  FTENV_TRY(const std::string listed, list_definitions(services, pyenv));
  const std::vector<Version> present = free_threaded_definitions(listed);
  for (const PythonWish& wish : install.wishes) {
    const auto version = newest_accepted(present, wish, install.suitable);
    if (!version) continue;
    PyenvDefinition definition;
    definition.version = *version;
    definition.name = version->text() + "t";
    definition.prefix = pyenv.root / "versions" / definition.name;
    definition.installed = interpreter_in(definition).has_value();
    return definition;
  }
  return no_definition(pyenv, install, present);
}

Command pyenv_command(const Pyenv& pyenv, const PyenvDefinition& definition, int jobs) {
  Command command;
  // With all of the compiler's output: python-build by itself shows ten lines of it, and only at the end.
  if (pyenv.program.empty()) {
    command.argv = {pyenv.python_build.string(), "--verbose", definition.name, definition.prefix.string()};
  } else {
    command.argv = {pyenv.program.string(), "install", "--skip-existing", "--verbose", definition.name};
  }
  command.environment = {{"PYENV_ROOT", pyenv.root.string()},
                         {"PYTHON_CONFIGURE_OPTS", k_configure_options},
                         {"MAKE_OPTS", "-j" + std::to_string(std::max(jobs, 1))}};
  return command;
}

Result<fs::path> install_with_pyenv(Services& services, const PyenvInstall& install) {
  FTENV_TRY(const Pyenv pyenv, find_pyenv(services.user_environment));
  FTENV_TRY(const PyenvDefinition definition, choose_pyenv_definition(services, pyenv, install));
  if (!definition.installed) {
    FTENV_CHECK(build(services, pyenv, definition, install));
  }
  if (const auto interpreter = interpreter_in(definition)) return *interpreter;
  return fail(ErrorCode::process, "pyenv says that it has installed `" + definition.name +
                                      "`, but there is no `" +
                                      (definition.prefix / "bin" / "python3").string() + "`");
}

}  // namespace ftenv
