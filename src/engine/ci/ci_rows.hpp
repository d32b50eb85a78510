// A job as it runs for one row of its matrix: every text with the row's values filled in, and whether the
// row is meant for a free-threaded Python.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/ci/ci_names.hpp"
#include "inspect/workflow/workflow.hpp"

namespace ftenv {

// How a step calls maturin, by its action or on a command line.
struct MaturinCall {
  const Yaml* text = nullptr;      // where the arguments stand
  std::string command;             // "build", "sdist", "publish", "develop"
  std::vector<std::string> words;  // the arguments
  bool known = true;               // no expression is left in them
  bool by_action = false;
  std::vector<std::string> features;      // of -F and --features
  std::vector<std::string> interpreters;  // of -i
  bool finds_interpreters = false;        // --find-interpreter
  bool no_default_features = false;
  std::string manifest;  // of -m

  bool builds() const { return command == "build" || command == "publish" || command == "develop"; }
  bool asks_free_threaded() const;  // by -i
  bool asks_abi3() const;           // by a feature
};

struct CiStep {
  const WorkflowStep* step = nullptr;
  Truth runs = Truth::yes;
  FilledText run;
  std::map<std::string, FilledText> with;
  std::string shell;
  std::vector<MaturinCall> maturin;
  bool sets_up_python = false;
  bool free_threaded_python = false;  // sets_up_python, and it is one
  const FilledText& input(const std::string& key) const;
};

struct CiRow {
  const Workflow* workflow = nullptr;
  const WorkflowJob* job = nullptr;
  const MatrixRow* row = nullptr;
  std::string name;     // of the job, filled in
  std::string runs_on;  // filled in, lower case
  std::string container;
  bool free_threaded = false;  // it is meant to be
  bool with_gil = false;       // the matrix says that it is not
  std::string because;         // "the job is called `x`"
  std::string key;             // the matrix's value that says so: "free_threaded", "python"
  bool key_is_flag = false;
  std::vector<CiStep> steps;
};

// "3.14t", "cp314t", "python3.14t", "/opt/python/cp314-cp314t/bin/python": anywhere in the text.
bool names_free_threaded(std::string_view text);
// The same, or "free-threaded", "nogil", …
bool speaks_of_free_threading(std::string_view text);

// Keeps pointers into `workflow`.
std::vector<CiRow> rows_of(const Workflow& workflow, const CiNames& names);

}  // namespace ftenv
