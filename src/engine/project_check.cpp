#include "engine/project_check.hpp"

#include "base/text.hpp"
#include "engine/child_environment.hpp"
#include "engine/main_job.hpp"
#include "engine/project_record.hpp"
#include "engine/witness.hpp"
#include "inspect/native/extension_file.hpp"
#include "inspect/python/embedding.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

// Where there is no such module at all, it was mostly never built: nothing is wrong with it.
Error not_built_yet(Error error, const Options& options, const Project& project) {
  if (!error.finding.empty() || !lacks_itself(error.message, project.module)) return error;
  error.finding = "RT-14";
  error.hints.push_back("`ftenv up " + shell_quote(options.project.string()) +
                        "` builds it into the environment");
  return error;
}

}  // namespace

Result<fs::path> require_venv(Services&, const Options& options, Project& project) {
  FTENV_TRY(project, read_project(options.project));
  fs::path path = venv_path(options, project);
  FTENV_TRY(const VenvFacts venv, read_venv(path));
  const std::string up = "`ftenv up " + shell_quote(options.project.string()) + "` sets it up";
  if (!venv.exists)
    return fail(ErrorCode::project, "`" + path.string() + "` does not exist yet", {up}, "IN-08");
  if (!venv.is_venv) {
    return fail(ErrorCode::project, "`" + path.string() + "` is not a virtual environment", {up}, "IN-09");
  }
  if (!venv.executable_alive) {
    return fail(ErrorCode::project, "the interpreter of `" + path.string() + "` is gone", {up}, "IN-10");
  }
  return path;
}

Result<ProjectProof> verify_project(Services& services, const Options& options) {
  Project project;
  FTENV_TRY(const fs::path venv, require_venv(services, options, project));
  ProjectProof proof;
  proof.module = project.module;
  const fs::path executable = venv_program(services.host, venv, "python");
  FTENV_TRY(proof.python, ask_interpreter(services.processes, services.child_environment, executable));
  if (!proof.python.free_threaded) {
    return fail(ErrorCode::process,
                "`" + executable.string() + "` is CPython " + proof.python.version.text() +
                    " with the GIL, not a free-threaded build",
                {"`ftenv up --venv DIR` makes an environment with a free-threaded one"}, "MT-04");
  }
  auto witness = bear_witness(services, venv, project.module);
  if (!witness) return fail(not_built_yet(std::move(witness).error(), options, project));
  proof.witness = *witness;
  FTENV_TRY(proof.file,
            locate_extension(services.processes, services.child_environment, executable, project.module));
  return proof;
}

Result<Environment> project_environment(Services& services, const Options& options) {
  Project project;
  FTENV_TRY(const fs::path venv, require_venv(services, options, project));
  Environment environment = services.user_environment;
  for (const auto& [name, value] : services.user_environment.variables()) {
    if (is_denied(name, services.recipes.environment)) environment.unset(name);
  }
  const ProjectRecord record = load_record(venv);
  if (!record.cargo.empty())
    environment = with_path(environment, services.host, {fs::path(record.cargo).parent_path()});
  // What links libpython (`cargo test` of a crate that starts Python) has to find it when it runs, too.
  if (!record.python_prefix.empty() && embedding_need(project).needed) {
    // python314t.dll lies beside python.exe.
    const fs::path prefix = record.python_prefix;
    const fs::path libraries = services.host.os == "windows" ? prefix : prefix / "lib";
    environment = with_libraries(environment, services.host, libraries);
  }
  return venv_environment(environment, services.host, venv);
}

}  // namespace ftenv
