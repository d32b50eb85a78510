#include "engine/witness.hpp"

#include "engine/project_record.hpp"
#include "engine/steps/steps.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

class WitnessStep : public StepKind {
 public:
  Step describe() const override { return {"witness", "import without the GIL", {"extension"}}; }
  std::vector<std::string> informed_by() const override { return {"extension"}; }

  Result<Probe> probe(StepContext& context) override {
    const std::string module = context.project->module;
    const Command command{
        {"python", "-c", "import sys, " + module + "; print(sys._is_gil_enabled())"}, {}, "", false};
    const PlannedStep* extension = context.plan_so_far.find("extension");
    if (extension != nullptr && extension->verdict == Verdict::change) {
      return Probe{Verdict::change, "the extension will be new", {command}};
    }
    const ProjectRecord record = load_record(context.state.venv.value());
    if (record.witness_of != record.extension_file_digest || record.gil_enabled_after_import) {
      return Probe{Verdict::change, "this file was not imported yet", {command}};
    }
    context.state.witness =
        WitnessFacts{false, "", ThreadMeasure{record.serial_s, record.parallel_s, record.threads}};
    return Probe{Verdict::ready, "this very file was imported with the GIL off", {}};
  }

  Result<std::string> apply(StepContext& context) override {
    const fs::path& venv = context.state.venv.value();
    FTENV_TRY(const WitnessFacts witness, bear_witness(context.services, venv, context.project->module));
    context.state.witness = witness;
    ProjectRecord record = load_record(venv);
    record.witness_of = record.extension_file_digest;
    record.gil_enabled_after_import = false;
    record.serial_s = witness.threads.serial_s;
    record.parallel_s = witness.threads.parallel_s;
    record.threads = witness.threads.threads;
    FTENV_CHECK(save_record(venv, record));
    return "`import " + context.project->module + "` leaves the GIL off";
  }
};

}  // namespace

std::unique_ptr<StepKind> make_witness_step() {
  return std::make_unique<WitnessStep>();
}

}  // namespace ftenv
