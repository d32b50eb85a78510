#include <sys/utsname.h>

#include "children.hpp"
#include "platform/host_probe.hpp"
#include "platform/linux/cgroup.hpp"
#include "platform/linux/libc.hpp"
#include "platform/terminal.hpp"

namespace ftenv::test {

TEST_CASE("this machine is described as its own tools describe it") {
  const auto host = probe_host();
  REQUIRE(host);
  CHECK(host->os == "linux");
  CHECK(host->arch + "\n" == run(shell("uname -m"))->out);
  CHECK(host->distro + "\n" == run(shell(". /etc/os-release; echo ${ID:-linux}"))->out);
  CHECK(host->distro_version + "\n" == run(shell(". /etc/os-release; echo $VERSION_ID"))->out);
  CHECK(host->root == (run(shell("id -u"))->out == "0\n"));
  CHECK(host->cores >= 1);
  CHECK(host->cores <= std::strtol(run(shell("nproc"))->out.c_str(), nullptr, 10));
  CHECK((host->libc == "glibc" || host->libc == "musl"));
}

TEST_CASE("the environment is read as it is") {
  ::setenv("FTENV_TEST_VALUE", "a=b\nc", 1);
  const Environment environment = current_environment();
  ::unsetenv("FTENV_TEST_VALUE");
  CHECK(environment.get("FTENV_TEST_VALUE") == "a=b\nc");
  CHECK(!current_environment().has("FTENV_TEST_VALUE"));
  CHECK(current_pid() == ::getpid());
}

TEST_CASE("the tightest quota of a control group counts") {
  const TempDir root = scratch();
  const auto put = [&](const std::string& file, const std::string& text) {
    REQUIRE(make_directories((root.path() / file).parent_path()));
    REQUIRE(write_text_atomically(root.path() / file, text));
  };
  SECTION("none") {
    CHECK(cgroup_cores("0::/a/b\n", root.path()) == 0);
  }
  SECTION("v2, on an ancestor") {
    put("a/cpu.max", "200000 100000\n");
    put("a/b/cpu.max", "400000 100000\n");
    CHECK(cgroup_cores("0::/a/b\n", root.path()) == 2);
  }
  SECTION("v2, seen from inside a container") {
    put("cpu.max", "300000 100000\n");
    CHECK(cgroup_cores("0::/system.slice/outside.scope\n", root.path()) == 3);
  }
  SECTION("v1") {
    put("cpu,cpuacct/docker/x/cpu.cfs_quota_us", "150000\n");
    put("cpu,cpuacct/docker/x/cpu.cfs_period_us", "100000\n");
    put("cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
    put("cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    CHECK(cgroup_cores("4:cpu,cpuacct:/docker/x\n0::/\n", root.path()) == 2);
  }
}

TEST_CASE("musl is known by its loader") {
  const TempDir root = scratch();
  CHECK(!has_musl_loader(root.path()));
  REQUIRE(make_directories(root.path() / "lib"));
  CHECK(!has_musl_loader(root.path()));
  REQUIRE(write_text_atomically(root.path() / "lib" / "ld-musl-x86_64.so.1", ""));
  CHECK(has_musl_loader(root.path()));
}

TEST_CASE("the locale's character set is that of the first variable that is set") {
  struct Row {
    Variables variables;
    bool utf8;
  };
  const Row rows[] = {{{{"LANG", "C.UTF-8"}}, true},
                      {{{"LANG", "de_DE.utf8"}}, true},
                      {{{"LANG", "de_DE.ISO-8859-1"}}, false},
                      {{{"LANG", "C.UTF-8"}, {"LC_ALL", "C"}}, false},
                      {{{"LANG", "C"}, {"LC_CTYPE", "en_US.UTF-8"}}, true},
                      {{{"LANG", "C.UTF-8"}, {"LC_ALL", ""}}, true},
                      {{}, false}};
  for (const Row& row : rows) CHECK(probe_terminal(Environment(row.variables)).utf8 == row.utf8);
}

TEST_CASE("a terminal without cursor movement is dumb") {
  CHECK(probe_terminal(Environment()).dumb);
  CHECK(probe_terminal(Environment(Variables{{"TERM", "dumb"}})).dumb);
  CHECK(!probe_terminal(Environment(Variables{{"TERM", "xterm"}})).dumb);
  CHECK(terminal_columns() > 0);
}

}  // namespace ftenv::test
