// Linkers that flags for rustc name. Pure but for the look along PATH.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ftenv {

// What `-C linker=X` and `-C link-arg=-fuse-ld=X` name, in their order: for the latter every file name
// under which the C compiler looks for it.
struct NamedLinker {
  std::string flag;                // as written: "-fuse-ld=mold"
  std::vector<std::string> names;  // "ld.mold", "mold"
};
std::vector<NamedLinker> linkers_in(const std::string& flags);

// The first of them that is not on PATH.
std::optional<NamedLinker> missing_linker(const std::string& flags, const std::string& path_variable);

}  // namespace ftenv
