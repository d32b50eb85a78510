#include "base/text.hpp"
#include "engine/ledger.hpp"
#include "engine/steps/steps.hpp"

namespace ftenv {
namespace {

// The first of the commands that cargo uses as a linker by default.
constexpr const char* k_linker = "cc";

class PackagesStep : public StepKind {
 public:
  Step describe() const override { return {"packages", "system packages", {}}; }
  std::vector<std::string> informed_by() const override { return {"python", "extension"}; }

  Result<Probe> probe(StepContext& context) override {
    const std::vector<std::string> wanted = wanted_packages(context);
    if (wanted.empty())
      return Probe{Verdict::not_needed, "nothing has to be compiled by the system's compiler", {}};
    FTENV_TRY(const std::vector<std::string> missing, context.services.packages.missing(wanted));
    if (missing.empty()) {
      return Probe{
          Verdict::ready, "all " + std::to_string(wanted.size()) + " build packages are installed", {}};
    }
    const std::string because = missing.size() == 1
                                    ? "`" + missing.front() + "` is missing"
                                    : std::to_string(missing.size()) + " of " +
                                          std::to_string(wanted.size()) + " build packages are missing";
    std::vector<Command> commands;
    if (!context.services.packages.has_lists())
      commands.push_back(context.services.packages.refresh_command());
    commands.push_back(context.services.packages.install_command(missing));
    return Probe{Verdict::change, because, commands};
  }

  Result<std::string> apply(StepContext& context) override {
    Services& services = context.services;
    FTENV_TRY(const std::vector<std::string> missing, services.packages.missing(wanted_packages(context)));
    if (missing.empty()) return std::string("all build packages are installed");
    // A person sees in full what is about to run with root's rights.
    const std::string sudo = services.host.root ? "" : "sudo -n ";
    services.reporter.note("running: " + sudo + display(services.packages.install_command(missing)));
    Ledger ledger(services.store.ledger());
    for (const std::string& package : missing) {
      FTENV_CHECK(ledger.record({"package", package, "packages", "", services.clock.utc()}));
    }
    const auto on_line = [&](std::string_view line) {
      services.reporter.step_progress("packages", {std::string(trim(line)), 0, 0, false, 0});
    };
    FTENV_CHECK(services.packages.install(missing, services.store.logs() / "packages.log", on_line));
    return "installed " + std::to_string(missing.size()) + (missing.size() == 1 ? " package" : " packages");
  }

 private:
  static std::vector<std::string> wanted_packages(const StepContext& context) {
    const PlatformRecipe& platform = context.services.recipes.platform;
    std::vector<std::string> wanted;
    const auto add = [&](const char* purpose) {
      const auto found = platform.packages.find(purpose);
      if (found == platform.packages.end()) return;
      wanted.insert(wanted.end(), found->second.begin(), found->second.end());
    };
    const PlannedStep* python = context.plan_so_far.find("python");
    if (python != nullptr && python->verdict == Verdict::change) {
      add("build");
      if (context.options.tkinter) add("tkinter");
    }
    const PlannedStep* extension = context.plan_so_far.find("extension");
    const bool links = extension != nullptr && extension->verdict == Verdict::change;
    if (links && wanted.empty() &&
        !find_program(k_linker, context.services.child_environment.get("PATH")).has_value()) {
      add("linker");
    }
    return wanted;
  }
};

}  // namespace

std::unique_ptr<StepKind> make_packages_step() {
  return std::make_unique<PackagesStep>();
}

}  // namespace ftenv
