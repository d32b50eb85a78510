#include "inspect/python/extension_search.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/project/pyproject.hpp"

namespace ftenv {
namespace {

// A scientific environment has some ten thousand files.
constexpr std::size_t k_most_entries = 200000;
constexpr std::size_t k_most_source_entries = 20000;

// "pkg/sub/_engine.abi3.so" below its root is pkg.sub._engine.
std::string dotted(const fs::path& file, const fs::path& root, const std::string& module) {
  std::string name;
  const fs::path folder = file.parent_path().lexically_relative(root);
  for (const fs::path& part : folder) {
    if (part != "." && !part.empty()) name += part.string() + ".";
  }
  return name + module;
}

// Asked of every file: without making a path of its name.
bool may_be_extension(std::string_view file) {
  return ends_with(file, ".so") || ends_with(file, ".pyd");
}

void add(const fs::path& file, const fs::path& root, ExtensionSearch& result) {
  const auto name = read_extension_name(file.filename().string());
  FsError error;
  if (!name || !fs::is_regular_file(file, error)) return;
  result.found.push_back({file, root, *name, dotted(file, root, name->module), {}, {}, {}});
}

// A folder with a dot in its name is no package, so nothing is imported from it. Most files have one: to
// ask the system whether each is a folder would be most of the work.
bool may_be_package(std::string_view path) {
  const std::string_view name = path.substr(path.rfind(static_cast<char>(fs::path::preferred_separator)) + 1);
  return !contains(name, ".") && name != "__pycache__";
}

// Everything below `folder`, as seen from `root`.
void walk(const fs::path& folder, const fs::path& root, std::size_t& left, ExtensionSearch& result) {
  FsError error;
  fs::directory_iterator at(folder, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
    if (left == 0) {
      result.complete = false;
      return;
    }
    --left;
    const fs::path& path = at->path();
    if (may_be_extension(path.string())) add(path, root, result);
    FsError ignored;
    if (may_be_package(path.string()) && fs::is_directory(at->symlink_status(ignored))) {
      walk(path, root, left, result);
    }
  }
}

void search(const fs::path& folder, const fs::path& root, std::size_t most, ExtensionSearch& result) {
  walk(folder, root, most, result);
  std::sort(result.found.begin(), result.found.end(),
            [](const auto& a, const auto& b) { return a.file < b.file; });
}

// Wheel-Version: 1.0
// Generator: maturin (1.16.0)
// Root-Is-Purelib: false
// Tag: cp314-cp314t-linux_x86_64
std::vector<std::string> tags_of(const fs::path& dist_info) {
  std::vector<std::string> tags;
  const auto text = read_text(dist_info / "WHEEL", 1u << 20);
  if (!text) return tags;
  for (const std::string& line : split_lines(*text)) {
    constexpr std::string_view key = "Tag:";
    if (starts_with(line, key)) tags.emplace_back(trim(std::string_view(line).substr(key.size())));
  }
  return tags;
}

// hello/hello.cpython-314t-x86_64-linux-gnu.so,sha256=bqk…,7887480
// A path with a comma in it is in quotes; such a name is none of a module.
void assign(const fs::path& dist_info, std::map<fs::path, FoundExtension*>& by_file) {
  const auto text = read_text(dist_info / "RECORD");
  if (!text || (!contains(*text, ".so,") && !contains(*text, ".pyd,"))) return;
  const std::string stem = dist_info.stem().string();
  const std::size_t dash = stem.rfind('-');
  for (const std::string& line : split_lines(*text)) {
    if (!contains(line, ".so,") && !contains(line, ".pyd,")) continue;
    const fs::path file = dist_info.parent_path() / line.substr(0, line.find(','));
    const auto found = by_file.find(file.lexically_normal());
    if (found == by_file.end()) continue;
    found->second->distribution = stem.substr(0, dash);
    if (dash != std::string::npos) found->second->version = stem.substr(dash + 1);
    found->second->wheel_tags = tags_of(dist_info);
  }
}

}  // namespace

std::vector<fs::path> package_folders(const fs::path& venv) {
  std::vector<fs::path> found;
  std::set<fs::path> real;
  const auto add = [&](const fs::path& folder) {
    FsError error;
    const fs::path itself = fs::canonical(folder, error);
    if (!error && fs::is_directory(itself, error) && real.insert(itself).second) found.push_back(folder);
  };
  add(venv / "Lib" / "site-packages");
  for (const char* library : {"lib", "lib64"}) {
    for (const fs::path& version : entries_of(venv / library)) {
      if (starts_with(version.filename().string(), "python")) add(version / "site-packages");
    }
  }
  return found;
}

ExtensionSearch installed_extensions(const fs::path& site_packages) {
  ExtensionSearch result;
  search(site_packages, site_packages, k_most_entries, result);
  if (result.found.empty()) return result;
  std::map<fs::path, FoundExtension*> by_file;
  for (FoundExtension& extension : result.found) by_file[extension.file.lexically_normal()] = &extension;
  for (const fs::path& entry : entries_of(site_packages)) {
    if (entry.extension() == ".dist-info") assign(entry, by_file);
  }
  return result;
}

std::vector<fs::path> import_roots(const Project& project) {
  std::vector<fs::path> roots{project.root};
  if (!project.pyproject) return roots;
  ProjectFiles files(project.root);
  const auto pyproject = read_pyproject(files, *project.pyproject);
  if (!pyproject) return roots;
  for (const fs::path& root : {pyproject->directory(), pyproject->python_root()}) {
    if (std::find(roots.begin(), roots.end(), root) == roots.end()) roots.push_back(root);
  }
  return roots;
}

ExtensionSearch source_extensions(const fs::path& root, const std::string& package) {
  ExtensionSearch result;
  for (const fs::path& entry : entries_of(root)) {
    const auto name = read_extension_name(entry.filename().string());
    if (name && name->module == package) add(entry, root, result);
  }
  search(root / package, root, k_most_source_entries, result);
  return result;
}

}  // namespace ftenv
