#include "engine/ci/ci_init.hpp"

#include <algorithm>
#include <map>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/ci/ci_names.hpp"
#include "inspect/regex.hpp"
#include "model/toml.hpp"
#include "model/version.hpp"

namespace ftenv {
namespace {

// Of an `args: >-`: as deep as the template has it, and no line longer than what people like to read.
const std::string k_next_line = "\n            ";
constexpr std::size_t k_longest_value = 60;

// What is not known for sure is taken for there: a step too much does no harm.
bool has_dependencies(const Project& project) {
  if (!project.pyproject) return false;
  const auto text = read_text(*project.pyproject, 1u << 20);
  const auto toml = text ? Toml::parse(*text, "pyproject.toml") : Result<Toml>(Toml());
  if (!toml) return true;
  const Toml& table = (*toml)["project"];
  for (const std::string& name : table["dynamic"].strings()) {
    if (name == "dependencies") return true;
  }
  return !table["dependencies"].items().empty();
}

// Where maturin can't find the crate from the project's folder by itself.
std::string manifest_arguments(const Project& project) {
  if (project.pyproject_names_crate) return {};
  const fs::path manifest = project.crate.manifest.lexically_relative(project.root);
  return manifest == "Cargo.toml" ? "" : k_next_line + "-m " + manifest.generic_string();
}

// The Pythons with the GIL that the project takes. One that can't be judged is taken.
std::vector<std::string> pythons_of(const Project& project, const CiNames& names) {
  std::vector<std::string> taken;
  for (const std::string& series : names.gil_pythons) {
    const auto version = Version::parse(series);
    const auto fits =
        version ? satisfies_requires_python(*version, project.requires_python) : Result<bool>(true);
    if (project.requires_python.empty() || !fits || *fits) taken.push_back(series);
  }
  return taken.empty() ? std::vector<std::string>{names.python} : taken;
}

// By a default feature of its own, or by one of its PyO3.
bool makes_abi3(const Project& project, const FeatureSelection& selection) {
  if (!selection.dropped.empty() || !selection.mixed.empty()) return true;
  const auto is_abi3 = [](const std::string& name) { return starts_with(name, "abi3"); };
  return std::any_of(project.crate.pyo3_features.begin(), project.crate.pyo3_features.end(), is_abi3);
}

// abi3 goes, whatever else is on by default stays.
std::string free_threaded_arguments(const Project& project, const FeatureSelection& selection) {
  std::string text;
  if (!selection.dropped.empty() && project.default_features) text += k_next_line + "--no-default-features";
  std::string line;
  for (const std::string& feature : selection.features) {
    if (!line.empty() && line.size() + feature.size() >= k_longest_value) {
      text += k_next_line + "-F " + line;
      line.clear();
    }
    line += (line.empty() ? "" : ",") + feature;
  }
  return line.empty() ? text : text + k_next_line + "-F " + line;
}

}  // namespace

Result<std::string> workflow_for(const Project& project, const CompatibilityRecipe& compatibility) {
  FTENV_TRY(const CiNames names, load_ci_names());
  const FeatureSelection selection = select_features(project);
  const bool abi3 = makes_abi3(project, selection);
  const std::string manifest = manifest_arguments(project);
  const std::vector<std::string> pythons = pythons_of(project, names);
  const std::map<std::string, std::string> values = {
      {"distribution", project.distribution},
      {"module", project.module},
      {"python", names.python},
      {"container_python", names.container_python},
      {"maturin", compatibility.maturin_min.text()},
      {"gil_list", join(pythons, " ")},
      {"gil_lines", join(pythons, k_next_line)},
      {"gil_name", abi3 ? "abi3" : "gil"},
      {"common_args", (project.lock ? " --locked" : "") + manifest},
      {"manifest_args", manifest},
      {"ft_args", free_threaded_arguments(project, selection)},
  };
  const std::map<std::string, bool> facts = {{"abi3", abi3}, {"dependencies", has_dependencies(project)}};

  static const Regex condition(R"(^@(!?)([a-z0-9_]+)\?(.*)$)");
  std::string text;
  for (std::string line : split_lines(names.template_text)) {
    const auto groups = condition.groups(line);
    if (!groups.empty()) {
      const auto fact = facts.find(groups[2]);
      if (fact == facts.end())
        return fail(ErrorCode::recipe, "recipes/workflow.toml: nothing is known of `" + groups[2] + "`");
      if (fact->second == !groups[1].empty()) continue;
      line = groups[3];
    }
    for (const auto& [name, value] : values) line = replace_all(line, "@" + name + "@", value);
    text += line + "\n";
  }
  static const Regex left_over("@[a-z0-9_]+@");
  const auto left = left_over.groups(text);
  if (!left.empty())
    return fail(ErrorCode::recipe, "recipes/workflow.toml: nothing fills in `" + left[0] + "`");
  return text;
}

fs::path workflow_path(const Project& project) {
  return project.root / ".github" / "workflows" / "wheels.yml";
}

}  // namespace ftenv
