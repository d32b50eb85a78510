#include "platform/linux/surroundings.hpp"

#include "platform/linux/proc_stat.hpp"
#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("containers are known by their groups and their variable") {
  const Environment nothing;
  CHECK(looks_contained("12:cpu,cpuacct:/docker/8f2c\n", nothing));
  CHECK(looks_contained("0::/system.slice/docker-8f2c.scope\n", nothing));
  CHECK(looks_contained("0::/kubepods.slice/kubepods-burstable.slice/x\n", nothing));
  CHECK(looks_contained("1:name=systemd:/lxc/web\n", nothing));
  CHECK(looks_contained("0::/machine.slice/libpod-77.scope/container\n", nothing));
  CHECK(looks_contained("0::/\n", Environment(std::map<std::string, std::string>{{"container", "podman"}})));
  CHECK(!looks_contained("0::/\n", nothing));
  CHECK(!looks_contained("0::/user.slice/user-1000.slice/session-2.scope\n", nothing));
  CHECK(!looks_contained("0::/system.slice/docker.service\n", nothing));  // the daemon's own
  CHECK(!looks_contained("", Environment(std::map<std::string, std::string>{{"container", ""}})));
}

TEST_CASE("WSL is known by its kernel") {
  CHECK(looks_like_wsl("Linux version 5.15.153.1-microsoft-standard-WSL2 (root@941d701f84f1) (gcc) #1 SMP"));
  CHECK(
      looks_like_wsl("Linux version 4.4.0-19041-Microsoft (Microsoft@Microsoft.com) (gcc) #1237-Microsoft"));
  CHECK(!looks_like_wsl("Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP"));
  CHECK(!looks_like_wsl(""));
}

TEST_CASE("a process's state and group are found whatever its name is") {
  CHECK(parse_proc_stat("2071 (cc1plus) S 1 2060 2059 0 -1 4194304").state == 'S');
  CHECK(parse_proc_stat("2071 (cc1plus) S 1 2060 2059 0 -1 4194304").group == 2060);
  CHECK(parse_proc_stat("7 (a) b (c) R 1 2 3) Z 5 66 77 0").state == 'Z');
  CHECK(parse_proc_stat("7 (a) b (c) R 1 2 3) Z 5 66 77 0").group == 66);
  CHECK(parse_proc_stat("").state == 0);
  CHECK(parse_proc_stat("7 (cut").group == 0);
  CHECK(parse_proc_stat("7 (cut) S 1").group == 0);
}

}  // namespace ftenv::test
