#include "engine/cpython/relocatable_script.hpp"

#include "base/text.hpp"

namespace ftenv {

std::optional<std::string> relocatable_script(const std::string& text, const fs::path& bin) {
  const std::string start = "#!" + bin.string() + "/";
  if (!starts_with(text, start)) return std::nullopt;
  const std::size_t end = text.find('\n');
  const std::string name(trim(text.substr(start.size(), end - start.size())));
  if (end == std::string::npos || name.empty() || name.find_first_of("/ \"'$`\\") != std::string::npos)
    return std::nullopt;
  // A shell reads the second line as a command that replaces it; Python reads the second and third line
  // as a string that nobody uses.
  return "#!/bin/sh\n'''exec' \"$(dirname -- \"$(readlink -f -- \"$0\")\")/" + name +
         "\" \"$0\" \"$@\"\n' '''\n" + text.substr(end + 1);
}

}  // namespace ftenv
