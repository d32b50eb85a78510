// Running a child process to its end: the one place where ftenv starts programs.
//
// A child gets exactly the environment, directory and arguments that the request names; its standard
// input is the null device; it leads a session without a terminal (a job on Windows), so that a
// cancellation reaches everything it started (first the signal that asked us to stop, TERM after 5 s,
// KILL after 10 s) and that no prompt can stop it half-way.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/environment.hpp"
#include "platform/cancel.hpp"

namespace ftenv {

// How a child ended, decoded once. `value`: exit code, or signal number.
struct ExitStatus {
  enum Kind { exited, signaled, timed_out, not_found, not_executable } kind = exited;
  int value = 0;
  bool ok() const { return kind == exited && value == 0; }
  std::string text() const;  // "exit code 2", "killed by signal 9 (SIGKILL)", "not found"
};

struct ProcessRequest {
  std::vector<std::string> argv;  // argv[0] is looked up in `environment`'s PATH unless it has a '/';
                                  // relative PATH entries are never used
  Environment environment;
  fs::path directory;                                // empty: ftenv's own
  std::optional<std::chrono::milliseconds> timeout;  // then the group is killed: timed_out
  fs::path log;                                      // both streams are appended here, if set
  std::size_t capture_limit = 1u << 20;              // bytes kept of each stream, the first ones
  // The child stays in our session and keeps a stdin that is a terminal: sudo's prompt needs the one,
  // its remembered password the other. It is then stopped alone, without the processes it started.
  bool terminal_input = false;
  // Called with each complete line of either stream, without its end, on the thread that called run().
  // "\r" ends a line too (progress), and a line of more than 64 KiB comes in pieces.
  std::function<void(std::string_view line)> on_line;
};

struct ProcessOutcome {
  ExitStatus status;
  std::string out;  // up to capture_limit bytes
  std::string err;
  std::chrono::milliseconds elapsed{0};
};

class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;
  // Blocks until the child and everything in its group that holds our pipes has ended.
  // Errors: interrupted (cancelled; no process of the group is left), internal (out of descriptors or
  // memory), process (the directory can't be entered), disk or permission (the log can't be written).
  // A program that can't be started is an outcome, not an error.
  virtual Result<ProcessOutcome> run(const ProcessRequest& request) = 0;
};

// How patient the runner is with children that should end; tests are less so.
struct StopIntervals {
  std::chrono::milliseconds term_after{5000};  // after a cancellation
  std::chrono::milliseconds kill_after{10000};
  // From TERM to KILL after a timeout; also how long a pipe may stay silent that is held open by what
  // the child left behind, before that is ended in the same way.
  std::chrono::milliseconds grace{1000};
};

// The real one. `cancel` must outlive it. May be used from several threads at once.
class SystemProcessRunner : public ProcessRunner {
 public:
  explicit SystemProcessRunner(const CancelToken& cancel, StopIntervals intervals = {})
      : m_cancel(cancel), m_intervals(intervals) {}
  Result<ProcessOutcome> run(const ProcessRequest& request) override;

 private:
  const CancelToken& m_cancel;
  StopIntervals m_intervals;
};

// Where `name` would be found in `path_variable` (absolute entries only), or nothing. A name with a '/'
// is checked as it is.
std::optional<fs::path> find_program(const std::string& name, const std::string& path_variable);
std::vector<fs::path> find_all_programs(const std::string& name, const std::string& path_variable);

}  // namespace ftenv
