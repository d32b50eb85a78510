#include <cstdio>
#include <exception>

#include "cli/commands/commands.hpp"
#include "cli/completion/machine_values.hpp"
#include "cli/completion/shell_answer.hpp"
#include "cli/exit_code.hpp"
#include "cli/grammar/grammar.hpp"
#include "platform/host_probe.hpp"

namespace ftenv {

namespace {

void answer(int argc, const char* const* argv) {
  const ShellQuestion question = read_question({argv + 2, argv + argc});
  if (question.words.empty()) return;
  Invocation invocation;
  const CommandSpec grammar = ftenv_grammar(invocation);
  const Environment user = current_environment();
  const Completion completion =
      complete(grammar, question.words, [&](ValueKind kind) { return machine_values(kind, user); });
  std::fputs(shell_answer(question, completion).c_str(), stdout);
}

}  // namespace

int run_complete_command(int argc, const char* const* argv) {
  // Whoever presses Tab is in the middle of a line: a bug of ours says nothing there.
  try {
    answer(argc, argv);
  } catch (const std::exception&) {
    return k_exit_ok;
  }
  return k_exit_ok;
}

}  // namespace ftenv
