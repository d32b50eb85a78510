// Files of extension modules below a folder from which Python imports, and whom they belong to. Reads
// names of files and the lists that pip leaves; no extension is opened.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "inspect/native/extension_abi.hpp"
#include "inspect/project/project.hpp"

namespace ftenv {

struct FoundExtension {
  fs::path file;
  fs::path root;  // the folder on Python's path
  ExtensionName name;
  std::string module;        // as it would be imported: "pkg._engine"
  std::string distribution;  // "numpy"; empty where pip knows nothing of it
  std::string version;
  std::vector<std::string> wheel_tags;  // of the distribution: "cp311-abi3-manylinux_2_17_x86_64"
};

struct ExtensionSearch {
  std::vector<FoundExtension> found;  // sorted by file
  bool complete = true;               // false: the folder has too many files, the rest was not looked at
};

// The folders of a venv in which packages are, each once (lib64 is often a link to lib).
std::vector<fs::path> package_folders(const fs::path& venv);

// Everything in one of them.
ExtensionSearch installed_extensions(const fs::path& site_packages);

// Where Python finds a project's own modules when it is started in it: its folder and its python-source.
std::vector<fs::path> import_roots(const Project& project);

// What would be imported as `package` or part of it ("hello") from a folder of sources: files beside each
// other in the folder itself, and everything in its folder of that name.
ExtensionSearch source_extensions(const fs::path& root, const std::string& package);

}  // namespace ftenv
