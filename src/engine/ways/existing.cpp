#include <algorithm>

#include "engine/main_job.hpp"
#include "engine/project_record.hpp"
#include "engine/ways/way.hpp"
#include "inspect/python/embedding.hpp"
#include "inspect/python/interpreter_use.hpp"

namespace ftenv {
namespace {

class ExistingWay : public InterpreterWay {
 public:
  std::string id() const override { return "existing"; }

  bool finds() const override { return true; }

  Result<WayOffer> offer(StepContext& context, const PythonWish& wish) override {
    if (context.options.optimized || context.options.tkinter) {
      return not_here("nobody knows how those that are here were built");
    }
    FTENV_CHECK(survey(context));
    const EmbeddingNeed need =
        context.project == nullptr ? EmbeddingNeed{} : embedding_need(*context.project);
    std::string why_not;
    for (const SurveyedInterpreter& one : m_surveyed) {
      if (!one.facts || !one.facts->free_threaded || !serves(context, wish, one.facts->version)) continue;
      if (one.use.extension && (one.use.embedding || !need.needed)) {
        // What it is not good for, even if this project does not ask for it.
        const std::string lacks = one.use.why_not.empty() ? "" : "; " + one.use.why_not.front();
        return WayOffer{
            WayOffer::ready, "found as " + one.found.origin + lacks, toolchain_of(one.found, *one.facts), {}};
      }
      const std::string reason = one.use.why_not.empty() ? "of no use" : one.use.why_not.front();
      why_not = "`" + one.found.path.string() + "`: " + reason;
      if (one.use.extension) why_not += ", and " + need.because;
    }
    if (!why_not.empty()) return not_here(why_not);
    return not_here("no free-threaded CPython " + wish.text + " on this machine");
  }

  Result<Toolchain> take(StepContext&, const PythonWish&) override {
    return fail(ErrorCode::internal, "what is there already needs no taking");
  }

 private:
  Status survey(StepContext& context) {
    if (m_done) return {};
    const Services& services = context.services;
    const std::vector<FoundInterpreter> found = services.view.find_interpreters(
        services.recipes.interpreters, services.host, services.user_environment);
    FTENV_TRY(m_surveyed, survey_interpreters(services.processes, services.child_environment,
                                              services.recipes.compatibility.first_free_threaded,
                                              without_ours(services, found)));
    if (context.project != nullptr) {
      // The one that the project has, before the others: a new interpreter on PATH is no reason to start
      // over.
      const std::string before = load_record(venv_path(context.options, *context.project)).python_prefix;
      std::stable_partition(m_surveyed.begin(), m_surveyed.end(), [&](const SurveyedInterpreter& one) {
        return one.facts && !before.empty() && one.facts->base_prefix.string() == before;
      });
    }
    m_done = true;
    return {};
  }

  static std::vector<FoundInterpreter> without_ours(const Services& services,
                                                    std::vector<FoundInterpreter> found) {
    const std::string ours = services.store.pythons().string() + "/";
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const FoundInterpreter& one) {
                                 return one.file.string().compare(0, ours.size(), ours) == 0;
                               }),
                found.end());
    return found;
  }

  static Toolchain toolchain_of(const FoundInterpreter& found, const InterpreterFacts& facts) {
    Toolchain toolchain;
    toolchain.prefix = facts.base_prefix;
    toolchain.executable = found.file;
    toolchain.facts = facts;
    toolchain.origin = "existing";
    toolchain.from = found.origin;
    return toolchain;
  }

  bool m_done = false;
  std::vector<SurveyedInterpreter> m_surveyed;
};

}  // namespace

std::unique_ptr<InterpreterWay> make_existing_way() {
  return std::make_unique<ExistingWay>();
}

}  // namespace ftenv
