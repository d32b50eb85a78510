// What the loader reads of an ELF file: the symbols that it wants from others and offers, the libraries
// that it needs and where it looks for them. Only those tables are read, so a library of hundreds of
// megabytes costs milliseconds. elf_reader.hpp says by what.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/version.hpp"

namespace ftenv {

struct ElfFile {
  std::vector<std::string> imports;    // undefined dynamic symbols, without their versions
  std::vector<std::string> exports;    // defined ones that others can see
  std::vector<std::string> needed;     // DT_NEEDED: "libc.so.6"
  std::vector<std::string> run_paths;  // DT_RUNPATH or DT_RPATH, as written: "$ORIGIN/../lib"
  std::optional<Version> glibc;        // the highest version of glibc that it asks for
  bool has_symbols = false;            // there is a table of dynamic symbols at all
  std::uint16_t machine = 0;           // e_machine
};

inline constexpr std::string_view k_elf_magic = "\177ELF";

// Errors: archive, for a file that is no ELF, or begins like one and is damaged; what reading can fail
// with.
Result<ElfFile> read_elf_file(const fs::path& file);

// The same of its bytes; `name` is for errors.
Result<ElfFile> read_elf_bytes(std::string_view bytes, const std::string& name);

// The highest version of glibc that it asks for; nothing where it asks for none. Errors as above.
Result<std::optional<Version>> glibc_of_file(const fs::path& file);

// The same of one file's bytes, which may be no ELF; `name` is for errors.
Result<std::optional<Version>> glibc_of_bytes(std::string_view bytes, const std::string& name);

}  // namespace ftenv
