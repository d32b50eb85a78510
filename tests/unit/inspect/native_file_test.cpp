#include "inspect/native/native_file.hpp"

#include "base/text.hpp"
#include "inspect/native/extension_abi.hpp"
#include "support/catch.hpp"
#include "support/elf_maker.hpp"
#include "support/native_maker.hpp"

namespace ftenv::test {
namespace {

using Names = std::vector<std::string>;

NativeFile read(const std::string& bytes) {
  auto file = read_native_file(bytes, "x.so");
  if (!file) INFO(file.error().message);
  REQUIRE(file);
  return *file;
}

// Must end, within its bytes (the presets with sanitizers see what is read outside), and may be an error.
void survives(const std::string& bytes) {
  const auto file = read_native_file(bytes, "x.so");
  CHECK((!file || file->codes.size() <= 32));
}

const MachOParts k_mac{{"_Py_DecRefShared", "PyLong_FromLong"},
                       {"PyInit_hello"},
                       {"/usr/lib/libSystem.B.dylib", "@rpath/libown.dylib"},
                       {"@loader_path/lib", "/opt/lib"}};
const PeParts k_windows{{{"python314t.dll", {"PyLong_FromLong", ""}}, {"KERNEL32.dll", {"Sleep"}}},
                        {{"own.dll", {"later"}}},
                        {"PyInit_hello", "other"}};

}  // namespace

TEST_CASE("a Mach-O file says what it wants and offers") {
  for (const bool big : {false, true}) {
    for (const bool wide : {false, true}) {
      MachOParts parts = k_mac;
      parts.big_endian = big;
      parts.wide = wide;
      const NativeFile file = read(make_mach_o(parts));
      CHECK(file.format == NativeFormat::mach_o);
      REQUIRE(file.codes.size() == 1);
      const NativeCode& code = file.codes.front();
      CHECK(code.processor == "arm64");
      CHECK(code.imports == parts.imports);
      CHECK(code.exports == parts.exports);
      CHECK(code.needed == parts.needed);  // without the weak one
      CHECK(code.run_paths == parts.run_paths);
    }
  }
}

TEST_CASE("a Mach-O file for several processors has a code for each") {
  MachOParts intel = k_mac;
  intel.processor = 0x1000007;
  const NativeFile file = read(make_fat_mach_o({k_mac, intel}));
  REQUIRE(file.codes.size() == 2);
  CHECK(file.codes[0].processor == "arm64");
  CHECK(file.codes[1].processor == "x86_64");
  CHECK(file.codes[1].exports == Names{"PyInit_hello"});
}

TEST_CASE("a class file of Java is no Mach-O file") {
  CHECK(read(std::string("\xca\xfe\xba\xbe\0\0\0\x41", 8)).format == NativeFormat::other);
}

TEST_CASE("a library of Windows says what it wants and offers") {
  for (const bool wide : {false, true}) {
    PeParts parts = k_windows;
    parts.wide = wide;
    parts.machine = wide ? 0xaa64 : 0x14c;
    const NativeFile file = read(make_pe(parts));
    CHECK(file.format == NativeFormat::pe);
    REQUIRE(file.codes.size() == 1);
    const NativeCode& code = file.codes.front();
    CHECK(code.processor == (wide ? "arm64" : "x86"));
    CHECK(code.needed == Names{"python314t.dll", "KERNEL32.dll", "own.dll"});
    CHECK(code.imports == Names{"PyLong_FromLong", "Sleep", "later"});
    CHECK(code.exports == Names{"PyInit_hello", "other"});
  }
}

TEST_CASE("an ELF file is read from memory") {
  ElfParts parts{{"_Py_Dealloc"}, {"PyInit_hello"}};
  parts.needed = {"libc.so.6"};
  parts.run_path = "/opt/a:$ORIGIN";
  parts.versions = {"GLIBC_2.5", "GLIBC_2.34"};
  const NativeFile file = read(make_elf(parts));
  CHECK(file.format == NativeFormat::elf);
  REQUIRE(file.glibc);
  CHECK(file.glibc->series() == "2.34");
  CHECK(file.codes.front().run_paths == Names{"/opt/a", "$ORIGIN"});
  CHECK(file.codes.front().imports == Names{"_Py_Dealloc"});
}

TEST_CASE("cut and hostile native files are errors, or are read within their bytes") {
  const std::vector<std::string> whole = {make_mach_o(k_mac), make_fat_mach_o({k_mac, k_mac}),
                                          make_pe(k_windows), make_elf({{"_Py_Dealloc"}, {"PyInit_x"}})};
  for (const std::string& bytes : whole) {
    for (std::size_t size = 0; size < bytes.size(); size += size < 400 ? 1 : 7)
      survives(bytes.substr(0, size));
    for (std::size_t at = 4; at < bytes.size(); ++at) {
      for (const char value : {'\xff', '\x7f', '\0'}) {
        std::string hostile = bytes;
        hostile[at] = value;
        survives(hostile);
      }
    }
  }
  CHECK_FALSE(read_native_file(whole[0].substr(0, whole[0].size() - 20), "x.so"));
  CHECK_FALSE(read_native_file(whole[1].substr(0, whole[1].size() - 20), "x.so"));
  CHECK_FALSE(read_native_file(whole[2].substr(0, 0x420), "x.so"));
  CHECK(read("MZ is how this text begins").format == NativeFormat::other);
  CHECK(read("").format == NativeFormat::other);
}

TEST_CASE("symbols and Windows' library of Python tell the ABI of a native file") {
  CHECK(judge_extension(read(make_mach_o(k_mac))).abi == AbiGuess::free_threaded);
  const ExtensionAbi windows = judge_extension(read(make_pe(k_windows)));
  CHECK(windows.abi == AbiGuess::free_threaded);
  CHECK(windows.python_library == "python314t.dll");
  CHECK(windows.modules == Names{"hello"});
  PeParts stable = k_windows;
  stable.libraries[0].name = "python3.dll";
  CHECK(judge_extension(read(make_pe(stable))).abi == AbiGuess::gil);
  // One processor's part says nothing, the other does; and two that contradict each other.
  MachOParts silent = k_mac, gil = k_mac;
  silent.imports = {"PyLong_FromLong"};
  gil.imports = {"_Py_Dealloc"};
  CHECK(judge_extension(read(make_fat_mach_o({silent, gil}))).abi == AbiGuess::gil);
  CHECK(judge_extension(read(make_fat_mach_o({k_mac, gil}))).abi == AbiGuess::unknown);
}

TEST_CASE("libraries of Python are known by their names") {
  struct Row {
    const char* name;
    bool stable, free_threaded;
    const char* python;
  };
  for (const Row& row :
       std::vector<Row>{{"python314t.dll", false, true, "314"},
                        {"PYTHON314.dll", false, false, "314"},
                        {"python314t_d.dll", false, true, "314"},
                        {"python3.dll", true, false, ""},
                        {"python3t.dll", true, true, ""},
                        {"libpython3.14t.so.1.0", false, true, "314"},
                        {"libpython3.9.so.1.0", false, false, "39"},
                        {"@rpath/libpython3.14.dylib", false, false, "314"},
                        {"/Library/Frameworks/PythonT.framework/Versions/3.14/PythonT", false, true, ""},
                        {"/Library/Frameworks/Python.framework/Versions/3.14/Python", false, false, ""}}) {
    INFO(row.name);
    const auto library = read_python_library(row.name);
    REQUIRE(library);
    CHECK(library->stable == row.stable);
    CHECK(library->free_threaded == row.free_threaded);
    CHECK(library->python == row.python);
  }
  for (const char* other :
       {"libc.so.6", "pythoncom314.dll", "python27.dll", "libpythonic.so", "boost_python314.dll", ""}) {
    INFO(other);
    CHECK_FALSE(read_python_library(other));
  }
}

}  // namespace ftenv::test
