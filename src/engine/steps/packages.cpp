#include "engine/steps/steps.hpp"
#include "engine/system_packages.hpp"
#include "engine/system_tools.hpp"

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
    FTENV_TRY(const std::vector<SystemTool> tools, missing_tools(context.services, purposes(context)));
    if (wanted.empty() && tools.empty()) return Probe{Verdict::not_needed, "nothing is to be installed", {}};
    FTENV_TRY(const std::vector<std::string> missing, context.services.packages.missing(wanted));
    if (!tools.empty()) return by_hand(context, tools, missing);
    if (missing.empty()) {
      return Probe{Verdict::ready,
                   wanted.size() == 1
                       ? "`" + wanted.front() + "` is installed"
                       : "all " + std::to_string(wanted.size()) + " build packages are installed",
                   {}};
    }
    const std::string because = missing.size() == 1
                                    ? "`" + missing.front() + "` is missing"
                                    : std::to_string(missing.size()) + " of " +
                                          std::to_string(wanted.size()) + " packages are missing";
    return Probe{Verdict::change, because, context.services.packages.install_commands(missing)};
  }

  Result<std::string> apply(StepContext& context) override {
    FTENV_TRY(const std::vector<SystemTool> tools, missing_tools(context.services, purposes(context)));
    if (!tools.empty()) return fail(missing_tools_error(tools));
    FTENV_TRY(const std::size_t installed,
              install_packages(context.services, wanted_packages(context), "packages"));
    if (installed == 0) return std::string("all build packages are installed");
    return "installed " + std::to_string(installed) + (installed == 1 ? " package" : " packages");
  }

 private:
  static void add(const StepContext& context, const std::string& purpose, std::vector<std::string>& wanted) {
    const auto& packages = context.services.recipes.platform.packages;
    const auto found = packages.find(purpose);
    if (found != packages.end()) wanted.insert(wanted.end(), found->second.begin(), found->second.end());
  }

  static bool compiles(const StepContext& context) {
    const PlannedStep* python = context.plan_so_far.find("python");
    return python != nullptr && python->verdict == Verdict::change && context.state.compiles_python;
  }

  static bool links(const StepContext& context) {
    const PlannedStep* extension = context.plan_so_far.find("extension");
    return extension != nullptr && extension->verdict == Verdict::change;
  }

  static std::vector<std::string> purposes(const StepContext& context) {
    std::vector<std::string> purposes;
    if (compiles(context)) purposes.push_back("build");
    if (links(context)) purposes.push_back("linker");
    return purposes;
  }

  static Probe by_hand(StepContext& context, const std::vector<SystemTool>& tools,
                       const std::vector<std::string>& missing) {
    Probe probe{Verdict::change, "", {}};
    for (const SystemTool& tool : tools) {
      probe.because += probe.because.empty() ? "to be installed by you first: " : ", ";
      probe.because += tool.name + (tool.note.empty() ? "" : " (" + tool.note + ")");
      probe.commands.push_back(install_command(tool));
    }
    if (missing.empty()) return probe;
    const auto commands = context.services.packages.install_commands(missing);
    probe.commands.insert(probe.commands.end(), commands.begin(), commands.end());
    return probe;
  }

  static std::vector<std::string> wanted_packages(const StepContext& context) {
    std::vector<std::string> wanted;
    const PlannedStep* python = context.plan_so_far.find("python");
    if (compiles(context)) {
      wanted = build_packages(context.services, context.options.tkinter);
    }
    if (links(context) && wanted.empty() &&
        !context.services.view.find_program(k_linker, context.services.child_environment.get("PATH"))
             .has_value()) {
      add(context, "linker", wanted);
    }
    const bool downloads = links(context) || (python != nullptr && python->verdict == Verdict::change);
    if (downloads && wanted.empty()) add(context, "download", wanted);
    return wanted;
  }
};

}  // namespace

std::unique_ptr<StepKind> make_packages_step() {
  return std::make_unique<PackagesStep>();
}

}  // namespace ftenv
