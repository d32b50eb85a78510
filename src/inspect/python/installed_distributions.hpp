// What is installed in a virtual environment, by the records that installers leave. Starts nothing.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"

namespace ftenv {

struct InstalledDistribution {
  std::string name;  // as its metadata folder has it
  std::string version;
  fs::path site_packages;
  std::vector<std::string> modules;  // importable at the top: "numpy", "_cffi_backend"
  std::vector<fs::path> extensions;  // files that are loaded as native code, relative to site_packages
  std::vector<std::string> tags;     // of its wheel: "cp314-cp314t-manylinux_2_28_x86_64"

  // Did its builder say that it is made for free-threaded interpreters? ("cp314t" as the ABI of a tag)
  bool claims_free_threading() const;
};

// Sorted by name. A distribution whose record is gone has no modules and is left out.
std::vector<InstalledDistribution> installed_distributions(const fs::path& venv);

// Whose file is that? nullptr where no record has it. `file`: absolute.
const InstalledDistribution* owner_of(const std::vector<InstalledDistribution>& all, const fs::path& file);

}  // namespace ftenv
