// Caches and containers that are not what the row needs: CI-09, CI-14.
#include <algorithm>

#include "base/text.hpp"
#include "engine/ci/ci_context.hpp"

namespace ftenv {
namespace {

struct CacheUse {
  const CiRow* row = nullptr;
  const CiStep* step = nullptr;
  std::string key;  // what tells caches apart, as far as it is known
  const Yaml* node = nullptr;
};

// Parts of a key that may well tell the ABIs apart, and are known in a run only.
bool may_tell(const std::string& key) {
  for (const char* part : {"steps.", "env.", "needs.", "inputs.", "pythonLocation", "matrix."}) {
    if (contains(key, part)) return true;
  }
  return false;
}

std::optional<CacheUse> cache_use(const CiContext& context, const CiRow& row, const CiStep& step) {
  if (step.runs == Truth::no) return std::nullopt;
  CacheUse use{&row, &step, {}, nullptr};
  if (is_one_of(step.step->action, context.names.cache)) {
    if (!contains_one_of(step.input("path").text, context.names.built_folders)) return std::nullopt;
    use.key = step.input("key").text;
    use.node = &step.step->with("key");
    if (use.key.empty()) return std::nullopt;
  } else if (is_one_of(step.step->action, context.names.rust_cache)) {
    if (step.input("cache-targets").text == "false") return std::nullopt;
    // Without `shared-key` it adds the job's id by itself, but nothing of the matrix.
    const std::string shared = step.input("shared-key").text;
    use.key = shared.empty() ? row.job->id + "\n" + step.input("key").text : shared;
    use.node = shared.empty() ? &step.step->with("key") : &step.step->with("shared-key");
    // It takes the names of these variables into its key.
    if ((*row.job->yaml)["env"].exists())
      use.key += fill_in((*row.job->yaml)["env"]["CARGO_BUILD_TARGET"].text(),
                         names_in(*row.workflow, *row.job, *row.row))
                     .text;
    if (step.with.count("env-vars") != 0 || step.with.count("prefix-key") != 0) return std::nullopt;
  } else {
    return std::nullopt;
  }
  if (may_tell(use.key)) return std::nullopt;
  return use;
}

// cargo finds out by itself when the interpreter is at another path. In a virtual environment it is at the
// same, and only a PyO3 that watches the environment notices what has come there.
bool takes_over_wrongly(const CiContext& context, const CacheUse& use) {
  if (contains(use.step->input("path").text, "venv") ||
      contains(use.step->input("path").text, "site-packages"))
    return true;
  const Version& watches = context.compatibility.pyo3_changes.watches_environment;
  if (context.project && context.project->pyo3 && *context.project->pyo3 >= watches) return false;
  return std::any_of(use.row->steps.begin(), use.row->steps.end(), [](const CiStep& step) {
    return step.runs != Truth::no && (contains(step.run.text, "venv") || contains(step.run.text, "uv sync") ||
                                      contains(step.run.text, "uv run"));
  });
}

void report_cache(CiContext& context, const CacheUse& free_threaded, const CacheUse& other) {
  const CiRow& row = *free_threaded.row;
  const Yaml& node = *free_threaded.node;
  const std::string with = row.job == other.row->job
                               ? "the rows of the matrix with the GIL"
                               : "the job `" + other.row->job->id + "`, which has the GIL";
  CiFinding* finding =
      context.report("CI-09", takes_over_wrongly(context, free_threaded) ? Severity::warning : Severity::info,
                     *row.workflow, node.exists() ? node.at() : free_threaded.step->step->uses().at(),
                     "keeps what was built under the same key as " + with + "; " + row.because,
                     "a key with the kind of Python in it");
  if (!finding) return;
  finding->finding.confidence = Confidence::likely;
  if (row.job == other.row->job && !row.key.empty()) {
    const std::string part = "${{ matrix." + row.key + " }}";
    finding->finding.fixes.push_back({"add to the key", {"-" + part}, false, {}});
    const Yaml::Member* with_map = free_threaded.step->step->yaml->member("with");
    std::optional<TextEdit> edit;
    if (node.exists()) {
      edit = appended(*row.workflow, node, "-" + part);
    } else if (with_map && !with_map->value.is_flow() && !with_map->value.members().empty()) {
      const Yaml::Member& last = with_map->value.members().back();
      if (last.value.is_scalar()) edit = line_after(*row.workflow, last.value, last.at, "key: " + part);
    }
    if (edit) finding->edits.push_back(*edit);
    return;
  }
  const std::string key = node.exists() ? node.text() : std::string();
  finding->finding.fixes.push_back({"give it a key of its own", {"key: free-threaded-" + key}, false, {}});
  if (node.exists() && node.text().find('\n') == std::string::npos) {
    const auto edit = appended(*row.workflow, node, "-free-threaded");
    if (edit) finding->edits.push_back(*edit);
  }
}

// "img", "host/img:latest": what they are changes without a word. A tag that is a name may, too, but not
// daily.
bool floats(const std::string& image) {
  if (image.empty() || contains(image, "$") || contains(image, "@") || image == "off" || image == "auto")
    return false;
  const std::string last = image.substr(image.rfind('/') == std::string::npos ? 0 : image.rfind('/') + 1);
  const std::size_t colon = last.find(':');
  return colon == std::string::npos || last.substr(colon + 1) == "latest";
}

void report_image(CiContext& context, const CiRow& row, const Yaml& node, const std::string& image) {
  if (!floats(image)) return;
  const std::string bare = ends_with(image, ":latest") ? image.substr(0, image.size() - 7) : image;
  CiFinding* finding =
      context.report("CI-14", Severity::warning, *row.workflow, node.at(),
                     "builds in `" + image + "`, whatever that is on the day; " + row.because,
                     "an image with a date or a digest");
  if (!finding) return;
  finding->finding.fixes.push_back({"name one, by a tag with a date or by its digest",
                                    {bare + ":DATE", bare + "@sha256:DIGEST"},
                                    false,
                                    {}});
}

}  // namespace

void check_caches(CiContext& context) {
  std::vector<CacheUse> uses;
  for (const CiRow& row : context.rows) {
    for (const CiStep& step : row.steps) {
      if (const auto use = cache_use(context, row, step)) uses.push_back(*use);
    }
  }
  for (const CacheUse& mine : uses) {
    if (!mine.row->free_threaded) continue;
    for (const CacheUse& other : uses) {
      const bool another_job = other.row->job != mine.row->job;
      if (other.row->free_threaded || (!other.row->with_gil && !another_job)) continue;
      if (other.row->workflow != mine.row->workflow || other.row->runs_on != mine.row->runs_on) continue;
      if (other.key != mine.key || other.step->step->action != mine.step->step->action) continue;
      report_cache(context, mine, other);
      break;
    }
  }
}

void check_containers(CiContext& context) {
  for (const CiRow& row : context.rows) {
    if (!row.free_threaded) continue;
    const Yaml& container = (*row.job->yaml)["container"];
    report_image(context, row, container.is_map() ? container["image"] : container, row.container);
    for (const CiStep& step : row.steps) {
      if (step.runs == Truth::no || !is_one_of(step.step->action, context.names.maturin)) continue;
      report_image(context, row, step.step->with("container"), step.input("container").text);
    }
  }
}

}  // namespace ftenv
