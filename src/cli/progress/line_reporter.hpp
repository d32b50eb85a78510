// Progress without a terminal: one line an event, and a sign of life every 30 s for what takes long.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "cli/text/style.hpp"
#include "engine/reporter.hpp"

namespace ftenv {

class LineReporter : public Reporter {
 public:
  LineReporter(Style style, bool quiet, std::chrono::milliseconds heartbeat = std::chrono::seconds(30));
  ~LineReporter() override;
  void step_started(std::string_view id, std::string_view title) override;
  void step_progress(std::string_view id, const StepProgress& progress) override;
  void step_finished(std::string_view id, std::string_view because, double seconds) override;
  void step_failed(std::string_view id, double seconds) override;
  void step_stopped(std::string_view id, double seconds) override;
  void note(std::string_view text) override;

 private:
  struct Running {
    std::string id;
    std::chrono::steady_clock::time_point since;
    std::chrono::steady_clock::time_point next_sign;
    StepProgress progress;
  };
  void print(const std::string& line);  // needs m_mutex
  void remove(std::string_view id);

  Style m_style;
  bool m_quiet;
  std::chrono::milliseconds m_heartbeat;
  std::mutex m_mutex;
  std::condition_variable m_stop_changed;
  std::vector<Running> m_running;
  bool m_stop = false;
  std::thread m_ticker;
};

}  // namespace ftenv
