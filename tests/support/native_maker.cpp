#include "support/native_maker.hpp"

namespace ftenv::test {
namespace {

void put(std::string& to, std::uint64_t value, unsigned bytes, bool big = false) {
  for (unsigned i = 0; i < bytes; ++i)
    to += static_cast<char>(value >> (8 * (big ? bytes - 1 - i : i)) & 0xff);
}

void set(std::string& in, std::size_t at, std::uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) in[at + i] = static_cast<char>(value >> (8 * i) & 0xff);
}

}  // namespace

std::string make_mach_o(const MachOParts& parts) {
  const bool big = parts.big_endian;
  std::string names(1, '\0'), symbols;
  const auto symbol = [&](const std::string& name, unsigned type) {
    put(symbols, names.size(), 4, big);
    put(symbols, type, 1);
    put(symbols, type == 1 ? 0 : 1, 1);  // its section
    put(symbols, 0, 2, big);
    put(symbols, 0, parts.wide ? 8 : 4, big);
    names += "_" + name + '\0';
  };
  for (const std::string& name : parts.imports) symbol(name, 0x01);
  for (const std::string& name : parts.exports) symbol(name, 0x0f);
  symbol("a_local_one", 0x0e);
  symbol("of_the_debugger", 0x24);

  std::string commands;
  std::uint32_t count = 1;
  const auto with_text = [&](std::uint32_t kind, unsigned head, const std::string& text) {
    const std::size_t size = (head + text.size() + 1 + 7) / 8 * 8;
    const std::size_t end = commands.size() + size;
    put(commands, kind, 4, big), put(commands, size, 4, big), put(commands, head, 4, big);
    commands.resize(commands.size() + head - 12, '\0');
    commands += text;
    commands.resize(end, '\0');
    ++count;
  };
  if (!parts.id.empty()) with_text(0xd, 24, parts.id);
  for (const std::string& library : parts.needed) with_text(0xc, 24, library);
  with_text(0x80000018, 24, "/opt/weak.dylib");
  for (const std::string& path : parts.run_paths) with_text(0x8000001c, 12, path);

  const std::size_t head = parts.wide ? 32 : 28;
  const std::size_t symbol_table = 24, signature = parts.has_signature ? 16 : 0;
  // A segment with two sections: one that has no bytes in the file, and one of four.
  const std::size_t segment_head = parts.wide ? 72 : 56, section_size = parts.wide ? 80 : 68;
  const std::size_t segment = parts.room == 0 ? 0 : segment_head + 2 * section_size;
  const std::size_t first = head + commands.size() + symbol_table + signature + segment + parts.room;
  if (parts.room != 0) {
    std::string rows(segment, '\0');
    const auto place = [&](std::size_t at, std::uint64_t value) {
      std::string number;
      put(number, value, 4, big);
      rows.replace(at, 4, number);
    };
    place(0, parts.wide ? 0x19 : 0x1), place(4, segment);
    place(parts.wide ? 64 : 48, 2);
    place(segment_head + section_size + (parts.wide ? 48 : 40), first);
    commands += rows;
    ++count;
  }
  if (parts.has_signature) {
    put(commands, 0x1d, 4, big), put(commands, 16, 4, big), put(commands, 0, 8, big);
    ++count;
  }
  const std::size_t tables = first + (parts.room == 0 ? 0 : 4);
  const std::size_t all = 4 - 2 + parts.imports.size() + parts.exports.size();
  put(commands, 2, 4, big), put(commands, 24, 4, big), put(commands, tables, 4, big);
  put(commands, all, 4, big), put(commands, tables + symbols.size(), 4, big);
  put(commands, names.size(), 4, big);

  std::string file;
  put(file, parts.wide ? 0xfeedfacf : 0xfeedface, 4, big);
  put(file, parts.processor, 4, big), put(file, 0, 4, big), put(file, parts.program ? 2 : 6, 4, big);
  put(file, count, 4, big), put(file, commands.size(), 4, big);
  file.resize(head, '\0');
  file += commands;
  file.resize(tables, '\0');
  return file + symbols + names;
}

std::string make_fat_mach_o(const std::vector<MachOParts>& parts) {
  std::string head, bodies;
  put(head, 0xcafebabe, 4, true);
  put(head, parts.size(), 4, true);
  const std::size_t start = 8 + 20 * parts.size();
  for (const MachOParts& one : parts) {
    const std::string body = make_mach_o(one);
    put(head, one.processor, 4, true), put(head, 0, 4, true);
    put(head, start + bodies.size(), 4, true), put(head, body.size(), 4, true), put(head, 3, 4, true);
    bodies += body;
  }
  return head + bodies;
}

std::string make_pe(const PeParts& parts) {
  constexpr std::uint64_t address = 0x1000, place = 0x400;  // of the one section
  const unsigned each = parts.wide ? 8 : 4;
  std::string section(64, '\0');  // nothing lies at its start
  const auto here = [&] { return address + section.size(); };
  const auto text = [&](const std::string& name) {
    const std::uint64_t at = here();
    section += name + '\0';
    return at;
  };
  const auto lookup = [&](const PeLibrary& library) {
    std::vector<std::uint64_t> entries;
    for (const std::string& symbol : library.symbols) {
      if (symbol.empty()) {
        entries.push_back((std::uint64_t{1} << (each * 8 - 1)) | 7);
        continue;
      }
      entries.push_back(here());
      section += std::string(2, '\0') + symbol + '\0';
    }
    const std::uint64_t at = here();
    for (const std::uint64_t entry : entries) put(section, entry, each);
    put(section, 0, each);
    return at;
  };
  std::string imports, delayed;
  for (const PeLibrary& library : parts.libraries) {
    const std::uint64_t symbols = lookup(library);
    put(imports, symbols, 4), put(imports, 0, 8), put(imports, text(library.name), 4),
        put(imports, symbols, 4);
  }
  imports.resize(imports.size() + 20, '\0');
  for (const PeLibrary& library : parts.delayed) {
    const std::uint64_t symbols = lookup(library);
    put(delayed, 1, 4), put(delayed, text(library.name), 4), put(delayed, 0, 8), put(delayed, symbols, 4);
    delayed.resize(delayed.size() + 12, '\0');
  }
  delayed.resize(delayed.size() + 32, '\0');
  std::vector<std::uint64_t> names;
  for (const std::string& name : parts.exports) names.push_back(text(name));
  const std::uint64_t name_table = here();
  for (const std::uint64_t name : names) put(section, name, 4);
  const std::uint64_t exports_at = here();
  section.resize(section.size() + 24, '\0');
  put(section, names.size(), 4), put(section, 0, 4), put(section, name_table, 4), put(section, 0, 4);
  const std::uint64_t imports_at = here();
  section += imports;
  const std::uint64_t delayed_at = here();
  section += delayed;

  std::string file("MZ");
  file.resize(place, '\0');
  constexpr std::size_t head = 0x80, optional = head + 24;
  set(file, 0x3c, head, 4);
  set(file, head, 0x4550, 4), set(file, head + 4, parts.machine, 2), set(file, head + 6, 1, 2);
  const std::size_t optional_size = (parts.wide ? 112 : 96) + 16 * 8;
  set(file, head + 20, optional_size, 2);
  set(file, optional, parts.wide ? 0x20b : 0x10b, 2);
  const std::size_t directories = optional + (parts.wide ? 112 : 96);
  set(file, directories - 4, 16, 4);
  if (!parts.exports.empty()) set(file, directories, exports_at, 4);
  set(file, directories + 8, imports_at, 4);
  set(file, directories + 13 * 8, delayed_at, 4);
  const std::size_t row = optional + optional_size;
  set(file, row + 12, address, 4), set(file, row + 16, section.size(), 4), set(file, row + 20, place, 4);
  return file + section;
}

}  // namespace ftenv::test
