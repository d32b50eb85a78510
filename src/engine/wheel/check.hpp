// Is a wheel what its name says? Reads the file and nothing else: no Python is started, nothing is unpacked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/native/extension_abi.hpp"
#include "inspect/wheel/wheel_name.hpp"
#include "model/finding.hpp"
#include "model/finding_pages.hpp"
#include "model/host.hpp"
#include "model/recipe/recipe.hpp"

namespace ftenv {

// A file of the wheel that Python imports.
struct WheelExtension {
  std::string path;    // in the wheel
  std::string module;  // "yaml._yaml"
  ExtensionName name;
  ExtensionAbi abi;
  std::vector<std::string> processors;
};

// Where the question is asked: this machine, and the interpreter of the project if there is one.
struct WheelPython {
  Version version;
  bool free_threaded = false;
  std::string from;  // ".venv"
};
struct WheelHere {
  Host host;
  std::optional<WheelPython> python;
};
// The environment of the project in `folder`, by the names in it; nothing where it has none.
std::optional<WheelPython> python_of_folder(const fs::path& folder);

struct WheelQuestion {
  fs::path file;
  std::vector<std::string> expect;  // "cp314-cp314t", "cp314-cp314t-win_amd64"
};

struct WheelReport {
  fs::path file;
  std::optional<WheelName> name;
  std::string version;            // of METADATA
  std::string requires_python;    // of METADATA
  std::string generator;          // of WHEEL
  std::vector<std::string> tags;  // of WHEEL, as written
  std::size_t files = 0;
  std::vector<WheelExtension> extensions;
  std::optional<Version> glibc;  // the highest version that a file in it asks for
  std::string installs;          // where it installs, one clause; empty where the name says nothing
  std::string refused;  // why pip would refuse it here, one sentence; empty: nothing known against it
  std::vector<Finding> findings;
  std::vector<std::string> imported;  // by --import: the modules that a fresh process took
  std::string imported_by;            // "free-threaded CPython 3.14, and the GIL stays off"

  bool good() const;  // no finding is an error
};

// Errors: what reading a file can fail with. A damaged wheel is a finding.
Result<WheelReport> check_wheel(const WheelQuestion& question, const WheelHere& here,
                                const CompatibilityRecipe& facts, const FindingPages& pages);

// Titles and reasons from the pages, the worst first.
void complete_findings(std::vector<Finding>& findings, const FindingPages& pages);

}  // namespace ftenv
