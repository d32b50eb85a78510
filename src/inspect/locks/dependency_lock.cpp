#include "inspect/locks/dependency_lock.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/locks/lock_readers.hpp"
#include "inspect/locks/lock_shortening.hpp"
#include "inspect/wheel/wheel_name.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_largest_lock = 256u << 20;

bool is_name_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
}

Result<Toml> read_toml(const fs::path& file) {
  FTENV_TRY(const std::string text, read_text(file, k_largest_lock));
  auto toml = Toml::parse(shorten_lock(text), file.string());
  if (!toml) return fail(ErrorCode::project, toml.error().message);
  return toml;
}

bool is_pylock_name(std::string_view name) {
  return name == "pylock.toml" || (starts_with(name, "pylock.") && ends_with(name, ".toml"));
}

Result<DependencyLock> read_toml_lock(const fs::path& file) {
  const std::string name = file.filename().string();
  FTENV_TRY(const Toml toml, read_toml(file));
  if (is_pylock_name(name) || toml["lock-version"].is_string()) return read_pylock(toml);
  if (name == "poetry.lock" || toml["metadata"]["content-hash"].exists()) return read_poetry_lock(toml);
  if (name == "uv.lock" || toml["version"].is_integer()) return read_uv_lock(toml);
  return fail(ErrorCode::project, "`" + file.string() + "` is no lock file that ftenv knows",
              {"it reads uv.lock, pylock.toml, poetry.lock, a requirements file with pinned versions and an "
               "environment's folder"});
}

Result<DependencyLock> read_any(const fs::path& file) {
  FsError error;
  if (fs::is_directory(file, error)) return read_installed(file);
  if (!fs::exists(file, error)) {
    return fail(ErrorCode::usage, "there is no `" + file.string() + "`",
                {"`--lock FILE` takes the path of a lock file, or of an environment's folder"});
  }
  const std::string name = file.filename().string();
  if (ends_with(name, ".lock") || ends_with(name, ".toml")) return read_toml_lock(file);
  FTENV_TRY(const std::string text, read_text(file, k_largest_lock));
  return read_requirements(text);
}

void add_project(DependencyLock& lock, const fs::path& folder) {
  FsError error;
  const fs::path pyproject = folder / "pyproject.toml";
  if (!fs::exists(pyproject, error)) return;
  const auto toml = read_toml(pyproject);
  if (!toml) return;  // the lock stands for itself; the other commands say what is wrong with the file
  ProjectDependencies project = read_project_dependencies(*toml);
  if (lock.project.empty()) lock.project = project.name;
  if (lock.direct.empty()) {
    lock.direct = std::move(project.direct);
    lock.complete_graph = lock.kind == LockKind::poetry && !lock.direct.empty();
  }
}

bool has_pinned_versions(const fs::path& file) {
  const auto text = read_text(file, k_largest_lock);
  return text && contains(*text, "==") && contains(*text, "--hash=");
}

}  // namespace

std::optional<Requirement> read_requirement(std::string_view text) {
  text = trim(text);
  std::size_t end = 0;
  while (end < text.size() && is_name_char(text[end])) ++end;
  if (end == 0 || std::isalnum(static_cast<unsigned char>(text[0])) == 0) return std::nullopt;
  Requirement requirement;
  requirement.name = normal_project_name(text.substr(0, end));
  std::string_view rest = trim(text.substr(end));
  if (starts_with(rest, "[")) {
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    for (const std::string& extra : split(rest.substr(1, close - 1), ',')) {
      if (!trim(extra).empty()) requirement.extras.push_back(normal_project_name(trim(extra)));
    }
    rest = trim(rest.substr(close + 1));
  }
  if (!rest.empty() && std::string_view("=<>!~;@(").find(rest[0]) == std::string_view::npos)
    return std::nullopt;
  const std::size_t marker = rest.find(';');
  if (marker != std::string_view::npos) requirement.marker = std::string(trim(rest.substr(marker + 1)));
  const std::string_view pin = trim(rest.substr(0, marker));
  if (starts_with(pin, "==") && !starts_with(pin, "===") && !contains(pin, ",") && !contains(pin, "*"))
    requirement.version = std::string(trim(pin.substr(2)));
  return requirement;
}

std::string_view name_of(LockKind kind) {
  switch (kind) {
    case LockKind::uv:
      return "uv.lock";
    case LockKind::pylock:
      return "pylock.toml";
    case LockKind::poetry:
      return "poetry.lock";
    case LockKind::requirements:
      return "a requirements file";
    case LockKind::installed:
      break;
  }
  return "an installed environment";
}

std::string file_name_of(std::string_view url_or_path) {
  url_or_path = url_or_path.substr(0, url_or_path.find_first_of("#?"));
  const std::size_t slash = url_or_path.find_last_of("/\\");
  if (slash != std::string_view::npos) url_or_path.remove_prefix(slash + 1);
  // In addresses a local version's "+" is "%2B".
  return replace_all(replace_all(std::string(url_or_path), "%2B", "+"), "%2b", "+");
}

bool is_wheel_name(std::string_view file_name) {
  return ends_with(file_name, ".whl");
}

Result<DependencyLock> read_dependency_lock(const fs::path& file) {
  auto lock = read_any(file);
  if (!lock) return fail_within(lock.error(), "reading the dependencies of `" + file.string() + "`");
  lock->file = file;
  add_project(*lock, file.parent_path());
  return lock;
}

std::optional<fs::path> find_dependency_lock(const fs::path& folder) {
  FsError error;
  for (const char* name : {"uv.lock", "pylock.toml", "poetry.lock"}) {
    if (fs::exists(folder / name, error)) return folder / name;
  }
  for (const char* name : {"requirements.lock", "requirements.txt", "requirements/requirements.txt"}) {
    if (fs::exists(folder / name, error) && has_pinned_versions(folder / name)) return folder / name;
  }
  return std::nullopt;
}

}  // namespace ftenv
