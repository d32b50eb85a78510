// A directory as one `.tar.zst` that another machine takes and checks file by file.
//
// Its first entry is TOP/.ftenv/pack.json, which names every other one:
//   {"schema": 1, "facts": {…}, "files": [{"path": "bin/python3", "kind": "link", "target": "python3.14t"},
//    {"path": "lib/os.py", "kind": "file", "executable": false, "size": 41, "sha256": "…"},
//    {"path": "share", "kind": "directory"}]}
// The others follow, sorted. Behind the archive stands a seal (pack_seal.hpp), which decompressors skip.
// The seal and the digests are against damage. Against somebody who makes another pack only the whole
// file's digest helps.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/fs.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace ftenv {

struct PackRequest {
  fs::path directory;
  std::string top;  // name of the one folder that everything lies in
  Json facts;       // about what is packed; whoever unpacks gets it as it is
  fs::path target;  // replaced if it exists; not in `directory`
  // Of zstd, 1 to 19. Of a CPython of 45 MB level 9 makes 12.9 MB in 1 s on one core, 17 makes 11.8 MB in
  // 14 s, 19 makes 11.5 MB in 29 s. It is packed once and fetched often.
  int level = 17;
  std::function<bool(const std::string& path)> wanted;  // below `directory`; of a folder: and what is in it
  std::function<bool()> cancelled;                      // asked between blocks
  std::function<void(std::uintmax_t done, std::uintmax_t total)> on_progress;  // bytes, before packing
};

struct PackSummary {
  std::string sha256;  // of the whole file
  std::uintmax_t bytes = 0;
  std::size_t files = 0;  // links and folders too
};

// The same tree gives the same bytes, in whatever order and whenever it is read (and with the same libzstd).
// Kept are names, content, links, whether a file may be executed, and when it was changed, in seconds:
// .pyc files remember that of their sources. Two hard links become two files. An older
// pack.json in `directory` is left out, so that an unpacked pack can be packed again. Blocks for seconds. On
// an error nothing is left.
//
// Errors: archive, for what a pack can't hold (a socket, a link that leads out, a name that could not be
// unpacked) or a tree that changes meanwhile; disk, permission, interrupted.
Result<PackSummary> write_pack(const PackRequest& request);

// Has the file a seal, damaged or not, or pack.json as its first entry? One flipped byte can't take that
// away, so whoever is told yes has to ask check_pack_seal. A file that is no archive is none. Error: disk.
Result<bool> is_pack(const fs::path& file);

// pack.json, without reading further than that. Errors: archive, when there is none or it is damaged;
// unsupported, when a later ftenv made it.
Result<Json> read_pack_manifest(const fs::path& archive);

// Is what `directory` holds (unpacked with strip_top_directory) what its .ftenv/pack.json says: every
// file with its digest, kind, executable bit or target, and none besides? Errors: checksum, naming the first
// that differs; unsupported, disk.
Status verify_unpacked_pack(const fs::path& directory);

}  // namespace ftenv
