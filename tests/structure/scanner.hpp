// C++ text with parts of it blanked out, so that a rule sees code and not what is said about it.
#pragma once

#include <string>
#include <string_view>

namespace ftenv::structure {

struct Blanked {
  std::string code;              // comments and the insides of literals are blanks
  std::string code_and_strings;  // only comments are blanks
};

// Every character that is left stands where it stood, and line ends stay, so that positions keep.
Blanked blank_out(std::string_view text);

}  // namespace ftenv::structure
