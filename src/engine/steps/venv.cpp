#include "inspect/python/venv.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/main_job.hpp"
#include "engine/marked_venv.hpp"
#include "engine/steps/steps.hpp"

namespace ftenv {
namespace {

class VenvStep : public StepKind {
 public:
  Step describe() const override { return {"venv", "virtual environment", {"python"}}; }
  std::vector<std::string> informed_by() const override { return {"python"}; }

  Result<Probe> probe(StepContext& context) override {
    const fs::path path = venv_path(context.options, *context.project);
    FTENV_TRY(const VenvFacts venv, read_venv(path));
    if (!venv.exists) return planned(context, path, "`" + path.string() + "` does not exist");
    FsError error;
    const bool unfinished = fs::exists(path / k_unfinished_venv, error);
    if (!venv.ours && !unfinished) {
      if (fs::is_directory(path, error) && fs::is_empty(path, error)) {
        return planned(context, path, "`" + path.string() + "` is empty");
      }
      return fail(ErrorCode::project, "`" + path.string() + "` was not made by ftenv, so it is left as it is",
                  {"have ftenv make another one: `--venv DIR`, or `venv = \"DIR\"` in ftenv.toml",
                   "or move it away, if you don't need it, and run the same command again"});
    }
    if (unfinished)
      return planned(context, path, "the last run was stopped while it made `" + path.string() + "`");
    if (!context.state.python) return planned(context, path, "its interpreter will be another one");
    if (!venv.executable_alive) return planned(context, path, "its interpreter is gone");
    FTENV_TRY(const bool same, is_of(context, venv));
    if (!same) return planned(context, path, "it belongs to another interpreter");
    context.state.venv = path;
    return Probe{Verdict::ready, "`" + path.string() + "` runs this interpreter", {}};
  }

  Result<std::string> apply(StepContext& context) override {
    Services& services = context.services;
    const fs::path path = venv_path(context.options, *context.project);
    FTENV_CHECK(make_marked_venv(services, context.state.python.value().executable, path));
    FTENV_TRY(const VenvFacts made, read_venv(path));
    FTENV_TRY(const bool same, is_of(context, made));
    if (!made.ours || !same) {
      return fail(ErrorCode::process,
                  "`" + path.string() + "` does not run the interpreter it was made with");
    }
    context.state.venv = path;
    return "`" + path.string() + "`";
  }

 private:
  static Result<Probe> planned(const StepContext& context, const fs::path& path, const std::string& because) {
    Toolchain python = context.state.python.value_or(Toolchain{});
    if (python.executable.empty()) python.executable = "PYTHON";
    return Probe{Verdict::change, because, {{venv_command(python.executable, path), {}, "", false}}};
  }

  static Result<bool> is_of(const StepContext& context, const VenvFacts& venv) {
    auto facts =
        ask_interpreter(context.services.processes, context.services.child_environment, venv.executable);
    if (!facts) {
      if (facts.error().code == ErrorCode::interrupted) return fail(facts.error());
      return false;  // a venv whose interpreter does not answer is made again
    }
    const Toolchain& python = context.state.python.value();
    FsError error;
    return facts->free_threaded && facts->version == python.facts.version &&
           fs::equivalent(facts->base_prefix, python.prefix, error) && !error;
  }
};

}  // namespace

std::unique_ptr<StepKind> make_venv_step() {
  return std::make_unique<VenvStep>();
}

}  // namespace ftenv
