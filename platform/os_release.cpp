#include <map>
#include <string>

#include "base/text.hpp"
#include "platform/host_probe.hpp"

namespace ftenv {
namespace {

// A value as a POSIX shell would read it, without expansions (os-release(5) allows none).
std::string unquote(std::string_view text) {
  std::string value;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      value += text[++i];
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else {
      value += c;
    }
  }
  return value;
}

}  // namespace

// PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
// NAME="Debian GNU/Linux"
// VERSION_ID="12"
// VERSION="12 (bookworm)"
// VERSION_CODENAME=bookworm
// ID=debian
void apply_os_release(std::string_view os_release, Host& host) {
  std::map<std::string, std::string> values;
  for (const std::string& line : split_lines(os_release)) {
    const std::string_view text = trim(line);
    const auto separator = text.find('=');
    if (text.empty() || text.front() == '#' || separator == std::string_view::npos) continue;
    values[std::string(text.substr(0, separator))] = unquote(text.substr(separator + 1));
  }
  host.distro = values["ID"].empty() ? "linux" : values["ID"];
  host.distro_like = split_words(values["ID_LIKE"]);
  host.distro_version = values["VERSION_ID"];
  host.codename = values["VERSION_CODENAME"];
  host.pretty_name = values["PRETTY_NAME"].empty() ? values["NAME"] : values["PRETTY_NAME"];
  if (host.pretty_name.empty()) host.pretty_name = host.distro;
}

}  // namespace ftenv
