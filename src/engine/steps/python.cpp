#include <algorithm>
#include <thread>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/cpython/build.hpp"
#include "engine/toolchain/store.hpp"
#include "engine/main_job.hpp"
#include "engine/project_record.hpp"
#include "engine/cpython/source_finder.hpp"
#include "engine/steps/steps.hpp"
#include "inspect/compatibility.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

class PythonStep : public StepKind {
 public:
  Step describe() const override { return {"python", "free-threaded CPython", {"packages", "source"}}; }

  Result<Probe> probe(StepContext& context) override {
    if (context.wishes.front().path.empty() == false) return probe_named(context);
    if (!context.options.archive.empty() && !contains(context.options.archive, "://")) {
      if (auto ready = find_built_from_archive(context)) {
        context.state.python = *ready;
        return Probe{Verdict::ready, describe_ready(*ready) + ", built from this archive", {}};
      }
      FTENV_TRY(context.state.source,
                take_archive(context.services, context.options, context.wishes, context.project));
      return planned_build(context, build_of(context, *context.state.source));
    }
    if (auto ready = find_ready(context)) {
      context.state.python = *ready;
      return Probe{Verdict::ready, describe_ready(*ready), {}};
    }
    return probe_build(context);
  }

  Result<std::string> apply(StepContext& context) override {
    const CpythonBuild build = build_of(context, *context.state.source);
    FTENV_TRY(const fs::path prefix, toolchain_prefix(context.services, build));
    FTENV_TRY(const std::optional<Toolchain> present, find_toolchain(context.services, prefix));
    if (present) {
      context.state.python = *present;
      return "CPython " + present->facts.version.text() + "t was in the store already";
    }
    FTENV_TRY(context.state.python, build_cpython(context.services, build, prefix, "python"));
    return "built CPython " + context.state.python->facts.version.text() + "t, without the GIL, in `" +
           context.state.python->prefix.string() + "`";
  }

 private:
  static CpythonBuild build_of(const StepContext& context, const SourceArchive& source) {
    const int jobs = context.options.jobs > 0 ? context.options.jobs : context.services.host.cores;
    return {source, context.options.optimized, context.options.tkinter, jobs};
  }

  static std::string describe_ready(const Toolchain& toolchain) {
    return "CPython " + toolchain.facts.version.text() + "t in `" + toolchain.prefix.string() + "`";
  }

  // `--python PATH`: what the interpreter says of itself decides, not its name.
  static Result<Probe> probe_named(StepContext& context) {
    const std::string& path = context.wishes.front().path;
    FTENV_TRY(const InterpreterFacts facts,
              ask_interpreter(context.services.processes, context.services.child_environment,
                              absolute_normal(path, fs::current_path())));
    if (!facts.free_threaded) {
      return fail(
          ErrorCode::unsupported,
          "`" + path + "` is CPython " + facts.version.text() + " with the GIL, not a free-threaded build",
          {"give the path of a free-threaded interpreter, such as python3.14t, or a version to build"},
          "MT-04");
    }
    if (context.project != nullptr) {
      FTENV_CHECK(
          check_compatibility(*context.project, facts.version, context.services.recipes.compatibility));
    }
    Toolchain toolchain{facts.base_prefix, facts.executable, facts, "existing", "", true, false};
    context.state.python = toolchain;
    return Probe{Verdict::ready, describe_ready(toolchain) + ", as named by --python", {}};
  }

  // The digest alone, without unpacking: that takes a second, and a run without changes has less.
  static std::optional<Toolchain> find_built_from_archive(StepContext& context) {
    const auto sha256 = sha256_of_file(absolute_normal(context.options.archive, fs::current_path()));
    if (!sha256) return std::nullopt;
    for (const Toolchain& toolchain : list_toolchains(context.services)) {
      const bool wanted =
          std::any_of(context.wishes.begin(), context.wishes.end(),
                      [&](const PythonWish& wish) { return wish.accepts(toolchain.facts.version); });
      if (toolchain.sha256 == *sha256 && wanted && serves(context, toolchain)) return toolchain;
    }
    return std::nullopt;
  }

  static Result<Probe> probe_build(StepContext& context) {
    for (const PythonWish& wish : context.wishes) {
      const auto candidates = candidates_of(context.services, wish, context.project);
      if (candidates.empty()) continue;
      SourceArchive source;
      source.version = candidates.front().version;
      source.sha256 = candidates.front().sha256;
      return planned_build(context, build_of(context, source));
    }
    if (!context.options.archive.empty()) return Probe{Verdict::change, "to be built from --archive", {}};
    std::vector<std::string> pinned;
    for (const PinnedSource& source : context.services.recipes.cpython.sources)
      pinned.push_back(source.version.text());
    return fail(ErrorCode::unsupported,
                "CPython " + context.wishes.front().text + " is not a version that ftenv knows",
                {"known are " + join(pinned, ", "),
                 "for another one give its source archive: `--archive Python-VERSION.tar.xz`"});
  }

  static Result<Probe> planned_build(StepContext& context, const CpythonBuild& build) {
    // Without a compiler the final name can't be known yet; a plan for a bare machine says so.
    const auto known = toolchain_prefix(context.services, build);
    const fs::path prefix =
        known ? *known
              : context.services.store.pythons() / ("cpython-" + build.source.version.text() + "t-…");
    FTENV_CHECK(check_build_space(context.services, prefix));
    return Probe{Verdict::change,
                 "no free-threaded CPython " + build.source.version.series() + " in the store",
                 cpython_commands(context.services, build, prefix)};
  }

  // A toolchain in the store that serves: of the first wish that has one. A later wish counts only when
  // the last run with the same wishes found that the earlier ones can't be had; asking for an earlier one
  // alone (`--python 3.14`) tries again.
  static std::optional<Toolchain> find_ready(StepContext& context) {
    const std::vector<Toolchain> present = list_toolchains(context.services);
    for (const PythonWish& wish : context.wishes) {
      for (const Toolchain& toolchain : present) {
        if (wish.accepts(toolchain.facts.version) && serves(context, toolchain)) return toolchain;
      }
      if (!was_skipped(context, wish)) return std::nullopt;
    }
    return std::nullopt;
  }

  static bool serves(const StepContext& context, const Toolchain& toolchain) {
    if (context.options.optimized && !toolchain.optimized) return false;
    if (context.options.tkinter && !toolchain.tkinter) return false;
    return context.project == nullptr || check_compatibility(*context.project, toolchain.facts.version,
                                                             context.services.recipes.compatibility)
                                             .has_value();
  }

  static bool was_skipped(StepContext& context, const PythonWish& wish) {
    if (context.project == nullptr) return false;
    const ProjectRecord record = load_record(venv_path(context.options, *context.project));
    if (record.wishes != text_of(context.wishes)) return false;
    for (const SkippedVersion& skipped : record.skipped) {
      if (skipped.wish != wish.text) continue;
      context.state.skipped.push_back(skipped);
      return true;
    }
    return false;
  }
};

}  // namespace

std::unique_ptr<StepKind> make_python_step() {
  return std::make_unique<PythonStep>();
}

}  // namespace ftenv
