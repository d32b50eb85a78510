#include "support/raw_archive.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace ftenv::test {
namespace {

constexpr std::size_t k_tar_block = 512;

std::string octal(std::uintmax_t value, int width) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%0*jo", width, value);
  return text.data();
}

void put(std::string& header, std::size_t at, std::size_t room, const std::string& text) {
  header.replace(at, std::min(room, text.size()), text, 0, std::min(room, text.size()));
}

std::string in_blocks(std::string bytes) {
  bytes.resize((bytes.size() + k_tar_block - 1) / k_tar_block * k_tar_block, '\0');
  return bytes;
}

std::uint32_t crc32(const std::string& bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}

void le(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

}  // namespace

std::string raw_tar_entry(const RawTarEntry& entry) {
  std::string header(k_tar_block, '\0');
  put(header, 0, 100, entry.name);
  put(header, 100, 8, octal(entry.mode, 7));
  put(header, 108, 8, octal(0, 7));
  put(header, 116, 8, octal(0, 7));
  put(header, 124, 12, entry.size_field.value_or(octal(entry.content.size(), 11)));
  put(header, 136, 12, octal(1'000'000'000, 11));
  put(header, 156, 1, std::string(1, entry.type));
  put(header, 157, 100, entry.link);
  put(header, 257, 8,
      std::string("ustar\0"
                  "00",
                  8));
  put(header, 148, 8, std::string(8, ' '));
  unsigned sum = entry.right_checksum ? 0 : 1;
  for (const char byte : header) sum += static_cast<unsigned char>(byte);
  put(header, 148, 8, octal(sum, 6) + std::string("\0 ", 2));
  return header + in_blocks(entry.content);
}

std::string raw_pax(const std::vector<std::pair<std::string, std::string>>& records, char type) {
  std::string text;
  for (const auto& [key, value] : records) {
    const std::string rest = " " + key + "=" + value + "\n";
    // The length counts its own digits.
    std::size_t size = rest.size() + 1;
    while (std::to_string(size).size() + rest.size() != size) ++size;
    text += std::to_string(size) + rest;
  }
  return raw_tar_entry({"pax", type, text});
}

std::string raw_gnu_long(const std::string& text, char type) {
  return raw_tar_entry({"././@LongLink", type, text + std::string(1, '\0')});
}

std::string raw_tar_end() {
  return std::string(2 * k_tar_block, '\0');
}

std::string raw_zip(const std::vector<RawZipEntry>& entries, int copies) {
  std::string bytes;
  std::string directory;
  std::size_t count = 0;
  for (const RawZipEntry& entry : entries) {
    const std::string local = entry.local_name.value_or(entry.name);
    const std::uint32_t crc = entry.crc.value_or(crc32(entry.content));
    const std::size_t offset = bytes.size();
    const auto common = [&](std::string& out, std::uint32_t size, const std::string& name) {
      le(out, 20, 2);  // needs version 2.0
      le(out, entry.flags, 2);
      le(out, 0, 2);            // stored
      le(out, 0x2d29'0000, 4);  // a time of 2002
      le(out, crc, 4);
      le(out, size, 4);
      le(out, size, 4);
      le(out, name.size(), 2);
      le(out, 0, 2);  // no extra field
    };
    const auto size = static_cast<std::uint32_t>(entry.content.size());
    bytes += "PK\3\4";
    common(bytes, size, local);
    bytes += local + entry.content;
    for (int copy = 0; copy < copies; ++copy, ++count) {
      directory += "PK\1\2";
      le(directory, 20 | entry.made_by << 8, 2);
      common(directory, entry.size_claim.value_or(size), entry.name);
      le(directory, 0, 2 + 2 + 2);  // comment, disk, internal attributes
      le(directory, static_cast<std::uint64_t>(entry.mode) << 16, 4);
      le(directory, offset, 4);
      directory += entry.name;
    }
  }
  const std::size_t begin = bytes.size();
  bytes += directory + "PK\5\6";
  le(bytes, 0, 4);
  le(bytes, count, 2);
  le(bytes, count, 2);
  le(bytes, directory.size(), 4);
  le(bytes, begin, 4);
  le(bytes, 0, 2);
  return bytes;
}

}  // namespace ftenv::test
