#include "cli/progress/live_reporter.hpp"

#include <algorithm>
#include <cstdio>

#include "base/text.hpp"
#include "cli/progress/progress_text.hpp"
#include "platform/suspension.hpp"

namespace ftenv {
namespace {

constexpr int k_id_columns = 12;

void write_now(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

LiveReporter::LiveReporter(Style style) : m_style(style) {
  m_ticker = std::thread([this] {
    std::unique_lock lock(m_mutex);
    while (!m_stop_changed.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_stop; })) {
      if (!m_running.empty()) draw();
    }
  });
}

LiveReporter::~LiveReporter() {
  {
    const std::lock_guard lock(m_mutex);
    m_stop = true;
    erase();
  }
  m_stop_changed.notify_all();
  m_ticker.join();
}

void LiveReporter::step_started(std::string_view id, std::string_view title) {
  const std::lock_guard lock(m_mutex);
  m_running.push_back({std::string(id), std::string(title), std::chrono::steady_clock::now(), {}});
  draw();
}

void LiveReporter::step_progress(std::string_view id, const StepProgress& progress) {
  const std::lock_guard lock(m_mutex);
  for (Running& step : m_running) {
    if (step.id == id) step.progress = progress;
  }
}

void LiveReporter::step_finished(std::string_view id, std::string_view because, double seconds) {
  const std::lock_guard lock(m_mutex);
  remove(id);
  print_above(m_style.mark_done() + " " + pad_to(id, k_id_columns) + std::string(because) + " " +
              m_style.dim("(" + human_duration(std::chrono::duration<double>(seconds)) + ")"));
}

void LiveReporter::step_failed(std::string_view id, double seconds) {
  const std::lock_guard lock(m_mutex);
  remove(id);
  print_above(m_style.mark_failed() + " " + pad_to(id, k_id_columns) +
              m_style.dim("after " + human_duration(std::chrono::duration<double>(seconds))));
}

void LiveReporter::step_stopped(std::string_view id, double seconds) {
  const std::lock_guard lock(m_mutex);
  remove(id);
  print_above(m_style.mark_idle() + " " + pad_to(id, k_id_columns) +
              m_style.dim("stopped after " + human_duration(std::chrono::duration<double>(seconds))));
}

void LiveReporter::note(std::string_view text) {
  const std::lock_guard lock(m_mutex);
  print_above("  " + std::string(text));
}

void LiveReporter::remove(std::string_view id) {
  m_running.erase(
      std::remove_if(m_running.begin(), m_running.end(), [&](const Running& step) { return step.id == id; }),
      m_running.end());
}

void LiveReporter::print_above(const std::string& line) {
  erase();
  write_now(line + "\n");
  draw();
}

// After Ctrl-Z and `fg` the cursor is below what a shell has said: nothing above it is ours to draw over.
void LiveReporter::forget_what_a_shell_wrote_over() {
  const std::size_t times = times_suspended();
  if (times != m_times_suspended) m_drawn_lines = 0;
  m_times_suspended = times;
}

void LiveReporter::erase() {
  forget_what_a_shell_wrote_over();
  if (m_drawn_lines == 0) return;
  write_now("\x1b[" + std::to_string(m_drawn_lines) + "A\x1b[J");
  m_drawn_lines = 0;
}

// One write for the whole block: a terminal that shows half of it is what people call flicker.
void LiveReporter::draw() {
  forget_what_a_shell_wrote_over();
  const int columns = terminal_columns();
  std::string block;
  if (m_drawn_lines > 0) block += "\x1b[" + std::to_string(m_drawn_lines) + "A";
  for (const Running& step : m_running) {
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - step.since).count();
    const std::string doing = progress_text(step.progress, m_style.glyphs());
    std::string line = "  " + pad_to(step.id, k_id_columns) + pad_to(clock_text(seconds), 6) + " " +
                       (doing.empty() ? step.title : doing);
    block += "\x1b[K" + m_style.dim(cut_to(line, columns - 1, m_style.glyphs())) + "\n";
  }
  block += "\x1b[J";
  write_now(block);
  m_drawn_lines = static_cast<int>(m_running.size());
}

}  // namespace ftenv
