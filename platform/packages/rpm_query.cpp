#include "platform/packages/rpm_query.hpp"

#include "base/text.hpp"

namespace ftenv {

// sample-1.0-1.noarch
// no package provides other-sample
// error: file /usr/bin/nothing: No such file or directory                                   (stderr)
// error: cannot open Packages database in /var/lib/rpm         (stderr, beside "no package provides …")
Result<std::vector<std::string>> parse_rpm_missing(std::string_view output) {
  constexpr std::string_view k_none = "no package provides ";
  std::vector<std::string> missing;
  for (const std::string& line : split_lines(output)) {
    if (starts_with(line, k_none)) missing.emplace_back(trim(line.substr(k_none.size())));
    // A path that no package has and the file system does not either.
    constexpr std::string_view k_file = "error: file ";
    if (starts_with(line, k_file))
      missing.emplace_back(line.substr(k_file.size(), line.rfind(": ") - k_file.size()));
    if (starts_with(line, "error: ") && !starts_with(line, k_file))
      return fail(ErrorCode::process, line.substr(7));
  }
  return missing;
}

// [crb]
// name=AlmaLinux $releasever - CRB
// enabled=0
void read_repo_file(std::string_view text, std::map<std::string, bool>& repositories) {
  std::string section;
  for (const std::string& line : split_lines(text)) {
    const std::string_view content = trim(line);
    if (starts_with(content, "[") && ends_with(content, "]")) {
      section = content.substr(1, content.size() - 2);
      if (section != "main") repositories.emplace(section, true);
      continue;
    }
    const auto equals = content.find('=');
    if (section.empty() || section == "main" || equals == std::string_view::npos) continue;
    if (trim(content.substr(0, equals)) != "enabled") continue;
    const std::string value = to_lower(trim(content.substr(equals + 1)));
    repositories[section] = value == "1" || value == "true" || value == "yes" || value == "on";
  }
}

}  // namespace ftenv
