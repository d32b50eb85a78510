#include "inspect/native/elf_reader.hpp"

#include <utility>
#include <vector>

#include "inspect/native/byte_view.hpp"

namespace ftenv {
namespace {

// From the System V ABI's description of the format.
constexpr std::uint32_t k_dynamic = 6, k_dynsym = 11, k_version_needs = 0x6ffffffe;
constexpr std::uint64_t k_tag_null = 0, k_tag_needed = 1, k_tag_rpath = 15, k_tag_runpath = 29;
constexpr std::size_t k_class_at = 4, k_order_at = 5, k_identity = 16;

struct Section {
  std::uint32_t type = 0, link = 0, info = 0;
  std::uint64_t at = 0, size = 0;
};

class Reader {
 public:
  Reader(std::istream& stream, bool wide, bool big_endian, std::string name)
      : m_stream(stream), m_wide(wide), m_big_endian(big_endian), m_name(std::move(name)) {
    m_stream.clear();
    m_stream.seekg(0, std::ios::end);
    m_size = static_cast<std::uint64_t>(m_stream.tellg());
  }

  Result<ElfFile> read(bool only_needs) {
    FTENV_TRY(const std::string head, bytes(0, m_wide ? 64 : 52));
    ByteView view(head, m_big_endian);
    ElfFile file;
    file.machine = view.u16(18);
    const std::uint64_t at = m_wide ? view.u64(40) : view.u32(32);
    const std::uint64_t count = view.u16(m_wide ? 60 : 48);
    if (at == 0 || count == 0) return file;
    FTENV_CHECK(read_sections(at, count));
    for (const Section& section : m_sections) {
      if (section.type == k_version_needs) {
        FTENV_CHECK(read_needs(section, file));
      } else if (!only_needs && section.type == k_dynsym) {
        FTENV_CHECK(read_symbols(section, file));
      } else if (!only_needs && section.type == k_dynamic) {
        FTENV_CHECK(read_dynamic(section, file));
      }
    }
    return file;
  }

 private:
  Result<std::string> bytes(std::uint64_t at, std::uint64_t size) {
    if (size > k_largest_elf_table) return damaged_elf(m_name, "a table of it is too large");
    if (at > m_size || size > m_size - at) return damaged_elf(m_name, "it was cut");
    std::string read(static_cast<std::size_t>(size), '\0');
    m_stream.clear();
    m_stream.seekg(static_cast<std::streamoff>(at));
    if (!m_stream.read(read.data(), static_cast<std::streamsize>(size)))
      return damaged_elf(m_name, "it was cut");
    return read;
  }

  // Whole rows of `each` bytes. At least one, or it is damaged.
  Result<std::string> rows(const Section& section, std::uint64_t each) {
    FTENV_TRY(std::string read, bytes(section.at, section.size / each * each));
    if (read.empty()) return damaged_elf(m_name, "a table of it is empty");
    return read;
  }

  Result<std::string> names_of(const Section& section) {
    if (section.link >= m_sections.size()) return damaged_elf(m_name, "its names are nowhere");
    return bytes(m_sections[section.link].at, m_sections[section.link].size);
  }

  static std::string name_at(const std::string& names, std::uint64_t at) {
    if (at >= names.size()) return {};
    return std::string(names.c_str() + at);
  }

  Status read_sections(std::uint64_t at, std::uint64_t count) {
    const std::uint64_t each = m_wide ? 64 : 40;
    FTENV_TRY(const std::string table, bytes(at, count * each));
    ByteView view(table, m_big_endian);
    for (std::uint64_t row = 0; row < table.size(); row += each) {
      Section section;
      section.type = view.u32(row + 4);
      section.at = m_wide ? view.u64(row + 24) : view.u32(row + 16);
      section.size = m_wide ? view.u64(row + 32) : view.u32(row + 20);
      section.link = view.u32(row + (m_wide ? 40 : 24));
      section.info = view.u32(row + (m_wide ? 44 : 28));
      m_sections.push_back(section);
    }
    return {};
  }

  Status read_symbols(const Section& section, ElfFile& file) {
    FTENV_TRY(const std::string names, names_of(section));
    const std::uint64_t each = m_wide ? 24 : 16;
    FTENV_TRY(const std::string table, rows(section, each));
    ByteView view(table, m_big_endian);
    file.has_symbols = true;
    for (std::uint64_t row = 0; row < table.size(); row += each) {
      std::string name = name_at(names, view.u32(row));
      const bool local = view.number(row + (m_wide ? 4 : 12), 1) >> 4 == 0;
      const bool undefined = view.u16(row + (m_wide ? 6 : 14)) == 0;
      if (name.empty() || local) continue;
      (undefined ? file.imports : file.exports).push_back(std::move(name));
    }
    return {};
  }

  Status read_dynamic(const Section& section, ElfFile& file) {
    FTENV_TRY(const std::string names, names_of(section));
    const unsigned word = m_wide ? 8 : 4;
    FTENV_TRY(const std::string table, rows(section, 2 * word));
    ByteView view(table, m_big_endian);
    for (std::uint64_t row = 0; row < table.size(); row += 2 * word) {
      const std::uint64_t tag = view.number(row, word);
      const std::uint64_t value = view.number(row + word, word);
      if (tag == k_tag_null) break;
      if (tag == k_tag_needed) file.needed.push_back(name_at(names, value));
      if (tag != k_tag_runpath && tag != k_tag_rpath) continue;
      for (const std::string& path : split(name_at(names, value), ':')) {
        if (!path.empty()) file.run_paths.push_back(path);
      }
    }
    return {};
  }

  // Two chained lists, whose links are distances in bytes; a damaged one must not lead in circles. The rows
  // are the same for 32 and 64 bits.
  Status read_needs(const Section& section, ElfFile& file) {
    FTENV_TRY(const std::string names, names_of(section));
    FTENV_TRY(const std::string table, bytes(section.at, section.size));
    ByteView view(table, m_big_endian);
    std::uint64_t at = 0;
    for (std::uint64_t files = 0; files < section.info; ++files) {
      const std::uint32_t count = view.u16(at + 2), first = view.u32(at + 8), next = view.u32(at + 12);
      std::uint64_t entry = at + first;
      for (std::uint32_t i = 0; i < count && !view.outside(); ++i) {
        const std::uint32_t name = view.u32(entry + 8), entry_next = view.u32(entry + 12);
        if (view.outside() || name >= names.size())
          return damaged_elf(m_name, "its list of versions is broken");
        const auto glibc = glibc_of_need(name_at(names, name));
        if (glibc && (!file.glibc || *file.glibc < *glibc)) file.glibc = glibc;
        if (entry_next == 0) break;
        entry += entry_next;
      }
      if (view.outside()) return damaged_elf(m_name, "its list of versions is broken");
      if (next == 0) break;
      at += next;
    }
    return {};
  }

  std::istream& m_stream;
  std::uint64_t m_size = 0;
  bool m_wide;
  bool m_big_endian;
  std::string m_name;
  std::vector<Section> m_sections;
};

}  // namespace

Result<ElfFile> read_elf(std::istream& stream, const std::string& name, bool only_needs) {
  std::string start(k_identity, '\0');
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  if (!starts_with(start, k_elf_magic)) return fail(ErrorCode::archive, "`" + name + "` is no ELF file");
  if (!stream) return damaged_elf(name, "it was cut");
  const char order = start[k_order_at];
  const char width = start[k_class_at];
  if (order != 1 && order != 2) return damaged_elf(name, "it has no order of bytes");
  if (width != 1 && width != 2) return damaged_elf(name, "it is of neither 32 nor 64 bits");
  return Reader(stream, width == 2, order == 2, name).read(only_needs);
}

}  // namespace ftenv
