#include "engine/toolchain/pyenv.hpp"
#include "engine/system_packages.hpp"
#include "engine/toolchain/outside.hpp"
#include "engine/ways/way.hpp"

namespace ftenv {
namespace {

class PyenvWay : public InterpreterWay {
 public:
  std::string id() const override { return "pyenv"; }
  bool compiles() const override { return true; }

  bool finds() const override { return true; }

  Result<WayOffer> offer(StepContext& context, const PythonWish& wish) override {
    // Whoever asks for pyenv and has none made a mistake that nothing else can mend.
    FTENV_TRY(const Pyenv pyenv, find_pyenv(context.services.user_environment));
    const auto definition = choose_pyenv_definition(context.services, pyenv, install_of(context, wish));
    if (!definition) {
      if (definition.error().code == ErrorCode::interrupted) return fail(definition.error());
      const std::vector<std::string>& hints = definition.error().hints;
      return not_here(definition.error().message + (hints.empty() ? "" : " (" + hints.front() + ")"));
    }
    if (definition->installed) {
      const auto present = outside_toolchain(context, wish, definition->prefix / "bin" / "python3", id());
      if (present) return WayOffer{WayOffer::ready, "pyenv has it", *present, {}};
      return not_here("pyenv's `" + definition->name + "` is there, but " + present.error().message);
    }
    return WayOffer{WayOffer::possible,
                    "to be built by pyenv as `" + definition->name + "`",
                    std::nullopt,
                    {pyenv_command(pyenv, *definition, jobs_of(context))}};
  }

  Result<Toolchain> take(StepContext& context, const PythonWish& wish) override {
    FTENV_CHECK(install_packages(context.services, build_packages(context.services, false), "python"));
    FTENV_TRY(const fs::path executable, install_with_pyenv(context.services, install_of(context, wish)));
    return outside_toolchain(context, wish, executable, id());
  }

 private:
  static PyenvInstall install_of(const StepContext& context, const PythonWish& wish) {
    PyenvInstall install;
    install.wishes = {wish};
    install.suitable = [&context](const Version& version) { return suits_project(context, version); };
    install.jobs = jobs_of(context);
    return install;
  }
};

}  // namespace

std::unique_ptr<InterpreterWay> make_pyenv_way() {
  return std::make_unique<PyenvWay>();
}

}  // namespace ftenv
