#include <mach/mach.h>
#include <sys/mount.h>
#include <sys/param.h>
#include <sys/stat.h>
#include <sys/sysctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include "base/files.hpp"
#include "platform/posix/machine.hpp"

namespace ftenv {
namespace {

constexpr std::array<std::string_view, 2> k_pseudo = {"devfs", "autofs"};
// Folders that a virtual machine is shown of its host's.
constexpr std::array<std::string_view, 3> k_foreign = {"virtiofs", "prl_fs", "vmhgfs"};

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::uintmax_t free_swap() {
  xsw_usage usage{};
  std::size_t size = sizeof usage;
  return ::sysctlbyname("vm.swapusage", &usage, &size, nullptr, 0) == 0 ? usage.xsu_avail : 0;
}

class MacMachine : public PosixMachine {
 public:
  Result<FilesystemFacts> filesystem(const fs::path& place) const override {
    const fs::path there = nearest_existing(place);
    struct statfs space {};
    struct stat itself {};
    if (::statfs(there.c_str(), &space) != 0 || ::stat(there.c_str(), &itself) != 0)
      return fail(
          file_error(FsError(errno, boost::system::system_category()), "look at the file system of", there));
    FilesystemFacts facts;
    facts.free_bytes = std::uintmax_t{space.f_bavail} * space.f_bsize;
    facts.free_inodes = space.f_ffree;
    facts.total_inodes = space.f_files;
    facts.device = static_cast<std::uint64_t>(itself.st_dev);
    facts.read_only = (space.f_flags & MNT_RDONLY) != 0;
    facts.noexec = (space.f_flags & MNT_NOEXEC) != 0;
    facts.pseudo = is_one_of(space.f_fstypename, k_pseudo);
    facts.foreign = is_one_of(space.f_fstypename, k_foreign);
    return facts;
  }

  Result<MemoryFacts> memory() const override {
    vm_statistics64_data_t pages{};
    mach_msg_type_number_t count = HOST_VM_INFO64_COUNT;
    const mach_port_t host = ::mach_host_self();
    const kern_return_t answer =
        ::host_statistics64(host, HOST_VM_INFO64, reinterpret_cast<host_info64_t>(&pages), &count);
    ::mach_port_deallocate(mach_task_self(), host);
    if (answer != KERN_SUCCESS)
      return fail(ErrorCode::internal, "the system does not say what memory is free");
    MemoryFacts facts;
    // Inactive pages are given up before anything is swapped out.
    facts.available_bytes = (std::uintmax_t{pages.free_count} + pages.inactive_count) * vm_kernel_page_size;
    facts.swap_bytes = free_swap();
    return facts;
  }
};

}  // namespace

const Machine& system_machine() {
  static const MacMachine machine;
  return machine;
}

}  // namespace ftenv
