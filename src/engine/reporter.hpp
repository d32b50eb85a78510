// What a run tells the person who watches it. cli/ has the implementations: live lines on a terminal,
// plain lines without one. Called from several threads; implementations lock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ftenv {

struct StepProgress {
  std::string doing;  // "compiling", "downloading Python-3.14.8.tar.xz"
  std::uintmax_t done = 0;
  std::uintmax_t total = 0;  // 0: unknown
  bool bytes = false;        // done and total are bytes
  double rate = 0;           // bytes per second, with `bytes`
};

class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void step_started(std::string_view id, std::string_view title) = 0;
  virtual void step_progress(std::string_view id, const StepProgress& progress) = 0;
  virtual void step_finished(std::string_view id, std::string_view because, double seconds) = 0;
  virtual void step_failed(std::string_view id, double seconds) = 0;
  // Ended before its time and not by its own fault: another step failed, or the person has interrupted.
  virtual void step_stopped(std::string_view id, double seconds) = 0;
  // One line that the person should see now, such as a version that can't be had or a command that is
  // about to run as root.
  virtual void note(std::string_view text) = 0;
};

}  // namespace ftenv
