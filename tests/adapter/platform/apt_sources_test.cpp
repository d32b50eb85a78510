#include "platform/packages/apt_sources.hpp"
#include "fake_programs.hpp"

namespace ftenv::test {
namespace {

const std::string k_targets = "echo 'Debian|Debian|main|http://mirror.example/debian/'";

// `update` and `source` are what apt-get does for those; lists go to the directory of the last option.
struct Machine {
  FakePrograms programs;
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
  AptSources sources{{runner, programs.environment()}};
  SourcePackageQuery query{"python3.13", {"one", "two"}, "main", ""};

  Machine(const std::string& targets, const std::string& update, const std::string& source = "false") {
    query.keyring = (programs.path() / "keyring.gpg").string();
    REQUIRE(write_text_atomically(query.keyring, ""));
    programs.add("apt-get", "case $1 in indextargets) " + targets + ";; update) cd " + shell_quote(lists()) +
                                "; " + update + ";; *) " + source + ";; esac");
  }
  std::string lists() const { return (scratch_directory() / "lists").string(); }
  fs::path scratch_directory() const { return programs.path() / "scratch"; }
  fs::path log() const { return programs.path() / "log"; }
  void showsrc(const std::string& body) const { programs.add("apt-cache", body); }
};

std::string paragraph(const std::string& version) {
  return "printf 'Package: python3.13\\nVersion: " + version + "\\n\\n'";
}

}  // namespace

TEST_CASE("versions are listed with their suites from a source list of our own") {
  Machine machine(k_targets, "touch m_one_Sources m_two_Sources; exit 100");
  machine.showsrc("case $* in *one.list*) " + paragraph("3.13.5-2") + ";; *) " + paragraph("3.13.15-1") +
                  ";; esac");
  const auto found = machine.sources.find(machine.query, machine.scratch_directory());
  REQUIRE(found);
  REQUIRE(found->size() == 2);
  CHECK((*found)[0].package_version == "3.13.15-1");
  CHECK((*found)[0].suite == "two");
  CHECK((*found)[1].upstream_version == "3.13.5");
  CHECK((*found)[1].suite == "one");
  const std::string line = "deb-src [signed-by=" + machine.query.keyring + "] http://mirror.example/debian/ ";
  CHECK(read_text(machine.scratch_directory() / "all-suites.list").value_or("") ==
        line + "one main\n" + line + "two main\n");
  const auto calls = machine.programs.calls();
  REQUIRE(calls.size() == 4);
  CHECK(contains(calls[1], "-o Dir::State::lists=" + machine.lists()));
  CHECK(contains(calls[1], "-o Dir::Etc::sourceparts=/dev/null"));
}

TEST_CASE("a machine without a Debian mirror has no sources, and nothing is downloaded") {
  Machine machine("echo 'Ubuntu|Ubuntu|main|http://mirror.example/ubuntu/'", "touch m_Sources");
  const auto found = machine.sources.find(machine.query, machine.scratch_directory());
  REQUIRE(found);
  CHECK(found->empty());
  CHECK(machine.programs.calls().size() == 1);
}

TEST_CASE("a keyring that is not there is an error that names it") {
  Machine machine(k_targets, "touch m_Sources");
  machine.query.keyring = "/nonexistent/keyring.gpg";
  const auto found = machine.sources.find(machine.query, machine.scratch_directory());
  REQUIRE(!found);
  CHECK(found.error().code == ErrorCode::unsupported);
  CHECK(contains(found.error().message, "`/nonexistent/keyring.gpg`"));
}

TEST_CASE("a keyring that can't be looked at is such an error too") {
  Machine machine(k_targets, "touch m_Sources");
  const fs::path loop = machine.programs.path() / "loop.gpg";
  fs::create_symlink(loop.filename(), loop);
  machine.query.keyring = loop.string();
  const auto found = machine.sources.find(machine.query, machine.scratch_directory());
  REQUIRE(!found);
  CHECK(found.error().code == ErrorCode::unsupported);
}

TEST_CASE("no network is a network error, though apt-get calls it a success") {
  Machine machine(k_targets, "echo \"W: Failed to fetch http://m.example/InRelease  Could not resolve\" >&2");
  const auto found = machine.sources.find(machine.query, machine.scratch_directory());
  REQUIRE(!found);
  CHECK(found.error().code == ErrorCode::network);
}

TEST_CASE("a mirror without the suites has no sources") {
  Machine machine(
      k_targets,
      "echo \"E: The repository 'http://m.example one Release' does not have a Release file.\" >&2; "
      "exit 100");
  machine.showsrc("echo 'W: Unable to locate package python3.13' >&2; exit 100");
  const auto found = machine.sources.find(machine.query, machine.scratch_directory());
  REQUIRE(found);
  CHECK(found->empty());
}

TEST_CASE("a suite that fails does not spoil the others") {
  Machine machine(k_targets, "touch m_two_Sources; exit 100");
  machine.showsrc(
      "case $* in *two.list*) " + paragraph("3.13.15-1") +
      ";; *) echo \"E: You must put some 'deb-src' URIs in your sources.list\" >&2; exit 100;; esac");
  const auto found = machine.sources.find(machine.query, machine.scratch_directory());
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  CHECK((*found)[0].suite == "two");
}

TEST_CASE("the second mirror is asked when the first does not answer") {
  Machine machine(k_targets + "; echo 'Debian|Debian|main|http://second.example/debian/'",
                  "grep -q second ../all-suites.list && touch m_Sources || "
                  "{ echo 'W: Failed to fetch http://mirror.example/InRelease  Could not connect' >&2; }");
  machine.showsrc(paragraph("3.13.5-2"));
  const auto found = machine.sources.find(machine.query, machine.scratch_directory());
  REQUIRE(found);
  CHECK(found->size() == 1);
}

TEST_CASE("the tarball of a source package is fetched") {
  const SourcePackage source{"python3.13", "3.13.5", "3.13.5-2", "one", ""};
  SECTION("alone") {
    Machine machine(k_targets, "true", "echo data > python3.13_3.13.5.orig.tar.xz");
    const auto file = machine.sources.fetch(source, machine.scratch_directory(), machine.log());
    REQUIRE(file);
    CHECK(file->filename() == "python3.13_3.13.5.orig.tar.xz");
    CHECK(read_text(*file).value_or("") == "data\n");
    CHECK(contains(machine.programs.calls().back(),
                   "source --download-only --only-source --tar-only python3.13=3.13.5-2"));
  }
  SECTION("though another file of the package failed") {
    Machine machine(k_targets, "true",
                    "touch x_1.orig.tar.xz x_1.orig.tar.xz.asc; "
                    "echo 'E: Failed to fetch http://m.example/p/x_1.dsc  404  Not Found' >&2; exit 100");
    CHECK(machine.sources.fetch(source, machine.scratch_directory(), machine.log()));
  }
  SECTION("but not when it is what failed") {
    Machine machine(
        k_targets, "true",
        "echo half > x_1.orig.tar.xz; "
        "echo 'E: Failed to fetch http://m.example/p/x_1.orig.tar.xz  404  Not Found' >&2; exit 100");
    const auto file = machine.sources.fetch(source, machine.scratch_directory(), machine.log());
    REQUIRE(!file);
    CHECK(file.error().code == ErrorCode::network);
    CHECK(contains(file.error().message, "http://m.example/p/x_1.orig.tar.xz  404  Not Found"));
    CHECK(file.error().log == machine.log().string());
  }
  SECTION("and what an earlier attempt left does not count") {
    Machine machine(k_targets, "true", "true");
    const fs::path old = machine.scratch_directory() / "download" / "3.13.5-2";
    REQUIRE(make_directories(old));
    REQUIRE(write_text_atomically(old / "x_1.orig.tar.xz", "old"));
    const auto file = machine.sources.fetch(source, machine.scratch_directory(), machine.log());
    REQUIRE(!file);
    CHECK(file.error().code == ErrorCode::process);
  }
}

}  // namespace ftenv::test
