#include <dirent.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "base/text.hpp"
#include "platform/linux/proc_stat.hpp"
#include "platform/posix/system_calls.hpp"

namespace ftenv {
namespace {

struct DirectoryCloser {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string read_stat(const char* pid) {
  const std::string path = std::string("/proc/") + pid + "/stat";
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "re"));
  if (!file) return {};
  char text[512];  // the first fields are all we need
  const std::size_t size = std::fread(text, 1, sizeof text, file.get());
  return std::string(text, size);
}

}  // namespace

// 2071 (cc1 (x) y) S 1 2060 2060 0 -1 4194304 …
ProcStat parse_proc_stat(std::string_view text) {
  // The name may hold blanks and brackets; only the last bracket ends it.
  const auto name_end = text.rfind(')');
  ProcStat stat;
  if (name_end == std::string_view::npos) return stat;
  const std::vector<std::string> words = split_words(text.substr(name_end + 1));
  if (words.size() < 3) return stat;
  const std::string& group = words[2];  // after the state and the parent
  if (std::from_chars(group.data(), group.data() + group.size(), stat.group).ec != std::errc()) return stat;
  stat.state = words[0].front();
  return stat;
}

bool group_has_living(pid_t group) {
  // Those that were given to us: as the first process of a container, ftenv inherits orphans.
  while (::waitpid(-group, nullptr, WNOHANG) > 0) {
  }
  if (::kill(-group, 0) != 0 && errno == ESRCH) return false;
  const std::unique_ptr<DIR, DirectoryCloser> processes(::opendir("/proc"));
  if (!processes) return true;
  bool saw_any = false;
  while (const dirent* entry = ::readdir(processes.get())) {
    if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
    const ProcStat stat = parse_proc_stat(read_stat(entry->d_name));
    if (stat.group != group) continue;
    saw_any = true;
    if (stat.state != 'Z' && stat.state != 'X') return true;
  }
  // A /proc that hides them says nothing; the group itself did answer.
  return !saw_any && ::kill(-group, 0) == 0;
}

}  // namespace ftenv
