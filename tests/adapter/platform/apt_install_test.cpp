#include "fake_programs.hpp"
#include "platform/packages/apt.hpp"

namespace ftenv::test {
namespace {

using Calls = std::vector<std::string>;

const std::string k_install =
    "apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 -o "
    "Dpkg::Options::=--force-confold ";
const std::string k_update = "apt-get update -o DPkg::Lock::Timeout=120 ";

struct Machine {
  FakePrograms programs;
  CancelToken cancel;
  SystemProcessRunner runner{cancel};

  Apt apt(Elevation elevation = Elevation::already_root) {
    return Apt({runner, programs.environment()}, lists(), [elevation] { return elevation; });
  }
  fs::path lists() const { return programs.path() / "lists"; }
  fs::path log() const { return programs.path() / "log"; }
  void have_lists() const {
    REQUIRE(make_directories(lists()));
    REQUIRE(write_text_atomically(lists() / "mirror_dists_x_main_binary-amd64_Packages", ""));
  }
  // An update that brings lists.
  std::string bring_lists() const {
    return "mkdir -p " + shell_quote(lists().string()) + "; touch " +
           shell_quote((lists() / "m_Packages").string());
  }
};

std::string on_update(const std::string& update, const std::string& otherwise) {
  return "case $1 in update) " + update + ";; *) " + otherwise + ";; esac";
}

}  // namespace

TEST_CASE("packages are installed with one command and no refresh") {
  Machine machine;
  machine.have_lists();
  machine.programs.add("apt-get", "echo Setting up");
  std::vector<std::string> lines;
  REQUIRE(machine.apt().install({"a", "b"}, machine.log(),
                                [&](std::string_view line) { lines.emplace_back(line); }));
  CHECK(machine.programs.calls() == Calls{k_install + "a b [noninteractive]"});
  CHECK(lines == Calls{"Setting up"});
  CHECK(read_text(machine.log()).value_or("") == "Setting up\n");
}

TEST_CASE("packages are removed at once, the rest one by one, and what is needed stays") {
  Machine machine;
  const std::string base = shell_quote((machine.programs.path() / "db").string());
  // A dpkg that, as the real one, goes on after a refusal: b can't be removed before c has gone, d never.
  machine.programs.add(
      "dpkg-query", "for p in " + base + "/*; do printf '%s\tinstall ok installed\t\n' \"${p##*/}\"; done");
  machine.programs.add(
      "dpkg", "cd " + base +
                  "; shift; bad=0; for p; do case $p in d) bad=1;; b) test ! -e c && rm b || bad=1;; "
                  "*) rm $p;; esac; done; exit $bad");
  REQUIRE(make_directories(machine.programs.path() / "db"));
  for (const char* name : {"a", "b", "c", "d", "other"})
    REQUIRE(write_text_atomically(machine.programs.path() / "db" / name, ""));
  const auto stay = machine.apt().remove({"a", "b", "c", "d", "gone"}, machine.log());
  REQUIRE(stay);
  CHECK(*stay == Calls{"d"});
  CHECK(machine.apt().installed().value_or(Calls()) == Calls{"d", "other"});
  Calls purges = machine.programs.calls();
  purges.erase(
      std::remove_if(purges.begin(), purges.end(),
                     [](const std::string& call) { return call.find("--purge") == std::string::npos; }),
      purges.end());
  REQUIRE(!purges.empty());
  CHECK(purges.front().find("dpkg --purge a b c d") == 0);
}

TEST_CASE("a package manager that is busy says so when packages are to be removed") {
  Machine machine;
  machine.programs.add("dpkg-query", "printf 'a\tinstall ok installed\t\n'");
  machine.programs.add(
      "dpkg", "echo 'dpkg: error: dpkg frontend lock was locked by another process with pid 7' >&2; exit 2");
  const auto stay = machine.apt().remove({"a"}, machine.log());
  REQUIRE_FALSE(stay);
  CHECK(stay.error().message.find("dpkg") != std::string::npos);
}

TEST_CASE("without root nothing is removed, and the command is told") {
  Machine machine;
  machine.programs.add("dpkg-query", "printf 'a\tinstall ok installed\t\n'");
  machine.programs.add("dpkg", "");
  const auto stay = machine.apt(Elevation::none).remove({"a"}, machine.log());
  REQUIRE_FALSE(stay);
  CHECK(stay.error().code == ErrorCode::permission);
  REQUIRE(!stay.error().hints.empty());
  CHECK(stay.error().hints.front().find("dpkg --purge a") != std::string::npos);
}

TEST_CASE("nothing to install starts nothing") {
  Machine machine;
  machine.programs.add("apt-get", "");
  REQUIRE(machine.apt(Elevation::none).install({}, machine.log(), {}));
  CHECK(machine.programs.calls().empty());
}

TEST_CASE("a fresh machine gets its lists first") {
  Machine machine;
  CHECK(!machine.apt().has_lists());
  machine.programs.add("apt-get", on_update(machine.bring_lists(), "true"));
  REQUIRE(machine.apt().install({"a"}, machine.log(), {}));
  CHECK(machine.programs.calls() == Calls{k_update + "[noninteractive]", k_install + "a [noninteractive]"});
  CHECK(machine.apt().has_lists());
}

TEST_CASE("old lists are refreshed once when a package is unknown or gone") {
  for (const std::string complaint :
       {"E: Unable to locate package a", "E: Package 'a' has no installation candidate",
        "E: Failed to fetch http://mirror.example/a.deb  404  Not Found [IP: 192.0.2.1 80]"}) {
    Machine machine;
    machine.have_lists();
    const std::string mark = shell_quote((machine.programs.path() / "fresh").string());
    machine.programs.add(
        "apt-get", on_update("touch " + mark, "test -e " + mark + " || { echo " + shell_quote(complaint) +
                                                  " >&2; exit 100; }"));
    CHECK(machine.apt().install({"a"}, machine.log(), {}));
    CHECK(machine.programs.calls().size() == 3);
  }
}

TEST_CASE("a package that stays unknown is an error after one refresh") {
  Machine machine;
  machine.have_lists();
  machine.programs.add("apt-get", on_update("true", "echo 'E: Unable to locate package a' >&2; exit 100"));
  const auto status = machine.apt().install({"a"}, machine.log(), {});
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::process);
  CHECK(status.error().message == "`apt-get install` failed: Unable to locate package a");
  CHECK(status.error().log == machine.log().string());
  CHECK(machine.programs.calls().size() == 3);
}

TEST_CASE("a failure that fresh lists can't mend is not tried again") {
  Machine machine;
  machine.have_lists();
  machine.programs.add("apt-get", "echo 'E: dpkg was interrupted, you must manually run it' >&2; exit 100");
  const auto status = machine.apt().install({"a"}, machine.log(), {});
  REQUIRE(!status);
  CHECK(machine.programs.calls().size() == 1);
  REQUIRE(status.error().hints.size() == 1);
  CHECK(contains(status.error().hints[0], "`dpkg --configure -a`"));
}

TEST_CASE("an update that succeeds without bringing lists is a network error") {
  Machine machine;
  machine.programs.add("apt-get",
                       "echo \"W: Failed to fetch http://m.example/InRelease  Could not resolve\" >&2");
  const auto status = machine.apt().install({"a"}, machine.log(), {});
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::network);
  CHECK(machine.programs.calls().size() == 1);
}

TEST_CASE("sudo is given the variables that it would drop") {
  Machine machine;
  machine.have_lists();
  machine.programs.add("apt-get", "");
  machine.programs.add("sudo", "shift 2; unset DEBIAN_FRONTEND LC_ALL; exec \"$@\"");
  REQUIRE(machine.apt(Elevation::sudo).install({"a"}, machine.log(), {}));
  CHECK(machine.programs.calls() ==
        Calls{"sudo -n -- env LC_ALL=C DEBIAN_FRONTEND=noninteractive " + k_install + "a []",
              k_install + "a [noninteractive]"});
}

TEST_CASE("without a way to become root, the exact commands are the hints and nothing runs") {
  Machine machine;
  machine.programs.add("apt-get", "");
  const auto status = machine.apt(Elevation::none).install({"a", "b"}, machine.log(), {});
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::permission);
  CHECK(status.error().hints == Calls{"first run: sudo " + std::string(trim(k_update)),
                                      "run this, then start again: sudo " + k_install + "a b"});
  CHECK(machine.programs.calls().empty());
  machine.have_lists();
  CHECK(machine.apt(Elevation::none).install({"a"}, machine.log(), {}).error().hints.size() == 1);
}

TEST_CASE("an install is interrupted with everything else") {
  Machine machine;
  machine.have_lists();
  machine.programs.add("apt-get", "echo going; sleep 30");
  const auto status =
      machine.apt().install({"a"}, machine.log(), [&](std::string_view) { machine.cancel.request(SIGTERM); });
  REQUIRE(!status);
  CHECK(status.error().code == ErrorCode::interrupted);
}

TEST_CASE("a machine without the programs says so") {
  Machine machine;
  const Environment nothing(Variables{{"PATH", (machine.programs.path() / "bin").string()}});
  Apt apt({machine.runner, nothing}, machine.lists(), [] { return Elevation::already_root; });
  const auto missing = apt.missing({"a"});
  REQUIRE(!missing);
  CHECK(missing.error().code == ErrorCode::unsupported);
  CHECK(missing.error().message == "`dpkg-query` is not found on this machine");
}

TEST_CASE("missing packages are asked for once, and provided ones only then") {
  Machine machine;
  machine.programs.add(
      "dpkg-query",
      "shift 3\n"
      "if [ $# = 0 ]; then\n"
      "  printf 'here\\tinstall ok installed\\t\\nother\\tinstall ok installed\\tvirtual (= 1), v2\\n'\n"
      "  printf 'gone\\tdeinstall ok config-files\\tlost\\n'\n"
      "else\n"
      "  for p; do case $p in here|more) printf \"$p\\tinstall ok installed\\t\\n\";; *) code=1;; esac; "
      "done; exit ${code:-0}\n"
      "fi");
  auto apt = machine.apt();
  CHECK(apt.missing({}).value() == Calls{});
  CHECK(machine.programs.calls().empty());
  CHECK(apt.missing({"here", "more"}).value() == Calls{});
  CHECK(machine.programs.calls().size() == 2);  // one call, whose format holds a line end
  CHECK(apt.missing({"zeta", "here", "virtual", "lost", "alpha"}).value() == Calls{"zeta", "lost", "alpha"});
}

TEST_CASE("a dpkg database that can't be read is an error, not a bare machine") {
  Machine machine;
  machine.programs.add("dpkg-query", "echo 'dpkg-query: error: parsing file' >&2; exit 2");
  const auto missing = machine.apt().missing({"a"});
  REQUIRE(!missing);
  CHECK(missing.error().code == ErrorCode::process);
}

}  // namespace ftenv::test
