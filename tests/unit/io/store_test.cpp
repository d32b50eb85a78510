#include "io/store.hpp"

#include <map>

#include "base/text.hpp"
#include "support/catch.hpp"

namespace ftenv {
namespace {

struct Row {
  std::map<std::string, std::string> variables;
  std::string home;
  std::string cache;
};

Host system(const std::string& os) {
  Host host;
  host.os = os;
  return host;
}

TEST_CASE("the store is where the environment says") {
  const std::vector<Row> rows = {
      {{{"HOME", "/h"}}, "/h/.local/share/ftenv", "/h/.cache/ftenv"},
      {{{"HOME", "/h"}, {"XDG_DATA_HOME", "/d"}}, "/d/ftenv", "/h/.cache/ftenv"},
      {{{"HOME", "/h"}, {"XDG_CACHE_HOME", "/c/"}}, "/h/.local/share/ftenv", "/c/ftenv"},
      {{{"XDG_DATA_HOME", "/d"}, {"XDG_CACHE_HOME", "/c"}}, "/d/ftenv", "/c/ftenv"},
      {{{"FTENV_HOME", "/f"}}, "/f", "/f/cache"},
      {{{"FTENV_HOME", "/f/../g/"}, {"HOME", "/h"}, {"XDG_CACHE_HOME", "/c"}}, "/g", "/g/cache"},
      {{{"FTENV_HOME", ""}, {"HOME", "/h"}}, "/h/.local/share/ftenv", "/h/.cache/ftenv"},
      // The XDG specification: relative paths are to be ignored.
      {{{"HOME", "/h"}, {"XDG_DATA_HOME", "d"}, {"XDG_CACHE_HOME", ""}},
       "/h/.local/share/ftenv",
       "/h/.cache/ftenv"},
      {{{"HOME", "/with space"}}, "/with space/.local/share/ftenv", "/with space/.cache/ftenv"},
  };
  for (const Row& row : rows) {
    const auto store = Store::locate(Environment(row.variables), system("linux"));
    REQUIRE(store);
    CHECK(store->home.string() == row.home);
    CHECK(store->cache.string() == row.cache);
  }
}

TEST_CASE("a store without a place, or with a relative one, is a usage error") {
  const std::vector<std::map<std::string, std::string>> rows = {
      {}, {{"HOME", ""}}, {{"HOME", "h"}}, {{"HOME", "/h"}, {"FTENV_HOME", "f"}}, {{"XDG_DATA_HOME", "/d"}}};
  for (const auto& variables : rows) {
    const auto store = Store::locate(Environment(variables), system("linux"));
    REQUIRE_FALSE(store);
    CHECK(store.error().code == ErrorCode::usage);
    CHECK_FALSE(store.error().hints.empty());
  }
}

// With this machine's kind of paths, so that it is tested everywhere.
TEST_CASE("on Windows the store is in the folder for what stays on the machine") {
  const std::vector<Row> rows = {
      {{{"LOCALAPPDATA", "/u/Local"}, {"USERPROFILE", "/u"}, {"HOME", "/h"}},
       "/u/Local/ftenv",
       "/u/Local/ftenv/cache"},
      {{{"USERPROFILE", "/u"}, {"HOME", "/h"}}, "/u/AppData/Local/ftenv", "/u/AppData/Local/ftenv/cache"},
      {{{"LOCALAPPDATA", "/l"}, {"XDG_DATA_HOME", "/d"}}, "/d/ftenv", "/l/ftenv/cache"},
      {{{"FTENV_HOME", "/f"}, {"LOCALAPPDATA", "/l"}}, "/f", "/f/cache"},
  };
  for (const Row& row : rows) {
    const auto store = Store::locate(Environment(row.variables), system("windows"));
    REQUIRE(store);
    CHECK(store->home.generic_string() == row.home);
    CHECK(store->cache.generic_string() == row.cache);
  }
  // Some shells set HOME there; another one would not find that store.
  const auto store =
      Store::locate(Environment(std::map<std::string, std::string>{{"HOME", "/h"}}), system("windows"));
  REQUIRE_FALSE(store);
  CHECK(contains(store.error().message, "`LOCALAPPDATA`"));
  CHECK(contains(store.error().message, "`USERPROFILE`"));
  CHECK_FALSE(contains(store.error().message, "`HOME`"));
}

TEST_CASE("a toolchain's name says what it is and depends on all inputs") {
  Host host;
  host.os = "linux";
  host.arch = "x86_64";
  host.libc = "glibc";
  Version version;
  version.major = 3;
  version.minor = 14;
  version.patch = 8;
  const std::string name = toolchain_name(version, host, "abc");
  CHECK(name == "cpython-3.14.8t-linux-x86_64-glibc-ba7816bf");
  CHECK(toolchain_name(version, host, "abd") != name);
  host.os = "macos";
  host.libc.clear();
  CHECK(starts_with(toolchain_name(version, host, "abc"), "cpython-3.14.8t-macos-x86_64-ba7816bf"));
}

}  // namespace
}  // namespace ftenv
