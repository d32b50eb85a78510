// Makes small Mach-O and PE files: as much of a library as says what it wants and offers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ftenv::test {

struct MachOParts {
  std::vector<std::string> imports;  // without the underscore of C
  std::vector<std::string> exports;
  std::vector<std::string> needed = {};
  std::vector<std::string> run_paths = {};
  std::uint32_t processor = 0x100000c;  // arm64; 0x1000007 is x86_64
  bool big_endian = false;
  bool wide = true;  // 64 bits
  std::string id = {};
  bool program = false;
  bool has_signature = false;
  std::size_t room = 0;  // between the load commands and the first section; 0: no section
};
std::string make_mach_o(const MachOParts& parts);
// Several in one file.
std::string make_fat_mach_o(const std::vector<MachOParts>& parts);

struct PeLibrary {
  std::string name;                  // "python314t.dll"
  std::vector<std::string> symbols;  // an empty one is imported by its number
};
struct PeParts {
  std::vector<PeLibrary> libraries;
  std::vector<PeLibrary> delayed = {};
  std::vector<std::string> exports = {};
  std::uint16_t machine = 0x8664;
  bool wide = true;
};
std::string make_pe(const PeParts& parts);

}  // namespace ftenv::test
