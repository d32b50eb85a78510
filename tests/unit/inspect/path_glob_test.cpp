#include "inspect/path_glob.hpp"

#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("one component of a path by a pattern") {
  struct Row {
    const char* pattern;
    const char* name;
    bool matches;
  };
  const Row row = GENERATE(
      Row{"quill", "quill", true}, Row{"quill", "quil", false}, Row{"quill", "quills", false},
      Row{"*", "", true}, Row{"*", "anything", true}, Row{"py-*", "py-core", true}, Row{"py-*", "py-", true},
      Row{"py-*", "rs-core", false}, Row{"*-py", "core-py", true}, Row{"*-py", "core-py-x", false},
      Row{"*a*b", "xaxbxb", true}, Row{"*a*b", "xbxa", false}, Row{"q?ill", "quill", true},
      Row{"q?ill", "qill", false}, Row{"[pq]uill", "quill", true}, Row{"[pq]uill", "xuill", false},
      Row{"[!pq]uill", "xuill", true}, Row{"[!pq]uill", "quill", false}, Row{"v[0-9]", "v7", true},
      Row{"v[0-9]", "vx", false}, Row{"[a", "[a", true}, Row{"[]x]y", "]y", true}, Row{"a**b", "a-b", true},
      Row{"", "", true}, Row{"", "x", false}, Row{"*[0-9]", "crate-12", true},
      Row{"a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", false});
  CAPTURE(row.pattern, row.name);
  CHECK(matches_glob(row.pattern, row.name) == row.matches);
}

TEST_CASE("a plain path is told from a pattern") {
  CHECK_FALSE(is_glob("rust/quill"));
  CHECK(is_glob("rust/*"));
  CHECK(is_glob("rust/v[12]"));
  CHECK(is_glob("rust/quil?"));
}

}  // namespace ftenv::test
