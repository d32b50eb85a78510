#include "inspect/project/pyproject.hpp"

#include <algorithm>
#include <cctype>

#include "base/files.hpp"
#include "base/text.hpp"
#include "model/version.hpp"

namespace ftenv {
namespace {

// Dotted Python identifiers; other than ASCII letters are Python's to judge.
bool is_module_name(std::string_view text) {
  const std::vector<std::string> parts = split(text, '.');
  return !parts.empty() && std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
    return !part.empty() && std::isdigit(static_cast<unsigned char>(part[0])) == 0 &&
           std::all_of(part.begin(), part.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; });
  });
}

Status read_project_table(ProjectFiles& files, const Toml& project, PyProject& result) {
  if (!project.exists()) return {};
  FTENV_TRY(result.name, string_in(files, result.file, project, "name"));
  if (result.name.empty()) {
    return fail(files.blame(result.file, project.at(), "[project] has no `name`",
                            {"add the distribution's name, for example the crate's"}));
  }
  const std::vector<std::string> dynamic = project["dynamic"].strings();
  if (!project["version"].exists() && std::count(dynamic.begin(), dynamic.end(), "version") == 0) {
    return fail(files.blame(result.file, project.at(), "[project] has no `version`",
                            {"add `dynamic = [\"version\"]` to take the crate's, or `version = \"…\"`"},
                            "MT-13"));
  }
  FTENV_TRY(result.requires_python, string_in(files, result.file, project, "requires-python"));
  if (result.requires_python.empty()) return {};
  // Which version is asked does not matter: only whether the text can be read.
  if (auto readable = satisfies_requires_python(Version{}, result.requires_python); !readable) {
    Error error = std::move(readable).error();
    return fail(files.blame(result.file, project["requires-python"].at(), error.message, error.hints));
  }
  return {};
}

// features = ["pyo3/extension-module", { feature = "fast", python-version = ">=3.11" }]
// Those with a condition are maturin's to judge and not ours to pass on.
Result<std::vector<Written>> plain_features(ProjectFiles& files, const fs::path& file, const Toml& value) {
  std::vector<Written> features;
  if (!value.exists()) return features;
  if (!value.is_array()) return fail(files.blame(file, value.at(), "`features` must be an array"));
  for (const Toml& item : value.items()) {
    if (item.is_string()) features.push_back({item.string_or(""), file, item.at()});
  }
  return features;
}

Status read_maturin_table(ProjectFiles& files, const Toml& maturin, PyProject& result) {
  FTENV_TRY(result.module_name, string_in(files, result.file, maturin, "module-name"));
  if (!result.module_name.empty() && !is_module_name(result.module_name)) {
    return fail(files.blame(result.file, maturin["module-name"].at(),
                            "`" + result.module_name + "` is not a module's name",
                            {"write it as Python imports it, for example `package._engine`"}));
  }
  FTENV_TRY(const std::string source, string_in(files, result.file, maturin, "python-source"));
  if (!source.empty()) {
    result.python_source = absolute_normal(source, result.directory());
    if (!is_folder(*result.python_source)) {
      return fail(files.blame(result.file, maturin["python-source"].at(),
                              "python-source is `" + source + "`, a folder that does not exist",
                              {"create it, or take `python-source` out"}, "MT-12"));
    }
  }
  result.python_packages = maturin["python-packages"].strings();
  FTENV_TRY(const std::string manifest, string_in(files, result.file, maturin, "manifest-path"));
  if (!manifest.empty()) {
    result.manifest_path = {manifest, result.file, maturin["manifest-path"].at()};
    result.manifest = absolute_normal(manifest, result.directory());
  }
  FTENV_TRY(result.features, plain_features(files, result.file, maturin["features"]));
  result.default_features = !maturin["no-default-features"].bool_or(false);
  return {};
}

}  // namespace

bool PyProject::has_src_layout() const {
  if (name.empty() || !is_file(directory() / "rust" / "Cargo.toml")) return false;
  std::vector<std::string> packages = python_packages;
  packages.push_back(replace_all(name, "-", "_"));
  return std::any_of(packages.begin(), packages.end(), [&](const std::string& package) {
    return is_file(directory() / "src" / package / "__init__.py");
  });
}

fs::path PyProject::python_root() const {
  if (python_source) return *python_source;
  return has_src_layout() ? directory() / "src" : directory();
}

Result<PyProject> read_pyproject(ProjectFiles& files, const fs::path& file) {
  FTENV_TRY(const Toml* document, files.toml(file));
  PyProject result;
  result.file = file;
  FTENV_CHECK(read_project_table(files, (*document)["project"], result));
  const Toml& system = (*document)["build-system"];
  const Toml& backend = system["build-backend"];
  // One of the project's own mostly calls another in turn.
  if (!system["backend-path"].exists()) result.build_backend = {backend.string_or(""), file, backend.at()};
  FTENV_CHECK(read_maturin_table(files, document->dotted("tool.maturin"), result));
  return result;
}

}  // namespace ftenv
