#include "platform/posix/spawn.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/posix/guard.hpp"
#include "platform/posix/system_calls.hpp"
#include "platform/posix/wait_status.hpp"

namespace ftenv {
namespace {

// What the child could not do, sent to the parent through a pipe that a successful exec closes.
struct ChildFailure {
  enum Stage { streams, directory, exec } stage;
  int error;
};

// Everything that the child needs, made before fork: it must not allocate.
struct Prepared {
  const char* program;
  char* const* argv;
  char* const* environment;
  const char* directory;  // nullptr: stay
  int out, err, report;
  int descriptor_limit;
  pid_t parent;
  bool keep_session, keep_input;
  int guard;
};

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (const std::string& text : strings) result.push_back(const_cast<char*>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

[[noreturn]] void give_up(const Prepared& prepared, ChildFailure::Stage stage) {
  const ChildFailure failure{stage, errno};
  // Less than PIPE_BUF: written as a whole or not at all. Nobody is left to tell if it fails.
  [[maybe_unused]] const ssize_t written = ::write(prepared.report, &failure, sizeof failure);
  ::_exit(127);
}

bool use_null_input() {
  const int null = ::open("/dev/null", O_RDONLY);
  if (null < 0) return false;
  if (null == STDIN_FILENO) return true;
  const bool done = ::dup2(null, STDIN_FILENO) >= 0;
  ::close(null);
  return done;
}

// From here to exec only async-signal-safe calls: another thread may have held any lock at fork.
[[noreturn]] void run_child(const Prepared& prepared) {
  if (!prepared.keep_session) {
    ::setsid();
    tell_guard_of_group(prepared.guard, ::getpid());
  }
  die_with_parent(prepared.parent);

  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) ::sigaction(signal, &standard, nullptr);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);

  if (!prepared.keep_input && !use_null_input()) give_up(prepared, ChildFailure::streams);
  if (::dup2(prepared.out, STDOUT_FILENO) < 0 || ::dup2(prepared.err, STDERR_FILENO) < 0)
    give_up(prepared, ChildFailure::streams);
  if (prepared.directory != nullptr && ::chdir(prepared.directory) != 0)
    give_up(prepared, ChildFailure::directory);
  seal_descriptors(prepared.descriptor_limit);
  ::execve(prepared.program, prepared.argv, prepared.environment);
  give_up(prepared, ChildFailure::exec);
}

// No handler of ours may run in the child before it has reset them.
pid_t fork_with_signals_blocked(const Prepared& prepared) {
  sigset_t all, before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t pid = ::fork();
  if (pid == 0) run_child(prepared);
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return pid;
}

// False: the pipe was closed by a successful exec.
bool read_failure(int report, ChildFailure& failure) {
  ssize_t got;
  do {
    got = ::read(report, &failure, sizeof failure);
  } while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(sizeof failure);
}

void reap(pid_t pid) {
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

using Spawned = std::variant<SpawnedChild, ExitStatus>;

Result<Spawned> explain(const ChildFailure& failure, const SpawnRequest& request) {
  switch (failure.stage) {
    case ChildFailure::streams:
      return fail(ErrorCode::internal,
                  std::string("can't connect a child's streams: ") + std::strerror(failure.error));
    case ChildFailure::directory:
      return fail(ErrorCode::process,
                  "can't enter the directory `" + request.directory + "`: " + std::strerror(failure.error));
    case ChildFailure::exec:
      break;
  }
  if (failure.error == ENOMEM || failure.error == E2BIG || failure.error == EAGAIN)
    return fail(ErrorCode::internal,
                "can't start `" + request.program + "`: " + std::strerror(failure.error));
  std::string file = request.program;
  if (file.front() != '/' && !request.directory.empty()) file = request.directory + "/" + file;
  struct stat facts {};
  return Spawned(decode_exec_errno(failure.error, ::stat(file.c_str(), &facts) == 0));
}

}  // namespace

Result<Spawned> spawn(const SpawnRequest& request) {
  const std::vector<char*> argv = pointers(request.argv);
  const std::vector<char*> environment = pointers(request.environment);
  const int limit = descriptor_limit();
  for (int attempt = 1;; ++attempt) {
    FTENV_TRY(Pipe out, make_pipe());
    FTENV_TRY(Pipe err, make_pipe());
    FTENV_TRY(Pipe report, make_pipe());
    const Prepared prepared{request.program.c_str(),
                            argv.data(),
                            environment.data(),
                            request.directory.empty() ? nullptr : request.directory.c_str(),
                            out.write_end.get(),
                            err.write_end.get(),
                            report.write_end.get(),
                            limit,
                            ::getpid(),
                            request.keep_session,
                            request.keep_input,
                            guard_descriptor()};
    const pid_t pid = fork_with_signals_blocked(prepared);
    if (pid < 0)
      return fail(ErrorCode::internal, std::string("can't make a process: ") + std::strerror(errno));
    out.write_end.reset();
    err.write_end.reset();
    report.write_end.reset();

    ChildFailure failure{};
    if (!read_failure(report.read_end.get(), failure)) {
      // Only our ends: the child's are file descriptions of their own and stay blocking.
      ::fcntl(out.read_end.get(), F_SETFL, O_NONBLOCK);
      ::fcntl(err.read_end.get(), F_SETFL, O_NONBLOCK);
      return Spawned(SpawnedChild{pid, std::move(out.read_end), std::move(err.read_end)});
    }
    reap(pid);
    // A program that we have just written is busy while a child forked by another thread at that very
    // moment still holds the descriptor it was written through, which is until its exec.
    constexpr int k_busy_attempts = 20;
    if (failure.stage != ChildFailure::exec || failure.error != ETXTBSY || attempt == k_busy_attempts)
      return explain(failure, request);
    const timespec pause{0, 10'000'000};
    ::nanosleep(&pause, nullptr);
  }
}

}  // namespace ftenv
