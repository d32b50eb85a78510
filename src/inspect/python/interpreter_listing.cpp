#include <algorithm>

#include "base/text.hpp"
#include "inspect/path_glob.hpp"
#include "inspect/python/interpreter_search.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

bool matches_any(const std::vector<std::string>& patterns, const std::string& name) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches_glob(pattern, name); });
}

// "~/x/*/python" against "/home/ada/x/1/python". A pattern whose variable is not set matches nothing.
bool matches_place(const std::string& pattern, const std::string& file, const Environment& user) {
  const std::size_t slash = pattern.find('/');
  std::string base = pattern.substr(0, slash);
  if (base == "~") base = home_of(user);
  if (starts_with(base, "{")) base = user.get(base.substr(1, base.size() - 2));
  if (slash != 0 && base.empty()) return false;
  const std::vector<std::string> wanted = split(base + pattern.substr(slash), '/');
  const std::vector<std::string> parts = split(file, '/');
  if (wanted.size() != parts.size()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (wanted[i] != parts[i] && !matches_glob(wanted[i], parts[i])) return false;
  }
  return true;
}

std::string not_started(const InterpretersRecipe& recipe, const std::string& file) {
  const std::string folder = fs::path(file).parent_path().filename().string();
  for (const NotStarted& one : recipe.not_started) {
    if (one.folder == folder) return one.because;
  }
  return {};
}

}  // namespace

std::vector<FoundInterpreter> find_interpreters_among(const InterpretersRecipe& recipe, const Host& host,
                                                      const Environment& user,
                                                      const std::vector<std::string>& programs,
                                                      const std::vector<std::string>& files) {
  std::vector<FoundInterpreter> found;
  const auto add = [&](const std::string& file, const std::string& origin, bool on_path) {
    if (matches_any(recipe.not_programs, fs::path(file).filename().string())) return;
    for (FoundInterpreter& known : found) {
      if (known.file != file) continue;
      if (known.origin == recipe.path_origin) known.origin = origin;
      return;
    }
    found.push_back({file, file, {file}, origin, on_path, not_started(recipe, file)});
  };
  for (const std::string& program : programs) {
    if (matches_any(recipe.programs, fs::path(program).filename().string()))
      add(program, recipe.path_origin, true);
  }
  for (const InterpreterOrigin& origin : recipe.origins) {
    const auto& systems = origin.systems;
    if (!systems.empty() && std::count(systems.begin(), systems.end(), host.os) == 0) continue;
    for (const std::vector<std::string>* list : {&programs, &files}) {
      for (const std::string& file : *list) {
        for (const std::string& pattern : origin.patterns) {
          if (matches_place(pattern, file, user)) add(file, origin.name, list == &programs);
        }
      }
    }
  }
  return found;
}

}  // namespace ftenv
