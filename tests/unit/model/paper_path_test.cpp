#include "model/paper_path.hpp"

#include <map>

#include "model/home.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

Host machine(const std::string& os) {
  Host host;
  host.os = os;
  return host;
}

}  // namespace

TEST_CASE("a path of a described machine is an absolute one here, below a root where nothing is") {
  CHECK(paper_root().is_absolute());
  CHECK_FALSE(fs::exists(paper_root()));
  for (const char* path : {"/", "/home/ada", "C:/Users/ada", "C:\\Users\\ada", "D:/"}) {
    INFO(path);
    const fs::path kept = on_paper(path);
    CHECK(kept.is_absolute());
    CHECK(is_on_paper(kept.string()));
    CHECK(is_on_paper(kept.generic_string()));
    // No drive, stream or root in the middle of it.
    CHECK(kept.relative_path().string().find(':') == std::string::npos);
  }
  CHECK_FALSE(is_on_paper("/home/ada"));
  CHECK_FALSE(is_on_paper(paper_root().string() + "-2/x"));
}

TEST_CASE("what is absolute somewhere") {
  for (const char* path : {"/", "/x", "C:/x", "c:\\x", "\\\\server\\share"})
    CHECK(is_absolute_somewhere(path));
  for (const char* path : {"", "x", "x/y", "C:x", "C:", "CC:/x", "~"})
    CHECK_FALSE(is_absolute_somewhere(path));
}

TEST_CASE("paths are shown as the described machine writes them") {
  const Host linux = machine("linux"), windows = machine("windows");
  const std::string home = on_paper("/home/ada").string(), drive = on_paper("C:/Users/ada").string();
  struct Row {
    std::string text, there;
    Host host;
  };
  const std::vector<Row> rows = {
      {home, "/home/ada", linux},
      {(fs::path(home) / "x" / "y").string(), "/home/ada/x/y", linux},
      {"in `" + home + "` and `" + home + "/z`", "in `/home/ada` and `/home/ada/z`", linux},
      {"--prefix=" + home, "--prefix=/home/ada", linux},
      {home + ":" + home + "/b", "/home/ada:/home/ada/b", linux},
      {drive, "C:\\Users\\ada", windows},
      {"in `" + drive + "/a b/c` or a/b", "in `C:\\Users\\ada\\a b\\c` or a/b", windows},
      {drive + ";" + drive, "C:\\Users\\ada;C:\\Users\\ada", windows},
      {"C:/Program Files/x.exe", "C:\\Program Files\\x.exe", windows},
      {"`C:/x/y` is no a/b", "`C:\\x\\y` is no a/b", windows},
      // No paths: a feature of cargo's, an address, an option.
      {"numpy/abi3", "numpy/abi3", windows},
      {"https://example.org/a/b", "https://example.org/a/b", windows},
      {"/quiet", "/quiet", windows},
      {"maturin>=1.13.3,<2", "maturin>=1.13.3,<2", linux},
      {"s\\d", "s\\d", linux},
  };
  for (const Row& row : rows) CHECK(as_written_there(row.text, row.host) == row.there);
}

TEST_CASE("a folder of this machine that stands for one of the other is written as there") {
  const fs::path project = fs::absolute("/src/my project");
  const std::string shown =
      as_written_there("--path=" + (project / "Cargo.toml").string(), machine("windows"), {project});
  CHECK(shown.find('/') == std::string::npos);
  CHECK(shown.substr(shown.size() - 26) == "\\src\\my project\\Cargo.toml");
  CHECK(as_written_there("/src/my projects/x", machine("windows"), {"/src/my project"}) ==
        "/src/my projects/x");
}

TEST_CASE("two spellings of a path are one on Windows alone") {
  CHECK(comparable_there("C:\\x/y", machine("windows")) == comparable_there("C:/x\\y", machine("windows")));
  CHECK(comparable_there("/x\\y", machine("linux")) == "/x\\y");
}

TEST_CASE("home is HOME, and USERPROFILE where paths have drives") {
  using Variables = std::map<std::string, std::string>;
  CHECK(home_of(Environment(Variables{{"HOME", "/h"}})) == "/h");
  CHECK(home_of(Environment(Variables{{"HOME", "/h"}, {"USERPROFILE", "/mnt/c/Users/ada"}})) == "/h");
  CHECK(home_of(Environment()).empty());
  CHECK(home_or_root(Environment()) == "/");
  const bool drives = fs::path("C:\\Users\\ada").has_root_name();
  CHECK(home_of(Environment(Variables{{"HOME", "/h"}, {"USERPROFILE", "C:\\Users\\ada"}})) ==
        (drives ? "C:\\Users\\ada" : "/h"));
}
