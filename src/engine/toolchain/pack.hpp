// `ftenv python pack`: an interpreter of the store as one file that other machines take with --archive.
#pragma once

#include <string>

#include "base/json.hpp"
#include "base/result.hpp"
#include "engine/services.hpp"
#include "io/archive/pack.hpp"
#include "model/toolchain.hpp"

namespace ftenv {

// What a pack says of itself, for whoever takes it.
struct PackFacts {
  Version version;
  std::string abi;       // "cp314t"
  std::string platform;  // "linux-x86_64-glibc"
  std::string libc;      // "2.36": the oldest that it runs on; empty where that is no question
  std::string prefix;    // what its sysconfig says
  std::string origin;    // how it came into the store
  bool built_by_ftenv = false;
  bool optimized = false;
  bool tkinter = false;
};

Json pack_facts_json(const PackFacts& facts);
// Error: archive, when something is missing.
Result<PackFacts> read_pack_facts(const Json& json);

// Error: unsupported, when it is made for another kind of machine or for a newer C library.
Status check_pack_host(const PackFacts& facts, const Host& host);

// "cpython-3.14.8t-linux-x86_64-glibc.tar.zst"
std::string pack_file_name(const Toolchain& toolchain, const Host& host);

// Errors: those of write_pack.
Result<PackSummary> pack_toolchain(Services& services, const Toolchain& toolchain, const fs::path& target,
                                   int level);

}  // namespace ftenv
