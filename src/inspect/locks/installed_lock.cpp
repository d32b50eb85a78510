// What is installed, in the shape of a lock: each distribution has the one wheel that it came from.
// Of a METADATA:
// Requires-Python: >=3.9
// Requires-Dist: httptools>=0.6.3; extra == "standard"
#include <cctype>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/locks/lock_readers.hpp"
#include "inspect/python/installed_distributions.hpp"
#include "inspect/wheel/wheel_name.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_most_metadata = 16u << 20;

void read_metadata(LockedDistribution& one, const fs::path& info) {
  for (const std::string& line :
       split_lines(read_text(info / "METADATA", k_most_metadata).value_or(std::string()))) {
    if (line.empty()) break;  // the description follows
    if (starts_with(line, "Requires-Python:")) one.requires_python = std::string(trim(line.substr(16)));
    if (!starts_with(line, "Requires-Dist:")) continue;
    if (auto requirement = read_requirement(line.substr(14))) {
      requirement->version.clear();
      one.needs.push_back(std::move(*requirement));
    }
  }
}

}  // namespace

Result<DependencyLock> read_installed(const fs::path& venv) {
  DependencyLock result;
  result.kind = LockKind::installed;
  for (const InstalledDistribution& installed : installed_distributions(venv)) {
    LockedDistribution one;
    one.name = normal_project_name(installed.name);
    one.version = installed.version;
    one.files_known = false;
    const std::string stem = installed.name + "-" + installed.version + "-";
    for (const std::string& tag : installed.tags) one.wheels.push_back(stem + tag + ".whl");
    const fs::path info = installed.site_packages / (installed.name + "-" + installed.version + ".dist-info");
    FsError error;
    const std::string direct_url = read_text(info / "direct_url.json", 1u << 20).value_or(std::string());
    one.local = contains(direct_url, "\"dir_info\"");
    read_metadata(one, info);
    result.packages.push_back(std::move(one));
  }
  if (result.packages.empty()) {
    return fail(ErrorCode::project, "nothing is installed in `" + venv.string() + "`",
                {"it has to be a virtual environment's folder, such as `.venv`"});
  }
  return result;
}

}  // namespace ftenv
