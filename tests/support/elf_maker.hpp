// Makes small ELF files: as much of a shared library as the loader's tables are, without a compiler.
#pragma once

#include <string>
#include <vector>

namespace ftenv::test {

struct ElfParts {
  std::vector<std::string> imports;  // undefined symbols
  std::vector<std::string> exports;
  std::vector<std::string> needed = {};    // DT_NEEDED
  std::string run_path = {};               // DT_RUNPATH
  std::vector<std::string> versions = {};  // of libc.so.6: "GLIBC_2.34"
  bool wide = true;                        // 64 bits
  bool big_endian = false;
};

std::string make_elf(const ElfParts& parts);

// An extension module `name` as compilers make it: for a free-threaded CPython, for one with the GIL, by
// PyO3 for a free-threaded one (or by anybody for the stable ABI).
std::string free_threaded_module(const std::string& name);
std::string gil_module(const std::string& name);
std::string ambiguous_module(const std::string& name);

}  // namespace ftenv::test
