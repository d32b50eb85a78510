// Which Python a job gets: CI-01, CI-02, CI-12.
#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/ci/ci_context.hpp"
#include "engine/ci/ci_maturin.hpp"
#include "inspect/regex.hpp"
#include "model/version.hpp"

namespace ftenv {
namespace {

// ">=3.14t", "3.14.xt", "3.xt", "~3.14t": versions in semver's sense, which knows no `t`.
bool is_range_with_t(const std::string& version) {
  static const Regex range(
      R"(^([<>=~^]+ *\d+(\.(\d+|x|\*))*|\d+\.x|\d+\.\*|\d+\.\d+\.x|\d+\.\d+\.\*)t(-dev)?$)");
  return range.matches(version);
}

bool has_range(const CiStep& step) {
  for (const std::string& line : split_lines(step.input("python-version").text)) {
    if (is_range_with_t(std::string(trim(line)))) return true;
  }
  return false;
}

bool any_text_names_it(const Yaml& yaml) {
  if (yaml.is_scalar()) return names_free_threaded(yaml.text());
  for (const Yaml::Member& member : yaml.members()) {
    if (any_text_names_it(member.value)) return true;
  }
  return false;
}

// A free-threaded Python may come from somewhere else than setup-python.
bool gets_it_elsewhere(const CiContext& context, const CiRow& row) {
  if (!row.container.empty()) return true;
  if (contains(row.name, "--disable-gil")) return true;
  if (any_text_names_it((*row.job->yaml)["env"]) || any_text_names_it(row.workflow->yaml["env"])) return true;
  return std::any_of(row.steps.begin(), row.steps.end(), [&](const CiStep& step) {
    if (is_one_of(step.step->action, context.names.environments)) return true;
    // It makes a Python of its own; the other one is a tool for that.
    if (contains(step.run.text, "--disable-gil") || contains(step.run.text, "./configure")) return true;
    if (names_free_threaded(step.run.text) || any_text_names_it((*step.step->yaml)["env"])) return true;
    const bool names_files = is_one_of(step.step->action, context.names.upload) ||
                             is_one_of(step.step->action, context.names.download) ||
                             is_one_of(step.step->action, context.names.cache) ||
                             is_one_of(step.step->action, context.names.rust_cache);
    return !names_files && !step.sets_up_python &&
           std::any_of(step.with.begin(), step.with.end(),
                       [](const auto& input) { return names_free_threaded(input.second.text); });
  });
}

void check_setup(CiContext& context, const CiRow& row) {
  if (!row.free_threaded) return;
  const CiStep* last = nullptr;
  for (const CiStep& step : row.steps) {
    if (!step.sets_up_python || step.runs == Truth::no) continue;
    if (step.free_threaded_python || has_range(step)) return;
    if (!step.input("freethreaded").known || !step.input("python-version").known) return;
    if (step.runs == Truth::yes) last = &step;
  }
  if (!last || last->input("python-version").text.empty() || gets_it_elsewhere(context, row)) return;
  const Yaml& node = last->step->with("python-version");
  const std::string version(trim(last->input("python-version").text));
  CiFinding* finding = context.report("CI-01", Severity::error, *row.workflow, node.at(),
                                      "sets up Python `" + version + "`, and " + row.because,
                                      "a free-threaded Python: its version with a `t`");
  if (!finding) return;
  const auto parsed = Version::parse(version);
  const bool can_be = parsed && *parsed >= context.compatibility.first_free_threaded;
  const Yaml::Member* key = (*last->step->yaml)["with"].member("python-version");
  if (can_be && node.text() == version) {
    finding->finding.fixes.push_back(
        {"name the free-threaded one", {"python-version: '" + version + "t'"}, false, {}});
    const auto edit =
        replaced(*row.workflow, node, version, node.is_plain() ? "'" + version + "t'" : version + "t");
    if (edit) finding->edits.push_back(*edit);
  } else if (can_be && row.key_is_flag) {
    const std::string line = "freethreaded: ${{ matrix." + row.key + " }}";
    finding->finding.fixes.push_back({"let the matrix choose", {line}, false, {}});
    const auto edit = line_after(*row.workflow, node, key->at, line);
    if (edit) finding->edits.push_back(*edit);
  } else {
    finding->finding.fixes.push_back(
        {"name a free-threaded one", {"python-version: '" + context.names.python + "t'"}, false, {}});
  }
}

// The scalar below `yaml` that says this; nullptr where none does, or several.
void find_scalars(const Yaml& yaml, const std::string& text, std::vector<const Yaml*>& found) {
  if (yaml.is_scalar() && trim(yaml.text()) == text) found.push_back(&yaml);
  for (const Yaml& item : yaml.items()) find_scalars(item, text, found);
  for (const Yaml::Member& member : yaml.members()) find_scalars(member.value, text, found);
}

void check_range(CiContext& context, const CiRow& row, const CiStep& step) {
  const Yaml& input = step.step->with("python-version");
  for (const std::string& line : split_lines(step.input("python-version").text)) {
    const std::string version(trim(line));
    if (!is_range_with_t(version)) continue;
    const Yaml* node = &input;
    if (!contains(input.text(), version)) {
      std::vector<const Yaml*> written;
      find_scalars((*row.job->yaml)["strategy"], version, written);
      if (!written.empty()) node = written[0];
    }
    CiFinding* finding =
        context.report("CI-02", Severity::error, *row.workflow, place_of(*row.workflow, *node, version),
                       "asks for Python `" + version + "`",
                       "one version, such as `" + context.names.python + "t`, or a range without `t`");
    if (!finding) continue;
    static const Regex patch(R"(^(\d+\.\d+)\.[x*]t$)");
    const auto groups = patch.groups(version);
    if (!groups.empty()) {
      const std::string right = groups[1] + "t";
      finding->finding.fixes.push_back(
          {"name the series: it means the newest of it", {"python-version: '" + right + "'"}, false, {}});
      const auto edit = replaced(*row.workflow, *node, version, right);
      if (edit) finding->edits.push_back(*edit);
    } else {
      const std::string plain = replace_all(version, "t", "");
      finding->finding.fixes.push_back({"keep the range without `t`, and say it beside it",
                                        {"python-version: '" + plain + "'", "freethreaded: true"},
                                        false,
                                        {}});
      finding->finding.fixes.push_back(
          {"or name one version", {"python-version: '" + context.names.python + "t'"}, false, {}});
    }
  }
}

// The version that a `.python-version` pins, where it has the GIL.
std::string pinned_version(const fs::path& root) {
  const auto text = read_text(root / ".python-version", 4096);
  if (!text) return {};
  for (const std::string& line : split_lines(*text)) {
    const std::string version(trim(line));
    if (version.empty() || starts_with(version, "#")) continue;
    return speaks_of_free_threading(version) ? std::string() : version;
  }
  return {};
}

bool chooses_for_uv(const CiRow& row) {
  const auto speaks = [](const Yaml& env) { return env["UV_PYTHON"].exists(); };
  if (speaks((*row.job->yaml)["env"]) || speaks(row.workflow->yaml["env"])) return true;
  return std::any_of(row.steps.begin(), row.steps.end(), [&](const CiStep& step) {
    return speaks((*step.step->yaml)["env"]) || contains(step.run.text, "UV_PYTHON") ||
           contains(step.run.text, "uv python pin") ||
           (!step.sets_up_python && !step.input("python-version").text.empty());
  });
}

void check_pin(CiContext& context, const CiRow& row, const std::string& pinned) {
  if (!row.free_threaded || !row.container.empty()) return;
  // A step that takes the file away, or writes another.
  for (const CiStep& step : row.steps) {
    if (contains(step.run.text, ".python-version")) return;
  }
  const bool uv_is_told = chooses_for_uv(row);
  for (const CiStep& step : row.steps) {
    if (step.runs != Truth::yes) continue;
    const std::string file = step.input("python-version-file").text;
    if (step.sets_up_python && step.input("python-version").text.empty() && !step.free_threaded_python &&
        (file.empty() || ends_with(file, ".python-version"))) {
      CiFinding* finding =
          context.report("CI-12", Severity::warning, *row.workflow, step.step->uses().at(),
                         "takes Python `" + pinned + "` from `.python-version`, and " + row.because,
                         "the version in the workflow");
      if (finding) {
        finding->finding.fixes.push_back(
            {"name it below `with:`", {"python-version: '" + context.names.python + "t'"}, false, {}});
      }
    }
    if (uv_is_told) continue;
    for (const std::string& line : script_lines(step.run.text)) {
      static const Regex command(R"((^|[;&| ])(uv (venv|sync|run))( |$))");
      static const Regex told(R"((--python|-p)[ =])");
      const auto groups = command.groups(line);
      if (groups.empty() || told.matches(line)) continue;
      CiFinding* finding = context.report(
          "CI-12", Severity::warning, *row.workflow, place_of(*row.workflow, step.step->run(), groups[2]),
          "runs `" + groups[2] + "`, which obeys `.python-version`: `" + pinned + "`; and " + row.because,
          "the interpreter on the command line");
      if (!finding) continue;
      finding->finding.fixes.push_back(
          {"name it", {groups[2] + " --python " + context.names.python + "t"}, false, {}});
    }
  }
}

}  // namespace

void check_pythons(CiContext& context) {
  const std::string pinned = pinned_version(context.root);
  for (const CiRow& row : context.rows) {
    check_setup(context, row);
    for (const CiStep& step : row.steps) {
      if (step.sets_up_python && step.runs != Truth::no) check_range(context, row, step);
    }
    if (!pinned.empty()) check_pin(context, row, pinned);
  }
}

}  // namespace ftenv
