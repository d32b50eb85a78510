#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/cargo/cargo_manifest.hpp"

namespace ftenv {
namespace {

struct Reader {
  ProjectFiles& files;
  const fs::path& file;
  const std::optional<fs::path>& workspace;
  std::vector<CargoDependency> found;

  // pyo3 = "0.28"
  // pyo3 = { version = "0.28", features = ["abi3-py311"], optional = true }
  // py = { package = "pyo3", git = "…" }
  // quill_utils = { path = "../quill_utils" }
  Status fill(CargoDependency& dependency, const fs::path& from, const Toml& entry) {
    if (entry.is_string()) {
      dependency.requirement = entry.string_or("");
      return {};
    }
    if (!entry.is_table()) {
      return fail(
          files.blame(from, entry.at(), "dependency `" + dependency.name + "` must be a version or a table"));
    }
    FTENV_TRY(const std::string package, string_in(files, from, entry, "package"));
    if (!package.empty()) dependency.package = package;
    FTENV_TRY(dependency.requirement, string_in(files, from, entry, "version"));
    FTENV_TRY(const std::string path, string_in(files, from, entry, "path"));
    if (!path.empty()) {
      dependency.path = absolute_normal(path, from.parent_path());
      dependency.declared = {path, from, entry["path"].at()};
    }
    FTENV_TRY(std::vector<Written> features,
              written_strings(files, from, entry["features"], "`features` of `" + dependency.name + "`"));
    dependency.features.insert(dependency.features.end(), features.begin(), features.end());
    return {};
  }

  Status inherit(CargoDependency& dependency, const Toml& entry) {
    if (!workspace) {
      return fail(files.blame(
          file, entry.at(), "dependency `" + dependency.name + "` is inherited, but there is no workspace"));
    }
    FTENV_TRY(const Toml* root, files.toml(*workspace));
    const Toml& shared = root->dotted("workspace.dependencies")[dependency.name];
    if (!shared.exists()) {
      return fail(files.blame(file, entry.at(),
                              "dependency `" + dependency.name + "` is inherited, but " +
                                  files.name(*workspace) + " has none under [workspace.dependencies]",
                              {"add it there, or give it a version here"}));
    }
    FTENV_CHECK(fill(dependency, *workspace, shared));
    // cargo adds a member's features to the workspace's.
    FTENV_TRY(std::vector<Written> more,
              written_strings(files, file, entry["features"], "`features` of `" + dependency.name + "`"));
    dependency.features.insert(dependency.features.end(), more.begin(), more.end());
    return {};
  }

  Status read_table(const Toml& table, bool development) {
    for (const auto& [name, entry] : table.members()) {
      CargoDependency dependency;
      dependency.name = name;
      dependency.package = name;
      dependency.development = development;
      dependency.declared = {{}, file, entry.at()};
      const bool inherits = entry["workspace"].bool_or(false);
      FTENV_CHECK(inherits ? inherit(dependency, entry) : fill(dependency, file, entry));
      dependency.optional = entry["optional"].bool_or(false);
      found.push_back(std::move(dependency));
    }
    return {};
  }

  Status read_all(const Toml& tables) {
    FTENV_CHECK(read_table(tables["dependencies"], false));
    FTENV_CHECK(read_table(tables["build-dependencies"], false));
    return read_table(tables["dev-dependencies"], true);
  }
};

std::string_view without_operator(std::string_view comparator) {
  const std::size_t start = comparator.find_first_not_of("^~=> \t");
  return start == std::string_view::npos ? std::string_view() : comparator.substr(start);
}

}  // namespace

Result<std::vector<CargoDependency>> read_cargo_dependencies(ProjectFiles& files, const fs::path& file,
                                                             const std::optional<fs::path>& workspace) {
  FTENV_TRY(const Toml* document, files.toml(file));
  Reader reader{files, file, workspace, {}};
  FTENV_CHECK(reader.read_all(*document));
  for (const auto& target : (*document)["target"].members()) FTENV_CHECK(reader.read_all(target.second));
  return std::move(reader.found);
}

std::optional<Version> lowest_version(std::string_view requirement) {
  std::optional<Version> lowest;
  for (const std::string& part : split(requirement, ',')) {
    const std::string_view comparator = trim(part);
    if (starts_with(comparator, "<")) continue;
    std::string number(without_operator(comparator));
    const std::size_t wildcard = number.find_first_of("*xX");  // "0.28.*"
    if (wildcard != std::string::npos) number.resize(wildcard);
    while (!number.empty() && number.back() == '.') number.pop_back();
    const std::optional<Version> version = Version::parse(number);
    if (version && (!lowest || *lowest < *version)) lowest = version;
  }
  return lowest;
}

}  // namespace ftenv
