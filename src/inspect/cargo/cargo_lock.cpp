#include "inspect/cargo/cargo_lock.hpp"

#include <map>

#include "base/text.hpp"

namespace ftenv {
namespace {

// version = 4
//
// [[package]]
// name = "pyo3"
// version = "0.28.2"
// source = "registry+https://…"
// checksum = "cf85e27e86080aafd5a22eae58a162e133a589551542b3e5cee4beb27e54f8e1"
//
// The first format of the file kept the checksums in a table at its end:
//
// [metadata]
// "checksum pyo3 0.28.2 (registry+https://…)" = "cf85e2…"
std::vector<LockedPackage> packages_of(const Toml& lock) {
  std::vector<LockedPackage> packages;
  const Toml& metadata = lock["metadata"];
  for (const Toml& entry : lock["package"].items()) {
    LockedPackage package;
    package.name = entry["name"].string_or("");
    package.version = entry["version"].string_or("");
    const std::string source = entry["source"].string_or("");
    package.from_registry = starts_with(source, "registry+") || starts_with(source, "sparse+");
    package.checksum = entry["checksum"].string_or("");
    if (package.checksum.empty() && metadata.is_table()) {
      const std::string key = "checksum " + package.name + " " + package.version + " (" + source + ")";
      package.checksum = metadata[key].string_or("");
    }
    packages.push_back(std::move(package));
  }
  return packages;
}

}  // namespace

Result<std::vector<LockedPackage>> read_cargo_lock(ProjectFiles& files, const fs::path& lock) {
  FTENV_TRY(const Toml* document, files.toml(lock));
  std::vector<LockedPackage> packages = packages_of(*document);
  for (const LockedPackage& package : packages) {
    if (package.name.empty() || package.version.empty()) {
      return fail(files.blame(lock, (*document)["package"].at(), "a [[package]] has no name or version",
                              {"cargo writes this file: `cargo generate-lockfile` makes a new one"}));
    }
  }
  return packages;
}

Result<std::vector<LockedPackage>> read_cargo_lock(const fs::path& lock) {
  ProjectFiles files(lock.parent_path());
  return read_cargo_lock(files, lock);
}

std::optional<Version> locked_version(const std::vector<LockedPackage>& packages, const std::string& name,
                                      const std::optional<Version>& wanted) {
  std::optional<Version> best;
  for (const LockedPackage& package : packages) {
    const std::optional<Version> version = Version::parse(package.version);
    if (package.name != name || !version) continue;
    const bool fits = wanted && version->series() == wanted->series();
    if (fits) return version;
    if (!best || *best < *version) best = version;
  }
  return best;
}

}  // namespace ftenv
