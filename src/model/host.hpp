// The machine, as far as recipes and plans depend on it.
#pragma once

#include <string>
#include <vector>

namespace ftenv {

struct Host {
  std::string os;                        // "linux", "macos", "windows"
  std::string distro;                    // ID of os-release, "debian"
  std::vector<std::string> distro_like;  // ID_LIKE, nearest first
  std::string distro_version;            // VERSION_ID, "13"; empty on rolling ones
  std::string codename;                  // VERSION_CODENAME, "trixie"
  std::string pretty_name;               // for people
  std::string arch;                      // uname -m, "x86_64"
  std::string libc;                      // "glibc" or "musl"; empty off Linux
  std::string libc_version;              // "2.36"
  int cores = 1;                         // what this process may use: affinity and cgroup quota
  bool root = false;
  bool container = false;
  bool wsl = false;
  bool translated = false;  // this process is for another processor than the machine's (Rosetta)
  // "linux-x86_64-glibc", "macos-arm64": what an interpreter is built for.
  std::string platform() const { return os + "-" + arch + (libc.empty() ? "" : "-" + libc); }
  bool operator==(const Host& other) const = default;
};

}  // namespace ftenv
