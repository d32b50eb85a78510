#include "engine/cpython/header_check.hpp"

#include "support/catch.hpp"

using namespace ftenv;

TEST_CASE("a module's own flags are read from the Makefile, without what make would expand") {
  const char* makefile =
      "CFLAGS=-O3\n"
      "MODULE__CTYPES_STATE=yes\n"
      "MODULE__CTYPES_CFLAGS=-I/opt/ffi/include -fno-strict-overflow $(BASECFLAGS)\n"
      "MODULE__CTYPES_LDFLAGS=-L/opt/ffi/lib -lffi\n"
      "MODULE_ZLIB_CFLAGS=\n";
  CHECK(module_compile_flags(makefile, "_ctypes") ==
        std::vector<std::string>{"-I/opt/ffi/include", "-fno-strict-overflow"});
  CHECK(module_compile_flags(makefile, "zlib").empty());
  CHECK(module_compile_flags(makefile, "_bz2").empty());
}
