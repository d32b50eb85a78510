#include "base/text.hpp"
#include "engine/logged_run.hpp"
#include "engine/system_packages.hpp"
#include "engine/system_tools.hpp"
#include "engine/toolchain/outside.hpp"
#include "engine/ways/way.hpp"

namespace ftenv {
namespace {

class SystemWay : public InterpreterWay {
 public:
  std::string id() const override { return "system"; }

  Result<WayOffer> offer(StepContext& context, const PythonWish& wish) override {
    const SystemPythonRecipe* recipe = find(context, wish);
    const std::string& name = context.services.recipes.platform.name;
    if (recipe == nullptr) return not_here(name + " has no package of a free-threaded CPython " + wish.text);
    if (!recipe->install.empty()) {
      const Environment& user = context.services.user_environment;
      if (!context.services.view.find_program(recipe->program, user.get("PATH")))
        return not_here("`" + recipe->program + "`, which brings a free-threaded CPython, is not here");
      return WayOffer{
          WayOffer::possible, "to be brought by `" + recipe->program + "`", std::nullopt, {bring(*recipe)}};
    }
    return WayOffer{WayOffer::possible, name + "'s own package", std::nullopt,
                    context.services.packages.install_commands(recipe->packages)};
  }

  Result<Toolchain> take(StepContext& context, const PythonWish& wish) override {
    const SystemPythonRecipe* recipe = find(context, wish);
    if (recipe == nullptr) return fail(ErrorCode::unsupported, "there is no such package");
    Services& services = context.services;
    const std::string executable = expand_variables(recipe->executable, services.user_environment);
    if (!recipe->install.empty()) {
      if (context.options.offline)
        return fail(ErrorCode::network,
                    "`" + recipe->program + "` downloads, which --offline does not allow");
      FTENV_CHECK(run_logged(services, {"python",
                                        recipe->install,
                                        services.child_environment,
                                        {},
                                        "`" + recipe->program + "` could not bring CPython " + wish.text}));
      return outside_toolchain(context, wish, executable, id());
    }
    if (context.options.offline) {
      FTENV_TRY(const auto missing, services.packages.missing(recipe->packages));
      if (!missing.empty()) {
        return fail(ErrorCode::network, "the package `" + missing.front() +
                                            "` is not installed, and --offline "
                                            "allows no download");
      }
    }
    FTENV_CHECK(install_packages(services, recipe->packages, "python"));
    return outside_toolchain(context, wish, executable, id());
  }

 private:
  static Command bring(const SystemPythonRecipe& recipe) { return {recipe.install, {}, "", false}; }

  static const SystemPythonRecipe* find(const StepContext& context, const PythonWish& wish) {
    for (const auto& [series, recipe] : context.services.recipes.platform.system_python) {
      const auto version = Version::parse(series + ".0");
      if ((recipe.packages.empty() && recipe.install.empty()) || !version) continue;
      // Which release of the series it is shows when it is there.
      if (wish.version ? wish.version->series() == series : serves(context, wish, *version)) return &recipe;
    }
    return nullptr;
  }
};

}  // namespace

std::unique_ptr<InterpreterWay> make_system_way() {
  return std::make_unique<SystemWay>();
}

}  // namespace ftenv
