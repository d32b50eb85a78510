#include "engine/main_job.hpp"
#include "engine/project_record.hpp"
#include "engine/rust/install.hpp"
#include "engine/steps/steps.hpp"
#include "inspect/project/compatibility.hpp"

namespace ftenv {
namespace {

class RustStep : public StepKind {
 public:
  Step describe() const override { return {"rust", "Rust toolchain", {"packages"}}; }

  Result<Probe> probe(StepContext& context) override {
    Services& services = context.services;
    const Version required = required_rust(*context.project, services.recipes.compatibility);
    std::string why_not;
    std::optional<RustToolchain> rust = from_record(context);
    if (!rust) rust = find_rust(services, context.project->root, why_not);
    if (rust && rust->version >= required) {
      context.state.rust = rust;
      return Probe{
          Verdict::ready, "Rust " + rust->version.text() + " from `" + rust->rustc.string() + "`", {}};
    }
    const std::string because =
        rust ? "Rust " + rust->version.text() + " is too old, " + required.text() + " is needed" : why_not;
    return Probe{Verdict::change, because, {rust_install_command(services)}};
  }

  Result<std::string> apply(StepContext& context) override {
    const Version required = required_rust(*context.project, context.services.recipes.compatibility);
    FTENV_TRY(context.state.rust,
              install_rust(context.services, context.options, context.project->root, required));
    return "Rust " + context.state.rust->version.text() + " by " + context.state.rust->origin;
  }

 private:
  // The last run's answer, as long as nothing that decides it has changed: a rustc that is a rustup
  // proxy takes longer to answer than everything else in a run without changes.
  static std::optional<RustToolchain> from_record(const StepContext& context) {
    const ProjectRecord record = load_record(venv_path(context.options, *context.project));
    const auto version = Version::parse(record.rust_version);
    if (!version || record.rust_identity.empty()) return std::nullopt;
    if (record.rust_identity != rust_identity(context.services, context.project->root)) return std::nullopt;
    FsError error;
    if (!fs::exists(record.cargo, error) || !fs::exists(record.rustc, error)) return std::nullopt;
    return RustToolchain{record.cargo, record.rustc, *version, record.rust_origin, record.rust_identity};
  }
};

}  // namespace

std::unique_ptr<StepKind> make_rust_step() {
  return std::make_unique<RustStep>();
}

}  // namespace ftenv
