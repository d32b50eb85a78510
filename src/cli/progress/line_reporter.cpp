#include "cli/progress/line_reporter.hpp"

#include <algorithm>
#include <cstdio>

#include "base/text.hpp"
#include "cli/progress/progress_text.hpp"

namespace ftenv {

LineReporter::LineReporter(Style style, bool quiet, std::chrono::milliseconds heartbeat)
    : m_style(style), m_quiet(quiet), m_heartbeat(heartbeat) {
  m_ticker = std::thread([this] {
    std::unique_lock lock(m_mutex);
    while (!m_stop_changed.wait_for(lock, m_heartbeat / 10, [this] { return m_stop; })) {
      const auto now = std::chrono::steady_clock::now();
      for (Running& step : m_running) {
        if (now < step.next_sign) continue;
        step.next_sign = now + m_heartbeat;
        const double seconds = std::chrono::duration<double>(now - step.since).count();
        print("  " + step.id + ": " + progress_text(step.progress, m_style.glyphs()) + " (" +
              clock_text(seconds) + ")");
      }
    }
  });
}

LineReporter::~LineReporter() {
  {
    const std::lock_guard lock(m_mutex);
    m_stop = true;
  }
  m_stop_changed.notify_all();
  m_ticker.join();
}

void LineReporter::step_started(std::string_view id, std::string_view title) {
  const std::lock_guard lock(m_mutex);
  const auto now = std::chrono::steady_clock::now();
  m_running.push_back({std::string(id), now, now + m_heartbeat, {std::string(title), 0, 0, false, 0}});
  print("  " + std::string(id) + ": " + std::string(title) + " " + (m_style.glyphs() ? "…" : "..."));
}

void LineReporter::step_progress(std::string_view id, const StepProgress& progress) {
  const std::lock_guard lock(m_mutex);
  for (Running& step : m_running) {
    if (step.id == id) step.progress = progress;
  }
}

void LineReporter::step_finished(std::string_view id, std::string_view because, double seconds) {
  const std::lock_guard lock(m_mutex);
  remove(id);
  print(m_style.mark_done() + " " + std::string(id) + ": " + std::string(because) + " (" +
        human_duration(std::chrono::duration<double>(seconds)) + ")");
}

void LineReporter::step_failed(std::string_view id, double seconds) {
  const std::lock_guard lock(m_mutex);
  remove(id);
  print(m_style.mark_failed() + " " + std::string(id) + " after " +
        human_duration(std::chrono::duration<double>(seconds)));
}

void LineReporter::step_stopped(std::string_view id, double seconds) {
  const std::lock_guard lock(m_mutex);
  remove(id);
  print(m_style.mark_idle() + " " + std::string(id) + " stopped after " +
        human_duration(std::chrono::duration<double>(seconds)));
}

void LineReporter::note(std::string_view text) {
  const std::lock_guard lock(m_mutex);
  print("  " + std::string(text));
}

void LineReporter::remove(std::string_view id) {
  m_running.erase(
      std::remove_if(m_running.begin(), m_running.end(), [&](const Running& step) { return step.id == id; }),
      m_running.end());
}

void LineReporter::print(const std::string& line) {
  if (m_quiet) return;
  std::fprintf(stderr, "%s\n", line.c_str());
  std::fflush(stderr);
}

}  // namespace ftenv
