#include "platform/posix/machine.hpp"

#include <locale.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <ctime>

namespace ftenv {
namespace {

// A number is as good for whoever has no entry.
std::string name_of_user(uid_t user) {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
    return found->pw_name;
  return std::to_string(user);
}

}  // namespace

fs::path nearest_existing(fs::path place) {
  FsError ignored;
  while (!fs::exists(place, ignored) && place.has_parent_path()) place = place.parent_path();
  return place;
}

OwnerFacts PosixMachine::owner(const fs::path& path) const {
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

bool PosixMachine::has_locale(const std::string& name) const {
  const locale_t made = ::newlocale(LC_ALL_MASK, name.c_str(), nullptr);
  if (made == nullptr) return false;
  ::freelocale(made);
  return true;
}

std::int64_t PosixMachine::seconds_since_1970() const {
  return std::time(nullptr);
}

}  // namespace ftenv
