#include "inspect/configure_report.hpp"

#include "model/recipe/recipe_loader.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

namespace ftenv::test {
namespace {

// Cut from a real run for 3.14.7 on a machine without the headers of libffi and Tk.
constexpr const char* k_output =
    "checking whether libmpdec is missing... no\n"
    "checking for stdlib extension module _multiprocessing... yes\n"
    "checking for stdlib extension module _scproxy... n/a\n"
    "checking for stdlib extension module _ctypes... missing\n"
    "checking for stdlib extension module _curses_panel... yes\r\n"
    "checking for stdlib extension module _zstd... missing\n"
    "checking for stdlib extension module _tkinter... missing\n"
    "checking for stdlib extension module _testcapi... disabled\n"
    "checking for stdlib extension module zlib... (cached) yes\n"
    "configure: creating ./config.status\n"
    "checking for stdlib extension module _ss";

CpythonRecipe recipe() {
  CpythonRecipe cpython;
  cpython.modules = {{"_ctypes", {"ctypes"}, "", true},    {"_zstd", {"compression.zstd"}, "3.14", true},
                     {"_tkinter", {"tkinter"}, "", false}, {"zlib", {"zlib"}, "", true},
                     {"_testcapi", {}, "", true},          {"_never_reported", {}, "", true}};
  return cpython;
}

PlatformRecipe platform() {
  PlatformRecipe platform;
  platform.module_packages = {{"_ctypes", "libffi-dev"}, {"_tkinter", "tk-dev"}};
  return platform;
}

}  // namespace

TEST_CASE("configure's table of modules is read, whatever stands around it") {
  const auto states = stdlib_module_states(k_output);
  CHECK(states.size() == 8);
  CHECK(states.at("_multiprocessing") == "yes");
  CHECK(states.at("_scproxy") == "n/a");
  CHECK(states.at("_ctypes") == "missing");
  CHECK(states.at("_curses_panel") == "yes");
  CHECK(states.at("_testcapi") == "disabled");
  CHECK(states.at("zlib") == "yes");
  CHECK(states.count("_ss") == 0);
  CHECK(stdlib_module_states("").empty());
}

TEST_CASE("what stops the build is named with this platform's package") {
  const auto states = stdlib_module_states(k_output);
  const auto missing = missing_modules(states, recipe(), platform(), *Version::parse("3.14.7"));
  REQUIRE(missing.size() == 3);
  CHECK(missing[0].module == "_ctypes");
  CHECK(missing[0].state == "missing");
  CHECK(missing[0].package == "libffi-dev");
  CHECK(missing[1].module == "_zstd");
  CHECK(missing[1].package.empty());
  CHECK(missing[2].module == "_testcapi");
  CHECK(missing[2].state == "disabled");
}

TEST_CASE("a module is not asked of a version that has none") {
  const auto states = stdlib_module_states("checking for stdlib extension module _zstd... missing\n");
  CHECK(missing_modules(states, recipe(), platform(), *Version::parse("3.13.5")).empty());
  CHECK(missing_modules(states, recipe(), platform(), *Version::parse("3.14.0")).size() == 1);
}

TEST_CASE("the shipped recipes name a package for every module that needs a library") {
  for (const Host& host : known_hosts()) {
    const auto recipes = load_recipes(host);
    REQUIRE(recipes);
    for (const char* module : {"_ctypes", "_ssl", "_hashlib", "_sqlite3", "_bz2", "_lzma", "zlib", "_zstd",
                               "readline", "_curses", "_uuid"}) {
      INFO(host.pretty_name << ": " << module);
      const auto missing = missing_modules({{module, "missing"}}, recipes->cpython, recipes->platform,
                                           *Version::parse("3.14.7"));
      REQUIRE(missing.size() == 1);
      CHECK(missing[0].module == module);
      CHECK_FALSE(missing[0].package.empty());
    }
  }
}

}  // namespace ftenv::test
