// Progress on a terminal: finished steps scroll up, running ones have a line each at the bottom that is
// drawn anew ten times a second.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "cli/text/style.hpp"
#include "engine/reporter.hpp"

namespace ftenv {

class LiveReporter : public Reporter {
 public:
  explicit LiveReporter(Style style);
  ~LiveReporter() override;  // takes the live lines away
  void step_started(std::string_view id, std::string_view title) override;
  void step_progress(std::string_view id, const StepProgress& progress) override;
  void step_finished(std::string_view id, std::string_view because, double seconds) override;
  void step_failed(std::string_view id, double seconds) override;
  void step_stopped(std::string_view id, double seconds) override;
  void note(std::string_view text) override;

 private:
  struct Running {
    std::string id;
    std::string title;
    std::chrono::steady_clock::time_point since;
    StepProgress progress;
  };
  void print_above(const std::string& line);
  void draw();  // all need m_mutex
  void forget_what_a_shell_wrote_over();
  void erase();
  void remove(std::string_view id);

  Style m_style;
  std::mutex m_mutex;
  std::condition_variable m_stop_changed;
  std::vector<Running> m_running;
  int m_drawn_lines = 0;
  std::size_t m_times_suspended = 0;
  bool m_stop = false;
  std::thread m_ticker;
};

}  // namespace ftenv
