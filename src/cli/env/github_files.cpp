#include "cli/env/github_files.hpp"

#include <fstream>

namespace ftenv {
namespace {

Status append(const std::string& path, const std::string& line) {
  std::ofstream file(path, std::ios::app | std::ios::binary);
  file << line << '\n';
  file.close();
  if (file) return {};
  return fail(ErrorCode::permission, "`" + path + "` can't be written to");
}

}  // namespace

Status add_to_github_files(const Environment& environment, const std::string& venv, const std::string& bin) {
  for (const char* name : {"GITHUB_ENV", "GITHUB_PATH"}) {
    if (!environment.get(name).empty()) continue;
    return fail(ErrorCode::usage,
                "`" + std::string(name) + "` is not set, so this is no step of GitHub Actions",
                {"elsewhere `ftenv env` prints lines for your shell"});
  }
  for (const std::string& path : {venv, bin}) {
    if (path.find_first_of("\r\n") == std::string::npos) continue;
    return fail(ErrorCode::usage,
                "the environment's path has a line break in it, which these files can't hold");
  }
  FTENV_CHECK(append(environment.get("GITHUB_ENV"), "VIRTUAL_ENV=" + venv));
  return append(environment.get("GITHUB_PATH"), bin);
}

}  // namespace ftenv
