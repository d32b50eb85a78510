#include "inspect/native/pe_file.hpp"

#include "inspect/native/byte_view.hpp"

namespace ftenv {
namespace {

constexpr std::uint64_t k_most_libraries = 4096;
constexpr std::uint64_t k_most_symbols = 1u << 20;

Failure damaged(const std::string& name, const std::string& why) {
  return fail(ErrorCode::archive, "`" + name + "` begins like a Windows library, but can't be read: " + why);
}

std::string processor_of(std::uint16_t machine) {
  switch (machine) {
    case 0x14c:
      return "x86";
    case 0x8664:
      return "x86_64";
    case 0x1c4:
      return "arm";
    case 0xaa64:
      return "arm64";
    default:
      return "machine " + std::to_string(machine);
  }
}

class Reader {
 public:
  Reader(std::string_view bytes, std::string name) : m_file(bytes), m_name(std::move(name)) {}

  // MZ, at 0x3c the place of "PE\0\0", COFF's header of 20 bytes, the optional header, the sections.
  Result<NativeCode> read() {
    const std::uint64_t head = m_file.u32(0x3c);
    if (m_file.u32(head) != 0x4550) return damaged(m_name, "it has no `PE` header");
    NativeCode code;
    code.processor = processor_of(m_file.u16(head + 4));
    m_sections = m_file.u16(head + 6);
    const std::uint64_t optional = head + 24;
    const std::uint16_t kind = m_file.u16(optional);
    if (kind != 0x10b && kind != 0x20b) return damaged(m_name, "it has no optional header");
    m_wide = kind == 0x20b;
    m_image_base = m_wide ? m_file.u64(optional + 24) : m_file.u32(optional + 28);
    m_directories = optional + (m_wide ? 112 : 96);
    m_directory_count = m_file.u32(m_directories - 4);
    m_section_table = optional + m_file.u16(head + 20);
    read_exports(code);
    read_imports(code);
    read_delayed(code);
    if (m_file.outside() || m_broken) return damaged(m_name, "it was cut");
    return code;
  }

 private:
  // Where the address of the loaded library lies in the file.
  std::uint64_t place_of(std::uint64_t address) {
    for (std::uint64_t i = 0; i < m_sections; ++i) {
      const std::uint64_t row = m_section_table + i * 40;
      const std::uint64_t start = m_file.u32(row + 12), size = m_file.u32(row + 16),
                          raw = m_file.u32(row + 20);
      if (address >= start && address - start < size) return raw + (address - start);
    }
    m_broken = true;
    return m_file.size();
  }

  std::uint64_t directory(std::uint64_t index) {
    return index < m_directory_count ? m_file.u32(m_directories + index * 8) : 0;
  }

  void read_exports(NativeCode& code) {
    const std::uint64_t address = directory(0);
    if (address == 0) return;
    const std::uint64_t at = place_of(address);
    const std::uint64_t count = m_file.u32(at + 24);
    if (count == 0) return;
    const std::uint64_t names = place_of(m_file.u32(at + 32));
    if (count > k_most_symbols || !m_file.has(names, count * 4)) {
      m_broken = true;
      return;
    }
    for (std::uint64_t i = 0; i < count && !m_broken; ++i)
      code.exports.push_back(m_file.text(place_of(m_file.u32(names + i * 4))));
  }

  void read_imports(NativeCode& code) {
    const std::uint64_t address = directory(1);
    if (address == 0) return;
    for (std::uint64_t i = 0; i < k_most_libraries && !bad(); ++i) {
      const std::uint64_t row = place_of(address + i * 20);
      if (bad()) return;
      const std::uint64_t lookup = m_file.u32(row), name = m_file.u32(row + 12), bound = m_file.u32(row + 16);
      if (name == 0) return;
      code.needed.push_back(m_file.text(place_of(name)));
      read_symbols(lookup != 0 ? lookup : bound, code);
    }
  }

  void read_delayed(NativeCode& code) {
    const std::uint64_t address = directory(13);
    if (address == 0) return;
    for (std::uint64_t i = 0; i < k_most_libraries && !bad(); ++i) {
      const std::uint64_t row = place_of(address + i * 32);
      if (bad()) return;
      // Old linkers wrote whole addresses instead of those counted from the library's start.
      const std::uint64_t base = (m_file.u32(row) & 1u) != 0 ? 0 : m_image_base;
      const std::uint64_t name = m_file.u32(row + 4), lookup = m_file.u32(row + 16);
      if (name == 0 || name < base) return;
      code.needed.push_back(m_file.text(place_of(name - base)));
      if (lookup > base) read_symbols(lookup - base, code);
    }
  }

  // A list of addresses of names; the highest bit says that it is a number instead.
  void read_symbols(std::uint64_t address, NativeCode& code) {
    const unsigned each = m_wide ? 8 : 4;
    const std::uint64_t by_number = std::uint64_t{1} << (each * 8 - 1);
    std::uint64_t at = place_of(address);
    while (!bad() && code.imports.size() < k_most_symbols) {
      const std::uint64_t entry = m_file.number(at, each);
      if (entry == 0) return;
      if ((entry & by_number) == 0) code.imports.push_back(m_file.text(place_of(entry & 0x7fffffff) + 2));
      at += each;
    }
  }

  bool bad() const { return m_broken || m_file.outside(); }

  ByteView m_file;
  std::string m_name;
  std::uint64_t m_sections = 0;
  std::uint64_t m_section_table = 0;
  std::uint64_t m_directories = 0;
  std::uint64_t m_directory_count = 0;
  std::uint64_t m_image_base = 0;
  bool m_wide = false;
  bool m_broken = false;
};

}  // namespace

Result<NativeCode> read_pe(std::string_view bytes, const std::string& name) {
  return Reader(bytes, name).read();
}

}  // namespace ftenv
