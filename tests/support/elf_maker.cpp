#include "support/elf_maker.hpp"

#include <cstdint>

namespace ftenv::test {
namespace {

constexpr unsigned k_strtab = 3, k_dynamic = 6, k_dynsym = 11, k_verneed = 0x6ffffffe;

// Numbers in the order and width of one file.
class Bytes {
 public:
  explicit Bytes(const ElfParts& parts) : m_wide(parts.wide), m_big(parts.big_endian) {}

  void number(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
      const int shift = 8 * (m_big ? bytes - 1 - i : i);
      text += static_cast<char>((value >> shift) & 0xff);
    }
  }
  void half(std::uint64_t value) { number(value, 2); }
  void word(std::uint64_t value) { number(value, 4); }
  void size(std::uint64_t value) { number(value, m_wide ? 8 : 4); }

  std::string text;

 private:
  bool m_wide;
  bool m_big;
};

class Names {
 public:
  std::uint64_t add(const std::string& name) {
    const std::uint64_t at = text.size();
    text += name;
    text += '\0';
    return at;
  }
  std::string text = std::string(1, '\0');
};

void add_symbol(Bytes& to, const ElfParts& parts, std::uint64_t name, unsigned section) {
  const unsigned char global_function = 0x12;
  to.word(name);
  if (parts.wide) {
    to.number(global_function, 1);
    to.number(0, 1);
    to.half(section);
    to.size(0);
    to.size(0);
  } else {
    to.size(0);
    to.size(0);
    to.number(global_function, 1);
    to.number(0, 1);
    to.half(section);
  }
}

struct Section {
  unsigned type = 0;
  std::string bytes;
  unsigned link = 0;
  unsigned info = 0;
};

std::string version_needs(const ElfParts& parts, Names& names) {
  Bytes needs(parts);
  needs.half(1);
  needs.half(parts.versions.size());
  needs.word(names.add("libc.so.6"));
  needs.word(16);
  needs.word(0);
  for (std::size_t i = 0; i < parts.versions.size(); ++i) {
    needs.word(0);
    needs.half(0);
    needs.half(2 + i);
    needs.word(names.add(parts.versions[i]));
    needs.word(i + 1 < parts.versions.size() ? 16 : 0);
  }
  return needs.text;
}

}  // namespace

std::string make_elf(const ElfParts& parts) {
  Names names;
  Bytes symbols(parts);
  symbols.text = std::string(parts.wide ? 24 : 16, '\0');  // the first is none
  for (const std::string& name : parts.imports) add_symbol(symbols, parts, names.add(name), 0);
  for (const std::string& name : parts.exports) add_symbol(symbols, parts, names.add(name), 1);
  Bytes dynamic(parts);
  const auto entry = [&](std::uint64_t tag, std::uint64_t value) {
    dynamic.size(tag);
    dynamic.size(value);
  };
  for (const std::string& name : parts.needed) entry(1, names.add(name));
  if (!parts.run_path.empty()) entry(29, names.add(parts.run_path));
  entry(0, 0);
  std::string needs;
  if (!parts.versions.empty()) needs = version_needs(parts, names);

  std::vector<Section> sections{
      {}, {k_strtab, names.text}, {k_dynsym, symbols.text, 1, 1}, {k_dynamic, dynamic.text, 1}};
  if (!needs.empty()) sections.push_back({k_verneed, needs, 1, 1});

  const std::uint64_t head_size = parts.wide ? 64 : 52;
  const std::uint64_t section_size = parts.wide ? 64 : 40;
  std::uint64_t at = head_size;
  for (const Section& section : sections) at += section.bytes.size();

  Bytes file(parts);
  file.text = std::string("\177ELF") + static_cast<char>(parts.wide ? 2 : 1) +
              static_cast<char>(parts.big_endian ? 2 : 1) + '\1' + std::string(9, '\0');
  file.half(3);  // a shared object
  file.half(parts.big_endian ? 22 : 62);
  file.word(1);
  file.size(0);   // entry
  file.size(0);   // program headers
  file.size(at);  // sections
  file.word(0);
  file.half(head_size);
  file.half(0);
  file.half(0);
  file.half(section_size);
  file.half(sections.size());
  file.half(0);
  std::uint64_t place = head_size;
  for (const Section& section : sections) file.text += section.bytes;
  for (const Section& section : sections) {
    file.word(0);
    file.word(section.type);
    file.size(0);
    file.size(0);
    file.size(section.type == 0 ? 0 : place);
    file.size(section.bytes.size());
    file.word(section.link);
    file.word(section.info);
    file.size(1);
    file.size(0);
    place += section.bytes.size();
  }
  return file.text;
}

std::string free_threaded_module(const std::string& name) {
  return make_elf(
      {{"PyModule_Create2", "_Py_DecRefShared", "_Py_MergeZeroLocalRefcount"}, {"PyInit_" + name}});
}

std::string gil_module(const std::string& name) {
  return make_elf({{"PyModule_Create2", "_Py_Dealloc"}, {"PyInit_" + name}});
}

std::string ambiguous_module(const std::string& name) {
  return make_elf({{"PyModuleDef_Init", "_Py_IncRef", "_Py_DecRef"}, {"PyInit_" + name}});
}

}  // namespace ftenv::test
