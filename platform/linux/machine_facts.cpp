#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>

#include <cerrno>

#include "base/files.hpp"
#include "platform/linux/memory.hpp"
#include "platform/posix/machine.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_small_file = 1u << 16;

// linux/magic.h; DrvFs is WSL 1's own (lxfs and wslfs share it).
constexpr long k_proc = 0x9fa0;
constexpr long k_sysfs = 0x62656572;
constexpr long k_cgroup2 = 0x63677270;
constexpr long k_plan9 = 0x01021997;
constexpr long k_drvfs = 0x53464846;

class LinuxMachine : public PosixMachine {
 public:
  Result<FilesystemFacts> filesystem(const fs::path& place) const override {
    const fs::path there = nearest_existing(place);
    struct statvfs space {};
    struct statfs kind {};
    struct stat itself {};
    if (::statvfs(there.c_str(), &space) != 0 || ::statfs(there.c_str(), &kind) != 0 ||
        ::stat(there.c_str(), &itself) != 0)
      return fail(
          file_error(FsError(errno, boost::system::system_category()), "look at the file system of", there));
    FilesystemFacts facts;
    facts.free_bytes = std::uintmax_t{space.f_bavail} * space.f_frsize;
    facts.free_inodes = space.f_favail;
    facts.total_inodes = space.f_files;
    facts.device = itself.st_dev;
    facts.read_only = (space.f_flag & ST_RDONLY) != 0;
    facts.noexec = (space.f_flag & ST_NOEXEC) != 0;
    const long type = static_cast<long>(kind.f_type);
    facts.pseudo = type == k_proc || type == k_sysfs || type == k_cgroup2;
    facts.foreign = type == k_plan9 || type == k_drvfs;
    return facts;
  }

  Result<MemoryFacts> memory() const override {
    FTENV_TRY(const std::string meminfo, read_text("/proc/meminfo", k_small_file));
    MemoryFacts facts = memory_of_meminfo(meminfo);
    facts.limit_bytes = cgroup_memory_left(
        read_text("/proc/self/cgroup", k_small_file).value_or(std::string()), "/sys/fs/cgroup");
    return facts;
  }
};

}  // namespace

const Machine& system_machine() {
  static const LinuxMachine machine;
  return machine;
}

}  // namespace ftenv
