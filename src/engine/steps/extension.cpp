#include "inspect/native/extension_file.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/build_inputs.hpp"
#include "engine/child_environment.hpp"
#include "engine/creation.hpp"
#include "engine/logged_run.hpp"
#include "engine/main_job.hpp"
#include "engine/maturin_command.hpp"
#include "engine/project_record.hpp"
#include "engine/steps/steps.hpp"
#include "inspect/python/venv.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

class ExtensionStep : public StepKind {
 public:
  Step describe() const override {
    return {"extension", "the project's extension", {"packages", "rust", "venv", "maturin", "crates"}};
  }
  std::vector<std::string> informed_by() const override { return {"rust", "python", "venv", "maturin"}; }

  Result<Probe> probe(StepContext& context) override {
    const std::string because = why_to_build(context);
    if (!because.empty()) return Probe{Verdict::change, because, {build_command(context)}};
    const ProjectRecord record = load_record(context.state.venv.value());
    context.state.extension = ExtensionFacts{record.extension_module, record.extension_file,
                                             record.extension_features, record.extension_target_dir};
    return Probe{Verdict::ready, "`" + record.extension_file + "` is built from these sources", {}};
  }

  Result<std::string> apply(StepContext& context) override {
    Services& services = context.services;
    const Project& project = *context.project;
    const FeatureSelection features = select_features(project);
    for (const std::string& feature : features.mixed) {
      services.reporter.note("the feature `" + feature +
                             "` switches abi3 on besides other things, so it stays on; " +
                             "PyO3 ignores abi3 on a free-threaded interpreter");
    }
    const fs::path& venv = context.state.venv.value();
    const fs::path target = target_directory(project, abi_of(context));
    FsError ignored;
    if (!fs::exists(target, ignored)) {
      FTENV_CHECK(create_folders(services, target.parent_path(), "extension"));
      FTENV_CHECK(record_creation(services, k_made_directory, target, "extension"));
    }
    FTENV_TRY(const std::string inputs, inputs_digest(context));

    FTENV_CHECK(run_logged(services, {"extension", build_command(context).argv,
                                      maturin_environment(services, context.state.rust.value(), venv, target),
                                      maturin_directory(project), "maturin could not build the extension"}));
    FTENV_TRY(const fs::path file,
              locate_extension(services.processes, services.child_environment,
                               venv_program(services.host, venv, "python"), project.module));
    FTENV_CHECK(check_file(context, file));
    FTENV_CHECK(record_outside(services, venv, file));
    const ExtensionFacts made{project.module, file, features.features, target};
    context.state.extension = made;
    return remember(venv, inputs, made);
  }

 private:
  // maturin puts it beside the Python sources of a mixed project; what lies in the environment goes with it.
  static Status record_outside(const Services& services, const fs::path& venv, const fs::path& file) {
    const std::string below = file.lexically_relative(venv).string();
    if (!below.empty() && !starts_with(below, "..")) return {};
    FTENV_TRY(std::string digest, sha256_of_file(file));
    return ledger_of(services).record(
        {k_made_file, file.string(), "extension", std::move(digest), services.clock.utc(), ""});
  }

  static std::string abi_of(const StepContext& context) {
    return context.state.python ? context.state.python->facts.abi() : "cp3XXt";
  }

  static Command build_command(const StepContext& context) {
    const fs::path venv = venv_path(context.options, *context.project);
    Command command{{venv_program(context.services.host, venv, "maturin").string(), "develop"},
                    {{"VIRTUAL_ENV", venv.string()},
                     {"CARGO_TARGET_DIR", target_directory(*context.project, abi_of(context)).string()}},
                    "",
                    false};
    command.directory = maturin_directory(*context.project).string();
    const auto arguments = maturin_arguments(*context.project, abi_of(context));
    command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
    if (context.options.release) command.argv.push_back("--release");
    if (context.options.offline) command.argv.push_back("--offline");
    return command;
  }

  // Everything besides the sources that another result would follow from.
  static Result<std::string> inputs_digest(const StepContext& context) {
    const Toolchain& python = context.state.python.value();
    const std::vector<std::string> facts = {"python " + python.prefix.string() + " " + python.facts.soabi,
                                            "rust " + context.state.rust.value().identity,
                                            "maturin " + context.state.maturin,
                                            "command " + shell_line(build_command(context).argv)};
    return digest_of_inputs(context.project->source_roots, facts);
  }

  // Empty: there is nothing to build.
  static std::string why_to_build(const StepContext& context) {
    if (!context.state.venv) return "the virtual environment will be new";
    if (!context.state.rust) return "the Rust toolchain will be new";
    if (context.state.maturin.empty()) return "maturin will be new";
    const ProjectRecord record = load_record(*context.state.venv);
    if (record.extension_inputs.empty()) return "it was not built yet";
    const auto digest = sha256_of_file(record.extension_file);
    if (!digest) return "its file is gone";
    if (*digest != record.extension_file_digest) return "its file was changed by something else";
    const auto inputs = inputs_digest(context);
    if (!inputs) return inputs.error().message;
    if (*inputs != record.extension_inputs) return "its sources or its tools have changed";
    return {};
  }

  // A stray or stale file of another ABI would be imported in place of what was just built (RT-05, RT-07).
  static Status check_file(const StepContext& context, const fs::path& file) {
    const std::string& suffix = context.state.python.value().facts.ext_suffix;
    if (ends_with(file.filename().string(), suffix)) return {};
    return fail(ErrorCode::process,
                "`" + file.string() +
                    "` would be imported instead of the file that was built: it does not end in `" + suffix +
                    "`",
                {"move it away and run the same command again"}, "RT-05");
  }

  static Result<std::string> remember(const fs::path& venv, const std::string& inputs,
                                      const ExtensionFacts& made) {
    ProjectRecord record = load_record(venv);
    record.extension_inputs = inputs;
    record.extension_file = made.file.string();
    FTENV_TRY(record.extension_file_digest, sha256_of_file(made.file));
    record.extension_module = made.module;
    record.extension_target_dir = made.target_dir.string();
    record.extension_features = made.features;
    FTENV_CHECK(save_record(venv, record));
    return "built `" + made.file.filename().string() + "`";
  }
};

}  // namespace

std::unique_ptr<StepKind> make_extension_step() {
  return std::make_unique<ExtensionStep>();
}

}  // namespace ftenv
