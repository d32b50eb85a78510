// The tables of an ELF file, in a stream: by libelf, which is included in elf_reader.cpp only. It can't be
// built for Windows (elfutils stands on POSIX, and no distribution has it for mingw-w64), where wheels of
// other systems are looked at all the same: there elf_reader_windows.cpp has a small reader of our own, as
// Mach-O and PE have everywhere. Private to this room.
#pragma once

#include <cstdint>
#include <istream>
#include <string>

#include "base/text.hpp"
#include "inspect/native/elf_file.hpp"

namespace ftenv {

// `only_needs`: nothing but what it asks of glibc. Errors as of read_elf_file.
Result<ElfFile> read_elf(std::istream& stream, const std::string& name, bool only_needs);

// What both readers share.

// Of one table: no real library comes near it, and a damaged header must not fill the memory.
inline constexpr std::uint64_t k_largest_elf_table = 256u << 20;

inline Failure damaged_elf(const std::string& name, const std::string& why = {}) {
  return fail(ErrorCode::archive, "`" + name + "` begins like an ELF file, but can't be read" +
                                      (why.empty() ? std::string() : ": " + why));
}

// GLIBC_2.34, GLIBC_2.3.4; GLIBC_ABI_DT_RELR is asked for by files with packed relocations, which the
// loader understands from 2.36 on. GLIBC_PRIVATE says nothing, GCC_3.0 and CXXABI_1.3 are of others.
inline std::optional<Version> glibc_of_need(std::string_view name) {
  constexpr std::string_view prefix = "GLIBC_";
  if (!starts_with(name, prefix)) return std::nullopt;
  if (name == "GLIBC_ABI_DT_RELR") return Version{2, 36, 0, {}};
  return Version::parse(name.substr(prefix.size()));
}

}  // namespace ftenv
