#include "engine/both/gil_side.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/both/gil_interpreter.hpp"
#include "engine/build_inputs.hpp"
#include "engine/child_environment.hpp"
#include "engine/creation.hpp"
#include "engine/logged_run.hpp"
#include "engine/main_job.hpp"
#include "engine/marked_venv.hpp"
#include "engine/maturin_command.hpp"
#include "engine/project_check.hpp"
#include "engine/project_record.hpp"
#include "engine/store_lock.hpp"
#include "engine/undo/job_watch.hpp"
#include "inspect/native/extension_file.hpp"
#include "inspect/python/venv.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

// What `up` has made, seen to be up to date, and how it was built: its state has all that this needs.
Result<MainJob> free_threaded_job(Services& services, const Options& options, const fs::path& venv) {
  Options asked = options;
  asked.python = load_record(venv).wishes;
  std::string because;
  for (const bool release : {false, true}) {
    asked.release = release;
    FTENV_TRY(MainJob job, prepare_main_job(services, asked, JobScope::project));
    const PlannedStep* extension = job.plan.find("extension");
    if (extension != nullptr && extension->verdict == Verdict::ready) return job;
    if (because.empty() && extension != nullptr) because = extension->because;
  }
  return fail(ErrorCode::project, "the free-threaded side is not up to date: " + because,
              {"`ftenv up " + shell_quote(options.project.string()) + "` builds it; then compare"});
}

class GilSide {
 public:
  GilSide(Services& services, const MainJob& job, fs::path venv)
      : m_services(services),
        m_job(job),
        m_project(job.project.value()),
        m_rust(job.state.rust.value()),
        m_venv(std::move(venv)) {}

  Result<ProjectSide> prepare() {
    FTENV_CHECK(make_venv());
    FTENV_CHECK(build());
    return ProjectSide{m_venv, m_python, true};
  }

 private:
  fs::path python() const { return venv_program(m_services.host, m_venv, "python"); }

  // One of the same series stays; one of another is given up when a better one has come.
  Status make_venv() {
    FTENV_TRY(const VenvFacts venv, read_venv(m_venv));
    const Version& beside = m_job.state.python.value().facts.version;
    FsError error;
    const bool unfinished = fs::exists(m_venv / k_unfinished_venv, error);
    if (venv.exists && !venv.ours && !unfinished) {
      return fail(ErrorCode::project,
                  "`" + m_venv.string() + "` was not made by ftenv, so it is left as it is",
                  {"move it away, if you don't need it, and run the same command again"});
    }
    if (venv.ours && venv.executable_alive && !unfinished) {
      const auto facts = ask_interpreter(m_services.processes, m_services.child_environment, python());
      if (facts && !facts->free_threaded) m_python = *facts;
      if (facts && !facts->free_threaded && facts->version.series() == beside.series()) return {};
    }
    FTENV_TRY(const InterpreterFacts chosen, find_gil_interpreter(m_services, beside, m_project));
    if (m_python.version == chosen.version && m_python.base_prefix == chosen.base_prefix) return {};
    m_services.reporter.note(
        "making `" + m_venv.string() + "` with CPython " + chosen.version.text() + ", which has the GIL" +
        (chosen.version.series() == beside.series()
             ? ""
             : "; there is none of " + beside.series() + ", so the versions differ too"));
    FTENV_CHECK(make_marked_venv(m_services, chosen.executable, m_venv));
    // Older versions of `venv` don't keep it out of git by themselves.
    if (!fs::exists(m_venv / ".gitignore", error)) {
      FTENV_CHECK(write_text_atomically(m_venv / ".gitignore", "*\n"));
    }
    FTENV_TRY(m_python, ask_interpreter(m_services.processes, m_services.child_environment, python()));
    return {};
  }

  fs::path target() const { return m_project.workspace_root / "target" / ("ftenv-" + m_python.abi()); }

  // maturin is a program of its own: the one of the other environment serves both.
  std::vector<std::string> command() const {
    std::vector<std::string> argv{venv_program(m_services.host, m_job.state.venv.value(), "maturin").string(),
                                  "develop"};
    if (!m_project.pyproject_names_crate) {
      argv.insert(argv.end(), {"--manifest-path", m_project.crate.manifest.string()});
    }
    argv.insert(argv.end(), {"--target-dir", target().string()});
    if (m_job.options.release) argv.push_back("--release");
    return argv;
  }

  Status build() {
    const std::vector<std::string> argv = command();
    FTENV_TRY(const std::string inputs,
              digest_of_inputs(m_project.source_roots,
                               {"python " + m_python.base_prefix.string() + " " + m_python.soabi,
                                "rust " + m_rust.identity, "maturin " + m_job.state.maturin,
                                "command " + shell_line(argv)}));
    ProjectRecord record = load_record(m_venv);
    const auto there = sha256_of_file(record.extension_file);
    if (record.extension_inputs == inputs && there && *there == record.extension_file_digest) return {};

    FTENV_CHECK(make_directories(m_services.store.logs()));
    FTENV_CHECK(create_folders(m_services, target().parent_path(), "extension"));
    FTENV_CHECK(record_creation(m_services, k_made_directory, target(), "extension"));
    LoggedRun run{"extension", argv, maturin_environment(m_services, m_rust, m_venv, target()),
                  maturin_directory(m_project),
                  "maturin could not build the extension for the side with the GIL"};
    run.log = "extension-gil";
    m_services.reporter.note("building the extension for CPython " + m_python.version.text() +
                             " with the GIL");
    FTENV_CHECK(run_logged(m_services, run));
    FTENV_TRY(const fs::path file, locate_extension(m_services.processes, m_services.child_environment,
                                                    python(), m_project.module));
    record.cargo = m_rust.cargo.string();
    record.rustc = m_rust.rustc.string();
    record.python_prefix = m_python.base_prefix.string();
    record.extension_module = m_project.module;
    record.extension_target_dir = target().string();
    record.extension_inputs = inputs;
    record.extension_file = file.string();
    FTENV_TRY(record.extension_file_digest, sha256_of_file(file));
    return save_record(m_venv, record);
  }

  Services& m_services;
  const MainJob& m_job;
  const Project& m_project;
  const RustToolchain& m_rust;
  fs::path m_venv;
  InterpreterFacts m_python;
};

Status look_at_import(Services& services, const Project& project, ProjectSide& side) {
  FTENV_TRY(const ImportWitness witness,
            witness_import(services.processes, services.child_environment,
                           venv_program(services.host, side.venv, "python"), project.module, false));
  side.gil_after_import = witness.gil_after;
  return {};
}

}  // namespace

Result<BothSides> prepare_both(Services& services, const Options& options) {
  Project project;
  FTENV_TRY(const fs::path venv, require_venv(services, options, project));
  FTENV_TRY(const MainJob job, free_threaded_job(services, options, venv));
  FTENV_CHECK(create_store(services));
  bool waited = false;
  FTENV_TRY(const JobLocks locks, lock_for_job(services, project.root, waited));
  JobWatch watch(services);
  FTENV_CHECK(watch.begin({venv.string() + "-gil"}));
  BothSides both;
  FTENV_TRY(both.gil, GilSide(services, job, venv.string() + "-gil").prepare());
  both.free_threaded.venv = venv;
  both.free_threaded.python = job.state.python.value().facts;
  FTENV_CHECK(look_at_import(services, project, both.gil));
  FTENV_CHECK(look_at_import(services, project, both.free_threaded));
  return both;
}

}  // namespace ftenv
