// By which paths a Mach-O file is known and finds what it needs, and how much these may grow.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ftenv {

// Of one processor's part of the file.
struct MachONames {
  std::string processor;  // "arm64", as NativeCode::processor
  bool program = false;   // something to start, no library and no bundle
  bool has_signature = false;
  std::string id;                      // what whoever links this library will remember; empty for others
  std::vector<std::string> libraries;  // also weak, upward and re-exported ones
  std::vector<std::string> run_paths;
  std::uint64_t room = 0;  // bytes between the load commands and what follows them
};

// Only the headers are read. Empty for what does not begin like a Mach-O file, and for a class file of Java.
// Error: archive, for a damaged one; `name` is for errors.
Result<std::vector<MachONames>> read_mach_o_names(std::string_view bytes, const std::string& name);

}  // namespace ftenv
