#include "inspect/native/elf_needs.hpp"

#include <cstdlib>

#include "base/text.hpp"
#include "model/version.hpp"
#include "platform/process.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

std::string path_variable() {
  const char* value = std::getenv("PATH");
  return value ? value : "/usr/bin:/bin";
}

// A library by the C compiler, or false where there is none.
bool compile(const fs::path& output, const std::string& code, const std::vector<std::string>& options) {
  const fs::path source = output.string() + ".c";
  write_file(source, code);
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
  ProcessRequest request;
  request.argv = {"cc", "-shared", "-fPIC", "-o", output.string(), source.string()};
  request.argv.insert(request.argv.end(), options.begin(), options.end());
  request.environment.set("PATH", path_variable());
  const auto outcome = runner.run(request);
  return outcome && outcome->status.ok();
}

std::string needed(const fs::path& tree) {
  const auto result = glibc_needed(tree);
  if (!result) FAIL(full_text(result.error()));
  return *result;
}

}  // namespace

TEST_CASE("a program of the system says which glibc it needs") {
  const std::string version = needed("/bin/ls");
  if (version.empty()) {
    WARN("this system's ls is not of glibc");
    return;
  }
  const auto parsed = Version::parse(version);
  REQUIRE(parsed);
  CHECK(parsed->major == 2);
  CHECK(*parsed >= *Version::parse("2.2.5"));
  CHECK(parsed->patch == 0);
}

TEST_CASE("the highest version in a tree counts, and of links none") {
  TestDir dir;
  // memcpy by the name that it has had since 2.14 on x86-64 (2.17 on AArch64); a file with nothing to ask
  // for.
  if (!compile(dir / "t/lib/alone.so", "int one(void) { return 1; }\n", {"-nostdlib"})) {
    WARN("skipped: this machine has no C compiler");
    return;
  }
  CHECK(needed(dir / "t").empty());
  REQUIRE(compile(dir / "t/lib/low.so", "int puts(const char*); int two(void) { return puts(\"\"); }\n", {}));
  const std::string low = needed(dir / "t");
  REQUIRE_FALSE(low.empty());
  write_file(dir / "t/notes.txt", "GLIBC_9.99");
  write_file(dir / "t/empty", "");
  CHECK(needed(dir / "t") == low);

  // New in 2.25, and puts is older on every processor.
  REQUIRE(compile(dir / "other/high.so",
                  "extern int getrandom(void*, unsigned long, unsigned);\n"
                  "int three(void) { return getrandom(0, 0, 0); }\n",
                  {}));
  const std::string high = needed(dir / "other");
  REQUIRE(*Version::parse(low) < *Version::parse(high));
  fs::create_symlink(dir / "other/high.so", dir / "t/link.so");
  fs::create_directory_symlink(dir / "other", dir / "t/folder");
  CHECK(needed(dir / "t") == low);
  fs::copy_file(dir / "other/high.so", dir / "t/high.so");
  CHECK(needed(dir / "t") == high);
}

TEST_CASE("what is no ELF file needs nothing, and a damaged one is an error") {
  TestDir dir;
  CHECK(glibc_needed_by("", "x").value().empty());
  CHECK(glibc_needed_by("\177EL", "x").value().empty());
  CHECK(glibc_needed_by("#!/bin/sh\n", "x").value().empty());
  CHECK(glibc_needed_by("\177ELF\2\1\1" + std::string(57, '\0'), "x").value().empty());  // without sections
  for (const std::string& garbage :
       {std::string("\177ELF"), "\177ELF" + std::string(200, '\377'), "\177ELF" + std::string(3000, 'x')}) {
    const auto result = glibc_needed_by(garbage, "some/file.so");
    INFO(garbage.size());
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::archive);
    CHECK(contains(result.error().message, "`some/file.so`"));
  }
}

TEST_CASE("a program that was cut short anywhere or has a wrong byte does no harm") {
  const std::string whole = read_file("/bin/ls");
  const auto expected = glibc_needed_by(whole, "ls");
  REQUIRE(expected);
  std::size_t refused = 0;
  for (std::size_t tenth = 0; tenth < 10; ++tenth) {
    const auto result =
        glibc_needed_by(std::string_view(whole).substr(0, 4 + whole.size() * tenth / 10), "ls");
    if (!result) ++refused;
  }
  CHECK(refused == 10);
  // Every byte of the head, then of the table of sections, turned around: an answer or an error.
  std::size_t same = 0;
  std::size_t tried = 0;
  const auto try_byte = [&](std::size_t at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(~changed[at]);
    const auto result = glibc_needed_by(changed, "ls");
    ++tried;
    if (result && *result == *expected) ++same;
    if (!result) CHECK(result.error().code == ErrorCode::archive);
  };
  for (std::size_t at = 4; at < 64; ++at) try_byte(at);
  for (std::size_t back = 1; back < 2200 && back < whole.size(); back += 3) try_byte(whole.size() - back);
  CHECK(tried > 700);
  CHECK(same > 0);
  CHECK(same < tried);
}

TEST_CASE("a tree that is not there is an error") {
  TestDir dir;
  CHECK_FALSE(glibc_needed(dir / "nothing"));
}

}  // namespace ftenv::test
