#include "platform/packages/rpm_database.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "platform/packages/rpm_query.hpp"

namespace ftenv {

std::vector<std::string> rpm_question(const std::vector<std::string>& packages) {
  std::vector<std::string> argv{"rpm", "--query", "--whatprovides"};
  argv.insert(argv.end(), packages.begin(), packages.end());
  return argv;
}

Result<std::vector<std::string>> rpm_answer(const ProcessOutcome& outcome) {
  FTENV_TRY(auto missing, parse_rpm_missing(outcome.out + "\n" + outcome.err));
  // The exit code is the number of names that nothing provides; anything else is no answer.
  if (outcome.status.kind != ExitStatus::exited || (missing.empty() && !outcome.status.ok()))
    return fail(ErrorCode::process, "`rpm --query` failed: " + outcome.status.text());
  return missing;
}

std::vector<std::string> rpm_list() {
  return {"rpm", "--query", "--all", "--queryformat", "%{NAME}\\n"};
}

std::vector<std::string> rpm_erase() {
  return {"rpm", "--erase"};
}

bool has_enabled_repository(const std::vector<fs::path>& folders, const std::string& id) {
  std::map<std::string, bool> repositories;
  for (const fs::path& folder : folders) {
    std::vector<fs::path> files = entries_of(folder);
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      if (file.extension() != ".repo") continue;
      const auto text = read_text(file);
      if (text) read_repo_file(*text, repositories);
    }
  }
  const auto found = repositories.find(id);
  return found != repositories.end() && found->second;
}

}  // namespace ftenv
