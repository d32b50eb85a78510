// Which C library the machine's programs run on. Private to platform/.
#pragma once

#include <string>

#include "base/fs.hpp"

namespace ftenv {

struct LibcFacts {
  std::string name;     // "glibc", "musl"; empty where it can't be told
  std::string version;  // musl's stays empty: only running its loader would say it
};

// We run on it, so it is there, whatever else is installed beside it (Debian packages musl too).
// `root`: "/", or a tree in tests; only a musl build looks at it.
LibcFacts probe_libc(const fs::path& root);

// /lib/ld-musl-x86_64.so.1
bool has_musl_loader(const fs::path& root);

}  // namespace ftenv
