#include "cli/progress/progress.hpp"

#include "cli/progress/actions_reporter.hpp"
#include "cli/progress/line_reporter.hpp"
#include "cli/progress/live_reporter.hpp"
#include "cli/text/style.hpp"
#include "platform/terminal.hpp"

namespace ftenv {
namespace {

std::unique_ptr<Reporter> choose(const Invocation& invocation, const Environment& user) {
  const TerminalFacts terminal = probe_terminal(user);
  const Style style = Style::choose(invocation.color, terminal.stderr_is_terminal, terminal, user);
  const bool live =
      terminal.stderr_is_terminal && !terminal.dumb && !invocation.quiet && invocation.verbosity < 2;
  if (live) return std::make_unique<LiveReporter>(style);
  auto lines = std::make_unique<LineReporter>(style, invocation.quiet);
  if (user.get("GITHUB_ACTIONS") != "true" || invocation.quiet) return lines;
  return std::make_unique<ActionsReporter>(std::move(lines));
}

}  // namespace

Progress::Progress(const Invocation& invocation, const Environment& user)
    : m_shown(choose(invocation, user)) {}

void Progress::step_started(std::string_view id, std::string_view title) {
  if (m_shown) m_shown->step_started(id, title);
}

void Progress::step_progress(std::string_view id, const StepProgress& progress) {
  if (m_shown) m_shown->step_progress(id, progress);
}

void Progress::step_finished(std::string_view id, std::string_view because, double seconds) {
  if (m_shown) m_shown->step_finished(id, because, seconds);
}

void Progress::step_failed(std::string_view id, double seconds) {
  if (m_shown) m_shown->step_failed(id, seconds);
}

void Progress::step_stopped(std::string_view id, double seconds) {
  if (m_shown) m_shown->step_stopped(id, seconds);
}

void Progress::note(std::string_view text) {
  if (m_shown) m_shown->note(text);
}

}  // namespace ftenv
