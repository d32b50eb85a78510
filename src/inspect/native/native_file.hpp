// Programs and libraries of Linux (ELF), macOS (Mach-O) and Windows (PE), whatever machine this is: what they
// want from others, what they offer, and where they look for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/version.hpp"

namespace ftenv {

enum class NativeFormat { elf, mach_o, pe, other };

// By the first bytes. Java's class files begin like a Mach-O file for several processors.
NativeFormat native_format_of(std::string_view start);
bool is_java_class(std::string_view start);     // of those that begin so
std::string_view name_of(NativeFormat format);  // "ELF", "Mach-O", "PE", "other"

// The code for one processor. ELF and PE files have one, a Mach-O file may have several.
struct NativeCode {
  std::string processor;             // "x86_64", "arm64", "x86", …; "machine 21" where it has no name here
  std::vector<std::string> imports;  // symbols; Mach-O's without the underscore that C adds
  std::vector<std::string> exports;
  std::vector<std::string> needed;     // "libc.so.6", "@rpath/libfoo.dylib", "python314t.dll"
  std::vector<std::string> run_paths;  // as written
};

struct NativeFile {
  NativeFormat format = NativeFormat::other;
  std::vector<NativeCode> codes;  // never empty, unless `format` is other
  std::optional<Version> glibc;   // the highest version of glibc that it asks for
};

// Of bytes that are no such file `format` is other. Error: archive, for a damaged one; `name` is for errors.
Result<NativeFile> read_native_file(std::string_view bytes, const std::string& name);

}  // namespace ftenv
