// Finds the calls of maturin in a step. Private to this folder.
#pragma once

#include "engine/ci/ci_rows.hpp"

namespace ftenv {

std::vector<MaturinCall> maturin_calls(const CiStep& step, const CiNames& names);

// A command line in words, quotes taken away; an expression stays one word.
std::vector<std::string> argument_words(const std::string& text);

// Lines of a script, those that end in a backslash joined with the next.
std::vector<std::string> script_lines(const std::string& script);

}  // namespace ftenv
