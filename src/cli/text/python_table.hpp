// The interpreters of this machine, as `python list` shows them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "cli/text/style.hpp"
#include "inspect/python/interpreter_use.hpp"
#include "model/toolchain.hpp"

namespace ftenv {

struct PythonRow {
  SurveyedInterpreter seen;
  std::optional<Toolchain> toolchain;  // one of the store's
};

// Usable ones first, of those that can do as much the newest first.
void sort_rows(std::vector<PythonRow>& rows);

// `home` is written as "~". What an interpreter is not usable for is told on indented lines below it.
std::string render_pythons(const std::vector<PythonRow>& rows, const Style& style, const std::string& home);

Json pythons_json(const std::vector<PythonRow>& rows);

}  // namespace ftenv
