// What a pack holds, as it stands on the disk and as pack.json says it. Private to pack_writer and
// pack_reader.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace ftenv {

constexpr std::string_view k_pack_folder = ".ftenv";
constexpr std::string_view k_pack_manifest = ".ftenv/pack.json";
constexpr int k_pack_schema = 1;
// A manifest of a hundred thousand files is a fifth of this.
constexpr std::uintmax_t k_pack_manifest_limit = 128u << 20;

struct PackEntry {
  enum Kind { file, link, directory };
  std::string path;  // below the top, with "/"
  Kind kind = file;
  std::string target;  // of a link
  // Of a file:
  bool executable = false;
  std::uintmax_t size = 0;
  std::string sha256;
  std::int64_t modified = 0;  // seconds since 1970; not in the manifest
};

struct PackWalk {
  std::function<bool(const std::string& path)> wanted;
  std::function<bool()> cancelled;
};

// Everything below `directory` but pack.json and the folder that it lies in, bytewise sorted, so that a
// folder comes before what is in it. Errors: archive, for what is neither file, folder nor link; disk,
// permission, interrupted.
Result<std::vector<PackEntry>> read_pack_tree(const fs::path& directory, const PackWalk& walk);

Json to_json(const PackEntry& entry);

}  // namespace ftenv
