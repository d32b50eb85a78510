// What passes between ftenv and the scripts in completion/scripts. Pure.
//
// Asked is `ftenv __complete SHELL WORDS…`, the words up to the cursor; bash has the line instead of words,
// and the part of the word that it would replace. The answer is a line that says what the shell adds
// ("words", "files", "directories", "command N": the word N of the line and what follows is a command line
// of its own), then a line for each candidate. In bash it has the value alone, in zsh "value:description",
// elsewhere a tab between them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/completion/complete.hpp"

namespace ftenv {

struct ShellQuestion {
  std::string shell;
  std::vector<std::string> words;  // behind "ftenv"; never empty
  std::size_t kept = 0;            // bytes of the last word that the shell leaves as they are
};

// `arguments` are those behind "__complete". A shell that is not known gives a question without words.
ShellQuestion read_question(const std::vector<std::string>& arguments);

// The words of a line that is cut at the cursor, the last one perhaps empty: quotes and backslashes as in
// POSIX shells, an open quote counts as closed.
std::vector<std::string> words_of_line(std::string_view line);

std::string shell_answer(const ShellQuestion& question, const Completion& completion);

}  // namespace ftenv
