#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "platform/process.hpp"
#include "platform/search_path.hpp"

namespace ftenv {
namespace {

bool is_program(const std::string& path) {
  struct stat facts {};
  return ::stat(path.c_str(), &facts) == 0 && S_ISREG(facts.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::vector<fs::path> find_all_programs(const std::string& name, const std::string& path_variable) {
  std::vector<fs::path> found;
  if (name.empty()) return found;
  if (name.find('/') != std::string::npos) {
    if (is_program(name)) found.emplace_back(name);
    return found;
  }
  for (const std::string& directory : split(path_variable, ':')) {
    // An empty entry means the current directory to a shell; like "." it would run whatever lies there.
    if (!starts_with(directory, "/")) continue;
    const std::string candidate = ends_with(directory, "/") ? directory + name : directory + "/" + name;
    if (is_program(candidate)) found.emplace_back(candidate);
  }
  return found;
}

std::string absolute_entries(const std::string& path_variable) {
  std::vector<std::string> entries;
  for (const std::string& directory : split(path_variable, ':'))
    if (starts_with(directory, "/")) entries.push_back(directory);
  return join(entries, ":");
}

std::optional<fs::path> find_program(const std::string& name, const std::string& path_variable) {
  auto found = find_all_programs(name, path_variable);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace ftenv
