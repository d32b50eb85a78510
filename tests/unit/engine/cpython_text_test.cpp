#include "base/text.hpp"
#include "engine/cpython/compile_count.hpp"
#include "engine/cpython/relocatable_script.hpp"
#include "support/catch.hpp"

using namespace ftenv;

TEST_CASE("make's lines that compile are counted, others are not") {
  CHECK(compiles_a_file(
      "gcc -c -fno-strict-overflow -O3 -DPy_BUILD_CORE -o Objects/listobject.o Objects/listobject.c"));
  CHECK(compiles_a_file("gcc  -O3 -fPIC -fPIC -c ./Modules/_json.c -o Modules/_json.o"));
  CHECK_FALSE(
      compiles_a_file("gcc -shared   Modules/_json.o   -o Modules/_json.cpython-314t-x86_64-linux-gnu.so"));
  CHECK_FALSE(compiles_a_file("./_bootstrap_python ./Programs/_freeze_module.py codecs ./Lib/codecs.py x.h"));
  CHECK_FALSE(compiles_a_file("ar rcs Modules/expat/libexpat.a Modules/expat/xmlparse.o"));
  CHECK_FALSE(compiles_a_file(""));
}

TEST_CASE("object files of a Makefile are counted once each") {
  CHECK(object_files_in("") == 0);
  CHECK(object_files_in("OBJS= \\\n\tObjects/abstract.o \\\n\tObjects/call.o\n"
                        "Objects/abstract.o: $(srcdir)/Objects/abstract.c\n") == 2);
  // Named by a variable, another suffix, no directory.
  CHECK(object_files_in("$(srcdir)/x.o Modules/a.out Modules/a.orig dynload.o") == 0);
}

TEST_CASE("a script's absolute interpreter becomes the one beside it") {
  const fs::path bin = "/store/cpython/bin";
  const auto script = relocatable_script("#!/store/cpython/bin/python3.14t\n\nimport pydoc\n", bin);
  REQUIRE(script);
  CHECK(starts_with(*script, "#!/bin/sh\n"));
  CHECK(contains(*script, "/python3.14t\" \"$0\" \"$@\"\n"));
  CHECK_FALSE(contains(*script, "/store"));
  CHECK(ends_with(*script, "\n\nimport pydoc\n"));

  CHECK_FALSE(relocatable_script("#!/bin/sh\necho\n", bin));
  CHECK_FALSE(relocatable_script("#!/usr/bin/python3\n", bin));
  CHECK_FALSE(relocatable_script("#!/store/cpython/bin/python3.14t", bin));
  CHECK_FALSE(relocatable_script("#!/store/cpython/bin/\n", bin));
  CHECK_FALSE(relocatable_script("#!/store/cpython/bin/a/b\n", bin));
  CHECK_FALSE(
      relocatable_script("\x7f"
                         "ELF",
                         bin));
}
