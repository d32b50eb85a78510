#include <deque>

#include "base/files.hpp"
#include "base/text.hpp"
#include "platform/packages/apk.hpp"
#include "platform/packages/brew.hpp"
#include "platform/packages/dnf.hpp"
#include "platform/packages/no_manager.hpp"
#include "platform/packages/pacman.hpp"
#include "platform/packages/port.hpp"
#include "platform/packages/rpm_query.hpp"
#include "platform/packages/xbps.hpp"
#include "platform/packages/zypper.hpp"
#include "support/catch.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

using Names = std::vector<std::string>;

// Answers one question after the other, as the real programs did.
class Answers : public ProcessRunner {
 public:
  std::deque<ProcessOutcome> answers;
  Names asked;
  Answers& add(int code, std::string out, std::string err = {}) {
    answers.push_back({{ExitStatus::exited, code}, std::move(out), std::move(err), {}});
    return *this;
  }
  void absent() { answers.push_back({{ExitStatus::not_found, 0}, {}, {}, {}}); }
  Result<ProcessOutcome> run(const ProcessRequest& request) override {
    asked.push_back(shell_line(request.argv));
    REQUIRE(!answers.empty());
    ProcessOutcome outcome = answers.front();
    answers.pop_front();
    return outcome;
  }
};

template <class Manager>
Manager with(Answers& answers, Elevation elevation = Elevation::already_root, fs::path root = {},
             std::vector<RepositoryRecipe> repositories = {}) {
  return Manager({answers, {}, std::move(repositories), std::move(root)}, [elevation] { return elevation; });
}

template <class Manager>
Error error_of(int code, const std::string& out, const std::string& err) {
  Answers answers;
  // Lists are fetched once more for an unknown package; that changes nothing.
  answers.add(code, out, err).add(0, "").add(code, out, err);
  const TestDir machine;
  // pacman, apk and xbps want to see lists.
  for (const char* file :
       {"var/lib/pacman/sync/a.db", "var/cache/apk/APKINDEX.1.tar.gz", "var/db/xbps/a/x-repodata"}) {
    REQUIRE(make_directories((machine.path() / file).parent_path()));
    REQUIRE(write_text_atomically(machine.path() / file, ""));
  }
  const Status status =
      with<Manager>(answers, Elevation::already_root, machine.path()).install({"a"}, {}, {});
  REQUIRE(!status);
  return status.error();
}

}  // namespace

TEST_CASE("rpm's answer names what nothing provides") {
  const std::string out = "sample-1.0-1.noarch\nsample-1.0-1.noarch\nno package provides other-sample\n";
  CHECK(parse_rpm_missing(out).value() == Names{"other-sample"});
  CHECK(parse_rpm_missing(out + "error: file /usr/bin/nothing: No such file or directory\n").value() ==
        Names{"other-sample", "/usr/bin/nothing"});
  CHECK(!parse_rpm_missing(out + "error: cannot open Packages database in /var/lib/rpm\n"));
  Answers answers;
  answers.add(1, out).add(0, "sample-1.0-1.noarch\n").add(1, "").add(127, "");
  CHECK(with<Dnf>(answers).missing({"sample", "other-sample"}).value() == Names{"other-sample"});
  CHECK(with<Zypper>(answers).missing({"sample"}).value().empty());
  CHECK(!with<Dnf>(answers).missing({"sample"}));
  CHECK(with<Dnf>(answers).missing({}).value().empty());
  CHECK(answers.asked.front() == "rpm --query --whatprovides sample other-sample");
}

TEST_CASE("repositories are on unless a file says otherwise, and the last word counts") {
  std::map<std::string, bool> repositories;
  read_repo_file("[main]\nenabled=0\n[baseos]\nname=Base\n[crb]\nenabled = 0\n", repositories);
  CHECK(repositories == std::map<std::string, bool>{{"baseos", true}, {"crb", false}});
  read_repo_file("[crb]\nenabled=True\n", repositories);
  CHECK(repositories["crb"]);
}

TEST_CASE("a repository is switched on before the packages that only it serves") {
  const TestDir machine;
  const fs::path file = machine.path() / "etc/yum.repos.d/a.repo";
  REQUIRE(make_directories(file.parent_path()));
  REQUIRE(write_text_atomically(file, "[crb]\nenabled=0\n"));
  Answers answers;
  const auto lines = [&](const Names& packages) {
    Names shown;
    const RepositoryRecipe crb{
        "crb", {"plugins"}, {"dnf", "config-manager", "--set-enabled", "crb"}, {"gdbm-devel"}};
    const auto dnf = with<Dnf>(answers, Elevation::already_root, machine.path(), {crb});
    for (const Command& command : dnf.install_commands(packages)) {
      CHECK(command.privileged);
      shown.push_back(replace_all(display(command), "--installroot " + machine.path().string() + " ", ""));
    }
    return shown;
  };
  const std::string install = "dnf install -y --setopt=install_weak_deps=False ";
  CHECK(lines({"gcc"}) == Names{install + "gcc"});
  CHECK(lines({"gcc", "gdbm-devel"}) ==
        Names{install + "plugins", "dnf config-manager --set-enabled crb", install + "gcc gdbm-devel"});
  CHECK(lines({}).empty());
  // What a tool has set over the file.
  REQUIRE(make_directories(machine.path() / "etc/dnf/repos.override.d"));
  REQUIRE(write_text_atomically(machine.path() / "etc/dnf/repos.override.d/99.repo", "[crb]\nenabled=1\n"));
  CHECK(lines({"gdbm-devel"}) == Names{install + "gdbm-devel"});
}

TEST_CASE("without a way to become root, all commands are told in their order and none runs") {
  Answers answers;
  const RepositoryRecipe extra{"extra", {"extra-release"}, {}, {}};
  const auto status = with<Zypper>(answers, Elevation::none, "/nowhere", {extra}).install({"a"}, {}, {});
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::permission);
  const std::string install = "sudo zypper --root /nowhere --non-interactive install --no-recommends ";
  CHECK(status.error().hints ==
        Names{"first run: " + install + "extra-release", "run this, then start again: " + install + "a"});
  CHECK(answers.asked.empty());
}

TEST_CASE("pacman names what is unsatisfied, and its own failure is none of that") {
  Answers answers;
  answers.add(127, "other-sample\nunknown\n")
      .add(0, "")
      .add(255, "", "error: failed to initialize alpm library:\n");
  auto pacman = with<Pacman>(answers);
  CHECK(pacman.missing({"unknown", "sample", "other-sample"}).value() == Names{"unknown", "other-sample"});
  CHECK(pacman.missing({"sample"}).value().empty());
  const auto broken = pacman.missing({"sample"});
  REQUIRE(!broken);
  CHECK(broken.error().message == "`pacman --deptest` failed: failed to initialize alpm library:");
  answers.add(0, "Repository      : test\nName            : other-sample\nVersion         : 1:2.0-3\n");
  CHECK(pacman.candidate("other-sample").value() == "2.0-3");
}

TEST_CASE("pacman does not upgrade a system because a package is unknown") {
  const Error error = error_of<Pacman>(1, "", "error: target not found: a\n");
  CHECK(error.message == "`pacman -S` failed: target not found: a");
  REQUIRE(error.hints.size() == 1);
  CHECK(contains(error.hints[0], "`pacman -Syu`"));

  const TestDir machine;
  write_file(machine / "var/lib/pacman/sync/core.db", "");
  Answers once;
  once.add(1, "", "error: target not found: a\n");
  CHECK(!with<Pacman>(once, Elevation::already_root, machine.path()).install({"a"}, {}, {}));
  CHECK(once.asked.size() == 1);
  // A fresh one, such as a container, has no lists: that is shown beforehand.
  REQUIRE(remove_tree(machine / "var"));
  const auto commands = with<Pacman>(once, Elevation::already_root, machine.path()).install_commands({"a"});
  REQUIRE(commands.size() == 2);
  CHECK(ends_with(display(commands[0]), " -Syu --noconfirm"));
}

TEST_CASE("apk answers a provided name with another one") {
  Answers answers;
  answers.add(2, "sample\n").add(0, "sample\n").add(1, "").add(0, "sample\nsample\n");
  auto apk = with<Apk>(answers);
  CHECK(apk.missing({"sample", "virtual-sample", "unknown"}).value() == Names{"unknown"});
  CHECK(answers.asked.back() == "apk info --installed unknown");
  CHECK(apk.missing({"sample", "virtual-sample"}).value().empty());
  answers.add(0, "other-sample policy:\n  2.0-r3:\n    /tmp/alpine\n").add(0, "");
  CHECK(apk.candidate("other-sample").value() == "2.0-r3");
  CHECK(apk.candidate("unknown").value().empty());
}

TEST_CASE("xbps is asked for what is provided as well") {
  CHECK(xbps_provides("sample-1.0_1: virtual-sample-1.0_1\n", "virtual-sample"));
  CHECK(!xbps_provides("sample-1.0_1: virtual-sample-1.0_1\n", "virtual"));
  CHECK(!xbps_provides("", "virtual"));
  Answers answers;
  answers.add(0, "installed\n")
      .add(2, "")
      .add(0, "sample-1.0_1: virtual-sample-1.0_1\n")
      .add(2, "")
      .add(0, "");
  auto xbps = with<Xbps>(answers);
  CHECK(xbps.missing({"sample", "virtual-sample", "unknown"}).value() == Names{"unknown"});
  answers.add(0, "other-sample-2.0_3\n").add(2, "");
  CHECK(xbps.candidate("other-sample").value() == "2.0");
  CHECK(xbps.candidate("unknown").value().empty());
}

// These two have not been run against the real programs: their words are from documentation.
TEST_CASE("what macOS has is read") {
  Answers answers;
  answers.add(1, "openssl@3 3.5.0\n").add(0, "pkgconf 2.5.1\n").add(1, "", "Error: No such keg\n");
  CHECK(with<Brew>(answers).missing({"openssl@3", "pkg-config", "xz"}).value() == Names{"xz"});
  CHECK(!with<Brew>(answers).install_command({"xz"}).privileged);
  answers.add(0, "  zlib @1.3.1_0 (active)\n  openssl3 @3.5.0_0\n  tk @8.6.16_0+quartz (active)\n");
  CHECK(with<Port>(answers).missing({"zlib", "openssl3", "tk", "xz"}).value() == Names{"openssl3", "xz"});
}

TEST_CASE("a Mac without Homebrew and MacPorts is told what to do") {
  Answers answers;
  answers.absent();
  const auto missing = with<Brew>(answers).missing({"xz"});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::unsupported);
  CHECK(missing.error().message.find("neither Homebrew nor MacPorts is here") == 0);
  CHECK(missing.error().hints.size() == 2);
}

TEST_CASE("Homebrew runs as the user, even where nobody can become root") {
  Answers answers;
  answers.add(0, "");
  REQUIRE(with<Brew>(answers, Elevation::none).install({"xz"}, {}, {}));
  CHECK(answers.asked == Names{"brew install --formula xz"});
}

TEST_CASE("what the managers complain of becomes an error of the right kind") {
  CHECK(error_of<Dnf>(1, "No match for argument: a\n", "Error: Unable to find a match: a\n").message ==
        "`dnf install` failed: Unable to find a match: a");
  const Error no_network = error_of<Dnf>(
      1, "No match for argument: a\n",
      "Errors during downloading metadata for repository 'local':\n  - Curl error (7): Couldn't connect to "
      "server\n"
      "Error: Failed to download metadata for repo 'local'\nError: Unable to find a match: a\n");
  CHECK(no_network.code == ErrorCode::network);
  CHECK(no_network.message == "`dnf install` failed: Curl error (7): Couldn't connect to server");
  CHECK(error_of<Zypper>(104, "",
                         "Download (curl) error for 'http://127.0.0.1:9/a':\nNo provider of 'a' found.\n")
            .code == ErrorCode::network);
  CHECK(error_of<Zypper>(104, "'a' not found in package names. Trying capabilities.\n",
                         "No provider of 'a' found.\n")
            .code == ErrorCode::process);
  CHECK(error_of<Zypper>(7, "", "System management is locked by the application with pid 15602 (sleep).\n")
            .hints.size() == 1);
  CHECK(error_of<Zypper>(5, "", "Root privileges are required to run this command.\n").code ==
        ErrorCode::permission);
  CHECK(error_of<Pacman>(1, "",
                         "error: failed retrieving file 'test.db' from 127.0.0.1:9 : Failed to connect\n")
            .code == ErrorCode::network);
  CHECK(
      error_of<Pacman>(1, "", "error: failed to init transaction (unable to lock database)\n").hints.size() ==
      2);
  CHECK(error_of<Xbps>(2, "", "ERROR: Package 'a' not found in repository pool.\n").code ==
        ErrorCode::process);
  CHECK(error_of<Xbps>(1, "", "ERROR: failed to lock package database: Permission denied\n").code ==
        ErrorCode::permission);
  CHECK(error_of<Apk>(
            1, "", "ERROR: unable to select packages:\n  a (no such package):\n    required by: world[a]\n")
            .message == "`apk add` failed: a (no such package):");
  CHECK(error_of<Apk>(1, "",
                      "WARNING: updating and opening http://127.0.0.1:9/alpine: Connection refused\n"
                      "ERROR: unable to select packages:\n  a (no such package):\n")
            .message ==
        "`apk add` failed: updating and opening http://127.0.0.1:9/alpine: Connection refused");
  CHECK(error_of<Apk>(1, "", "something new\n").message == "`apk add` failed: exit code 1");
}

TEST_CASE("zypper's remarks about a run that went well are no failures") {
  for (const int code : {0, 102, 103, 106, 107}) {
    Answers answers;
    answers.add(code, "");
    CHECK(with<Zypper>(answers).install({"a"}, {}, {}));
  }
}

TEST_CASE("a system without a manager says what to install by hand") {
  NoManager none;
  CHECK(none.missing({"Build Tools"}).value() == Names{"Build Tools"});
  CHECK(none.install_commands({"Build Tools"}).empty());
  const Status status = none.install({"Build Tools"}, {}, {});
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::unsupported);
  CHECK(status.error().hints == Names{"install by hand: Build Tools"});
  CHECK(none.install({}, {}, {}));
}

TEST_CASE("managers without upstream archives say so") {
  Answers answers;
  for (const auto& found : {with<Dnf>(answers).find_sources({}, {}), NoManager().find_sources({}, {})}) {
    REQUIRE(!found);
    CHECK(found.error().code == ErrorCode::unsupported);
  }
  CHECK(with<Apk>(answers).fetch_source({}, {}, {}).error().code == ErrorCode::unsupported);
}

}  // namespace ftenv::test
