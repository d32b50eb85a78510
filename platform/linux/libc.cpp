#include "platform/linux/libc.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include "base/text.hpp"

namespace ftenv {

#ifdef __GLIBC__
LibcFacts probe_libc(const fs::path&) {
  return {"glibc", ::gnu_get_libc_version()};
}
#else
LibcFacts probe_libc(const fs::path& root) {
  return has_musl_loader(root) ? LibcFacts{"musl", ""} : LibcFacts{};
}
#endif

bool has_musl_loader(const fs::path& root) {
  FsError error;
  fs::directory_iterator entry(root / "lib", error);
  for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (starts_with(name, "ld-musl-") && contains(name, ".so")) return true;
  }
  return false;
}

}  // namespace ftenv
