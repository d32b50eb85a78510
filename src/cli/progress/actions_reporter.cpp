#include "cli/progress/actions_reporter.hpp"

#include "base/text.hpp"

namespace ftenv {
// A newline that stays would end the command, and what follows could be another one. What a child printed
// may hold one in its middle after a carriage return.
std::string actions_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%') {
      escaped += "%25";
    } else if (c == '\r') {
      escaped += "%0D";
    } else if (c == '\n') {
      escaped += "%0A";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

ActionsReporter::ActionsReporter(std::unique_ptr<Reporter> lines, std::FILE* out)
    : m_lines(std::move(lines)), m_out(out) {}

ActionsReporter::~ActionsReporter() {
  const std::lock_guard lock(m_mutex);
  close();
}

// The runner's groups do not nest: of steps that run side by side the last one to start has the group.
void ActionsReporter::step_started(std::string_view id, std::string_view title) {
  const std::lock_guard lock(m_mutex);
  close();
  command("::group::" + actions_text(std::string(id) + ": " + std::string(title)));
  m_open = std::string(id);
  m_lines->step_started(id, title);
}

void ActionsReporter::step_progress(std::string_view id, const StepProgress& progress) {
  m_lines->step_progress(id, progress);
}

void ActionsReporter::step_finished(std::string_view id, std::string_view because, double seconds) {
  const std::lock_guard lock(m_mutex);
  if (id == m_open) close();
  m_lines->step_finished(id, because, seconds);
}

void ActionsReporter::step_failed(std::string_view id, double seconds) {
  const std::lock_guard lock(m_mutex);
  close();
  m_lines->step_failed(id, seconds);
  command("::error title=ftenv::" + actions_text("the step " + std::string(id) + " failed after " +
                                                 human_duration(std::chrono::duration<double>(seconds))));
}

void ActionsReporter::step_stopped(std::string_view id, double seconds) {
  const std::lock_guard lock(m_mutex);
  close();
  m_lines->step_stopped(id, seconds);
}

void ActionsReporter::note(std::string_view text) {
  m_lines->note(text);
}

void ActionsReporter::command(const std::string& line) {
  std::fprintf(m_out, "%s\n", line.c_str());
  std::fflush(m_out);
}

void ActionsReporter::close() {
  if (m_open.empty()) return;
  m_open.clear();
  command("::endgroup::");
}

}  // namespace ftenv
