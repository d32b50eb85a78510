// Which file the system's loader would take for a shared library, found out without starting anything:
// DT_RPATH, LD_LIBRARY_PATH, DT_RUNPATH, the loader's cache and its own folders, in this order (ld.so(8)).
// Little-endian ELF only; whatever else has no answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"

namespace ftenv {

// What a program or library asks of the loader.
struct LoaderNeeds {
  std::vector<std::string> needed;  // "libpython3.14t.so.1.0"
  std::string rpath;                // as written, with $ORIGIN
  std::string runpath;
  int bits = 64;
  std::uint16_t machine = 0;  // e_machine
};

// Empty for what is no ELF file, is cut short, or is linked statically. Reads its head and tables only.
std::optional<LoaderNeeds> read_loader_needs(const fs::path& file);

// The loader's surroundings.
struct LoaderWorld {
  std::string library_path;       // LD_LIBRARY_PATH
  std::string cache;              // bytes of ld.so.cache; empty: there is none
  std::vector<fs::path> folders;  // the loader's own, last
};
// Of the system whose /etc is in `root`, with the user's LD_LIBRARY_PATH.
LoaderWorld system_loader(const std::string& library_path, const fs::path& root = "/");

struct FoundLibrary {
  fs::path path;    // empty: the loader would stop
  std::string via;  // "LD_LIBRARY_PATH", "RPATH", "RUNPATH", "the loader's cache", "the system's folders"
};

// `program`: the file itself, links followed ($ORIGIN is its folder).
FoundLibrary find_library(const fs::path& program, const LoaderNeeds& needs, const std::string& library,
                          const LoaderWorld& world);

// Of ld.so.cache (the format of glibc since 2.2): the files that it has for `library`. Pure.
std::vector<fs::path> cached_libraries(std::string_view cache, std::string_view library);

}  // namespace ftenv
