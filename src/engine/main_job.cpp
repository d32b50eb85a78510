#include "engine/main_job.hpp"

#include <utility>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/creation.hpp"
#include "engine/explain/explain.hpp"
#include "engine/last_failure.hpp"
#include "engine/project_record.hpp"
#include "engine/steps/steps.hpp"
#include "engine/store_lock.hpp"
#include "engine/undo/job_watch.hpp"
#include "engine/usable_name.hpp"
#include "inspect/project/compatibility.hpp"
#include "io/store.hpp"
#include "model/paper_path.hpp"

namespace ftenv {
namespace {

std::string wishes_text(const Services& services, const Options& options,
                        const std::optional<Project>& project) {
  if (!options.python.empty()) return options.python;
  if (project && !project->settings.python.empty()) return project->settings.python;
  return services.recipes.cpython.default_wishes;
}

// A wish that the project can't take is an error when the person typed it, and passed over when it is
// one of several. Only what is known before any download counts: the newest pinned version of a series.
Status check_wishes(const Services& services, const Project& project, std::vector<PythonWish>& wishes) {
  std::optional<Error> first;
  std::vector<PythonWish> possible;
  for (const PythonWish& wish : wishes) {
    const PinnedSource* newest = nullptr;
    for (const PinnedSource& source : services.recipes.cpython.sources) {
      if (wish.accepts(source.version)) {
        newest = &source;
        break;
      }
    }
    const std::optional<Version> version = newest != nullptr ? newest->version : wish.version;
    const Status status =
        version ? check_compatibility(project, *version, services.recipes.compatibility) : Status{};
    if (status) {
      possible.push_back(wish);
    } else if (!first) {
      first = status.error();
    }
  }
  if (possible.empty() && first) return fail(*first);
  wishes = std::move(possible);
  return {};
}

Status check_writable(const fs::path& path, const std::string& what) {
  if (is_writable(path)) return {};
  return fail(ErrorCode::permission, what + " `" + path.string() + "` can't be written to",
              {"ftenv creates files there; give yourself write access, or work on a copy"});
}

Status check_names(const Services& services, const MainJob& job) {
  if (job.options.on_paper) return {};  // those are names of this machine, which may follow other rules
  FTENV_CHECK(check_usable_name(services.host, "the store", services.store.home,
                                "set FTENV_HOME to a folder with a plain name, such as `/opt/ftenv`"));
  if (!job.project) return {};
  return check_usable_name(services.host, "the virtual environment", venv_path(job.options, *job.project),
                           "rename the folder, move the project, or name another place with `--venv`");
}

StepKinds make_kinds(JobScope scope) {
  StepKinds kinds;
  kinds.push_back(make_packages_step());
  if (scope == JobScope::project) kinds.push_back(make_rust_step());
  kinds.push_back(make_source_step());
  kinds.push_back(make_python_step());
  if (scope == JobScope::interpreter) return kinds;
  kinds.push_back(make_venv_step());
  kinds.push_back(make_maturin_step());
  kinds.push_back(make_crates_step());
  kinds.push_back(make_extension_step());
  kinds.push_back(make_witness_step());
  kinds.push_back(make_environment_step());
  return kinds;
}

void write_record(MainJob& job) {
  const RunState& state = job.state;
  if (!state.venv || !state.python) return;
  ProjectRecord record = load_record(*state.venv);
  record.wishes = text_of(job.wishes);
  record.python_prefix = state.python->prefix.string();
  if (!state.skipped.empty() || job.plan.find("source")->verdict == Verdict::change)
    record.skipped = state.skipped;
  if (state.rust) {
    record.rust_identity = state.rust->identity;
    record.cargo = state.rust->cargo.string();
    record.rustc = state.rust->rustc.string();
    record.rust_version = state.rust->version.text();
    record.rust_origin = state.rust->origin;
  }
  if (state.environment) {
    record.environment_checked = state.environment->checked;
    record.environment_changed = state.environment->changed;
    record.environment_watched = state.environment->watched;
    record.environment_because = state.environment->because;
  }
  // The record only saves time, so a failure to write it must not turn a good run into a bad one.
  (void)save_record(*state.venv, record);
}

}  // namespace

fs::path venv_path(const Options& options, const Project& project) {
  const std::string name = project.settings.venv.empty() ? ".venv" : project.settings.venv;
  const fs::path path = options.venv.empty() ? absolute_normal(name, project.root)
                                             : absolute_normal(options.venv, fs::current_path());
  return options.on_paper ? on_paper(path.string()) : path;
}

Result<MainJob> prepare_main_job(Services& services, const Options& options, JobScope scope) {
  MainJob job;
  job.options = options;
  if (scope == JobScope::project) {
    FTENV_TRY(job.project, read_project(options.project));
    if (!options.on_paper) FTENV_CHECK(check_writable(job.project->root, "the project"));
  }
  FTENV_TRY(job.wishes, parse_python_wishes(wishes_text(services, options, job.project)));
  if (job.project) FTENV_CHECK(check_wishes(services, *job.project, job.wishes));
  FTENV_CHECK(check_names(services, job));
  job.kinds = make_kinds(scope);
  FTENV_TRY(job.plan, make_plan(job.kinds, services, job.options, job.project ? &*job.project : nullptr,
                                job.wishes, job.state));
  // Where there is nothing to do, a store that an administrator has filled may be read-only.
  if (!options.on_paper && job.plan.changes()) FTENV_CHECK(check_writable(services.store.home, "the store"));
  return job;
}

Status run_main_job(Services& services, MainJob& job, RunOutcome& outcome) {
  const Project* project = job.project ? &*job.project : nullptr;
  StepContext context{services, job.options, project, job.wishes, job.state, job.plan};
  const std::vector<fs::path> venvs =
      project != nullptr ? std::vector<fs::path>{venv_path(job.options, *project)} : std::vector<fs::path>{};
  if (!job.plan.changes()) {
    finish_cut_off_runs(services, venvs);
    return run_plan(job.plan, job.kinds, context, outcome);
  }

  FTENV_CHECK(create_store(services));
  bool waited = false;
  FTENV_TRY(const JobLocks locks,
            lock_for_job(services, project != nullptr ? project->root : fs::path(), waited));
  // On a new machine no step has made them yet, and whichever is first writes a log.
  FTENV_CHECK(make_directories(services.store.logs()));
  if (waited) {
    job.state = RunState{};
    FTENV_TRY(job.plan, make_plan(job.kinds, services, job.options, project, job.wishes, job.state));
  }
  JobWatch watch(services);
  FTENV_CHECK(watch.begin(venvs));
  const PlannedStep* environment = job.plan.find("environment");
  if (environment != nullptr && environment->verdict == Verdict::change) {
    if (auto login = ask_login_shell(services.processes, services.user_environment))
      job.state.login_before = *login;
  }
  Status status = run_plan(job.plan, job.kinds, context, outcome);
  if (!status) {
    record_failure(services, status.error(), project ? project->root : fs::path());
    confirm_by_machine(services, status.error(),
                       project ? std::optional<fs::path>(project->root) : std::nullopt);
  }
  write_record(job);
  return status;
}

}  // namespace ftenv
