// Which Python an extension module was compiled for, by its bytes: tags of wheels and names of files can
// say anything. No Python is started.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "inspect/native/native_file.hpp"
#include "model/version.hpp"

namespace ftenv {

// gil and free_threaded are certain: a symbol is imported that only such a build imports, or Windows' library
// of such a Python. ambiguous:
// PyO3's build for a free-threaded Python and any build for the stable ABI look the same. unknown: it
// counts no references, or can't be read here.
enum class AbiGuess { unknown, ambiguous, free_threaded, gil };

struct ExtensionAbi {
  NativeFormat format = NativeFormat::other;
  AbiGuess abi = AbiGuess::unknown;
  std::vector<std::string> evidence;  // the symbols that decided
  std::vector<std::string> modules;   // "hello" of an exported PyInit_hello or PyModExport_hello
  std::optional<Version> glibc;       // the highest version of glibc that it asks for
  bool sets_gil_by_call = false;      // imports PyUnstable_Module_SetGIL, which only free-threaded ones have
  std::string python_library;         // that it is linked to: "python314t.dll", "libpython3.14t.so.1.0"
};

// Pure.
AbiGuess guess_abi(const std::vector<std::string>& imports, std::vector<std::string>& evidence);

// What a file that was read is. Of a Mach-O file for several processors one may be certain and the others
// not; if they contradict each other, it is unknown.
ExtensionAbi judge_extension(const NativeFile& file);

// A library of Python by its file name, without folders: what it was made for.
//   libpython3.14t.so.1.0   python314t.dll   Python (of a framework)   python3.dll, python3t.dll: stable
struct PythonLibrary {
  bool stable = false;
  bool free_threaded = false;
  std::string python;  // "314"; empty for stable ones and for a framework's
};
std::optional<PythonLibrary> read_python_library(std::string_view name);

// Damaged Mach-O and PE files are recognised, and nothing more. Errors: archive, for a damaged ELF file; what
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
