// What maturin is told to build with: CI-03, CI-06, CI-13.
#include <algorithm>

#include "base/text.hpp"
#include "engine/ci/ci_context.hpp"
#include "engine/ci/ci_maturin.hpp"
#include "inspect/regex.hpp"
#include "model/version.hpp"

namespace ftenv {
namespace {

bool is_meant(const CiRow& row, const CiStep& step, const MaturinCall& call) {
  return row.free_threaded || call.asks_free_threaded() ||
         (!row.with_gil && speaks_of_free_threading(step.step->name) &&
          !contains(to_lower(step.step->name), "abi3"));
}

bool asks_for_another(const CiRow& row, const MaturinCall& call) {
  for (const CiStep& step : row.steps) {
    if (step.runs == Truth::no) continue;
    for (const MaturinCall& other : step.maturin) {
      if (other.text != call.text && other.builds() && (other.asks_free_threaded() || !other.known))
        return true;
    }
  }
  return false;
}

// maturin-action starts a container where it is told to, and for a release build on Linux by itself.
bool builds_in_container(const CiContext& context, const CiRow& row, const CiStep& step,
                         const MaturinCall& call) {
  if (!row.container.empty())
    return contains(row.container, "manylinux") || contains(row.container, "musllinux");
  if (!call.by_action || !contains_one_of(row.runs_on, context.names.linux_runners)) return false;
  if (step.input("container").text == "off" || step.input("manylinux").text == "off") return false;
  if (!step.input("container").text.empty() || !step.input("manylinux").text.empty()) return true;
  return is_one_of("--release", call.words) || is_one_of("-r", call.words);
}

void check_interpreter(CiContext& context, const CiRow& row, const CiStep& step, const MaturinCall& call) {
  if (!call.builds() || call.command == "develop" || call.asks_free_threaded() || call.finds_interpreters)
    return;
  if (!call.known || call.asks_abi3() || !is_meant(row, step, call)) return;
  if (!builds_in_container(context, row, step, call) || asks_for_another(row, call)) return;
  const Yaml& at = call.text->exists() ? *call.text : step.step->uses();
  const std::string named = join(call.interpreters, " ");
  const std::string why = row.free_threaded ? row.because : "the step is called `" + step.step->name + "`";
  CiFinding* finding =
      context.report("CI-03", Severity::error, *row.workflow, at.at(),
                     (named.empty() ? "names no interpreter" : "builds with `" + named + "`") +
                         " in a container, and " + why,
                     "the free-threaded interpreter of the container");
  if (!finding) return;
  const std::string option = "-i " + context.names.container_python;
  finding->finding.fixes.push_back(
      {named.empty() ? "add to the arguments" : "name that one", {option}, false, {}});
  const auto edit = call.interpreters.size() == 1 ? replaced(*row.workflow, at, "-i " + named, option)
                    : named.empty() && call.by_action && call.text->exists()
                        ? appended(*row.workflow, at, " " + option)
                        : std::nullopt;
  if (edit) finding->edits.push_back(*edit);
}

// The condition that leaves a step out of the free-threaded rows, from the value that tells them apart.
std::string guard_of(const CiRow& row) {
  if (row.key_is_flag) return "${{ !matrix." + row.key + " }}";
  const auto value = row.row->values.find(row.key);
  if (row.key.empty() || value == row.row->values.end()) return {};
  return "${{ matrix." + row.key + " != '" + value->second.shown() + "' }}";
}

void check_guard(CiContext& context, const CiRow& row, const CiStep& step, const MaturinCall& call) {
  if (!row.free_threaded || step.runs != Truth::yes || !call.builds() || !call.known) return;
  if (call.asks_free_threaded() || call.finds_interpreters) return;
  const bool beside = !row.key.empty() && call.command == "build" && call.interpreters.empty() &&
                      asks_for_another(row, call) && contains(to_lower(step.step->name), "abi3");
  if (!call.asks_abi3() && !beside) return;
  CiFinding* finding =
      context.report("CI-06", Severity::warning, *row.workflow, step.step->at,
                     "builds the abi3 wheel, and " + row.because, "a condition that leaves it out there");
  if (!finding) return;
  const std::string guard = guard_of(row);
  if (guard.empty()) {
    finding->finding.fixes.push_back({"move the step to the job for Pythons with the GIL", {}, false, {}});
    return;
  }
  finding->finding.fixes.push_back({"add to the step", {"if: " + guard}, false, {}});
  if (!step.step->condition.empty() || step.step->yaml->is_flow()) return;
  const Yaml::Member& first = step.step->yaml->members().front();
  const auto edit = first.value.is_scalar() ? line_after(*row.workflow, first.value, first.at, "if: " + guard)
                                            : std::nullopt;
  if (edit) finding->edits.push_back(*edit);
}

struct PinnedMaturin {
  std::string version;
  std::string written;  // as it stands there
  const Yaml* node = nullptr;
};

// maturin-version: v1.4.0          pip install "maturin==1.4.0"          pip install 'maturin>=1,<1.5'
std::optional<PinnedMaturin> pinned_maturin(const CiStep& step, const CiNames& names) {
  if (is_one_of(step.step->action, names.maturin)) {
    const FilledText& input = step.input("maturin-version");
    static const Regex exact(R"(^v?(\d+\.\d+\.\d+)$)");
    const auto groups = exact.groups(trim(input.text));
    if (groups.empty()) return std::nullopt;
    return PinnedMaturin{groups[1], std::string(trim(input.text)), &step.step->with("maturin-version")};
  }
  static const Regex installed(
      R"(install[^\n]*[ "'](maturin(?:\[[a-z,]*\])?(?:>=?[0-9.]+,)?(?:==|~=|<)(\d+\.\d+(?:\.\d+)?))($|[^0-9.*]))");
  const auto groups = installed.groups(step.run.text);
  if (groups.empty() || contains(groups[1], "~=")) return std::nullopt;
  return PinnedMaturin{groups[2], groups[1], &step.step->run()};
}

void check_maturin(CiContext& context, const CiRow& row, const CiStep& step) {
  const auto pinned = pinned_maturin(step, context.names);
  const auto version = pinned ? Version::parse(pinned->version) : std::nullopt;
  if (!version || step.runs == Truth::no) return;
  const MaturinChanges& changes = context.compatibility.maturin_changes;
  const bool windows = contains_one_of(row.runs_on, context.names.windows_runners);
  const Version least =
      windows ? std::max(changes.free_threaded, changes.windows_free_threaded) : changes.free_threaded;
  // "<1.7.5" never gives 1.7.5 itself.
  const bool below = contains(pinned->written, "<") && !contains(pinned->written, "==");
  if (below ? *version > least : *version >= least) return;
  CiFinding* finding = context.report(
      "CI-13", Severity::error, *row.workflow, place_of(*row.workflow, *pinned->node, pinned->written),
      "takes `" + pinned->written + "`, and " +
          (row.free_threaded ? row.because : "builds for a free-threaded Python"),
      "maturin " + least.text() + " or newer" + (windows ? " on Windows" : ""));
  if (!finding) return;
  const std::string right = context.compatibility.maturin_min.text();
  const bool by_action = starts_with(pinned->node->text(), pinned->written);
  const std::string written = by_action ? "v" + right : "maturin>=" + right;
  finding->finding.fixes.push_back(
      {"take a newer one",
       {by_action ? "maturin-version: " + written : "pip install \"" + written + "\""},
       false,
       {}});
  if (!by_action) return;
  const auto edit = replaced(*row.workflow, *pinned->node, pinned->written, written);
  if (edit) finding->edits.push_back(*edit);
}

}  // namespace

void check_builds(CiContext& context) {
  for (const CiRow& row : context.rows) {
    bool meant = row.free_threaded;
    for (const CiStep& step : row.steps) {
      if (step.runs == Truth::no) continue;
      for (const MaturinCall& call : step.maturin) {
        check_interpreter(context, row, step, call);
        check_guard(context, row, step, call);
        meant = meant || is_meant(row, step, call);
      }
    }
    for (const CiStep& step : row.steps) {
      if (meant) check_maturin(context, row, step);
    }
  }
}

}  // namespace ftenv
