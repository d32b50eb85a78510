// What the operating system says of places, memory, locales and time: what doctor judges. Only asks; a
// place that does not exist is answered for by its nearest existing parent.
#pragma once

#include <cstdint>
#include <string>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

struct FilesystemFacts {
  std::uintmax_t free_bytes = 0;  // for this user
  std::uintmax_t free_inodes = 0;
  std::uintmax_t total_inodes = 0;  // 0: this file system does not count them
  std::uint64_t device = 0;         // the same for two places on one file system
  bool read_only = false;
  bool noexec = false;   // nothing on it can be started
  bool pseudo = false;   // the kernel's own, such as /proc: nobody can create anything there
  bool foreign = false;  // another system's files shown here: a Windows drive in WSL, a host's folder
};

struct OwnerFacts {
  bool exists = false;
  bool directory = false;  // or a link to one
  bool mine = false;       // of the user who runs this process
  bool writable = false;   // access(2) says so; root may write everywhere but on read-only mounts
  std::string owner;       // name, or number where it has none
};

struct MemoryFacts {
  std::uintmax_t available_bytes = 0;  // without swapping others out
  std::uintmax_t swap_bytes = 0;       // free
  std::uintmax_t limit_bytes = 0;      // what is left of the control group's limit; 0: no limit
};

class Machine {
 public:
  virtual ~Machine() = default;
  // Errors: what asking can fail with.
  virtual Result<FilesystemFacts> filesystem(const fs::path& place) const = 0;
  virtual OwnerFacts owner(const fs::path& path) const = 0;
  virtual Result<MemoryFacts> memory() const = 0;
  // Can programs be started in this locale ("de_DE.UTF-8")?
  virtual bool has_locale(const std::string& name) const = 0;
  virtual std::int64_t seconds_since_1970() const = 0;
};

const Machine& system_machine();

}  // namespace ftenv
