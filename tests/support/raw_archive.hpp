// Archives written byte by byte, for what no library would write.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ftenv::test {

struct RawTarEntry {
  std::string name;  // cut at 100 bytes, as the field is
  char type = '0';
  std::string content = {};
  std::string link = {};
  unsigned mode = 0644;
  std::optional<std::string> size_field = {};  // 12 bytes, instead of the content's size
  bool right_checksum = true;
};

// One header, and the content in whole blocks.
std::string raw_tar_entry(const RawTarEntry& entry);
// A pax header ('x', or 'g' for the rest of the archive): "27 path=…\n" for each.
std::string raw_pax(const std::vector<std::pair<std::string, std::string>>& records, char type = 'x');
// GNU's way to a longer name ('L') or link target ('K') of the next entry.
std::string raw_gnu_long(const std::string& text, char type = 'L');
std::string raw_tar_end();

struct RawZipEntry {
  std::string name;
  std::string content = {};
  unsigned mode = 0100644;                       // with the type, as stat has it
  std::optional<std::string> local_name = {};    // another one in front of the content
  std::optional<std::uint32_t> size_claim = {};  // in the central directory
  std::optional<std::uint32_t> crc = {};
  unsigned flags = 0;
  unsigned made_by = 3;  // 3: Unix, 0: MS-DOS
};

// Stored, not compressed. `copies`: how often each entry is in the central directory.
std::string raw_zip(const std::vector<RawZipEntry>& entries, int copies = 1);

}  // namespace ftenv::test
