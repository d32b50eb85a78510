#include "engine/checks/variables/linker_flags.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("linkers are found in flags for rustc, however they are written") {
  struct Row {
    const char* flags;
    const char* names;
  };
  const Row row =
      GENERATE(Row{"", ""}, Row{"-C debuginfo=1", ""}, Row{"-Clink-arg=-fuse-ld=mold", "ld.mold mold"},
               Row{"-C link-arg=-fuse-ld=lld -Copt-level=3", "ld.lld lld"},
               Row{"--codegen=link-args=-Wl,-x -fuse-ld=lld", ""},
               Row{"--codegen link-arg=-fuse-ld=/opt/ld", "/opt/ld"},
               Row{"-Clinker=clang -Clink-arg=-fuse-ld=lld", "clang ld.lld lld"},
               Row{"-C\x1flinker=x-gcc", "x-gcc"}, Row{"-Clink-arg=-fuse-ld=", ""}, Row{"-C", ""});
  INFO(row.flags);
  std::vector<std::string> names;
  for (const NamedLinker& linker : linkers_in(row.flags)) {
    names.insert(names.end(), linker.names.begin(), linker.names.end());
  }
  CHECK(join(names, " ") == row.names);
}

}  // namespace ftenv::test
