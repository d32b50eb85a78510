#include "platform/machine_facts.hpp"

#include <locale.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <vector>

#include "base/files.hpp"
#include "platform/linux/memory.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_small_file = 1u << 16;

// linux/magic.h; DrvFs is WSL 1's own (lxfs and wslfs share it).
constexpr long k_proc = 0x9fa0;
constexpr long k_sysfs = 0x62656572;
constexpr long k_cgroup2 = 0x63677270;
constexpr long k_plan9 = 0x01021997;
constexpr long k_drvfs = 0x53464846;

fs::path nearest_existing(fs::path place) {
  FsError ignored;
  while (!fs::exists(place, ignored) && place.has_parent_path()) place = place.parent_path();
  return place;
}

FsError last_error() {
  return FsError(errno, boost::system::system_category());
}

// A number is as good for whoever has no entry.
std::string name_of_user(uid_t user) {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
    return found->pw_name;
  return std::to_string(user);
}

class LinuxMachine : public Machine {
 public:
  Result<FilesystemFacts> filesystem(const fs::path& place) const override {
    const fs::path there = nearest_existing(place);
    struct statvfs space {};
    struct statfs kind {};
    struct stat itself {};
    if (::statvfs(there.c_str(), &space) != 0 || ::statfs(there.c_str(), &kind) != 0 ||
        ::stat(there.c_str(), &itself) != 0)
      return fail(file_error(last_error(), "look at the file system of", there));
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

  OwnerFacts owner(const fs::path& path) const override {
    OwnerFacts facts;
    struct stat itself {};
    if (::lstat(path.c_str(), &itself) != 0) return facts;
    facts.exists = true;
    facts.mine = itself.st_uid == ::geteuid();
    facts.owner = name_of_user(itself.st_uid);
    facts.writable = ::access(path.c_str(), W_OK) == 0;
    struct stat target {};
    facts.directory = ::stat(path.c_str(), &target) == 0 && S_ISDIR(target.st_mode);
    return facts;
  }

  Result<MemoryFacts> memory() const override {
    FTENV_TRY(const std::string meminfo, read_text("/proc/meminfo", k_small_file));
    MemoryFacts facts = memory_of_meminfo(meminfo);
    facts.limit_bytes = cgroup_memory_left(
        read_text("/proc/self/cgroup", k_small_file).value_or(std::string()), "/sys/fs/cgroup");
    return facts;
  }

  bool has_locale(const std::string& name) const override {
    const locale_t made = ::newlocale(LC_ALL_MASK, name.c_str(), nullptr);
    if (made == nullptr) return false;
    ::freelocale(made);
    return true;
  }

  std::int64_t seconds_since_1970() const override { return std::time(nullptr); }
};

}  // namespace

const Machine& system_machine() {
  static const LinuxMachine machine;
  return machine;
}

}  // namespace ftenv
