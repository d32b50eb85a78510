// PREFIX/.ftenv/toolchain.json: what ftenv built there, of what, and what was seen of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "inspect/python/interpreter.hpp"
#include "model/version.hpp"

namespace ftenv {

struct ToolchainManifest {
  Version version;
  std::string abi;         // "cp314t"
  std::string executable;  // relative to the prefix: "bin/python3.14t"
  std::string origin;      // as Toolchain::origin
  std::string sha256;
  bool pinned = true;
  std::string from;  // where the archive came from, for people
  std::vector<std::string> configure;
  std::vector<std::string> make;
  std::string compile_flags;
  std::string link_flags;
  std::string compiler;
  std::string compiler_version;
  std::string libc;
  bool optimized = false;
  bool tkinter = false;
  std::string created;  // UTC
  bool relocatable = false;
  ThreadMeasure threads;
};

// Pure.
Json manifest_json(const ToolchainManifest& manifest);
// nullopt: of another schema, or not one of ours.
std::optional<ToolchainManifest> read_manifest(const Json& json);

Status write_manifest(const fs::path& prefix, const ToolchainManifest& manifest);
std::optional<ToolchainManifest> load_manifest(const fs::path& prefix);

}  // namespace ftenv
