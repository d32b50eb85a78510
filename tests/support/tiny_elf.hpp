// A 64-bit ELF file with nothing in it but what the loader reads: what it needs and where to look.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ftenv::test {

struct TinyElf {
  std::vector<std::string> needed;
  std::string rpath;
  std::string runpath;
  std::uint16_t machine = 62;  // x86-64

  std::string bytes() const {
    constexpr std::uint64_t head = 64, entry = 56;
    std::string strings(1, '\0'), table;
    const auto name = [&](const std::string& text) {
      const std::uint64_t at = strings.size();
      strings += text + '\0';
      return at;
    };
    std::vector<std::pair<std::uint64_t, std::uint64_t>> entries;
    for (const std::string& one : needed) entries.emplace_back(1, name(one));
    if (!rpath.empty()) entries.emplace_back(15, name(rpath));
    if (!runpath.empty()) entries.emplace_back(29, name(runpath));
    const std::uint64_t at = head + 2 * entry;
    const std::uint64_t size = (entries.size() + 2) * 16;
    entries.emplace_back(5, k_base + at + size);
    entries.emplace_back(0, 0);
    for (const auto& [tag, value] : entries) put(table, tag, 8), put(table, value, 8);

    std::string file("\177ELF\2\1\1", 7);
    file.resize(16, '\0');
    put(file, 2, 2), put(file, machine, 2), put(file, 1, 4);
    put(file, 0, 8), put(file, head, 8), put(file, 0, 8), put(file, 0, 4);
    put(file, head, 2), put(file, entry, 2), put(file, 2, 2), put(file, 0, 2), put(file, 0, 2),
        put(file, 0, 2);
    segment(file, 1, 0, at + size + strings.size());
    segment(file, 2, at, size);
    return file + table + strings;
  }

 private:
  static constexpr std::uint64_t k_base = 0x400000;

  static void put(std::string& to, std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) to += static_cast<char>(value >> (8 * i) & 0xff);
  }
  static void segment(std::string& to, std::uint64_t type, std::uint64_t offset, std::uint64_t size) {
    put(to, type, 4), put(to, 4, 4), put(to, offset, 8), put(to, k_base + offset, 8);
    put(to, k_base + offset, 8), put(to, size, 8), put(to, size, 8), put(to, 8, 8);
  }
};

}  // namespace ftenv::test
