// Text for man(7), so that nothing in it is taken for a request. Pure.
#pragma once

#include <string>
#include <string_view>

namespace ftenv {

// For the middle of a line: `\`, `-`, quotes, `^`, `~` and backquotes as the characters that they are.
std::string roff_text(std::string_view text);

// Sentences with code in `backticks`, which is set in bold, at most 78 columns a line where words allow.
// Ends in a newline; no line begins with a control character.
std::string roff_prose(std::string_view text);

std::string roff_bold(std::string_view text);  // for the middle of a line
std::string roff_italic(std::string_view text);

}  // namespace ftenv
