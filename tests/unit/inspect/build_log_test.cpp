#include "inspect/build_log.hpp"

#include "support/catch.hpp"

namespace ftenv::test {
namespace {

FailurePattern pattern(std::string id, std::string regex, std::string cause, std::string fix) {
  FailurePattern made;
  made.id = std::move(id);
  made.regex = std::move(regex);
  made.cause = std::move(cause);
  made.fix = std::move(fix);
  return made;
}

std::vector<FailurePattern> patterns() {
  std::vector<FailurePattern> all{
      pattern("CG-08", "linker `([^`]+)` not found", "there is no `\\1` on this machine", "install \\1"),
      pattern("PX-02", "depends on `(\\w+)` with feature `([\\w-]+)`", "`\\1` has no feature `\\2`", ""),
      pattern("SY-03", "No space left on device", "the disk is full", "make room"),
      pattern("PX-03", "does not yet support abi3", "abi3 is left out", "nothing to do")};
  all.back().warning = true;
  return all;
}

}  // namespace

TEST_CASE("the first known cause comes first, and each only once") {
  const auto found = scan_build_log(
      "   Compiling quill v0.3.0\n"
      "error: linker `cc` not found\n"
      "No space left on device\n"
      "error: linker `ld` not found\n",
      patterns());
  REQUIRE(found.size() == 2);
  CHECK(found[0].id == "CG-08");
  CHECK(found[0].line_number == 2);
  CHECK(found[0].line == "error: linker `cc` not found");
  CHECK(found[0].cause == "there is no `cc` on this machine");
  CHECK(found[0].fix == "install cc");
  CHECK(found[1].id == "SY-03");
  CHECK(found[1].line_number == 3);
}

TEST_CASE("of two patterns for one line the recipe's first wins") {
  const auto found = scan_build_log("linker `cc` not found: No space left on device\n", patterns());
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "CG-08");
}

TEST_CASE("two groups are filled in, and a group that took no part is empty") {
  const auto found = scan_build_log("package `x` depends on `pyo3` with feature `free-threaded`", patterns());
  REQUIRE(found.size() == 1);
  CHECK(found[0].cause == "`pyo3` has no feature `free-threaded`");
  const auto optional = scan_build_log("b", {pattern("X", "(a)?b", "<\\1><\\0><\\9>", "\\")});
  REQUIRE(optional.size() == 1);
  CHECK(optional[0].cause == "<><b><>");
  CHECK(optional[0].fix == "\\");
}

TEST_CASE("a warning stands behind whatever else went wrong") {
  const std::string warning = "warning: PyO3 does not yet support abi3 here\n";
  SECTION("a known failure") {
    const auto found = scan_build_log(warning + "error: linker `cc` not found\n", patterns());
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == "CG-08");
    CHECK(found[1].id == "PX-03");
  }
  SECTION("an unknown one") {
    const auto found = scan_build_log(warning + "error: mismatched types\n", patterns());
    REQUIRE(found.size() == 2);
    CHECK(found[0].id.empty());
    CHECK(found[0].line == "error: mismatched types");
    CHECK(found[1].id == "PX-03");
  }
  SECTION("nothing else") {
    const auto found = scan_build_log(warning, patterns());
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "PX-03");
  }
}

TEST_CASE("colours and overwritten progress do not hide a cause") {
  const auto found = scan_build_log(
      "\r 10% downloading\r 99% downloading\r\x1b[1m\x1b[31merror\x1b[0m: linker `\x1b[1mcc\x1b[0m` not "
      "found\r\n",
      patterns());
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "CG-08");
  CHECK(found[0].line == "error: linker `cc` not found");
}

TEST_CASE("without a known cause the first line that looks like an error is found") {
  struct Row {
    const char* line;
    const char* name;
  };
  const Row row = GENERATE(
      Row{"error: mismatched types", "rustc"},
      Row{"error[E0432]: unresolved import `crate::x`", "rustc, numbered"},
      Row{"./Modules/_ssl.c:12:10: fatal error: openssl/ssl.h: no such file", "a compiler"},
      Row{"Modules/a.c:3:5: error: 'x' undeclared", "a compiler, plain"},
      Row{"ERROR: no matching distribution", "pip"}, Row{"E: Unable to locate package libfoo", "apt"},
      Row{"a.o: undefined reference to `foo'", "the linker"},
      Row{"tar: write: no space left on device", "tar"},
      Row{"configure: error: no acceptable C compiler", "configure"},
      Row{"ModuleNotFoundError: No module named 'zlib'", "Python"},
      Row{"  Caused by: broken thing", "maturin"});
  INFO(row.name);
  const auto found = scan_build_log(std::string("all is well\n") + row.line + "\nerror: a later one\n", {});
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == row.line);
  CHECK(found[0].line_number == 2);
  CHECK(found[0].id.empty());
}

TEST_CASE("lines that only pass an error on give way to the one that says it") {
  const std::string summary =
      GENERATE("make: *** [Makefile:1387: Modules/_ctypes/_ctypes.o] Error 1", "gmake[2]: *** [all] Error 2",
               "  error: subprocess-exited-with-error", "💥 maturin failed");
  CAPTURE(summary);
  const auto better = scan_build_log(summary + "\nerror: the real one\n", {});
  REQUIRE(better.size() == 1);
  CHECK(better[0].line == "error: the real one");
  const auto alone = scan_build_log("fine\n" + summary + "\n", {});
  REQUIRE(alone.size() == 1);
  CHECK(alone[0].line == summary);
}

TEST_CASE("what only looks like an error is none") {
  const std::string line =
      GENERATE("checking for strerror_r... yes", "gcc -Werror -Wno-error=foo -c error.c",
               "   Compiling thiserror v2.0.1", "test result: 0 errors", "warning: unused", "");
  CAPTURE(line);
  CHECK(scan_build_log(line + "\n", patterns()).empty());
}

TEST_CASE("a log of one line of 20 MB is read in no time") {
  std::string log(20u << 20, 'x');
  SECTION("one word") {
    CHECK(scan_build_log(log, patterns()).empty());
  }
  SECTION("its start counts") {
    log.replace(0, 28, "error: linker `cc` not found");
    const auto found = scan_build_log(log, patterns());
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "CG-08");
    CHECK(found[0].line.size() <= 64u << 10);
  }
  SECTION("a progress bar that ends in an error") {
    for (std::size_t i = 0; i < log.size(); i += 80) log[i] = '\r';
    const auto found = scan_build_log(log + "\rerror: linker `cc` not found\n", patterns());
    REQUIRE(found.size() == 1);
    CHECK(found[0].line == "error: linker `cc` not found");
  }
}

TEST_CASE("bytes that are no text do no harm") {
  std::string noise = "\xff\xfe\x1b[";
  noise += std::string("\0\0", 2) +
           "\n\n\xc3"
           "error: linker `cc` not found";
  const auto found = scan_build_log(noise, patterns());
  REQUIRE(found.size() == 1);
  CHECK(found[0].line_number == 3);
}

TEST_CASE("an empty log has no findings") {
  CHECK(scan_build_log("", patterns()).empty());
  CHECK(scan_build_log("\n\n", {}).empty());
}

TEST_CASE("patterns are read from a recipe, or refused with the place") {
  const auto read = [](const std::string& text) {
    const auto recipe = Toml::parse(text, "failures.toml");
    REQUIRE(recipe);
    return read_failure_patterns(*recipe);
  };
  SECTION("good") {
    const auto good = read(
        "[[failure]]\nid = 'A-1'\npattern = 'a+'\ncause = 'c'\nfix = 'f'\n"
        "[[failure]]\nid = 'A-2'\npattern = 'b'\ncause = 'c'\nwarning = true\n");
    REQUIRE(good);
    REQUIRE(good->size() == 2);
    CHECK((*good)[0].regex == "a+");
    CHECK_FALSE((*good)[0].warning);
    CHECK((*good)[1].warning);
  }
  SECTION("a broken pattern") {
    const auto bad = read("[[failure]]\nid = 'A-1'\npattern = 'a('\ncause = 'c'\n");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().code == ErrorCode::recipe);
    CHECK(bad.error().message.find("`A-1`") != std::string::npos);
  }
  SECTION("no pattern") {
    const auto bad = read("\n[[failure]]\nid = 'A-1'\ncause = 'c'\n");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().message.find("line 2") != std::string::npos);
  }
}

TEST_CASE("a log that comes in pieces says the same as the whole, wherever it is cut") {
  const std::vector<FailurePattern> known = patterns();
  const std::string log =
      "   Compiling quill v0.3.0\r\n"
      "\x1b[31merror\x1b[0m: linker `c\x1b[1mc` not found\n"
      "50%\r100%\rwarning: it does not yet support abi3\n"
      "No space left on device";
  const std::vector<LogFinding> whole = scan_build_log(log, known);
  REQUIRE(whole.size() == 3);
  CHECK(whole[0].line == "error: linker `cc` not found");
  CHECK(whole[1].line_number == 4);
  for (std::size_t cut = 1; cut < log.size(); ++cut) {
    LogScanner scanner(known);
    scanner.feed(std::string_view(log).substr(0, cut));
    scanner.feed(std::string_view(log).substr(cut));
    const std::vector<LogFinding> found = scanner.finish();
    INFO(cut);
    REQUIRE(found.size() == whole.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i].id == whole[i].id);
      CHECK(found[i].line_number == whole[i].line_number);
      CHECK(found[i].line == whole[i].line);
    }
  }
}

TEST_CASE("a cause is found in a large log wherever it stands, with its line") {
  const std::vector<FailurePattern> known = patterns();
  for (const int before : {0, 1, 2999, 3000, 40000}) {
    std::string log;
    for (int i = 0; i < before; ++i)
      log += "   Compiling something-quite-ordinary v0." + std::to_string(i) + "\n";
    log += "error: linker `cc` not found\n";
    for (int i = 0; i < 5000; ++i) log += "and so on\n";
    const std::vector<LogFinding> found = scan_build_log(log, known);
    REQUIRE(found.size() == 1);
    CHECK(found[0].line_number == before + 1);
  }
}

TEST_CASE("what stands after a line without end is still read") {
  const std::vector<FailurePattern> known = patterns();
  for (const char* end : {"\n", "\r\n"}) {
    const std::string log = std::string(3u << 20, 'x') + end + "error: linker `cc` not found\n";
    const std::vector<LogFinding> found = scan_build_log(log, known);
    REQUIRE(found.size() == 1);
    CHECK(found[0].line_number == 2);
  }
}

}  // namespace ftenv::test
