#include "platform/trusted_file.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

#include "base/files.hpp"
#include "platform/posix/unique_fd.hpp"

namespace ftenv {
namespace {

bool is_ours(uid_t owner) {
  return owner == 0 || owner == ::geteuid();
}

// Many systems give each person a group of their own, so that their files may be the group's to write.
bool is_private(gid_t group) {
  if (group != ::getegid()) return false;
  std::array<char, 16384> buffer{};
  passwd person{};
  passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &person, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
    return false;
  const std::string name = person.pw_name;
  struct ::group entry {};
  struct ::group* members = nullptr;
  // Also where it has more members than fit: then it is nobody's own.
  if (::getgrgid_r(group, &entry, buffer.data(), buffer.size(), &members) != 0 || members == nullptr)
    return false;
  return name == entry.gr_name && (entry.gr_mem == nullptr || entry.gr_mem[0] == nullptr);
}

// `passable`: a folder above, which may be everybody's if nobody can take others' things away there.
std::string others_of(const struct stat& facts, const fs::path& path, bool passable) {
  const std::string name = "`" + path.string() + "`";
  if (!is_ours(facts.st_uid)) return name + " belongs to user " + std::to_string(facts.st_uid);
  if (S_ISLNK(facts.st_mode)) return {};  // has no mode of its own
  if (passable && S_ISDIR(facts.st_mode) && (facts.st_mode & S_ISVTX) != 0) return {};
  if ((facts.st_mode & S_IWOTH) != 0) return "everybody may write to " + name;
  if ((facts.st_mode & S_IWGRP) != 0 && !is_private(facts.st_gid))
    return "the group " + std::to_string(facts.st_gid) + " may write to " + name;
  return {};
}

// From the root down to `path` itself.
std::string others_on_the_way(const fs::path& path) {
  std::vector<fs::path> all;
  for (fs::path at = path; !at.empty(); at = at.parent_path()) {
    all.push_back(at);
    if (at == at.root_path()) break;
  }
  for (auto at = all.rbegin(); at != all.rend(); ++at) {
    struct stat facts {};
    if (::lstat(at->c_str(), &facts) != 0) return "`" + at->string() + "` can't be looked at";
    if (std::string others = others_of(facts, *at, *at != path); !others.empty()) return others;
  }
  return {};
}

}  // namespace

std::string who_else_may_write(const fs::path& folder) {
  const fs::path named = absolute_normal(folder, fs::current_path());
  if (std::string others = others_on_the_way(named); !others.empty()) return others;
  FsError error;
  const fs::path real = fs::canonical(named, error);
  if (error) return "`" + named.string() + "` leads nowhere";
  return real == named ? std::string() : others_on_the_way(real);
}

Result<std::string> read_trusted_text(const fs::path& file, std::size_t limit_bytes) {
  // Without O_NONBLOCK a named pipe would be waited for.
  const UniqueFd opened(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (opened.get() < 0)
    return fail(file_error(FsError(errno, boost::system::system_category()), "read", file));
  struct stat facts {};
  if (::fstat(opened.get(), &facts) != 0)
    return fail(file_error(FsError(errno, boost::system::system_category()), "read", file));
  if (!S_ISREG(facts.st_mode)) return fail(ErrorCode::usage, "`" + file.string() + "` is no plain file");
  if (const std::string others = others_of(facts, file, false); !others.empty())
    return fail(ErrorCode::usage, others, {"`chmod go-w` takes that right away"});
  std::string text;
  std::vector<char> buffer(64u << 10);
  while (text.size() <= limit_bytes) {
    const ssize_t got = ::read(opened.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(file_error(FsError(errno, boost::system::system_category()), "read", file));
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return fail(ErrorCode::usage, "`" + file.string() + "` is larger than any recipe");
}

}  // namespace ftenv
