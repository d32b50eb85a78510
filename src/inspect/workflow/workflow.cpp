#include "inspect/workflow/workflow.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "inspect/workflow/workflow_matrix.hpp"

namespace ftenv {
namespace {

WorkflowStep step_of(const Yaml& yaml) {
  WorkflowStep step;
  step.yaml = &yaml;
  step.at = yaml.at();
  step.name = yaml["name"].text();
  step.condition = yaml["if"].text();
  const std::string uses(trim(yaml["uses"].text()));
  const std::size_t at = uses.find('@');
  step.action = to_lower(uses.substr(0, at));
  if (at != std::string::npos) step.action_version = uses.substr(at + 1);
  return step;
}

WorkflowJob job_of(const Yaml::Member& member) {
  WorkflowJob job;
  job.yaml = &member.value;
  job.at = member.at;
  job.id = member.key;
  job.name = member.value["name"].text();
  job.needs = member.value["needs"].strings();
  job.calls = member.value["uses"].text();
  job.condition = member.value["if"].text();
  auto rows = matrix_rows(member.value["strategy"]["matrix"]);
  job.matrix_known = rows.has_value();
  job.rows = rows ? std::move(*rows) : std::vector<MatrixRow>{{}};
  for (const Yaml& step : member.value["steps"].items()) {
    if (step.is_map()) job.steps.push_back(step_of(step));
  }
  return job;
}

// Of the step, its job and the workflow, the nearest.
const Yaml& variable(const Workflow& workflow, const WorkflowJob& job, const WorkflowStep* step,
                     const std::string& name) {
  if (step && (*step->yaml)["env"][name].exists()) return (*step->yaml)["env"][name];
  if ((*job.yaml)["env"][name].exists()) return (*job.yaml)["env"][name];
  return workflow.yaml["env"][name];
}

}  // namespace

Result<Workflow> read_workflow(std::string text, const std::string& name) {
  Workflow workflow;
  workflow.file = name;
  workflow.text = std::move(text);
  FTENV_TRY(workflow.yaml, Yaml::parse(workflow.text, name));
  for (const Yaml::Member& member : workflow.yaml["jobs"].members()) {
    if (member.value.is_map()) workflow.jobs.push_back(job_of(member));
  }
  return workflow;
}

const WorkflowJob* Workflow::job(std::string_view id) const {
  const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const WorkflowJob& j) { return j.id == id; });
  return found == jobs.end() ? nullptr : &*found;
}

std::vector<std::string> Workflow::all_needs(const WorkflowJob& job) const {
  std::vector<std::string> all = job.needs;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const WorkflowJob* next = this->job(all[i]);
    if (!next) continue;
    for (const std::string& need : next->needs) {
      if (std::find(all.begin(), all.end(), need) == all.end()) all.push_back(need);
    }
  }
  return all;
}

ExpressionNames names_in(const Workflow& workflow, const WorkflowJob& job, const MatrixRow& row,
                         const WorkflowStep* step) {
  return [&workflow, &job, &row, step](const std::string& path) -> ExpressionValue {
    if (starts_with(path, "matrix.") && job.matrix_known) {
      const std::string name = path.substr(7);
      const auto found = row.values.lower_bound(name);
      if (found == row.values.end() || !starts_with(found->first, name)) return ExpressionValue::none();
      if (found->first == name) return found->second;
      return {};  // a map or a list
    }
    if (starts_with(path, "env.")) {
      const Yaml& value = variable(workflow, job, step, path.substr(4));
      // A variable that a step has put into GITHUB_ENV is in no file.
      if (!value.is_scalar()) return {};
      const FilledText filled = fill_in(value.text(), [&](const std::string& inner) {
        if (starts_with(inner, "env.")) return ExpressionValue{};
        return names_in(workflow, job, row, nullptr)(inner);
      });
      return filled.known ? ExpressionValue::of(filled.text) : ExpressionValue{};
    }
    return {};
  };
}

}  // namespace ftenv
