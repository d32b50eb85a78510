#include <windows.h>

#include <algorithm>
#include <array>

#include "base/os_files.hpp"
#include "base/text.hpp"
#include "platform/host_probe.hpp"
#include "platform/process.hpp"
#include "platform/search_path.hpp"
#include "platform/windows/program_path.hpp"
#include "platform/windows/store_alias.hpp"

namespace ftenv {
namespace {

constexpr std::array<std::string_view, 4> k_startable = {".com", ".exe", ".bat", ".cmd"};

bool is_program(const fs::path& path) {
  const DWORD attributes = ::GetFileAttributesW(os_files::system_path(path).c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES || (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return false;
  if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0) return true;
  // An advertisement: `python` of a fresh Windows opens the Store.
  const auto alias = read_store_alias(path);
  return !alias || !alias->is_placeholder();
}

std::string pathext() {
  return current_environment().get("PATHEXT", ".COM;.EXE;.BAT;.CMD");
}

}  // namespace

bool is_path(const std::string& name) {
  return name.find_first_of("/\\:") != std::string::npos;
}

bool is_absolute_entry(const std::string& entry) {
  const bool drive = entry.size() >= 3 && entry[1] == ':' && (entry[2] == '\\' || entry[2] == '/');
  return drive || starts_with(entry, "\\\\") || starts_with(entry, "//");
}

// Quotes are for entries with a ";" and are not part of the name.
std::string without_quotes(std::string entry) {
  entry.erase(std::remove(entry.begin(), entry.end(), '"'), entry.end());
  return entry;
}

std::vector<std::string> program_names(const std::string& name, const std::string& pathext) {
  std::vector<std::string> endings;
  for (const std::string& entry : split(to_lower(pathext), ';'))
    if (std::find(k_startable.begin(), k_startable.end(), entry) != k_startable.end())
      endings.push_back(entry);
  std::vector<std::string> names;
  const std::string lower = to_lower(name);
  for (const std::string_view ending : k_startable)
    if (ends_with(lower, ending)) names.push_back(name);
  for (const std::string& ending : endings) names.push_back(name + ending);
  return names;
}

std::vector<fs::path> find_all_programs(const std::string& name, const std::string& path_variable) {
  std::vector<fs::path> found;
  if (name.empty()) return found;
  const std::vector<std::string> names = program_names(name, pathext());
  if (is_path(name)) {
    for (const std::string& candidate : names)
      if (found.empty() && is_program(candidate)) found.emplace_back(candidate);
    return found;
  }
  for (const std::string& quoted : split(path_variable, ';')) {
    const std::string entry = without_quotes(quoted);
    if (!is_absolute_entry(entry)) continue;
    for (const std::string& candidate : names) {
      const fs::path path = fs::path(entry) / candidate;
      if (!is_program(path)) continue;
      found.push_back(path);
      break;
    }
  }
  return found;
}

std::string absolute_entries(const std::string& path_variable) {
  std::vector<std::string> entries;
  for (const std::string& entry : split(path_variable, ';'))
    if (is_absolute_entry(without_quotes(entry))) entries.push_back(entry);
  return join(entries, ";");
}

std::optional<fs::path> find_program(const std::string& name, const std::string& path_variable) {
  auto found = find_all_programs(name, path_variable);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace ftenv
