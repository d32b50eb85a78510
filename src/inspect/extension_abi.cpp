#include "inspect/extension_abi.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

#include "base/text.hpp"
#include "inspect/elf_file.hpp"

namespace ftenv {
namespace {

// Measured on the extension modules of whole standard libraries, built both ways: the first group is
// imported by 68 of 77 free-threaded ones and by none of the others, the second by 63 of 76 with the GIL
// and by none without. PyUnstable_Module_SetGIL is not there in an interpreter with the GIL.
constexpr std::array<std::string_view, 3> k_free_threaded = {"_Py_DecRefShared", "_Py_MergeZeroLocalRefcount",
                                                             "PyUnstable_Module_SetGIL"};
constexpr std::string_view k_gil = "_Py_Dealloc";
constexpr std::array<std::string_view, 2> k_either = {"_Py_IncRef", "_Py_DecRef"};

// Mach-O: feedface, feedfacf in both orders of bytes, and cafebabe for several processors in one file.
NativeFormat format_of(std::string_view start) {
  if (starts_with(start, k_elf_magic)) return NativeFormat::elf;
  if (starts_with(start, "MZ")) return NativeFormat::pe;
  constexpr std::array<std::string_view, 5> mach_o = {
      "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe"};
  for (const std::string_view magic : mach_o) {
    if (starts_with(start, magic)) return NativeFormat::mach_o;
  }
  return NativeFormat::other;
}

std::string digits_at_start(std::string_view text) {
  const auto end = std::find_if(text.begin(), text.end(),
                                [](char c) { return std::isdigit(static_cast<unsigned char>(c)) == 0; });
  return std::string(text.begin(), end);
}

// "314t" of "cpython-314t-x86_64-linux-gnu" and of "cp314t-win_amd64"; a debug build has a "d" after it.
void read_specific(ExtensionName& name) {
  for (const std::string_view prefix : {"cpython-", "cp"}) {
    if (!starts_with(name.tag, prefix)) continue;
    const std::string_view rest = std::string_view(name.tag).substr(prefix.size());
    name.python = digits_at_start(rest);
    if (name.python.empty()) continue;
    name.free_threaded = rest.size() > name.python.size() && rest[name.python.size()] == 't';
    return;
  }
}

}  // namespace

AbiGuess guess_abi(const std::vector<std::string>& imports, std::vector<std::string>& evidence) {
  bool free_threaded = false;
  bool gil = false;
  std::vector<std::string> either;
  for (const std::string& symbol : imports) {
    if (std::find(k_free_threaded.begin(), k_free_threaded.end(), symbol) != k_free_threaded.end()) {
      free_threaded = true;
      evidence.push_back(symbol);
    } else if (symbol == k_gil) {
      gil = true;
      evidence.push_back(symbol);
    } else if (std::find(k_either.begin(), k_either.end(), symbol) != k_either.end()) {
      either.push_back(symbol);
    }
  }
  // Both at once is nothing that a compiler makes: say nothing.
  if (free_threaded && gil) return AbiGuess::unknown;
  if (free_threaded) return AbiGuess::free_threaded;
  if (gil) return AbiGuess::gil;
  evidence = either;
  return either.empty() ? AbiGuess::unknown : AbiGuess::ambiguous;
}

Result<ExtensionAbi> read_extension_abi(const fs::path& file) {
  ExtensionAbi abi;
  {
    std::ifstream stream(file.string(), std::ios::binary);
    if (!stream) return fail(ErrorCode::permission, "can't read `" + file.string() + "`");
    std::array<char, 4> start{};
    stream.read(start.data(), start.size());
    abi.format = format_of(std::string_view(start.data(), static_cast<std::size_t>(stream.gcount())));
  }
  if (abi.format != NativeFormat::elf) return abi;
  FTENV_TRY(const ElfFile elf, read_elf_file(file));
  abi.abi = guess_abi(elf.imports, abi.evidence);
  abi.glibc = elf.glibc;
  abi.sets_gil_by_call =
      std::find(elf.imports.begin(), elf.imports.end(), "PyUnstable_Module_SetGIL") != elf.imports.end();
  for (const std::string& symbol : elf.exports) {
    for (const std::string_view prefix : {"PyInit_", "PyModExport_"}) {
      if (starts_with(symbol, prefix)) abi.modules.push_back(symbol.substr(prefix.size()));
    }
  }
  return abi;
}

std::optional<ExtensionName> read_extension_name(std::string_view file_name) {
  std::string_view stem;
  for (const std::string_view ending : {".so", ".pyd"}) {
    if (ends_with(file_name, ending)) stem = file_name.substr(0, file_name.size() - ending.size());
  }
  if (stem.empty()) return std::nullopt;
  ExtensionName name;
  const std::size_t dot = stem.find('.');
  name.module = std::string(stem.substr(0, dot));
  if (name.module.empty()) return std::nullopt;
  if (dot == std::string_view::npos) return name;
  name.tag = std::string(stem.substr(dot + 1));
  name.kind = name.tag == "abi3"    ? ExtensionName::stable
              : name.tag == "abi3t" ? ExtensionName::stable_free_threaded
                                    : ExtensionName::specific;
  if (name.kind == ExtensionName::specific) read_specific(name);
  return name;
}

}  // namespace ftenv
