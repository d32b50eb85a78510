#include "platform/linux/memory.hpp"

#include "support/catch.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

TEST_CASE("meminfo is read in bytes") {
  const MemoryFacts facts = memory_of_meminfo(
      "MemTotal:        8000000 kB\n"
      "MemFree:          100000 kB\n"
      "MemAvailable:    5021340 kB\n"
      "SwapTotal:       2000000 kB\n"
      "SwapFree:        1000000 kB\n");
  CHECK(facts.available_bytes == 5021340ull * 1024);
  CHECK(facts.swap_bytes == 1000000ull * 1024);
  CHECK(memory_of_meminfo("").available_bytes == 0);
}

TEST_CASE("the tightest limit of a control group counts, without what only caches files") {
  const TestDir root;
  SECTION("none") {
    write_file(root / "a/memory.max", "max\n");
    CHECK(cgroup_memory_left("0::/a\n", root.path()) == 0);
  }
  SECTION("v2, on an ancestor") {
    write_file(root / "a/memory.max", "1000\n");
    write_file(root / "a/memory.current", "700\n");
    write_file(root / "a/memory.stat", "anon 400\ninactive_file 200\n");
    write_file(root / "a/b/memory.max", "100000\n");
    write_file(root / "a/b/memory.current", "700\n");
    CHECK(cgroup_memory_left("0::/a/b\n", root.path()) == 500);
  }
  SECTION("used up") {
    write_file(root / "memory.max", "1000\n");
    write_file(root / "memory.current", "1001\n");
    CHECK(cgroup_memory_left("0::/\n", root.path()) == 1);
  }
  SECTION("v1") {
    write_file(root / "memory/memory.limit_in_bytes", "2000\n");
    write_file(root / "memory/memory.usage_in_bytes", "500\n");
    CHECK(cgroup_memory_left("4:memory:/docker/x\n", root.path()) == 1500);
  }
  SECTION("v1 without a limit") {
    write_file(root / "memory/memory.limit_in_bytes", "9223372036854771712\n");
    CHECK(cgroup_memory_left("4:memory:/docker/x\n", root.path()) == 0);
  }
}

}  // namespace ftenv::test
