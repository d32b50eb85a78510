// Which Python an extension module was compiled for, by its bytes: tags of wheels and names of files can
// say anything. No Python is started.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/version.hpp"

namespace ftenv {

// gil and free_threaded are certain: a symbol is imported that only such a build imports. ambiguous:
// PyO3's build for a free-threaded Python and any build for the stable ABI look the same. unknown: it
// counts no references, or can't be read here.
enum class AbiGuess { unknown, ambiguous, free_threaded, gil };

enum class NativeFormat { elf, mach_o, pe, other };

struct ExtensionAbi {
  NativeFormat format = NativeFormat::other;
  AbiGuess abi = AbiGuess::unknown;
  std::vector<std::string> evidence;  // the symbols that decided
  std::vector<std::string> modules;   // "hello" of an exported PyInit_hello or PyModExport_hello
  std::optional<Version> glibc;       // the highest version of glibc that it asks for
  bool sets_gil_by_call = false;      // imports PyUnstable_Module_SetGIL, which only free-threaded ones have
};

// Pure.
AbiGuess guess_abi(const std::vector<std::string>& imports, std::vector<std::string>& evidence);

// Mach-O and PE files are recognised, and nothing more. Errors: archive, for a damaged ELF file; what
// reading can fail with.
Result<ExtensionAbi> read_extension_abi(const fs::path& file);

// What the name of an extension module's file says.
//   hello.cpython-314t-x86_64-linux-gnu.so   specific, free_threaded
//   hello.cp314-win_amd64.pyd                specific
//   hello.abi3.so   hello.abi3t.so   hello.so
struct ExtensionName {
  enum Kind { bare, stable, stable_free_threaded, specific } kind = bare;
  std::string module;          // "hello"
  std::string tag;             // "cpython-314t-x86_64-linux-gnu", "abi3", ""
  std::string python;          // "314" of a specific CPython tag, else empty
  bool free_threaded = false;  // of a specific one
};
std::optional<ExtensionName> read_extension_name(std::string_view file_name);

}  // namespace ftenv
