// The questions of configure that are a program written out in configure.ac: does it compile?
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/cpython/configure_questions.hpp"

namespace ftenv {

// Only programs without a word that configure would expand, and without a condition on earlier answers. A
// variable may come more than once.
std::vector<ConfigureQuestion> read_program_questions(std::string_view configure);

// Whether at `at` configure compiles with the user's own `variable` (CFLAGS, CPPFLAGS), and not with what it
// added for one library.
bool has_plain_flags(std::string_view configure, std::size_t at, const std::string& variable);

}  // namespace ftenv
