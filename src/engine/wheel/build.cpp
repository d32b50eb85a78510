#include "engine/wheel/build.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/child_environment.hpp"
#include "engine/creation.hpp"
#include "engine/logged_run.hpp"
#include "engine/maturin_command.hpp"
#include "engine/project_check.hpp"
#include "engine/rust/toolchain.hpp"
#include "engine/store_lock.hpp"
#include "engine/undo/job_watch.hpp"
#include "inspect/project/compatibility.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

constexpr const char* k_step = "wheel";

Result<InterpreterFacts> ask_for_free_threading(Services& services, const fs::path& executable,
                                                const std::string& up) {
  FTENV_TRY(InterpreterFacts facts,
            ask_interpreter(services.processes, services.child_environment, executable));
  if (facts.free_threaded) return facts;
  return fail(ErrorCode::project,
              "`" + executable.string() + "` is CPython " + facts.version.text() +
                  " with the GIL, so its wheel would not install in a free-threaded one",
              {up}, "MT-04");
}

// The one wheel in the folder that maturin was given.
Result<fs::path> only_wheel(const fs::path& folder) {
  FsError error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".whl") return at->path();
  }
  return fail(ErrorCode::process,
              "maturin says that it has built a wheel, but there is none in `" + folder.string() + "`");
}

}  // namespace

Result<BuiltWheel> build_wheel(Services& services, const Options& options) {
  Project project;
  FTENV_TRY(const fs::path venv, require_venv(services, options, project));
  const std::string up = "`ftenv up " + shell_quote(options.project.string()) + "` sets the project up";
  const fs::path python = venv_program(services.host, venv, "python"),
                 maturin = venv_program(services.host, venv, "maturin");
  FsError error;
  if (!fs::exists(maturin, error))
    return fail(ErrorCode::project, "there is no maturin in `" + venv.string() + "`", {up});
  std::string why_not;
  const auto rust = find_rust(services, maturin_directory(project), why_not);
  if (!rust) return fail(ErrorCode::project, "there is no Rust to build with: " + why_not, {up});

  BuiltWheel built;
  FTENV_TRY(built.python, ask_for_free_threading(services, python, up));
  FTENV_CHECK(check_compatibility(project, built.python.version, services.recipes.compatibility));
  const std::string abi = built.python.abi();
  built.expect = abi.substr(0, abi.size() - 1) + "-" + abi;
  const fs::path target = target_directory(project, abi), wheels = target / "wheels";
  FTENV_CHECK(create_store(services));
  if (!fs::exists(target, error)) {
    FTENV_CHECK(create_folders(services, target.parent_path(), "extension"));
    FTENV_CHECK(record_creation(services, k_made_directory, target, "extension"));
  }
  bool waited = false;
  FTENV_TRY(const JobLocks locks, lock_for_job(services, project.root, waited));
  JobWatch watch(services);
  FTENV_CHECK(watch.begin({}));
  // A folder of its own tells which wheel is the new one; older ones of other versions stay.
  FTENV_TRY(const TempDir staged, TempDir::create(wheels, ".building"));
  std::vector<std::string> argv{maturin.string(), "build", "--release",           "--interpreter",
                                python.string(),  "--out", staged.path().string()};
  const auto arguments = maturin_arguments(project, abi);
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  if (options.offline) argv.emplace_back("--offline");

  const auto begin = services.clock.now();
  const auto seconds = [&] { return std::chrono::duration<double>(services.clock.now() - begin).count(); };
  services.reporter.step_started(k_step, "the project's wheel");
  const Status status =
      run_logged(services, {k_step, argv, maturin_environment(services, *rust, venv, target),
                            maturin_directory(project), "maturin could not build the wheel"});
  auto wheel = status ? only_wheel(staged.path()) : Result<fs::path>(fail(status.error()));
  if (!wheel) {
    services.reporter.step_failed(k_step, seconds());
    return fail(std::move(wheel).error());
  }
  built.file = wheels / wheel->filename();
  fs::rename(*wheel, built.file, error);  // over one of the same name: it is what that was to be
  if (error) return fail(file_error(error, "write", built.file));
  services.reporter.step_finished(k_step, "built `" + built.file.filename().string() + "`", seconds());
  built.log = services.store.logs() / (std::string(k_step) + ".log");
  return built;
}

}  // namespace ftenv
