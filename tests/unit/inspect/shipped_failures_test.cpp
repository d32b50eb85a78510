// The patterns that ftenv ships: each finds its own sample, and no other takes it away.
#include <set>

#include "base/text.hpp"
#include "inspect/build_log.hpp"
#include "model/finding_pages.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

namespace ftenv::test {
namespace {

Toml recipe() {
  auto toml = shipped_recipe("failures.toml");
  REQUIRE(toml);
  return std::move(*toml);
}

std::vector<LogFinding> scan(std::string_view log) {
  const auto patterns = read_failure_patterns(recipe());
  REQUIRE(patterns);
  return scan_build_log(log, *patterns);
}

PlatformRecipe some_platform() {
  const auto recipes = load_recipes(known_hosts().front());
  REQUIRE(recipes);
  return recipes->platform;
}

// What is not replaced by a command or package of this platform, of "run `{install:build}`".
std::vector<std::string> unknown_placeholders(const PlatformRecipe& platform, std::string_view text) {
  std::vector<std::string> unknown;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const std::string inside(text.substr(at + 1, text.find('}', at) - at - 1));
    const std::vector<std::string> parts = split(inside, ':');
    const bool known = parts.size() == 2 &&
                       ((parts[0] == "install" && platform.packages.count(parts[1]) == 1) ||
                        (parts[0] == "module_package" && platform.module_packages.count(parts[1]) == 1));
    if (!known) unknown.push_back(inside);
  }
  return unknown;
}

}  // namespace

TEST_CASE("every shipped failure pattern finds its own sample first") {
  const Toml toml = recipe();
  const PlatformRecipe platform = some_platform();
  const auto patterns = read_failure_patterns(toml);
  REQUIRE(patterns);
  const Toml::Array& entries = toml["failure"].items();
  REQUIRE(patterns->size() == entries.size());
  REQUIRE(patterns->size() >= 160);
  for (const Toml& entry : entries) {
    const std::string id = entry["id"].string_or("");
    const std::string sample = entry["sample"].string_or("");
    INFO(id << ": " << sample);
    REQUIRE_FALSE(sample.empty());
    const auto found = scan_build_log(sample, *patterns);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front().id == id);
    // Not those of another entry with the same id.
    const std::string cause = entry["cause"].string_or("");
    CHECK(starts_with(found.front().cause, cause.substr(0, cause.find('\\'))));
    // Something for the reader, with every group filled in.
    CHECK_FALSE(found.front().cause.empty());
    CHECK_FALSE(found.front().fix.empty());
    for (const char* reference : {"\\1", "\\2", "\\3", "``"}) {
      CHECK_FALSE(contains(found.front().cause + " " + found.front().fix, reference));
    }
    CHECK(unknown_placeholders(platform, found.front().cause + " " + found.front().fix).empty());
  }
}

TEST_CASE("a placeholder that nothing replaces is noticed") {
  const PlatformRecipe platform = some_platform();
  CHECK(unknown_placeholders(platform, "run `{install:build}`, `{module_package:_ctypes}`").empty());
  CHECK(unknown_placeholders(platform, "run `{install:bild}`, `{module_package:_ctype}`, {x}, {") ==
        std::vector<std::string>{"install:bild", "module_package:_ctype", "x", ""});
}

TEST_CASE("every id of a pattern has a page") {
  const auto pages = FindingPages::load();
  REQUIRE(pages);
  const auto patterns = read_failure_patterns(recipe());
  REQUIRE(patterns);
  std::set<std::string> ids;
  for (const FailurePattern& pattern : *patterns) {
    INFO(pattern.id);
    ids.insert(pattern.id);
    CHECK(pages->find(pattern.id) != nullptr);
  }
  CHECK(ids.size() >= 145);
}

TEST_CASE("lines that only look alike are told apart") {
  struct Row {
    const char* line;
    const char* id;
  };
  const Row row = GENERATE(
      Row{"error: linker `x86_64-w64-mingw32-gcc` not found", "CG-09"},
      Row{"error: linker `cc` not found", "CG-08"},
      Row{"rust-lld: error: undefined symbol: PyExc_TypeError", "PX-20"},
      Row{"ImportError: /x/h.so: undefined symbol: _Py_DecRefShared", "RT-09"},
      Row{"python3.14t: symbol lookup error: python3.14t: undefined symbol: _Py_Dealloc", "IN-15"},
      Row{"/lib/libc.so.6: version `GLIBC_2.39' not found (required by /opt/bin/maturin)", "MT-15"},
      Row{"/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /x/h.so)", "SY-02"},
      Row{"/p/bin/python: error while loading shared libraries: libpython3.14t.so.1.0: cannot open shared "
          "object file: No such file or directory",
          "PY-08"},
      Row{"error: subprocess.run: ModuleNotFoundError: No module named '_lzma'", "PY-03"},
      Row{"ModuleNotFoundError: No module named '_lzma.x'", "RT-06"},
      Row{"/usr/bin/python3: No module named pip", "IN-06"},
      Row{"E   RuntimeWarning: The global interpreter lock (GIL) has been enabled to load module 'a'",
          "RT-13"},
      Row{"WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by "
          "'NewConnectionError('Failed to establish a new connection: [Errno -3] Temporary failure in name "
          "resolution')': /simple/maturin/",
          "PP-11"},
      Row{"WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by "
          "'NameResolutionError(\"HTTPSConnection(host='x', port=443): Failed to resolve 'x' ([Errno -2] "
          "Name or "
          "service not known)\")': /simple/maturin/",
          "PP-11"},
      Row{"socket.gaierror: [Errno -2] Name or service not known", "CG-15"},
      Row{"  error: Python stdout len didn't return expected number of lines: 6", "PX-23"},
      Row{"  = note: rust-lld: error: unable to find library -lpython3.12", "PY-12"},
      Row{"  = note: rust-lld: error: undefined symbol: Py_IsInitialized", "PX-20"},
      Row{"ImportError: libpython3.14t.so.1.0: cannot open shared object file: No such file or directory",
          "RT-08"},
      Row{"ImportError: libpython3.13.so.1.0: cannot open shared object file: No such file or directory",
          "RT-07"},
      Row{"bash: line 104: /home/ada/w/bin/pip: cannot execute: required file not found", "IN-10"},
      Row{"error: could not execute process `nowrap /u/bin/rustc -vV` (never executed)", "MT-06"},
      Row{"  could not execute process `/u/t/debug/build/c2-7579/build-script-build` (never executed)",
          "CG-13"},
      Row{"/usr/bin/cmake: /bin/sh: 1: cargo: not found", "MT-06"},
      Row{"bash: 14880 Segmentation fault      ( cd x; python -c 'import x' )", "RT-05"},
      Row{"curl: (6) Could not resolve host: example.org", "CG-15"},
      Row{"curl: (7) Failed to connect to 127.0.0.1 port 9 after 0 ms: Could not connect to server", "CG-16"},
      Row{"curl: (60) SSL certificate problem: certificate is not yet valid", "PY-21"},
      Row{"curl: (60) SSL certificate problem: unable to get local issuer certificate", "CG-17"},
      Row{"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid",
          "PY-21"},
      Row{"error: could not write output to /x/h.o: No space left on device", "SY-03"},
      Row{"LINK : fatal error LNK1181: cannot open input file 'python313t.lib'", "PX-05"},
      Row{"LINK : fatal error LNK1181: cannot open input file 'python314t.lib'", "MT-16"},
      Row{"LINK : fatal error LNK1104: cannot open file 'python313.lib'", "WN-03"},
      Row{"  Caused by: Trying to get metadata from the python interpreter '/h/.venv/bin/python' failed",
          "PX-23"},
      Row{"  process didn't exit successfully: `target/debug/h` (signal: 11, SIGSEGV: invalid memory "
          "reference)",
          "RT-05"},
      Row{"sh: line 1:  4711 Segmentation fault      (core dumped) python -c 'import hello'", "RT-05"},
      Row{"dyld: missing compatible architecture: x.so (mach-o file, but is an incompatible architecture "
          "(have "
          "'x86_64', need 'arm64'))",
          "MC-05"});
  INFO(row.line);
  const auto found = scan(row.line);
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == row.id);
}

TEST_CASE("what may still come right is no failure") {
  const std::string line = GENERATE(
      "warning: spurious network error (3 tries remaining): [6] Could not resolve hostname (Could not "
      "resolve host: x)",
      "warning: spurious network error (2 tries remaining): [7] Could not connect to server (Failed to "
      "connect to x)",
      "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by "
      "'NewConnectionError('Failed to "
      "establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/maturin/",
      "  Could not find libpython3.14t.so, looking further", "checking for stdatomic.h... no",
      "gcc: internal compiler note: Segmentation fault handler installed",
      "- python 3.13.0-h1_0_cp313 --> 3.13.1-h2_0_cp313",
      "🐍 Found CPython 3.14t at /home/ada/hello/.venv/bin/python",
      "  Building wheel for hello (pyproject.toml): started",
      "  Created wheel for hello: filename=hello-0.1.0-cp314-cp314t-linux_x86_64.whl size=181 sha256=13fa",
      "    from hello import borrowed  # Already a test of RuntimeError", "loading DLL python314t.dll",
      "note: linker `mold` found", "test import_error::module_not_found ... ok");
  INFO(line);
  for (const LogFinding& finding : scan(line)) FAIL(finding.id);
}

TEST_CASE("the failure of a retried download is found where it ended") {
  const auto found = scan(
      "warning: spurious network error (1 tries remaining): [6] Could not resolve hostname\n"
      "error: failed to get `pyo3` as a dependency of package `hello v0.1.0`\n"
      "\nCaused by:\n"
      "  download of config.json failed\n"
      "\nCaused by:\n"
      "  [6] Could not resolve hostname (Could not resolve host: the crates index)\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "CG-15");
  CHECK(found[0].line_number == 8);
  CHECK(found[0].kind == "network");
}

TEST_CASE("pyenv's summary stands behind the cause above it") {
  const auto found = scan(
      "configure: WARNING: pkg-config is missing. Some dependencies may not be detected correctly.\n"
      "\nBUILD FAILED (Debian 12 using python-build 2.6.11)\n"
      "\nInspect or clean up the working tree at /tmp/python-build.20261123201859.32754\n"
      "Results logged to /tmp/python-build.20261123201859.32754.log\n"
      "\nLast 10 log lines:\n"
      "checking for gcc... no\n"
      "configure: error: no acceptable C compiler found in $PATH\n");
  REQUIRE(found.size() == 3);
  CHECK(found[0].id == "PY-01");
  CHECK(found[1].id == "PY-07");
  CHECK(found[2].id == "PY-02");
}

}  // namespace ftenv::test
