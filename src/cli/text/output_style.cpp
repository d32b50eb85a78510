#include "cli/text/output.hpp"
#include "platform/host_probe.hpp"

namespace ftenv {

Style stdout_style(const Invocation& invocation) {
  const Environment environment = current_environment();
  const TerminalFacts terminal = probe_terminal(environment);
  return Style::choose(invocation.color, terminal.stdout_is_terminal, terminal, environment);
}

Style stderr_style(const Invocation& invocation) {
  const Environment environment = current_environment();
  const TerminalFacts terminal = probe_terminal(environment);
  return Style::choose(invocation.color, terminal.stderr_is_terminal, terminal, environment);
}

}  // namespace ftenv
