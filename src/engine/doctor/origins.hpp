// Where a variable that a finding blames was set, and how to be rid of it.
#pragma once

#include <string>
#include <vector>

#include "engine/doctor/facts.hpp"
#include "inspect/shell/variable_origin.hpp"
#include "model/finding.hpp"

namespace ftenv {

// For each finding with `variables`: evidence that names the file and line of each, and fixes that take
// it out of this terminal and of the file. What a finding has already is not added again.
void add_origins(std::vector<Finding>& findings, Facts& facts);

// Reads the start-up files of the person whose doctor this is: some thirty small ones.
VariableOrigins read_origins(Facts& facts);

// "unset NAME", in the language of the person's shell.
Fix unset_fix(const std::string& name, const Environment& user);

// The line commented out. A line of the system takes root, and one that does more takes a person.
Fix line_fix(const VariableLine& line, const Environment& user);

// "`~/.bashrc:41`"
std::string place_text(const fs::path& file, int line, const Environment& user);

}  // namespace ftenv
