#include "cli/manual/roff.hpp"

#include "base/text.hpp"
#include "cli/text/text_layout.hpp"

namespace ftenv {
namespace {

std::string escaped(char c) {
  switch (c) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";  // a plain one becomes a hyphen, which nobody can search for or paste
    case '\'':
      return "\\(aq";
    case '"':
      return "\\(dq";
    case '`':
      return "\\(ga";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    default:
      return std::string(1, c);
  }
}

}  // namespace

std::string roff_text(std::string_view text) {
  std::string result;
  for (const char c : text) result += escaped(c);
  return starts_with(result, ".") ? "\\&" + result : result;
}

std::string roff_bold(std::string_view text) {
  return "\\fB" + roff_text(text) + "\\fR";
}

std::string roff_italic(std::string_view text) {
  return "\\fI" + roff_text(text) + "\\fR";
}

std::string roff_prose(std::string_view text) {
  std::string marked;
  bool code = false;
  for (const char c : text) {
    if (c == '`') {
      marked += code ? "\\fR" : "\\fB";
      code = !code;
    } else {
      marked += escaped(c);
    }
  }
  if (code) marked += "\\fR";
  std::string result;
  for (const std::string& line : split_lines(wrap(marked, 78, "")))
    result += (starts_with(line, ".") ? "\\&" : "") + line + "\n";
  return result;
}

}  // namespace ftenv
