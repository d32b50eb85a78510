#include "platform/linux/cgroup.hpp"

#include <algorithm>

#include "platform/host_probe.hpp"
#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("a quota is a number of cores, rounded up") {
  struct Row {
    const char* text;
    int cores;
  };
  const Row rows[] = {
      {"max 100000\n", 0},
      {"-1 100000", 0},
      {"100000 100000\n", 1},
      {"150000 100000", 2},
      {"200000 100000", 2},
      {"50000 100000", 1},
      {"1000 100000", 1},
      {"6400000 100000", 64},
      {"400000\n 50000\n", 8},
      {"0 100000", 0},
      {"100000 0", 0},
      {"100000", 0},
      {"", 0},
      {"100000 100000 7", 0},
      {"many cores", 0},
      {"12x 100000", 0},
      {"9223372036854775807 1", 0},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(cores_of_cgroup_quota(row.text) == row.cores);
  }
}

TEST_CASE("a quota may lie on any ancestor") {
  const auto directories = cgroup_directories("0::/user.slice/session-2.scope\n", "/c");
  CHECK(directories.cpu.empty());
  const std::vector<fs::path> expected{
      "/c/user.slice/session-2.scope",         "/c/user.slice",         "/c",
      "/c/unified/user.slice/session-2.scope", "/c/unified/user.slice", "/c/unified"};
  CHECK(directories.unified == expected);
}

TEST_CASE("of v1 only the cpu controller matters, by its own and by its joint name") {
  const auto directories = cgroup_directories(
      "12:cpuset:/docker/8f\n4:cpu,cpuacct:/docker/8f\n3:cpuacct:/x\n1:name=systemd:/a:b\nnonsense\n", "/c");
  const std::vector<fs::path> expected{"/c/cpu,cpuacct/docker/8f", "/c/cpu,cpuacct/docker", "/c/cpu,cpuacct",
                                       "/c/cpu/docker/8f",         "/c/cpu/docker",         "/c/cpu"};
  CHECK(directories.cpu == expected);
  CHECK(directories.unified.empty());
  CHECK(cgroup_directories("5:cpu:/\n", "/c").cpu == std::vector<fs::path>{"/c/cpu"});
}

}  // namespace ftenv::test
