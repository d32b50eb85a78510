// How text for people is laid out on this terminal.
#pragma once

#include <string>
#include <string_view>

#include "cli/invocation.hpp"
#include "cli/text/style.hpp"
#include "model/environment.hpp"

namespace ftenv {

struct TextLayout {
  Style style;
  int columns = 80;
  std::string home;      // shown as "~"; empty: as it is
  bool verbose = false;  // what is well or only odd, too
  bool timings = false;
};

// For stdout: as wide as the terminal, within what is good to read; 80 columns where there is none.
TextLayout text_layout(const Invocation& invocation, const Environment& user);

// Words at `columns`, each line after `indent`; a word that is too long stands alone. Text without escape
// sequences. Ends in a newline.
std::string wrap(std::string_view text, int columns, std::string_view indent);

// With "~" for the person's home.
std::string shortened(const std::string& text, const TextLayout& layout);

}  // namespace ftenv
