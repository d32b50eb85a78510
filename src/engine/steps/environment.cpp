#include "base/text.hpp"
#include "engine/main_job.hpp"
#include "engine/project_record.hpp"
#include "engine/steps/steps.hpp"

namespace ftenv {
namespace {

class EnvironmentStep : public StepKind {
 public:
  Step describe() const override { return {"environment", "proof that no variable was left", {"witness"}}; }
  std::vector<std::string> informed_by() const override {
    return {"packages", "rust", "source", "python", "venv", "maturin", "crates"};
  }

  Result<Probe> probe(StepContext& context) override {
    // Building the extension and importing it can't reach a shell's start-up files; the rest could.
    for (const char* id : {"packages", "rust", "source", "python", "venv", "maturin", "crates"}) {
      const PlannedStep* step = context.plan_so_far.find(id);
      if (step != nullptr && step->verdict == Verdict::change) {
        return Probe{Verdict::change, "a fresh login shell is compared with the one from before", {}};
      }
    }
    const ProjectRecord record = load_record(context.state.venv.value());
    context.state.environment = EnvironmentFacts{record.environment_changed, record.environment_watched,
                                                 record.environment_checked, record.environment_because};
    return Probe{Verdict::not_needed, "nothing that could touch it is going to run", {}};
  }

  Result<std::string> apply(StepContext& context) override {
    Services& services = context.services;
    EnvironmentFacts facts;
    const auto after = ask_login_shell(services.processes, services.user_environment);
    if (!context.state.login_before || !after) {
      facts.because = after ? "the login shell did not answer before the run" : after.error().message;
      context.state.environment = facts;
      return "could not be checked: " + facts.because;
    }
    facts.checked = true;
    facts.changed = changed_variables(context.state.login_before->environment, after->environment);
    for (const std::string& name : services.recipes.environment.watched) {
      if (after->environment.has(name)) facts.watched.push_back(name);
    }
    context.state.environment = facts;
    if (facts.changed.empty()) return "a fresh `" + after->shell + "` is as it was before";
    // Not a failure of the job: the person's own profile may print another value each time. It is said.
    return "a fresh `" + after->shell + "` differs in " + join(facts.changed, ", ");
  }
};

}  // namespace

std::unique_ptr<StepKind> make_environment_step() {
  return std::make_unique<EnvironmentStep>();
}

}  // namespace ftenv
