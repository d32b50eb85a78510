#include "inspect/venv.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/ledger.hpp"
#include "engine/logged_run.hpp"
#include "engine/main_job.hpp"
#include "engine/steps/steps.hpp"

namespace ftenv {
namespace {

// Lies in a venv that we have begun and not finished: after a crash it is ours to make again.
constexpr const char* k_unfinished = ".ftenv-unfinished";

class VenvStep : public StepKind {
 public:
  Step describe() const override { return {"venv", "virtual environment", {"python"}}; }
  std::vector<std::string> informed_by() const override { return {"python"}; }

  Result<Probe> probe(StepContext& context) override {
    const fs::path path = venv_path(context.options, *context.project);
    FTENV_TRY(const VenvFacts venv, read_venv(path));
    if (!venv.exists) return planned(context, path, "`" + path.string() + "` does not exist");
    FsError error;
    const bool unfinished = fs::exists(path / k_unfinished, error);
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
    FTENV_TRY(const VenvFacts before, read_venv(path));
    if (before.exists) FTENV_CHECK(remove_tree(path));
    Ledger ledger(services.store.ledger());
    FTENV_CHECK(ledger.record({"directory", path.string(), "venv", "", services.clock.utc()}));
    FTENV_CHECK(make_directories(path));
    FTENV_CHECK(
        write_text_atomically(path / k_unfinished, "made by ftenv; safe to delete with its folder\n"));

    FTENV_CHECK(run_logged(services, {"venv",
                                      venv_argv(*context.state.python, path),
                                      services.child_environment,
                                      {},
                                      "making the virtual environment failed"}));
    FTENV_CHECK(mark_as_ours(path));
    FsError error;
    fs::remove(path / k_unfinished, error);
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
  static std::vector<std::string> venv_argv(const Toolchain& python, const fs::path& path) {
    return {python.executable.string(), "-I", "-m", "venv", path.string()};
  }

  static Result<Probe> planned(const StepContext& context, const fs::path& path, const std::string& because) {
    Toolchain python = context.state.python.value_or(Toolchain{});
    if (python.executable.empty()) python.executable = "PYTHON";
    return Probe{Verdict::change, because, {{venv_argv(python, path), {}, "", false}}};
  }

  static Result<bool> is_of(const StepContext& context, const VenvFacts& venv) {
    auto facts =
        ask_interpreter(context.services.processes, context.services.child_environment, venv.executable);
    if (!facts) {
      if (facts.error().code == ErrorCode::interrupted) return fail(facts.error());
      return false;  // a venv whose interpreter does not answer is made again
    }
    FsError error;
    return facts->free_threaded && facts->version == context.state.python->facts.version &&
           fs::equivalent(facts->base_prefix, context.state.python->prefix, error) && !error;
  }

  // By this line the next run knows that the venv may be remade when the interpreter changes.
  static Status mark_as_ours(const fs::path& path) {
    const fs::path file = path / "pyvenv.cfg";
    FTENV_TRY(std::string text, read_text(file));
    if (!text.empty() && text.back() != '\n') text += '\n';
    return write_text_atomically(file, text + k_venv_mark + " = 1\n");
  }
};

}  // namespace

std::unique_ptr<StepKind> make_venv_step() {
  return std::make_unique<VenvStep>();
}

}  // namespace ftenv
