#include "platform/watch_process.hpp"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "platform/posix/wait_status.hpp"

namespace ftenv {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// 0, or errno.
int start(const std::string& program, std::vector<std::string> argv, std::vector<std::string> block,
          pid_t& child) {
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  // ftenv ignores SIGPIPE for itself, and an ignored signal would be inherited.
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  const int failed = ::posix_spawn(&child, program.c_str(), nullptr, &attributes, pointers_to(argv).data(),
                                   pointers_to(block).data());
  ::posix_spawnattr_destroy(&attributes);
  return failed;
}

}  // namespace

Result<ExitStatus> watch_process(const std::vector<std::string>& argv, const Environment& environment,
                                 const CancelToken& cancel) {
  const auto program = find_program(argv.front(), environment.get("PATH"));
  if (!program) return fail(ErrorCode::process, "there is no command `" + argv.front() + "`");
  pid_t child = -1;
  if (const int failed = start(program->string(), argv, environment.block(), child); failed != 0) {
    return fail(ErrorCode::process, "`" + program->string() + "` can't be started: " + std::strerror(failed));
  }
  bool passed_on = false;
  for (;;) {
    int raw = 0;
    const pid_t ended = ::waitpid(child, &raw, WNOHANG);
    if (ended == child) return decode_wait_status(raw);
    if (ended < 0 && errno != EINTR)
      return fail(ErrorCode::internal, std::string("waiting for a child failed: ") + std::strerror(errno));
    const int asked = cancel.signal();
    if (!passed_on && (asked == SIGTERM || asked == SIGHUP)) {
      ::kill(child, asked);
      passed_on = true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

}  // namespace ftenv
