#include "inspect/native/extension_abi.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "inspect/native/elf_file.hpp"

namespace ftenv {
namespace {

// Measured on the extension modules of whole standard libraries, built both ways: the first group is
// imported by 68 of 77 free-threaded ones and by none of the others, the second by 63 of 76 with the GIL
// and by none without. PyUnstable_Module_SetGIL is not there in an interpreter with the GIL.
constexpr std::array<std::string_view, 3> k_free_threaded = {"_Py_DecRefShared", "_Py_MergeZeroLocalRefcount",
                                                             "PyUnstable_Module_SetGIL"};
constexpr std::string_view k_gil = "_Py_Dealloc";
constexpr std::array<std::string_view, 2> k_either = {"_Py_IncRef", "_Py_DecRef"};

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

std::optional<PythonLibrary> read_python_library(std::string_view name) {
  const std::string file = to_lower(name.substr(name.find_last_of("/\\") + 1));
  // "_d" is Windows' mark of a debug build.
  if (ends_with(file, ".dll") && starts_with(file, "python")) {
    const std::string rest = replace_all(file.substr(6, file.size() - 10), "_d", "");
    const std::string digits = digits_at_start(rest);
    const std::string flags = rest.substr(digits.size());
    if (digits.empty() || digits.front() != '3' || (!flags.empty() && flags != "t")) return std::nullopt;
    const bool stable = digits.size() == 1;
    return PythonLibrary{stable, flags == "t", stable ? std::string() : digits};
  }
  if (starts_with(file, "libpython3") && (contains(file, ".so") || contains(file, ".dylib"))) {
    if (starts_with(file, "libpython3.so")) return PythonLibrary{true, false, {}};
    if (starts_with(file, "libpython3t.so")) return PythonLibrary{true, true, {}};
    const std::string minor =
        digits_at_start(std::string_view(file).substr(std::string_view("libpython3.").size()));
    const std::size_t after = std::string_view("libpython3.").size() + minor.size();
    if (minor.empty()) return std::nullopt;
    return PythonLibrary{false, after < file.size() && file[after] == 't', "3" + minor};
  }
  if (contains(name, "Python.framework/")) return PythonLibrary{};
  if (contains(name, "PythonT.framework/")) return PythonLibrary{false, true, {}};
  return std::nullopt;
}

ExtensionAbi judge_extension(const NativeFile& file) {
  ExtensionAbi abi;
  abi.format = file.format;
  abi.glibc = file.glibc;
  for (const NativeCode& code : file.codes) {
    std::vector<std::string> evidence;
    AbiGuess guess = guess_abi(code.imports, evidence);
    for (const std::string& library : code.needed) {
      const auto python = read_python_library(library);
      if (!python) continue;
      abi.python_library = library;
      // Elsewhere a library of Python is only found by its path, which says nothing for sure.
      if (file.format != NativeFormat::pe) continue;
      const AbiGuess by_library = python->free_threaded ? AbiGuess::free_threaded : AbiGuess::gil;
      if (guess == AbiGuess::unknown || guess == AbiGuess::ambiguous) {
        guess = by_library;
        evidence = {library};
      } else if (guess != by_library) {
        guess = AbiGuess::unknown;
      }
    }
    const bool first = &code == &file.codes.front();
    if (first || abi.abi == AbiGuess::unknown || abi.abi == AbiGuess::ambiguous) {
      if (first || guess != AbiGuess::unknown) abi.abi = guess, abi.evidence = evidence;
    } else if ((guess == AbiGuess::gil || guess == AbiGuess::free_threaded) && guess != abi.abi) {
      abi.abi = AbiGuess::unknown;
    }
    for (const std::string& symbol : code.imports)
      abi.sets_gil_by_call = abi.sets_gil_by_call || symbol == "PyUnstable_Module_SetGIL";
    for (const std::string& symbol : code.exports) {
      for (const std::string_view prefix : {"PyInit_", "PyModExport_"}) {
        if (!starts_with(symbol, prefix)) continue;
        std::string module = symbol.substr(prefix.size());
        if (std::find(abi.modules.begin(), abi.modules.end(), module) == abi.modules.end())
          abi.modules.push_back(std::move(module));
      }
    }
  }
  return abi;
}

Result<ExtensionAbi> read_extension_abi(const fs::path& file) {
  ExtensionAbi abi;
  {
    std::ifstream stream = os_files::input_stream(file);
    if (!stream) return fail(ErrorCode::permission, "can't read `" + file.string() + "`");
    std::array<char, 4> start{};
    stream.read(start.data(), start.size());
    abi.format = native_format_of(std::string_view(start.data(), static_cast<std::size_t>(stream.gcount())));
  }
  if (abi.format == NativeFormat::other) return abi;
  // Of an ELF file only its tables are read.
  if (abi.format == NativeFormat::elf) {
    FTENV_TRY(ElfFile elf, read_elf_file(file));
    NativeFile native{NativeFormat::elf, {}, elf.glibc};
    native.codes.push_back({{},
                            std::move(elf.imports),
                            std::move(elf.exports),
                            std::move(elf.needed),
                            std::move(elf.run_paths)});
    return judge_extension(native);
  }
  constexpr std::uintmax_t largest = 256u << 20;
  const auto bytes = read_text(file, largest);
  if (!bytes) return abi;
  const auto native = read_native_file(*bytes, file.string());
  return native && native->format != NativeFormat::other ? judge_extension(*native) : abi;
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
