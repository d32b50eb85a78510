#include "model/host_file.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

constexpr const char* k_linux = R"(
os = "linux"
arch = "aarch64"
libc = "musl"
libc_version = "1.2.5"
cores = 6
root = true
container = true
programs = ["/usr/bin/cc"]
files = ["/opt/python/cp314-cp314t/bin/python"]
os_release = '''
ID=some
'''
[environment]
CARGO_HOME = "/cargo"
[[answer]]
argv = ["query", "*"]
out = "first\n"
exit = 3
otherwise = "no {}"
otherwise_exit = 1
[answer.each]
one = "one 1.0"
[[answer]]
argv = ["absent"]
found = false
)";

std::string problem(const std::string& text) {
  const auto file = parse_host_file(text, "m.toml");
  REQUIRE_FALSE(file);
  CHECK(file.error().code == ErrorCode::usage);
  return file.error().message;
}

}  // namespace

TEST_CASE("a machine on paper is read whole") {
  const auto file = parse_host_file(k_linux, "m.toml");
  REQUIRE(file);
  CHECK(file->host.os == "linux");
  CHECK(file->host.platform() == "linux-aarch64-musl");
  CHECK(file->host.libc_version == "1.2.5");
  CHECK(file->host.cores == 6);
  CHECK(file->host.root);
  CHECK(file->host.container);
  CHECK_FALSE(file->host.wsl);
  CHECK_FALSE(file->host.translated);
  CHECK(file->home == "/root");
  CHECK(file->os_release == "ID=some\n");
  CHECK(file->programs == std::vector<std::string>{"/usr/bin/cc"});
  CHECK(file->files.size() == 1);
  CHECK(file->environment.at("CARGO_HOME") == "/cargo");
  REQUIRE(file->answers.size() == 2);
  CHECK(file->answers[0].argv == std::vector<std::string>{"query", "*"});
  CHECK(file->answers[0].exit_code == 3);
  CHECK(file->answers[0].out == "first\n");
  CHECK(file->answers[0].each.at("one") == "one 1.0");
  CHECK(file->answers[0].otherwise == "no {}");
  CHECK(file->answers[0].otherwise_exit == 1);
  CHECK(file->answers[0].found);
  CHECK_FALSE(file->answers[1].found);
}

TEST_CASE("off Linux a machine has a name and a version, and no C library") {
  const auto mac =
      parse_host_file("os = \"macos\"\narch = \"arm64\"\nversion = \"26.1\"\nname = \"macOS 26.1\"\n", "m");
  REQUIRE(mac);
  CHECK(mac->host.distro == "macos");
  CHECK(mac->host.distro_version == "26.1");
  CHECK(mac->host.pretty_name == "macOS 26.1");
  CHECK(mac->host.platform() == "macos-arm64");
  CHECK(mac->home == "/Users/ada");
  const auto windows =
      parse_host_file("os = \"windows\"\narch = \"x86_64\"\nprograms = [\"C:/a.exe\"]\n", "m");
  REQUIRE(windows);
  CHECK(windows->home == "C:/Users/ada");
}

TEST_CASE("what is wrong with a machine on paper is said with its place") {
  struct Row {
    const char* text;
    const char* message;
  };
  const Row rows[] = {
      {"os = \"linux\"\narch = = 1\n", "m.toml:2:"},
      {"arch = \"x\"\n", "m.toml:1:1: the key `os` is missing"},
      {"os = \"beos\"\narch = \"x\"\n", "m.toml:1:6: the key `os` is `beos`"},
      {"os = \"macos\"\n", "the key `arch` is missing"},
      {"os = \"linux\"\narch = \"x\"\n", "the key `libc` is missing"},
      {"os = \"linux\"\narch = \"x\"\nlibc = \"musl\"\n", "the key `os_release` is missing"},
      {"os = \"macos\"\narch = \"x\"\ncores = 0\n", "m.toml:3:9: the key `cores` must be from 1"},
      {"os = \"macos\"\narch = \"x\"\ncores = \"two\"\n", "m.toml:3:9: the key `cores`"},
      {"os = \"macos\"\narch = \"x\"\nroot = 1\n", "m.toml:3:8: the key `root` must be true or false"},
      {"os = \"macos\"\narch = \"x\"\ncoers = 1\n", "the key `coers` is unknown here"},
      {"os = \"macos\"\narch = \"x\"\nfiles = [\"bin/python\"]\n", "the key `files` has `bin/python`"},
      {"os = \"macos\"\narch = \"x\"\n[[answer]]\nout = \"x\"\n", "`answer.argv` is missing"},
      {"os = \"macos\"\narch = \"x\"\n[[answer]]\nargv = [\"x\"]\n[answer.each]\na = \"b\"\n",
       "needs an argv that ends in \"*\""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const std::string message = problem(row.text);
    INFO(message);
    CHECK(contains(message, row.message));
  }
}

TEST_CASE("a Mac on paper may be one that translates") {
  const auto file = parse_host_file("os = 'macos'\narch = 'x86_64'\ntranslated = true\n", "m.toml");
  REQUIRE(file);
  CHECK(file->host.translated);
  CHECK(file->host.platform() == "macos-x86_64");
}
