#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/child_environment.hpp"
#include "engine/creation.hpp"
#include "engine/logged_run.hpp"
#include "engine/main_job.hpp"
#include "engine/rust/toolchain.hpp"
#include "engine/steps/steps.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

class CratesStep : public StepKind {
 public:
  Step describe() const override { return {"crates", "Rust dependencies", {"rust"}}; }

  Result<Probe> probe(StepContext& context) override {
    const Project& project = *context.project;
    const Command command = fetch_command(context);
    if (!project.lock) return Probe{Verdict::change, "there is no Cargo.lock yet", {command}};
    FTENV_TRY(const std::vector<LockedPackage> packages, read_cargo_lock(*project.lock));
    const std::vector<std::string> absent = absent_crates(context, packages);
    if (!absent.empty()) {
      return Probe{Verdict::change,
                   std::to_string(absent.size()) + " of " + std::to_string(packages.size()) +
                       " locked packages are not downloaded",
                   {command}};
    }
    return Probe{Verdict::ready, "all packages of Cargo.lock are downloaded", {}};
  }

  Result<std::string> apply(StepContext& context) override {
    Services& services = context.services;
    const RustToolchain& rust = context.state.rust.value();
    std::vector<std::string> argv = fetch_command(context).argv;
    argv.front() = rust.cargo.string();
    FTENV_CHECK(run_logged(
        services, {"crates", argv, rust_environment(services, rust),
                   context.project->crate.manifest.parent_path(), "cargo could not fetch the dependencies"}));
    FTENV_CHECK(record_new_lock(context));
    return std::string("fetched what Cargo.lock names");
  }

 private:
  // Where a project had none, cargo has written one just now.
  static Status record_new_lock(const StepContext& context) {
    const fs::path lock = context.project->workspace_root / "Cargo.lock";
    FsError error;
    if (context.project->lock || !fs::exists(lock, error)) return {};
    FTENV_TRY(std::string digest, sha256_of_file(lock));
    return ledger_of(context.services)
        .record({k_made_file, lock.string(), "crates", std::move(digest), context.services.clock.utc(), ""});
  }

  static Command fetch_command(const StepContext& context) {
    Command command{
        {"cargo", "fetch", "--manifest-path", context.project->crate.manifest.string()}, {}, "", false};
    if (context.project->lock) command.argv.push_back("--locked");
    if (context.options.offline) command.argv.push_back("--offline");
    return command;
  }

  // cargo keeps every registry package as REGISTRY/NAME-VERSION.crate, one folder a registry.
  static std::vector<std::string> absent_crates(const StepContext& context,
                                                const std::vector<LockedPackage>& packages) {
    std::vector<fs::path> caches;
    FsError error;
    const fs::path root = cargo_home(context.services.child_environment) / "registry" / "cache";
    for (fs::directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error)) {
      caches.push_back(entry->path());
    }
    std::vector<std::string> absent;
    for (const LockedPackage& package : packages) {
      if (!package.from_registry) continue;
      const std::string file = package.name + "-" + package.version + ".crate";
      bool present = false;
      for (const fs::path& cache : caches) present = present || fs::exists(cache / file, error);
      if (!present) absent.push_back(file);
    }
    return absent;
  }
};

}  // namespace

std::unique_ptr<StepKind> make_crates_step() {
  return std::make_unique<CratesStep>();
}

}  // namespace ftenv
