// A GitHub workflow as far as its file tells: jobs, the rows of their matrices, and what each step says in
// each row. Nothing is run and nothing is fetched: a workflow that is called from elsewhere stays a name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "inspect/workflow/workflow_expression.hpp"
#include "inspect/yaml.hpp"

namespace ftenv {

// Values by their path: "python", "platform.target".
struct MatrixRow {
  std::map<std::string, ExpressionValue> values;
};

struct WorkflowStep {
  const Yaml* yaml = nullptr;
  YamlPosition at;     // of the step
  std::string name;    // as written
  std::string action;  // of `uses`, in lower case and without its version: "actions/setup-python"
  std::string action_version;
  std::string condition;  // of `if`
  const Yaml& uses() const { return (*yaml)["uses"]; }
  const Yaml& run() const { return (*yaml)["run"]; }
  const Yaml& with(std::string_view key) const { return (*yaml)["with"][key]; }
};

struct WorkflowJob {
  const Yaml* yaml = nullptr;
  YamlPosition at;  // of its key
  std::string id;
  std::string name;  // as written
  std::vector<std::string> needs;
  std::string calls;  // `uses` of a reusable workflow; then it has no steps
  std::string condition;
  bool matrix_known = true;     // false: it is made by an expression
  std::vector<MatrixRow> rows;  // at least one; an empty one without a matrix
  std::vector<WorkflowStep> steps;
};

struct Workflow {
  std::string file;  // as people would write it
  std::string text;
  Yaml yaml;
  std::vector<WorkflowJob> jobs;

  // Pointers into `yaml` are made by read_workflow; so it is not copied.
  Workflow() = default;
  Workflow(const Workflow&) = delete;
  Workflow& operator=(const Workflow&) = delete;
  Workflow(Workflow&&) = default;
  Workflow& operator=(Workflow&&) = default;

  const WorkflowJob* job(std::string_view id) const;
  // What a job waits for, and what that waits for.
  std::vector<std::string> all_needs(const WorkflowJob& job) const;
};

// Error: project, with FILE:LINE:COL. A file that is YAML but no workflow has no jobs.
Result<Workflow> read_workflow(std::string text, const std::string& name);

// What expressions mean in a row of a job, in a step of it or (`step` null) for the job as a whole.
ExpressionNames names_in(const Workflow& workflow, const WorkflowJob& job, const MatrixRow& row,
                         const WorkflowStep* step = nullptr);

}  // namespace ftenv
