#include "engine/cpython/source_finder.hpp"
#include "engine/steps/steps.hpp"

namespace ftenv {
namespace {

class SourceStep : public StepKind {
 public:
  Step describe() const override { return {"source", "CPython's source", {}}; }
  std::vector<std::string> informed_by() const override { return {"python"}; }

  Result<Probe> probe(StepContext& context) override {
    const PlannedStep* python = context.plan_so_far.find("python");
    if (python != nullptr && python->verdict == Verdict::ready) {
      return Probe{Verdict::not_needed, "the interpreter is ready", {}};
    }
    if (context.state.source) {  // the step `python` had to look at a local archive to know its version
      return Probe{Verdict::ready,
                   "`" + context.state.source->path.string() + "`, CPython " +
                       context.state.source->version.text() + describe_pin(*context.state.source),
                   {}};
    }
    if (!context.options.archive.empty() || !context.state.needs_source) {
      return Probe{Verdict::not_needed, "ftenv does not build the interpreter itself", {}};
    }
    for (const PythonWish& wish : context.wishes) {
      const auto candidates = candidates_of(context.services, wish, context.project);
      if (candidates.empty()) continue;
      if (auto cached = cached_source(context.services, candidates.front())) {
        context.state.source = *cached;
        return Probe{Verdict::ready, "CPython " + cached->version.text() + " is in the download cache", {}};
      }
      return Probe{Verdict::change,
                   "CPython " + candidates.front().version.text() + " is not in the download cache",
                   {}};
    }
    return Probe{Verdict::change, "no pinned version fits the wish", {}};
  }

  Result<std::string> apply(StepContext& context) override {
    FTENV_TRY(context.state.source, find_source(context.services, context.options, context.wishes,
                                                context.project, context.state.skipped));
    const SourceArchive& source = *context.state.source;
    return "CPython " + source.version.text() + " from " + source.from + describe_pin(source);
  }

 private:
  static std::string describe_pin(const SourceArchive& source) {
    return source.pinned ? "" : ", whose digest no recipe vouches for";
  }
};

}  // namespace

std::unique_ptr<StepKind> make_source_step() {
  return std::make_unique<SourceStep>();
}

}  // namespace ftenv
