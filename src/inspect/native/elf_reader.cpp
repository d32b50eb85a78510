#include "inspect/native/elf_reader.hpp"

#include <libelf.h>

#include <cstdint>
#include <cstring>
#include <istream>
#include <vector>

#include "base/text.hpp"

namespace ftenv {
namespace {

Failure damaged_for_libelf(const std::string& name) {
  const int number = elf_errno();
  return damaged_elf(name, number == 0 ? std::string() : elf_errmsg(number));
}

struct Class32 {
  using Head = Elf32_Ehdr;
  using Section = Elf32_Shdr;
  using Symbol = Elf32_Sym;
  using Dynamic = Elf32_Dyn;
  static Elf_Data* translate(Elf_Data* to, const Elf_Data* from, unsigned order) {
    return elf32_xlatetom(to, from, order);
  }
};

struct Class64 {
  using Head = Elf64_Ehdr;
  using Section = Elf64_Shdr;
  using Symbol = Elf64_Sym;
  using Dynamic = Elf64_Dyn;
  static Elf_Data* translate(Elf_Data* to, const Elf_Data* from, unsigned order) {
    return elf64_xlatetom(to, from, order);
  }
};

// The tables of one file, by their places in it. `Class` is 32 or 64 bits.
template <class Class>
class Reader {
 public:
  Reader(std::istream& stream, unsigned order, std::string name)
      : m_stream(stream), m_order(order), m_name(std::move(name)) {
    m_stream.seekg(0, std::ios::end);
    m_size = static_cast<std::uint64_t>(m_stream.tellg());
  }

  Result<ElfFile> read(bool only_needs) {
    FTENV_TRY(const auto heads, records<typename Class::Head>(ELF_T_EHDR, 0, sizeof(typename Class::Head)));
    const auto& head = heads.front();
    ElfFile file;
    file.machine = head.e_machine;
    if (head.e_shoff == 0 || head.e_shnum == 0) return file;
    FTENV_TRY(m_sections, records<typename Class::Section>(ELF_T_SHDR, head.e_shoff,
                                                           head.e_shnum * sizeof(typename Class::Section)));
    for (const auto& section : m_sections) {
      if (section.sh_type == SHT_GNU_verneed) {
        FTENV_CHECK(read_needs(section, file));
      } else if (only_needs) {
        continue;
      } else if (section.sh_type == SHT_DYNSYM) {
        FTENV_CHECK(read_symbols(section, file));
      } else if (section.sh_type == SHT_DYNAMIC) {
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

  // `size` bytes at `at` as this machine's structures. At least one, or it is damaged.
  template <class Record>
  Result<std::vector<Record>> records(Elf_Type type, std::uint64_t at, std::uint64_t size) {
    FTENV_TRY(std::string raw, bytes(at, size / sizeof(Record) * sizeof(Record)));
    std::vector<Record> made(raw.size() / sizeof(Record));
    if (made.empty()) return damaged_elf(m_name, "a table of it is empty");
    FTENV_CHECK(translate(type, raw, raw));
    std::memcpy(made.data(), raw.data(), raw.size());
    return made;
  }

  // From the file's order of bytes to this machine's; libelf allows both to be the same bytes.
  Status translate(Elf_Type type, std::string& from_bytes, std::string& to_bytes) {
    Elf_Data from{};
    from.d_buf = from_bytes.data();
    from.d_type = type;
    from.d_version = EV_CURRENT;
    from.d_size = from_bytes.size();
    Elf_Data to = from;
    to.d_buf = to_bytes.data();
    if (Class::translate(&to, &from, m_order) == nullptr) return damaged_for_libelf(m_name);
    return {};
  }

  Result<std::string> names_of(const typename Class::Section& section) {
    if (section.sh_link >= m_sections.size()) return damaged_elf(m_name, "its names are nowhere");
    const auto& names = m_sections[section.sh_link];
    return bytes(names.sh_offset, names.sh_size);
  }

  static std::string name_at(const std::string& names, std::uint64_t at) {
    if (at >= names.size()) return {};
    return std::string(names.c_str() + at);
  }

  Status read_symbols(const typename Class::Section& section, ElfFile& file) {
    FTENV_TRY(const std::string names, names_of(section));
    FTENV_TRY(const auto symbols,
              records<typename Class::Symbol>(ELF_T_SYM, section.sh_offset, section.sh_size));
    file.has_symbols = true;
    for (const auto& symbol : symbols) {
      std::string name = name_at(names, symbol.st_name);
      if (name.empty() || ELF32_ST_BIND(symbol.st_info) == STB_LOCAL) continue;
      (symbol.st_shndx == SHN_UNDEF ? file.imports : file.exports).push_back(std::move(name));
    }
    return {};
  }

  Status read_dynamic(const typename Class::Section& section, ElfFile& file) {
    FTENV_TRY(const std::string names, names_of(section));
    FTENV_TRY(const auto entries,
              records<typename Class::Dynamic>(ELF_T_DYN, section.sh_offset, section.sh_size));
    for (const auto& entry : entries) {
      if (entry.d_tag == DT_NULL) break;
      if (entry.d_tag == DT_NEEDED) file.needed.push_back(name_at(names, entry.d_un.d_val));
      if (entry.d_tag != DT_RUNPATH && entry.d_tag != DT_RPATH) continue;
      for (const std::string& path : split(name_at(names, entry.d_un.d_val), ':')) {
        if (!path.empty()) file.run_paths.push_back(path);
      }
    }
    return {};
  }

  // What `readelf -V` shows of /bin/ls:
  //   Version needs section '.gnu.version_r' contains 1 entry:
  //    0000: Version: 1  File: libc.so.6  Cnt: 3
  //    0x0010:   Name: GLIBC_2.34  Flags: none  Version: 4
  // Two chained lists, whose links are distances in bytes; a damaged one must not lead in circles. The
  // structures are the same for 32 and 64 bits.
  Status read_needs(const typename Class::Section& section, ElfFile& file) {
    FTENV_TRY(const std::string names, names_of(section));
    FTENV_TRY(std::string raw, bytes(section.sh_offset, section.sh_size));
    FTENV_CHECK(translate(ELF_T_VNEED, raw, raw));
    std::uint64_t at = 0;
    for (std::uint64_t files = 0; files < section.sh_info; ++files) {
      Elf64_Verneed need;
      if (!take(raw, at, need)) return damaged_elf(m_name, "its list of versions is broken");
      std::uint64_t entry = at + need.vn_aux;
      for (unsigned count = 0; count < need.vn_cnt; ++count) {
        Elf64_Vernaux version;
        if (!take(raw, entry, version) || version.vna_name >= names.size()) {
          return damaged_elf(m_name, "its list of versions is broken");
        }
        const auto glibc = glibc_of_need(name_at(names, version.vna_name));
        if (glibc && (!file.glibc || *file.glibc < *glibc)) file.glibc = glibc;
        if (version.vna_next == 0) break;
        entry += version.vna_next;
      }
      if (need.vn_next == 0) break;
      at += need.vn_next;
    }
    return {};
  }

  template <class Record>
  static bool take(const std::string& from, std::uint64_t at, Record& record) {
    if (at > from.size() || from.size() - at < sizeof record) return false;
    std::memcpy(&record, from.data() + at, sizeof record);
    return true;
  }

  std::istream& m_stream;
  std::uint64_t m_size = 0;
  unsigned m_order;
  std::string m_name;
  std::vector<typename Class::Section> m_sections;
};

}  // namespace

Result<ElfFile> read_elf(std::istream& stream, const std::string& name, bool only_needs) {
  std::string start(EI_NIDENT, '\0');
  stream.read(start.data(), EI_NIDENT);
  if (!starts_with(start, k_elf_magic)) return fail(ErrorCode::archive, "`" + name + "` is no ELF file");
  if (!stream) return damaged_elf(name, "it was cut");
  elf_version(EV_CURRENT);
  const auto order = static_cast<unsigned char>(start[EI_DATA]);
  if (order != ELFDATA2LSB && order != ELFDATA2MSB) return damaged_elf(name, "it has no order of bytes");
  if (start[EI_CLASS] == ELFCLASS64) return Reader<Class64>(stream, order, name).read(only_needs);
  if (start[EI_CLASS] == ELFCLASS32) return Reader<Class32>(stream, order, name).read(only_needs);
  return damaged_elf(name, "it is of neither 32 nor 64 bits");
}

}  // namespace ftenv
