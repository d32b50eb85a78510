#include "inspect/native/elf_file.hpp"

#include <algorithm>
#include <cstdlib>

#include "inspect/native/extension_abi.hpp"
#include "platform/process.hpp"
#include "support/elf_maker.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

// A library by the C compiler, or false where there is none.
bool compile(const fs::path& output, const std::string& code) {
  const fs::path source = output.string() + ".c";
  write_file(source, code);
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
  ProcessRequest request;
  request.argv = {"cc", "-shared",       "-fPIC",        "-Wl,-rpath,$ORIGIN/../lib:/opt/x",
                  "-o", output.string(), source.string()};
  const char* path = std::getenv("PATH");
  request.environment.set("PATH", path ? path : "/usr/bin:/bin");
  const auto outcome = runner.run(request);
  return outcome && outcome->status.ok();
}

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("a library of this machine's compiler shows its symbols, needs and run paths") {
  TestDir dir;
  const fs::path file = dir / "hello.so";
  if (!compile(file,
               "extern void _Py_Dealloc(void*); extern int puts(const char*);\n"
               "static int hidden(void) { return 1; }\n"
               "void* PyInit_hello(void) { _Py_Dealloc(0); return puts(\"\") + hidden() ? 0 : 0; }\n")) {
    WARN("skipped: this machine has no C compiler");
    return;
  }
  const auto elf = read_elf_file(file);
  if (!elf) FAIL(full_text(elf.error()));
  CHECK(elf->has_symbols);
  CHECK(has(elf->imports, "_Py_Dealloc"));
  CHECK(has(elf->imports, "puts"));
  CHECK(has(elf->exports, "PyInit_hello"));
  CHECK_FALSE(has(elf->exports, "hidden"));
  CHECK_FALSE(has(elf->imports, "PyInit_hello"));
  CHECK(elf->run_paths == std::vector<std::string>{"$ORIGIN/../lib", "/opt/x"});
  CHECK_FALSE(elf->needed.empty());

  const auto abi = read_extension_abi(file);
  REQUIRE(abi);
  CHECK(abi->abi == AbiGuess::gil);
  CHECK(abi->modules == std::vector<std::string>{"hello"});
  CHECK(abi->glibc == elf->glibc);

  REQUIRE(compile(
      dir / "free.so",
      "extern void _Py_DecRefShared(void*); void* PyInit_free(void) { _Py_DecRefShared(0); return 0; }\n"));
  CHECK(read_extension_abi(dir / "free.so").value().abi == AbiGuess::free_threaded);
}

TEST_CASE("files of both widths and orders of bytes are read alike") {
  TestDir dir;
  for (const bool wide : {true, false}) {
    for (const bool big : {true, false}) {
      INFO("wide " << wide << ", big endian " << big);
      ElfParts parts{{"_Py_IncRef", "puts"},
                     {"PyInit_x"},
                     {"libc.so.6", "libm.so.6"},
                     "/a:/b",
                     {"GLIBC_2.17", "GLIBC_2.34"},
                     wide,
                     big};
      write_file(dir / "x.so", make_elf(parts));
      const auto elf = read_elf_file(dir / "x.so");
      if (!elf) FAIL(full_text(elf.error()));
      CHECK(elf->imports == parts.imports);
      CHECK(elf->exports == parts.exports);
      CHECK(elf->needed == parts.needed);
      CHECK(elf->run_paths == std::vector<std::string>{"/a", "/b"});
      REQUIRE(elf->glibc);
      CHECK(elf->glibc->series() == "2.34");
      CHECK(glibc_of_file(dir / "x.so").value() == elf->glibc);
    }
  }
}

TEST_CASE("a damaged file is an error and never a crash") {
  TestDir dir;
  const std::string whole =
      make_elf({{"_Py_Dealloc", "puts"}, {"PyInit_x"}, {"libc.so.6"}, "/a", {"GLIBC_2.17"}});
  const fs::path file = dir / "x.so";
  std::size_t refused = 0;
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
    write_file(file, whole.substr(0, cut));
    if (!read_elf_file(file)) ++refused;
  }
  CHECK(refused > whole.size() / 7 - 2);
  for (std::size_t at = 4; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(~changed[at]);
    write_file(file, changed);
    const auto elf = read_elf_file(file);
    if (!elf) CHECK(elf.error().code == ErrorCode::archive);
  }
  write_file(file, "no ELF at all");
  CHECK_FALSE(read_elf_file(file));
  CHECK_FALSE(read_elf_file(dir / "nothing"));
}

TEST_CASE("files of other systems are recognised and not misread") {
  TestDir dir;
  struct Row {
    std::string bytes;
    NativeFormat format;
  };
  const std::vector<Row> rows = {{std::string("\xcf\xfa\xed\xfe") + "_Py_Dealloc", NativeFormat::mach_o},
                                 {"\xca\xfe\xba\xbe", NativeFormat::mach_o},
                                 {"MZ_Py_Dealloc", NativeFormat::pe},
                                 {"#!/bin/sh", NativeFormat::other},
                                 {"", NativeFormat::other}};
  for (const Row& row : rows) {
    write_file(dir / "x.so", row.bytes);
    const auto abi = read_extension_abi(dir / "x.so");
    REQUIRE(abi);
    CHECK(abi->format == row.format);
    CHECK(abi->abi == AbiGuess::unknown);
  }
  write_file(dir / "x.so", free_threaded_module("x"));
  CHECK(read_extension_abi(dir / "x.so").value().format == NativeFormat::elf);
}

}  // namespace ftenv::test
