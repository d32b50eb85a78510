#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/child_environment.hpp"
#include "engine/logged_run.hpp"
#include "engine/main_job.hpp"
#include "engine/steps/steps.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

class MaturinStep : public StepKind {
 public:
  Step describe() const override { return {"maturin", "maturin in the environment", {"venv"}}; }
  std::vector<std::string> informed_by() const override { return {"venv"}; }

  Result<Probe> probe(StepContext& context) override {
    const fs::path venv = venv_path(context.options, *context.project);
    const Command command = install_command(context, venv);
    if (!context.state.venv) return Probe{Verdict::change, "the virtual environment will be new", {command}};
    const std::string installed = installed_version(venv, "maturin");
    if (installed.empty()) return Probe{Verdict::change, "it is not installed", {command}};
    const CompatibilityRecipe& wanted = context.services.recipes.compatibility;
    const auto version = Version::parse(installed);
    FsError error;
    if (!version || *version < wanted.maturin_min || *version >= wanted.maturin_below ||
        !fs::exists(venv_program(context.services.host, venv, "maturin"), error)) {
      return Probe{
          Verdict::change, "version " + installed + " is not in " + wanted.maturin_requirement, {command}};
    }
    context.state.maturin = installed;
    return Probe{Verdict::ready, "maturin " + installed, {}};
  }

  Result<std::string> apply(StepContext& context) override {
    Services& services = context.services;
    const fs::path& venv = context.state.venv.value();
    FTENV_CHECK(run_logged(services, {"maturin",
                                      install_command(context, venv).argv,
                                      venv_environment(services.child_environment, services.host, venv),
                                      {},
                                      "pip could not install maturin"}));
    context.state.maturin = installed_version(venv, "maturin");
    if (context.state.maturin.empty()) {
      return fail(ErrorCode::process,
                  "pip says that it has installed maturin, but it is not in `" + venv.string() + "`",
                  {"a `target`, `prefix` or `user` in pip's configuration sends packages elsewhere: `pip "
                   "config list`"},
                  "IN-17");
    }
    return "maturin " + context.state.maturin;
  }

 private:
  static Command install_command(const StepContext& context, const fs::path& venv) {
    Command command{{venv_program(context.services.host, venv, "python").string(), "-I", "-m", "pip",
                     "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"},
                    {},
                    "",
                    false};
    if (context.options.offline) command.argv.push_back("--no-index");
    command.argv.push_back("maturin" + context.services.recipes.compatibility.maturin_requirement);
    return command;
  }
};

}  // namespace

std::unique_ptr<StepKind> make_maturin_step() {
  return std::make_unique<MaturinStep>();
}

}  // namespace ftenv
