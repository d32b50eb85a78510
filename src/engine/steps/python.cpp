#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/main_job.hpp"
#include "engine/project_record.hpp"
#include "engine/steps/steps.hpp"
#include "engine/ways/user_archive.hpp"
#include "engine/ways/way.hpp"
#include "inspect/project/compatibility.hpp"
#include "model/version_guess.hpp"

namespace ftenv {
namespace {

class PythonStep : public StepKind {
 public:
  Step describe() const override { return {"python", "free-threaded CPython", {"packages", "source"}}; }

  Result<Probe> probe(StepContext& context) override {
    if (!context.wishes.front().path.empty()) return probe_named(context);
    if (!context.options.archive.empty()) return probe_archive(context);
    FTENV_TRY(m_ways, make_ways(context.options.from));
    // Way by way: as long as the store has what serves, nobody is asked what else is on this machine.
    for (const auto& way : m_ways) {
      if (!way->finds()) continue;
      FTENV_TRY(const std::optional<Probe> ready, probe_ready(context, *way));
      if (ready) return *ready;
    }
    return probe_possible(context);
  }

  Result<std::string> apply(StepContext& context) override {
    if (!context.options.archive.empty()) {
      FTENV_TRY(context.state.python, take_user_archive(context));
      return describe_made(*context.state.python);
    }
    if (context.state.source) {  // planned so, and the step `source` has it
      FTENV_TRY(context.state.python, build_from(context, *context.state.source));
      return describe_made(*context.state.python);
    }
    return try_ways(context);
  }

 private:
  static std::string describe_ready(const Toolchain& toolchain) {
    return "CPython " + toolchain.facts.version.text() + "t in `" + toolchain.prefix.string() + "`";
  }

  static std::string describe_made(const Toolchain& toolchain) {
    const std::string name = "CPython " + toolchain.facts.version.text() + "t";
    const std::string place = ", without the GIL, in `" + toolchain.prefix.string() + "`";
    if (toolchain.built_by_ftenv()) return "built " + name + place;
    return name + (toolchain.from.empty() ? "" : " from " + toolchain.from) + place;
  }

  static Result<Probe> is_ready(StepContext& context, const Toolchain& toolchain, const std::string& more) {
    context.state.python = toolchain;
    return Probe{Verdict::ready, describe_ready(toolchain) + more, {}};
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
    Toolchain toolchain;
    toolchain.prefix = facts.base_prefix;
    toolchain.executable = facts.executable;
    toolchain.facts = facts;
    toolchain.origin = "existing";
    return is_ready(context, toolchain, ", as named by --python");
  }

  static Result<Probe> probe_archive(StepContext& context) {
    FTENV_TRY(const ArchivePlan plan, plan_archive(context));
    if (plan.ready) return is_ready(context, *plan.ready, ", made of this archive");
    context.state.compiles_python = plan.compiles;
    return Probe{Verdict::change, plan.because, plan.commands};
  }

  // Of the first wish that has one. A later wish counts only when the last run with the same wishes found
  // that the earlier ones can't be had; asking for an earlier one alone (`--python 3.14`) tries again.
  static Result<std::optional<Probe>> probe_ready(StepContext& context, InterpreterWay& way) {
    for (const PythonWish& wish : context.wishes) {
      FTENV_TRY(const WayOffer offer, way.offer(context, wish));
      if (offer.toolchain) {
        const std::string more = way.id() == "store" ? "" : ", " + offer.because;
        FTENV_TRY(const Probe probe, is_ready(context, *offer.toolchain, more));
        return std::optional<Probe>(probe);
      }
      if (!was_skipped(context, wish)) break;
    }
    context.state.skipped.clear();
    return std::optional<Probe>();
  }

  Result<Probe> probe_possible(StepContext& context) {
    std::vector<std::string> tried;
    for (const PythonWish& wish : context.wishes) {
      for (const auto& way : m_ways) {
        FTENV_TRY(const WayOffer offer, way->offer(context, wish));
        if (offer.kind == WayOffer::possible) {
          context.state.compiles_python = way->compiles();
          context.state.needs_source = way->id() == "source";
          const bool may_build = !way->compiles() && m_ways.back()->compiles() &&
                                 context.services.recipes.cpython.impossible.empty();
          return Probe{
              Verdict::change,
              "none is here: " + offer.because + (may_build ? "; built from source if it can't be had" : ""),
              offer.commands};
        }
        tried.push_back(wish.text + ": " + offer.because);
      }
    }
    Error error{ErrorCode::unsupported,
                "no way leads to a free-threaded CPython " + text_of(context.wishes),
                tried,
                {"for another version give its source archive: `--archive Python-VERSION.tar.xz`"},
                "",
                std::nullopt};
    std::vector<Version> known;
    for (const PinnedSource& source : context.services.recipes.cpython.sources)
      known.push_back(source.version);
    for (const PythonWish& wish : context.wishes) {
      const bool is_known =
          std::any_of(known.begin(), known.end(), [&](const Version& v) { return wish.accepts(v); });
      const std::string hint = version_hint(wish.text, known);
      if (!is_known && wish.path.empty() && !hint.empty()) error.hints.insert(error.hints.begin(), hint);
    }
    if (!context.services.recipes.cpython.impossible.empty())
      error.hints = {"leave `--from` out: then whatever can be had is taken"};
    if (context.options.offline) {
      error.code = ErrorCode::network;
      error.hints.back() = "run it once without `--offline`, or give an archive or a pack: `--archive FILE`";
    }
    return fail(std::move(error));
  }

  // Anything else is about this machine, or about the build: another way would only hide it.
  static bool may_go_on_after(const Error& error) {
    return error.code == ErrorCode::network || error.code == ErrorCode::checksum ||
           error.code == ErrorCode::archive || error.code == ErrorCode::unsupported;
  }

  // What was found on the way, rather than that it failed.
  static std::string reason_of(const Error& error, const PythonWish& wish) {
    if (error.context.empty()) return error.message;
    return replace_all(join(error.context, "; "), "CPython " + wish.text + ": ", "");
  }

  // What failed and was made good is not told, except that a wish had to be passed over.
  Result<std::string> try_ways(StepContext& context) {
    std::vector<std::string> all;
    ErrorCode code = ErrorCode::unsupported;
    for (const PythonWish& wish : context.wishes) {
      std::vector<std::string> tried;
      std::string last;
      for (const auto& way : m_ways) {
        FTENV_TRY(const WayOffer offer, way->offer(context, wish));
        if (offer.toolchain) {
          context.state.python = *offer.toolchain;
          return describe_ready(*offer.toolchain);
        }
        if (offer.kind == WayOffer::impossible) {
          tried.push_back(offer.because);
          continue;
        }
        auto taken = way->take(context, wish);
        if (taken) {
          tell_skipped(context, *taken);
          context.state.python = *taken;
          return describe_made(*taken);
        }
        if (!may_go_on_after(taken.error())) return fail(std::move(taken).error());
        if (taken.error().code == ErrorCode::network || code == ErrorCode::unsupported)
          code = taken.error().code;
        last = reason_of(taken.error(), wish);
        tried.push_back(way->id() + ": " + last);
      }
      context.state.skipped.push_back({wish.text, last.empty() ? "no way leads to it" : last});
      for (const std::string& reason : tried) all.push_back("CPython " + wish.text + ": " + reason);
    }
    Error error{code, "no free-threaded CPython can be had", all, {}, "", std::nullopt};
    error.hints = {"check the network and the proxy variables, or name a mirror with `--mirror URL`",
                   "or download Python-VERSION.tar.xz elsewhere and give it with `--archive FILE`"};
    return fail(std::move(error));
  }

  static void tell_skipped(StepContext& context, const Toolchain& toolchain) {
    for (const SkippedVersion& version : context.state.skipped) {
      context.services.reporter.note("CPython " + version.wish + " was preferred but can't be had: " +
                                     version.reason + "; taking " + toolchain.facts.version.text());
    }
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

  InterpreterWays m_ways;
};

}  // namespace

std::unique_ptr<StepKind> make_python_step() {
  return std::make_unique<PythonStep>();
}

}  // namespace ftenv
