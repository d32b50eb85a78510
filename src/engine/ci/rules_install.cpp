// Whether pip installs the wheel that was just built: CI-08.
#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/ci/ci_context.hpp"
#include "engine/ci/ci_maturin.hpp"
#include "model/toml.hpp"

namespace ftenv {
namespace {

// The command of a line that installs with pip, as words; empty without one.
std::vector<std::string> pip_install(const std::string& line) {
  const std::vector<std::string> words = argument_words(line);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool pip = words[i] == "pip" || words[i] == "pip3" || ends_with(words[i], "/pip");
    if (!pip || words[i + 1] != "install") continue;
    std::vector<std::string> command;
    for (std::size_t k = i; k < words.size(); ++k) {
      if (words[k] == "&&" || words[k] == "||" || words[k] == ";" || words[k] == "|") break;
      command.push_back(words[k]);
    }
    return command;
  }
  return {};
}

// The folder of --find-links; empty without one, or where it is a page on the network.
std::string linked_folder(const std::vector<std::string>& command) {
  for (std::size_t i = 0; i < command.size(); ++i) {
    std::string folder;
    if (starts_with(command[i], "--find-links=")) folder = command[i].substr(13);
    if ((command[i] == "--find-links" || command[i] == "-f") && i + 1 < command.size())
      folder = command[i + 1];
    if (!folder.empty() && !contains(folder, "://")) return folder;
  }
  return {};
}

bool index_is_off(const CiRow& row, const CiStep& step) {
  for (const char* name : {"PIP_NO_INDEX", "UV_NO_INDEX", "UV_OFFLINE"}) {
    if ((*step.step->yaml)["env"][name].exists() || (*row.job->yaml)["env"][name].exists() ||
        row.workflow->yaml["env"][name].exists() || contains(step.run.text, name))
      return true;
  }
  return false;
}

// [project] dependencies: yes, no, or not said in a way that we could read.
Truth has_dependencies(const std::optional<Project>& project) {
  if (!project || !project->pyproject) return Truth::maybe;
  const auto text = read_text(*project->pyproject, 1u << 20);
  const auto toml = text ? Toml::parse(*text, "pyproject.toml") : Result<Toml>(Toml());
  if (!toml) return Truth::maybe;
  const Toml& table = (*toml)["project"];
  const auto dynamic = table["dynamic"].strings();
  if (std::find(dynamic.begin(), dynamic.end(), "dependencies") != dynamic.end()) return Truth::maybe;
  return table["dependencies"].items().empty() ? Truth::no : Truth::yes;
}

void check_line(CiContext& context, const CiRow& row, const CiStep& step, const std::string& line) {
  const std::vector<std::string> command = pip_install(line);
  const std::string folder = linked_folder(command);
  if (folder.empty() || is_one_of("--no-index", command)) return;
  const bool by_file = std::any_of(command.begin(), command.end(), [](const std::string& word) {
    return ends_with(word, ".whl") || word == "-r" || word == "--requirement";
  });
  if (by_file) return;
  const std::string option = contains(line, "--find-links") ? "--find-links" : "-f ";
  CiFinding* finding = context.report(
      "CI-08", Severity::warning, *row.workflow, place_of(*row.workflow, step.step->run(), option),
      "installs from `" + folder + "` and from the package index, whichever has more",
      "`--no-index`, so that it is the wheel that was just built");
  if (!finding) return;
  const std::string name = context.project ? context.project->distribution : "NAME";
  const Truth dependencies = has_dependencies(context.project);
  const std::string first = "python -m pip install --no-index --no-deps --find-links=" + folder + " " + name;
  if (dependencies == Truth::no && is_one_of(name, command)) {
    finding->finding.fixes.push_back({"leave the index out", {first}, false, {}});
    const auto edit = replaced(*row.workflow, step.step->run(), "pip install", "pip install --no-index");
    if (edit) finding->edits.push_back(*edit);
  } else {
    finding->finding.fixes.push_back({"install the wheel by itself, then what it depends on",
                                      {first, "python -m pip install " + name},
                                      false,
                                      {}});
  }
}

}  // namespace

void check_installs(CiContext& context) {
  for (const CiRow& row : context.rows) {
    for (const CiStep& step : row.steps) {
      if (step.runs == Truth::no || index_is_off(row, step)) continue;
      for (const std::string& line : script_lines(step.run.text)) check_line(context, row, step, line);
    }
  }
}

}  // namespace ftenv
