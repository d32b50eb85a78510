#include "inspect/python/installed_distributions.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_most_record = 64u << 20;
constexpr std::string_view k_ending = ".dist-info";

bool is_native(std::string_view file) {
  return ends_with(file, ".so") || ends_with(file, ".pyd");
}

bool is_identifier(std::string_view name) {
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0) return false;
  return std::all_of(name.begin(), name.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

// A line of RECORD: numpy/_core/_multiarray_umath.cpython-314t-x86_64-linux-gnu.so,sha256=2Gn…,10810161
// A path with a comma is in quotes.
std::string path_of(const std::string& line) {
  if (!starts_with(line, "\"")) return line.substr(0, line.find(','));
  const std::size_t end = line.find('"', 1);
  return end == std::string::npos ? std::string() : line.substr(1, end - 1);
}

// "numpy/__init__.py" makes the module numpy, "six.py" and "_cffi_backend.cpython-314t-….so" one each.
// A namespace package has no __init__.py: what lies in a folder counts as well.
std::string module_of(const std::string& file) {
  const std::size_t slash = file.find('/');
  const std::string top = file.substr(0, slash);
  if (slash != std::string::npos) {
    const bool code = ends_with(file, ".py") || is_native(file);
    return code && is_identifier(top) ? top : std::string();
  }
  if (!ends_with(file, ".py") && !is_native(file)) return {};
  const std::string stem = top.substr(0, top.find('.'));
  return is_identifier(stem) ? stem : std::string();
}

bool read_record(InstalledDistribution& distribution, const fs::path& info) {
  const auto record = read_text(info / "RECORD", k_most_record);
  if (!record) return false;
  std::set<std::string> modules;
  for (const std::string& line : split_lines(*record)) {
    const std::string file = path_of(line);
    if (starts_with(file, "../") || starts_with(file, "/")) continue;
    if (is_native(file)) distribution.extensions.emplace_back(file);
    const std::string module = module_of(file);
    if (!module.empty() && module != "__pycache__") modules.insert(module);
  }
  distribution.modules.assign(modules.begin(), modules.end());
  return true;
}

// Tag: cp314-cp314t-manylinux_2_28_x86_64
void read_tags(InstalledDistribution& distribution, const fs::path& info) {
  for (const std::string& line : split_lines(read_text(info / "WHEEL", 1u << 20).value_or(std::string()))) {
    if (starts_with(line, "Tag:")) distribution.tags.emplace_back(trim(std::string_view(line).substr(4)));
  }
}

}  // namespace

bool InstalledDistribution::claims_free_threading() const {
  return std::any_of(tags.begin(), tags.end(), [](const std::string& tag) {
    const auto parts = split(tag, '-');
    return parts.size() >= 3 && starts_with(parts[1], "cp3") && ends_with(parts[1], "t");
  });
}

std::vector<InstalledDistribution> installed_distributions(const fs::path& venv) {
  std::vector<fs::path> folders{venv / "Lib" / "site-packages"};
  for (const fs::path& library : entries_of(venv / "lib")) folders.push_back(library / "site-packages");
  std::vector<InstalledDistribution> all;
  for (const fs::path& site_packages : folders) {
    for (const fs::path& info : entries_of(site_packages)) {
      const std::string folder = info.filename().string();
      if (!ends_with(folder, k_ending)) continue;
      const std::string stem = folder.substr(0, folder.size() - k_ending.size());
      const std::size_t dash = stem.rfind('-');
      if (dash == std::string::npos) continue;
      InstalledDistribution distribution{
          stem.substr(0, dash), stem.substr(dash + 1), site_packages, {}, {}, {}};
      if (!read_record(distribution, info)) continue;
      read_tags(distribution, info);
      all.push_back(std::move(distribution));
    }
  }
  return all;
}

const InstalledDistribution* owner_of(const std::vector<InstalledDistribution>& all, const fs::path& file) {
  for (const InstalledDistribution& distribution : all) {
    for (const fs::path& extension : distribution.extensions) {
      if (distribution.site_packages / extension == file) return &distribution;
    }
  }
  return nullptr;
}

}  // namespace ftenv
