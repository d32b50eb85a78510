#include "cli/text/text_layout.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/text/output.hpp"
#include "model/home.hpp"
#include "platform/terminal.hpp"

namespace ftenv {

TextLayout text_layout(const Invocation& invocation, const Environment& user) {
  TextLayout layout{stdout_style(invocation), 80, home_of(user), invocation.verbosity > 0,
                    invocation.timings};
  if (probe_terminal(user).stdout_is_terminal) layout.columns = std::clamp(terminal_columns(), 40, 110);
  return layout;
}

std::string wrap(std::string_view text, int columns, std::string_view indent) {
  std::string wrapped;
  for (const std::string& paragraph : split(text, '\n')) {
    std::string line(indent);
    bool empty = true;
    for (const std::string& word : split_words(paragraph)) {
      if (!empty && display_width(line) + 1 + display_width(word) > columns) {
        wrapped += line + "\n";
        line = indent;
        empty = true;
      }
      if (!empty) line += ' ';
      line += word;
      empty = false;
    }
    wrapped += line + "\n";
  }
  return wrapped;
}

std::string shortened(const std::string& text, const TextLayout& layout) {
  if (layout.home.size() < 2) return text;
  return replace_all(text, layout.home + "/", "~/");
}

}  // namespace ftenv
