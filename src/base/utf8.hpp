// Text of others may be any bytes: file names, output of programs.
#pragma once

#include <string>
#include <string_view>

namespace ftenv {

// Well-formed as Unicode defines it: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// For a message of one line: control characters and bytes that are no UTF-8 as "\x0a".
std::string printable(std::string_view text);

}  // namespace ftenv
