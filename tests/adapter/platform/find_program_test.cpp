#include <sys/stat.h>

#include "children.hpp"
#include "platform/search_path.hpp"

namespace ftenv::test {
namespace {

void make_program(const fs::path& path, mode_t mode = 0755) {
  REQUIRE(make_directories(path.parent_path()));
  REQUIRE(write_text_atomically(path, "#!/bin/sh\n"));
  REQUIRE(::chmod(path.c_str(), mode) == 0);
}

// Restores ours, whatever the test does.
class InDirectory {
 public:
  explicit InDirectory(const fs::path& path) : m_before(fs::current_path()) { fs::current_path(path); }
  ~InDirectory() { fs::current_path(m_before); }

 private:
  fs::path m_before;
};

}  // namespace

TEST_CASE("a program is looked up in the absolute entries of PATH, in their order") {
  const TempDir root = scratch();
  const std::string base = root.path().string();
  make_program(root.path() / "one" / "tool");
  make_program(root.path() / "two" / "tool");
  make_program(root.path() / "three" / "tool", 0644);
  REQUIRE(make_directories(root.path() / "four" / "tool"));
  make_program(root.path() / "tool");
  const InDirectory here(root.path());

  CHECK(find_program("tool", base + "/one:" + base + "/two") == fs::path(base + "/one/tool"));
  CHECK(find_program("tool", base + "/two/:" + base + "/one") == fs::path(base + "/two/tool"));
  CHECK(find_program("tool", base + "/three:" + base + "/four:" + base + "/two") ==
        fs::path(base + "/two/tool"));
  CHECK(find_all_programs("tool", base + "/one:" + base + "/none:" + base + "/two") ==
        std::vector<fs::path>{base + "/one/tool", base + "/two/tool"});
  // the current directory has a `tool`, but is never meant
  for (const char* path : {"", ":", ".", "./", "one", "./one", "..", "::.:one"}) {
    INFO(path);
    CHECK(!find_program("tool", path));
  }
  CHECK(find_program("tool", ":.:" + base + "/two") == fs::path(base + "/two/tool"));
  CHECK(!find_program("other", base + "/one"));
  CHECK(!find_program("", base + "/one"));
}

TEST_CASE("a name with a slash is checked as it is") {
  const TempDir root = scratch();
  make_program(root.path() / "tool");
  make_program(root.path() / "plain", 0644);
  const InDirectory here(root.path());
  CHECK(find_program((root.path() / "tool").string(), "") == root.path() / "tool");
  CHECK(find_program("./tool", "/usr/bin") == fs::path("./tool"));
  CHECK(!find_program("./plain", "/usr/bin"));
  CHECK(!find_program("./none", "/usr/bin"));
}

TEST_CASE("a child is looked up in the PATH that it is given, not in ours") {
  const TempDir root = scratch();
  make_program(root.path() / "bin" / "ftenv-test-tool");
  ProcessRequest request;
  request.argv = {"ftenv-test-tool"};
  request.environment = Environment(Variables{{"PATH", (root.path() / "bin").string()}});
  CHECK(run(request)->status.ok());
  request.environment = small_environment();
  CHECK(run(request)->status.kind == ExitStatus::not_found);
  request.environment = Environment(Variables{{"PATH", "bin:."}});
  request.directory = root.path();
  CHECK(run(request)->status.kind == ExitStatus::not_found);
}

TEST_CASE("children get PATH without what lies in the folder where one stands") {
  CHECK(absolute_entries("/usr/bin:/bin") == "/usr/bin:/bin");
  CHECK(absolute_entries(":.:/usr/bin:bin:./x::/bin:") == "/usr/bin:/bin");
  CHECK(absolute_entries("").empty());
}

}  // namespace ftenv::test
