#include "inspect/python/interpreter_search.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/path_glob.hpp"
#include "model/home.hpp"
#include "platform/process.hpp"

namespace ftenv {
namespace {

bool matches_any(const std::vector<std::string>& patterns, const std::string& name) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return matches_glob(pattern, name); });
}

// bin/python3.14 is no link to bin/python3.14t but a second name of the same file.
bool same_program(const fs::path& a, const fs::path& b) {
  FsError ignored;
  return a == b || fs::equivalent(a, b, ignored);
}

class Search {
 public:
  Search(const InterpretersRecipe& recipe, const Host& host, const Environment& user)
      : m_recipe(recipe), m_host(host), m_user(user) {}

  // PYO3_PYTHON=/opt/py/bin/python3.14t, or PYO3_PYTHON=python3.14t
  void look_into_variables(const InterpreterOrigin& origin) {
    for (const std::string& name : origin.variables) {
      const std::string value = m_user.get(name);
      if (value.empty()) continue;
      if (fs::path(value).is_absolute()) {
        add(value, name, false);
      } else if (const auto program = find_program(value, m_user.get("PATH"));
                 program && !contains(value, "/")) {
        add(*program, name, true);
      }
    }
  }

  void look_along_path() {
    std::vector<fs::path> seen;
    for (const std::string& part : split(m_user.get("PATH"), m_host.os == "windows" ? ';' : ':')) {
      const fs::path folder(part);
      if (!folder.is_absolute() || std::count(seen.begin(), seen.end(), folder) > 0) continue;
      seen.push_back(folder);
      for (const fs::path& entry : entries_of(folder)) {
        if (matches_any(m_recipe.programs, entry.filename().string())) add(entry, m_recipe.path_origin, true);
      }
    }
  }

  void look_at_places(const InterpreterOrigin& origin) {
    for (const std::string& pattern : origin.patterns) {
      const std::size_t slash = pattern.find('/');
      const auto base = base_of(pattern.substr(0, slash));
      if (!base) continue;
      const std::size_t last = pattern.rfind('/');
      const std::string folders = last > slash ? pattern.substr(slash + 1, last - slash - 1) : "";
      for (const fs::path& folder : expand_glob(*base, folders)) {
        for (const fs::path& entry : entries_of(folder)) {
          if (matches_glob(pattern.substr(last + 1), entry.filename().string()))
            add(entry, origin.name, false);
        }
      }
    }
  }

  std::vector<FoundInterpreter> take() { return std::move(m_found); }

 private:
  // "", "~" or "{PYENV_ROOT}"; a relative folder would be another one tomorrow.
  std::optional<fs::path> base_of(const std::string& written) const {
    if (written.empty()) return fs::path("/");
    const fs::path base =
        written == "~" ? home_of(m_user) : m_user.get(written.substr(1, written.size() - 2));
    return base.is_absolute() ? std::optional<fs::path>(base) : std::nullopt;
  }

  const NotStarted* not_started(const fs::path& program) const {
    const std::string folder = program.parent_path().filename().string();
    const auto found = std::find_if(m_recipe.not_started.begin(), m_recipe.not_started.end(),
                                    [&](const NotStarted& one) { return one.folder == folder; });
    return found == m_recipe.not_started.end() ? nullptr : &*found;
  }

  void add(const fs::path& path, const std::string& origin, bool on_path) {
    if (matches_any(m_recipe.not_programs, path.filename().string())) return;
    if (!find_program(path.string(), "")) return;
    FsError error;
    const fs::path file = fs::canonical(path, error);
    if (error) return;
    // ~/bin/python3 may be a link to a shim as well.
    for (const fs::path& program : {path, file}) {
      if (const NotStarted* reason = not_started(program))
        return add_not_started(path, program, *reason, on_path);
    }
    for (FoundInterpreter& known : m_found) {
      if (known.not_started.empty() && same_program(known.file, file))
        return add_name(known, path, origin, on_path);
    }
    m_found.push_back({path, file, {path}, origin, on_path, {}});
  }

  void add_name(FoundInterpreter& known, const fs::path& path, const std::string& origin,
                bool on_path) const {
    if (std::count(known.names.begin(), known.names.end(), path) == 0) known.names.push_back(path);
    known.on_path = known.on_path || on_path;
    // Who takes care of it says more than that it is on PATH.
    if (known.origin == m_recipe.path_origin) known.origin = origin;
  }

  void add_not_started(const fs::path& path, const fs::path& program, const NotStarted& reason,
                       bool on_path) {
    const fs::path folder = program.parent_path();
    for (FoundInterpreter& known : m_found) {
      if (known.not_started.empty() || known.file.parent_path() != folder) continue;
      if (std::count(known.names.begin(), known.names.end(), path) == 0) known.names.push_back(path);
      return;
    }
    m_found.push_back({path, program, {path}, folder.filename().string(), on_path, reason.because});
  }

  const InterpretersRecipe& m_recipe;
  const Host& m_host;
  const Environment& m_user;
  std::vector<FoundInterpreter> m_found;
};

}  // namespace

std::vector<FoundInterpreter> find_interpreters(const InterpretersRecipe& recipe, const Host& host,
                                                const Environment& user) {
  std::vector<const InterpreterOrigin*> origins;
  for (const InterpreterOrigin& origin : recipe.origins) {
    const auto& systems = origin.systems;
    if (systems.empty() || std::count(systems.begin(), systems.end(), host.os) > 0)
      origins.push_back(&origin);
  }
  Search search(recipe, host, user);
  for (const InterpreterOrigin* origin : origins) search.look_into_variables(*origin);
  search.look_along_path();
  for (const InterpreterOrigin* origin : origins) search.look_at_places(*origin);
  return search.take();
}

}  // namespace ftenv
