// Against this machine's own tools, and against a small disk that root can make.
#include "platform/machine_facts.hpp"

#include <sys/mount.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <iostream>

#include "children.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

// A tmpfs for one test, where this process may make one.
class SmallDisk {
 public:
  explicit SmallDisk(unsigned long flags) {
    REQUIRE(make_directories(path()));
    m_mounted = ::mount("tmpfs", path().c_str(), "tmpfs", flags, "size=300k,nr_inodes=64") == 0;
    if (!m_mounted) std::cerr << "skipped: no disk can be mounted here (needs root)\n";
  }
  ~SmallDisk() {
    if (m_mounted) ::umount(path().c_str());
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  fs::path path() const { return m_dir / "disk"; }
  bool mounted() const { return m_mounted; }

 private:
  TestDir m_dir;
  bool m_mounted = false;
};

std::uintmax_t kilobytes(const std::string& text) {
  return std::strtoull(text.c_str(), nullptr, 10) * 1024;
}

}  // namespace

TEST_CASE("a disk is described as df describes it") {
  const auto facts = system_machine().filesystem("/");
  REQUIRE(facts);
  const std::uintmax_t free = kilobytes(run(shell("df -Pk / | awk 'NR == 2 { print $4 }'"))->out);
  const std::uintmax_t difference =
      facts->free_bytes > free ? facts->free_bytes - free : free - facts->free_bytes;
  CHECK(difference < 500'000'000);  // others write meanwhile
  CHECK_FALSE(facts->pseudo);
}

TEST_CASE("a place that is not there is on the disk of what is above it") {
  const TestDir dir;
  const auto here = system_machine().filesystem(dir.path());
  const auto below = system_machine().filesystem(dir / "a/b/c");
  REQUIRE(here);
  REQUIRE(below);
  CHECK(here->device == below->device);
}

TEST_CASE("the kernel's own folders are told from disks") {
  const auto facts = system_machine().filesystem("/proc/nothing/here");
  REQUIRE(facts);
  CHECK(facts->pseudo);
}

TEST_CASE("a small disk without execution is seen as such") {
  const SmallDisk disk(MS_NOEXEC);
  if (!disk.mounted()) return;
  auto facts = system_machine().filesystem(disk.path() / "target");
  REQUIRE(facts);
  CHECK(facts->noexec);
  CHECK_FALSE(facts->read_only);
  CHECK(facts->free_bytes <= 300 * 1024);
  CHECK(facts->total_inodes == 64);
  CHECK(facts->free_inodes < 64);
  const std::uintmax_t before = facts->free_bytes;
  write_file(disk.path() / "file", std::string(100'000, 'x'));
  facts = system_machine().filesystem(disk.path());
  REQUIRE(facts);
  CHECK(facts->free_bytes + 90'000 < before);
}

TEST_CASE("a disk that is read-only is seen as such") {
  const SmallDisk disk(MS_RDONLY);
  if (!disk.mounted()) return;
  const auto facts = system_machine().filesystem(disk.path());
  REQUIRE(facts);
  CHECK(facts->read_only);
  CHECK_FALSE(facts->noexec);
  CHECK_FALSE(system_machine().owner(disk.path()).writable);
}

TEST_CASE("owners are told, of links and not of what they lead to") {
  const TestDir dir;
  write_file(dir / "mine", "");
  const OwnerFacts mine = system_machine().owner(dir / "mine");
  CHECK(mine.exists);
  CHECK(mine.mine);
  CHECK(mine.writable);
  CHECK_FALSE(mine.directory);
  CHECK(mine.owner + "\n" == run(shell("id -un"))->out);
  CHECK_FALSE(system_machine().owner(dir / "nothing").exists);
  CHECK(system_machine().owner(dir.path()).directory);
  if (::geteuid() != 0) {
    std::cerr << "skipped: only root can give a file away\n";
    return;
  }
  REQUIRE(::chown((dir / "mine").c_str(), 54321, 54321) == 0);
  const OwnerFacts foreign = system_machine().owner(dir / "mine");
  CHECK_FALSE(foreign.mine);
  CHECK(foreign.owner == "54321");
}

TEST_CASE("memory, locales and the clock") {
  const auto memory = system_machine().memory();
  REQUIRE(memory);
  CHECK(memory->available_bytes > 1'000'000);
  CHECK(system_machine().has_locale("C"));
  CHECK_FALSE(system_machine().has_locale("tlh_KX.UTF-8"));
  CHECK(std::abs(system_machine().seconds_since_1970() - static_cast<std::int64_t>(std::time(nullptr))) < 5);
}

}  // namespace ftenv::test
