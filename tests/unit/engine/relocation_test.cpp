#include "engine/toolchain/relocation.hpp"

#include "support/catch.hpp"

using namespace ftenv;

namespace {

Relocation moved() {
  return {"/install", "/home/a b/pythons/x", {}, {}};
}

Relocation rebuilt() {
  return {"/install",
          "/p",
          {{"clang", "cc"}, {"clang++", "c++"}, {"gcc", "cc"}, {"llvm-ar", "ar"}},
          {"-fdebug-default-version=4"}};
}

}  // namespace

TEST_CASE("a prefix is replaced where it begins a path") {
  struct Row {
    const char* before;
    const char* after;
  };
  const Row rows[] = {
      {"'LIBDIR': '/install/lib',", "'LIBDIR': '/home/a b/pythons/x/lib',"},
      {"prefix=\t/install\n", "prefix=\t/home/a b/pythons/x\n"},
      {"-L/install/lib -I/install/include", "-L/home/a b/pythons/x/lib -I/home/a b/pythons/x/include"},
      {"-Wl,-rpath,/install/lib", "-Wl,-rpath,/home/a b/pythons/x/lib"},
      {"'--prefix=/install' '--x=/install/y'", "'--prefix=/home/a b/pythons/x' '--x=/home/a b/pythons/x/y'"},
      {"prefix=\"/install\"", "prefix=\"/home/a b/pythons/x\""},
      {"/install", "/home/a b/pythons/x"},
      {"a:/install/b:/install", "a:/home/a b/pythons/x/b:/home/a b/pythons/x"},
      {"{\"LIBPL\": \"/install/lib/python3.14t/config\"}",
       "{\"LIBPL\": \"/home/a b/pythons/x/lib/python3.14t/config\"}"},
  };
  for (const Row& row : rows) {
    INFO(row.before);
    CHECK(relocate_text(row.before, moved()) == row.after);
  }
}

TEST_CASE("a prefix in the middle of a path or a word stays") {
  for (const char* text :
       {"/opt/install/lib", "/installer", "/install-sh", "build/install/lib", "$(srcdir)/install",
        "/tools/deps/install", "x-L/install", "./install", "/install.sh", ""}) {
    INFO(text);
    CHECK(relocate_text(text, moved()) == std::string(text));
  }
}

TEST_CASE("the compilers of the machine that built it get the names that every machine has") {
  struct Row {
    const char* before;
    const char* after;
  };
  const Row rows[] = {
      {"'CC': 'clang -pthread',", "'CC': 'cc -pthread',"},
      {"CXX=\t\tclang++ -pthread", "CXX=\t\tc++ -pthread"},
      {"'AR': '/tools/llvm/bin/llvm-ar',", "'AR': 'ar',"},
      {"'CC': '/usr/bin/aarch64-linux-gnu-gcc -pthread'", "'CC': 'cc -pthread'"},
      {"'CC': 'musl-clang'", "'CC': 'cc'"},
      {"'LDSHARED': 'clang -shared -fdebug-default-version=4 -L/install/lib'",
       "'LDSHARED': 'cc -shared -L/p/lib'"},
      {"'CONFIGURE_CFLAGS': '-fdebug-default-version=4'", "'CONFIGURE_CFLAGS': ''"},
      {"'CC=clang' 'AR=/tools/llvm/bin/llvm-ar'", "'CC=cc' 'AR=ar'"},
  };
  for (const Row& row : rows) {
    INFO(row.before);
    CHECK(relocate_text(row.before, rebuilt()) == row.after);
  }
  for (const char* text : {"clang-format", "$(srcdir)/gcc", "-clang", "Lib/clang", "gccgo",
                           "-fdebug-default-version=45", "# built with clangd"}) {
    INFO(text);
    CHECK(relocate_text(text, rebuilt()) == std::string(text));
  }
}
