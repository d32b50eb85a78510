// `ftenv ci check`: what keeps workflows from building and testing free-threaded wheels.
//
// What depends on a run (inputs, events, outputs of steps, workflows that are elsewhere) is not judged.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "base/text_edit.hpp"
#include "inspect/project/project.hpp"
#include "inspect/yaml.hpp"
#include "model/finding.hpp"
#include "model/finding_pages.hpp"
#include "model/recipe/recipe.hpp"

namespace ftenv {

struct CiFinding {
  Finding finding;  // `found` begins with FILE:LINE:COL
  std::string file;
  YamlPosition at;
  std::vector<TextEdit> edits;  // of `file`: the one right answer; empty where there are several
};

struct CiFile {
  fs::path path;
  std::string name;  // as people would write it
  std::string text;
};

struct CiReport {
  std::vector<CiFile> files;
  std::vector<CiFinding> findings;  // by file and place
};

// The workflows of the project at `root`, or `named` ones. Errors: usage (no such file, no workflows),
// project (broken YAML).
Result<std::vector<CiFile>> find_workflows(const fs::path& root, const std::vector<std::string>& named);

// The folder that a workflow belongs to: above its `.github`, or else `otherwise`.
fs::path root_of_workflow(const fs::path& file, const fs::path& otherwise);

// `project` adds what only its files tell: features, the module's name, dependencies.
Result<CiReport> check_workflows(std::vector<CiFile> files, const fs::path& root,
                                 const std::optional<Project>& project,
                                 const CompatibilityRecipe& compatibility, const FindingPages& pages);

// Every file with the edits of its findings made; unchanged ones are left out. What is only odd is mended
// where it is asked for.
std::vector<CiFile> mended_workflows(const CiReport& report, bool odd_too);

}  // namespace ftenv
