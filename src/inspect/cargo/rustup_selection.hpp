// Which toolchain rustup's proxies would start in a folder, worked out from its files as rustup does it.
// Asking a proxy could download a toolchain, so nothing is started.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "model/environment.hpp"

namespace ftenv {

struct RustupSelection {
  fs::path home;       // RUSTUP_HOME
  std::string wanted;  // "1.70.0", "stable", or a path; empty: nothing is chosen
  std::string set_by;  // "RUSTUP_TOOLCHAIN", a file, "the default", "an override for FOLDER"
  fs::path toolchain;  // where it is; empty: it is not installed
  bool own = false;    // no release of Rust but a toolchain of the person's: rustup can't download it
  // Is rustup told not to download on its own what is missing?
  bool may_download = true;
  std::vector<std::string> installed;  // names, sorted
};

RustupSelection read_rustup_selection(const fs::path& folder, const Environment& user);

}  // namespace ftenv
