// Whether what is built arrives where it is published: CI-10, CI-11.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "engine/ci/ci_context.hpp"

namespace ftenv {
namespace {

bool publishes(const CiRow& row, const CiNames& names) {
  return std::any_of(row.steps.begin(), row.steps.end(), [&](const CiStep& step) {
    return step.runs != Truth::no && (is_one_of(step.step->action, names.publish) ||
                                      contains_one_of(step.run.text, names.publish_commands));
  });
}

// * and ?; nothing where the pattern has more.
std::optional<bool> fits(std::string_view pattern, std::string_view name) {
  if (pattern.find_first_of("[]{}!()$") != std::string_view::npos) return std::nullopt;
  std::vector<bool> reached(name.size() + 1, false);
  reached[0] = true;
  for (const char p : pattern) {
    std::vector<bool> next(name.size() + 1, false);
    for (std::size_t i = 0; i <= name.size(); ++i) {
      if (p == '*') {
        next[i] = reached[i] || (i > 0 && next[i - 1]);
      } else if (i > 0) {
        next[i] = reached[i - 1] && (p == '?' || p == name[i - 1]);
      }
    }
    reached = std::move(next);
  }
  return reached[name.size()];
}

struct Upload {
  const CiRow* row = nullptr;
  FilledText name;
  bool wheels = false;
};

std::vector<Upload> uploads_of(const CiContext& context, const Workflow& workflow) {
  std::vector<Upload> uploads;
  for (const CiRow& row : context.rows) {
    if (row.workflow != &workflow) continue;
    for (const CiStep& step : row.steps) {
      if (step.runs == Truth::no || !is_one_of(step.step->action, context.names.upload)) continue;
      Upload upload{&row, step.input("name"), uploads_wheels(row, context.names)};
      if (upload.name.text.empty()) upload.name.text = "artifact";
      uploads.push_back(std::move(upload));
    }
  }
  return uploads;
}

bool from_this_run(const CiStep& step) {
  return step.with.count("run-id") == 0 && step.with.count("repository") == 0 &&
         step.with.count("github-token") == 0 && step.with.count("artifact-ids") == 0;
}

// Whether what a job downloads includes an artifact of this run.
Truth takes(const CiContext& context, const CiRow& row, const Upload& upload) {
  Truth best = Truth::no;
  for (const CiStep& step : row.steps) {
    if (step.runs == Truth::no || !is_one_of(step.step->action, context.names.download)) continue;
    const FilledText& name = step.input("name");
    const FilledText& pattern = step.input("pattern");
    const bool sure = from_this_run(step) && name.known && pattern.known && upload.name.known;
    const auto fit = fits(pattern.text, upload.name.text);
    if (!sure || !fit) {
      best = Truth::maybe;
      continue;
    }
    const bool all = name.text.empty() && pattern.text.empty();
    if (all || (!name.text.empty() ? name.text == upload.name.text : *fit)) return Truth::yes;
  }
  return best;
}

// The first download by a pattern: what has to take everything that is published.
const CiStep* gathering_step(const CiContext& context, const CiRow& row) {
  for (const CiStep& step : row.steps) {
    if (step.runs != Truth::no && is_one_of(step.step->action, context.names.download) &&
        !step.input("pattern").text.empty())
      return &step;
  }
  return nullptr;
}

// Where several jobs publish, each its own, one that takes it is enough.
void check_patterns(CiContext& context, const std::vector<const CiRow*>& publishers,
                    const std::vector<Upload>& uploads) {
  for (const Upload& upload : uploads) {
    if (!upload.row->free_threaded || !upload.wheels) continue;
    const bool taken = std::any_of(publishers.begin(), publishers.end(), [&](const CiRow* row) {
      return takes(context, *row, upload) != Truth::no;
    });
    if (taken || publishers.empty()) continue;
    const CiRow& row = *publishers.front();
    const CiStep* step = gathering_step(context, row);
    if (!step) continue;
    const Yaml& node = step->step->with("pattern");
    CiFinding* finding = context.report("CI-10", Severity::error, *row.workflow, node.at(),
                                        "takes `" + node.text() + "`, and the job `" + upload.row->job->id +
                                            "` uploads `" + upload.name.text + "`",
                                        "a pattern that fits the free-threaded wheels too");
    if (!finding) continue;
    const std::string dash = upload.name.text.substr(0, upload.name.text.find('-'));
    finding->finding.fixes.push_back(
        {"let it take both, by names that begin alike", {"pattern: " + dash + "-*"}, false, {}});
  }
}

void check_names(CiContext& context, const CiRow& row, const std::vector<Upload>& uploads) {
  const bool all_known =
      std::all_of(uploads.begin(), uploads.end(), [](const Upload& u) { return u.name.known; });
  const bool calls =
      std::any_of(row.workflow->jobs.begin(), row.workflow->jobs.end(),
                  [](const WorkflowJob& job) { return !job.calls.empty() || !job.matrix_known; });
  if (uploads.empty() || !all_known || calls) return;
  for (const CiStep& step : row.steps) {
    if (step.runs != Truth::yes || !is_one_of(step.step->action, context.names.download)) continue;
    const FilledText& name = step.input("name");
    if (name.text.empty() || !name.known || !from_this_run(step)) continue;
    std::vector<std::string> known;
    for (const Upload& upload : uploads) known.push_back(upload.name.text);
    if (is_one_of(name.text, known)) continue;
    CiFinding* finding = context.report(
        "CI-10", Severity::error, *row.workflow, step.step->with("name").at(),
        "downloads `" + name.text + "`, and no job of this workflow uploads that", "a name that is uploaded");
    if (!finding) continue;
    const std::string close = nearest(name.text, known);
    finding->finding.fixes.push_back(
        {"name one that is", {"name: " + (close.empty() ? known.front() : close)}, false, {}});
  }
}

// needs: [a]          needs: a          needs:\n  - a
std::optional<TextEdit> with_needs(const CiRow& row, const std::vector<std::string>& missing) {
  const Yaml::Member* needs = row.job->yaml->member("needs");
  const std::string list = join(missing, ", ");
  if (!needs) {
    const Yaml::Member* first =
        row.job->yaml->members().empty() ? nullptr : &row.job->yaml->members().front();
    if (!first || row.job->yaml->is_flow() || !first->value.is_scalar()) return std::nullopt;
    return line_after(*row.workflow, first->value, first->at, "needs: [" + list + "]");
  }
  if (needs->value.is_scalar())
    return replaced(*row.workflow, needs->value, needs->value.text(),
                    "[" + needs->value.text() + ", " + list + "]");
  if (needs->value.items().empty()) return std::nullopt;
  const Yaml& last = needs->value.items().back();
  if (needs->value.is_flow()) return appended(*row.workflow, last, ", " + list);
  std::optional<TextEdit> edit = line_after(*row.workflow, last, last.at(), "");
  if (!edit) return std::nullopt;
  // Its own dash stands before it.
  const std::string line_end = edit->text.substr(edit->text.find_first_not_of(' '));
  const std::string indent(static_cast<std::size_t>(std::max(0, last.at().column - 3)), ' ');
  edit->text.clear();
  for (const std::string& one : missing) edit->text += indent + "- " + one + line_end;
  return edit;
}

void check_needs(CiContext& context, const CiRow& row, const std::vector<Upload>& uploads) {
  // It publishes them at all: another job may be there for another package.
  const bool theirs = std::any_of(uploads.begin(), uploads.end(), [&](const Upload& upload) {
    return upload.row->free_threaded && upload.wheels && takes(context, row, upload) == Truth::yes;
  });
  if (!theirs) return;
  const std::vector<std::string> needed = row.workflow->all_needs(*row.job);
  std::vector<std::string> missing;
  bool builds = false;
  for (const CiRow& other : context.rows) {
    if (other.workflow != row.workflow || !other.free_threaded || other.job == row.job) continue;
    const bool makes = uploads_wheels(other, context.names);
    if (!makes && !tries_wheel(other)) continue;
    if (is_one_of(other.job->id, needed) || is_one_of(other.job->id, missing)) continue;
    // A job that runs at other times can't be waited for.
    if (!other.job->condition.empty() && other.job->condition != row.job->condition) continue;
    missing.push_back(other.job->id);
    builds = builds || makes;
  }
  if (missing.empty()) return;
  const Yaml& needs = (*row.job->yaml)["needs"];
  CiFinding* finding = context.report("CI-11", builds ? Severity::error : Severity::warning, *row.workflow,
                                      needs.exists() ? needs.at() : row.job->at,
                                      "publishes without waiting for `" + join(missing, "`, `") + "`",
                                      "every free-threaded build and test among its `needs`");
  if (!finding) return;
  std::vector<std::string> all = row.job->needs;
  all.insert(all.end(), missing.begin(), missing.end());
  finding->finding.fixes.push_back({"wait for all of them", {"needs: [" + join(all, ", ") + "]"}, false, {}});
  const auto edit = with_needs(row, missing);
  if (edit) finding->edits.push_back(*edit);
}

}  // namespace

void check_artifacts(CiContext& context) {
  for (const Workflow& workflow : context.workflows) {
    const std::vector<Upload> uploads = uploads_of(context, workflow);
    std::vector<const CiRow*> publishers;
    for (const CiRow& row : context.rows) {
      if (row.workflow != &workflow) continue;
      check_names(context, row, uploads);
      if (publishes(row, context.names)) publishers.push_back(&row);
    }
    check_patterns(context, publishers, uploads);
  }
}

void check_release(CiContext& context) {
  for (const CiRow& row : context.rows) {
    if (publishes(row, context.names)) check_needs(context, row, uploads_of(context, *row.workflow));
  }
}

}  // namespace ftenv
