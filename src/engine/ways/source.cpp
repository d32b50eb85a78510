#include <algorithm>

#include "base/text.hpp"
#include "engine/cpython/build.hpp"
#include "engine/cpython/source_finder.hpp"
#include "engine/system_packages.hpp"
#include "engine/toolchain/store.hpp"
#include "engine/ways/way.hpp"

namespace ftenv {
namespace {

class SourceWay : public InterpreterWay {
 public:
  std::string id() const override { return "source"; }
  bool compiles() const override { return true; }

  Result<WayOffer> offer(StepContext& context, const PythonWish& wish) override {
    const std::string& impossible = context.services.recipes.cpython.impossible;
    if (!impossible.empty()) return not_here("CPython is not built here: " + impossible);
    const auto candidates = candidates_of(context.services, wish, context.project);
    if (candidates.empty()) return not_here("no pinned source of " + wish.text + " fits");
    if (context.options.offline && !is_local(context, candidates)) {
      return not_here("the source of " + candidates.front().version.text() +
                      " is not in the download cache, and --offline allows nothing else");
    }
    SourceArchive source;
    source.version = candidates.front().version;
    source.sha256 = candidates.front().sha256;
    FTENV_TRY(const std::vector<Command> commands, planned_build(context, source));
    return WayOffer{WayOffer::possible, "CPython " + source.version.text() + " to be built from source",
                    std::nullopt, commands};
  }

  Result<Toolchain> take(StepContext& context, const PythonWish& wish) override {
    Services& services = context.services;
    if (!context.state.source) {
      std::vector<SkippedVersion> skipped;
      FTENV_TRY(context.state.source,
                find_source(services, context.options, {wish}, context.project, skipped));
    }
    return build_from(context, *context.state.source);
  }

 private:
  static bool is_local(const StepContext& context, const std::vector<PinnedSource>& candidates) {
    if (starts_with(context.options.mirror, "file://")) return true;
    return std::any_of(candidates.begin(), candidates.end(), [&](const PinnedSource& source) {
      return cached_source(context.services, source).has_value();
    });
  }
};

}  // namespace

Result<std::vector<Command>> planned_build(StepContext& context, const SourceArchive& source) {
  const CpythonBuild build{source, context.options.optimized, context.options.tkinter, jobs_of(context)};
  // Without a compiler the final name can't be known yet; a plan for a bare machine says so.
  const auto known = toolchain_prefix(context.services, build);
  const fs::path prefix =
      known ? *known : context.services.store.pythons() / ("cpython-" + source.version.text() + "t-…");
  if (!context.options.on_paper) FTENV_CHECK(check_build_space(context.services, prefix));
  return cpython_commands(context.services, build, prefix);
}

Result<Toolchain> build_from(StepContext& context, const SourceArchive& source) {
  Services& services = context.services;
  // The step `packages` has done it when this way was the plan, and not when another one failed first.
  FTENV_CHECK(install_packages(services, build_packages(services, context.options.tkinter), "python"));
  const CpythonBuild build{source, context.options.optimized, context.options.tkinter, jobs_of(context)};
  FTENV_TRY(const fs::path prefix, toolchain_prefix(services, build));
  FTENV_TRY(const std::optional<Toolchain> present, find_toolchain(services, prefix));
  if (present) return *present;
  return build_cpython(services, build, prefix, "python");
}

std::unique_ptr<InterpreterWay> make_source_way() {
  return std::make_unique<SourceWay>();
}

}  // namespace ftenv
