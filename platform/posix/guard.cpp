#include "platform/posix/guard.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <mutex>

#include "platform/posix/system_calls.hpp"

namespace ftenv {
namespace {

// One message: a group that began, or minus a group that has ended. Shorter than PIPE_BUF, so that those of
// several threads and children don't mix.
using Message = std::int32_t;
// More children at once than ftenv ever has.
constexpr std::size_t k_most_groups = 1024;

// In a fork of a program with threads: only async-signal-safe calls, no memory but its own stack.
[[noreturn]] void watch(int read_end, int limit) {
  ::setsid();  // keys of the terminal are ftenv's business
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) ::sigaction(signal, &ignore, nullptr);
  // Above all the writing end, but also locks and the pipes of whoever reads ftenv's output.
  ::dup2(read_end, STDIN_FILENO);
  close_from(STDIN_FILENO + 1, limit);

  std::array<pid_t, k_most_groups> groups{};
  for (;;) {
    Message message = 0;
    const ssize_t got = ::read(STDIN_FILENO, &message, sizeof message);
    if (got < 0 && errno == EINTR) continue;
    if (got != static_cast<ssize_t>(sizeof message)) break;
    const pid_t wanted = message > 0 ? 0 : -message;
    const auto place = std::find(groups.begin(), groups.end(), wanted);
    if (place != groups.end()) *place = message > 0 ? message : 0;
  }
  for (const pid_t group : groups) {
    if (group > 1) ::kill(-group, SIGKILL);
  }
  ::_exit(0);
}

int start_guard() {
  auto pipe = make_pipe();
  if (!pipe) return -1;
  const int limit = descriptor_limit();
  const int read_end = pipe->read_end.get();
  const pid_t pid = ::fork();
  if (pid == 0) watch(read_end, limit);
  return pid < 0 ? -1 : pipe->write_end.release();
}

void tell(int descriptor, Message message) {
  if (descriptor < 0) return;
  while (::write(descriptor, &message, sizeof message) < 0 && errno == EINTR) {
  }
}

}  // namespace

int guard_descriptor() {
  static std::mutex mutex;
  static pid_t owner = 0;
  static int descriptor = -1;
  const std::lock_guard lock(mutex);
  // A fork of us has a guard of its own: the other one waits for our death.
  if (owner != ::getpid()) {
    owner = ::getpid();
    descriptor = start_guard();
  }
  return descriptor;
}

void tell_guard_of_group(int descriptor, pid_t group) {
  tell(descriptor, static_cast<Message>(group));
}

GuardedGroup::~GuardedGroup() {
  tell(guard_descriptor(), -static_cast<Message>(m_group));
}

}  // namespace ftenv
