#include "engine/ci/ci_rows.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "engine/ci/ci_maturin.hpp"
#include "inspect/regex.hpp"

namespace ftenv {
namespace {

// What setup-python itself takes for a free-threaded version; everything else with a `t` is a range.
bool is_free_threaded_version(const std::string& version) {
  static const Regex pattern(R"(^\d+\.\d+(\.\d+)?t(-dev)?$)");
  return pattern.matches(version);
}

// A value of the matrix that is nothing but the name of such a Python, or of a range of them.
bool is_free_threaded_value(const std::string& value) {
  static const Regex pattern(
      R"(^[<>=~^ ]*(cp|python|cpython-)?3\.?(\d+|x)(\.\d+|\.x)?t(-dev|\+.*)?$|^cp3\d+-cp3\d+t|/cp3\d+-cp3\d+t/)");
  static const Regex word(R"(^(free[-_ ]?threaded|free[-_ ]?threading|no-?gil|ft)$)");
  return pattern.matches(value) || word.matches(to_lower(value));
}

bool is_switch(const std::string& key) {
  static const Regex pattern("free[-_]?thread|no[-_]?gil|^ft$|\\.ft$");
  return pattern.matches(to_lower(key));
}

// "wheels on linux (3.12 3.13 3.14 3.14t)" speaks of both kinds, as does "abi3 and free-threaded".
bool job_says_so(const std::string& name) {
  static const Regex with_gil(
      R"((^|[^0-9A-Za-z.])3\.\d+($|[^0-9A-Za-z.])|(^|[^0-9a-z])cp3\d+($|[^0-9a-z])|abi3)");
  if (!speaks_of_free_threading(name)) return false;
  if (!names_free_threaded(name)) return !contains(to_lower(name), "abi3");
  return !with_gil.matches(to_lower(name));
}

void judge(CiRow& row) {
  const bool whole_job = job_says_so(row.job->id);
  for (const auto& [path, value] : row.row->values) {
    if (!value.known()) continue;
    if (value.kind == ExpressionValue::boolean || value.word == "true" || value.word == "false") {
      if (!is_switch(path)) continue;
      const bool on = value.shown() == "true";
      row.free_threaded = on;
      row.with_gil = !on;
      row.key = path;
      row.key_is_flag = value.kind == ExpressionValue::boolean;
      row.because = "`matrix." + path + "` is `" + value.shown() + "`";
      return;
    }
    if (!whole_job && !row.free_threaded && is_free_threaded_value(value.word)) {
      row.free_threaded = true;
      row.key = path;
      row.because = "`matrix." + path + "` is `" + value.word + "`";
    }
  }
  if (row.free_threaded) return;
  if (whole_job) {
    row.free_threaded = true;
    row.because = "the job is called `" + row.job->id + "`";
    return;
  }
  // Another row of the same matrix says it by a value: then this one is not meant.
  for (const MatrixRow& other : row.job->rows) {
    for (const auto& [path, value] : other.values) {
      if (value.kind == ExpressionValue::text && is_free_threaded_value(value.word)) row.with_gil = true;
    }
  }
  if (row.with_gil || !row.job->matrix_known || !job_says_so(row.name)) return;
  row.free_threaded = true;
  row.because = "the job is called `" + row.name + "`";
}

CiStep step_in(const Workflow& workflow, const WorkflowJob& job, const MatrixRow& row,
               const WorkflowStep& step, const CiNames& known) {
  const ExpressionNames names = names_in(workflow, job, row, &step);
  CiStep made;
  made.step = &step;
  made.runs = holds(step.condition, names);
  made.run = fill_in(step.run().text(), names);
  made.shell = (*step.yaml)["shell"].text();
  for (const Yaml::Member& member : (*step.yaml)["with"].members())
    made.with[member.key] = fill_in(member.value.text(), names);
  made.maturin = maturin_calls(made, known);
  made.sets_up_python = is_one_of(step.action, known.setup_python);
  if (made.sets_up_python) {
    made.free_threaded_python = made.input("freethreaded").text == "true";
    for (const std::string& version : split_words(made.input("python-version").text))
      made.free_threaded_python = made.free_threaded_python || is_free_threaded_version(version);
  }
  return made;
}

}  // namespace

const FilledText& CiStep::input(const std::string& key) const {
  static const FilledText none;
  const auto found = with.find(key);
  return found == with.end() ? none : found->second;
}

bool names_free_threaded(std::string_view text) {
  static const Regex pattern(
      R"((^|[^0-9A-Za-z.])(cp|python|pp)?3\.?\d+(\.\d+)?t($|[^0-9A-Za-z])|\+freethreaded)");
  return pattern.matches(text);
}

bool speaks_of_free_threading(std::string_view text) {
  static const Regex words(R"(free[-_ ]?thread|(^|[^a-z])no[-_ ]?gil($|[^a-z]))");
  static const Regex opposite(R"((non|not|without|no)[-_ ]free)");
  const std::string lower = to_lower(text);
  return names_free_threaded(text) || (words.matches(lower) && !opposite.matches(lower));
}

std::vector<CiRow> rows_of(const Workflow& workflow, const CiNames& names) {
  std::vector<CiRow> rows;
  for (const WorkflowJob& job : workflow.jobs) {
    for (const MatrixRow& values : job.rows) {
      CiRow row;
      row.workflow = &workflow;
      row.job = &job;
      row.row = &values;
      const ExpressionNames of_job = names_in(workflow, job, values);
      row.name = fill_in(job.name, of_job).text;
      row.runs_on = to_lower(fill_in(join((*job.yaml)["runs-on"].strings(), " "), of_job).text);
      const Yaml& container = (*job.yaml)["container"];
      row.container = fill_in(container.is_map() ? container["image"].text() : container.text(), of_job).text;
      for (const WorkflowStep& step : job.steps)
        row.steps.push_back(step_in(workflow, job, values, step, names));
      judge(row);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace ftenv
