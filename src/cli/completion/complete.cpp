#include "cli/completion/complete.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/completion/words_so_far.hpp"

namespace ftenv {
namespace {

const OptionSpec& help_option() {
  static const OptionSpec option{.names = "-h,--help", .help = "show this command's page"};
  return option;
}

const OptionSpec& version_option() {
  static const OptionSpec option{.names = "--version", .help = "show ftenv's version"};
  return option;
}

Completion::More paths_of(ValueKind kind, const std::string& typed) {
  const bool path =
      typed.find_first_of("/\\") != std::string::npos || starts_with(typed, "~") || starts_with(typed, ".");
  switch (kind) {
    case ValueKind::file:
    case ValueKind::finding_id_or_file:
      return Completion::files;
    case ValueKind::directory:
    case ValueKind::check_name_or_directory:
    case ValueKind::run:
      return Completion::directories;
    case ValueKind::version:
    case ValueKind::stored_version:
      return path ? Completion::files : Completion::nothing;
    default:
      return Completion::nothing;
  }
}

class Completer {
 public:
  Completer(const CommandSpec& grammar, const ValueSource& values, WordsSoFar so_far, std::string typed,
            std::size_t index)
      : m_grammar(grammar),
        m_values(values),
        m_so_far(std::move(so_far)),
        m_typed(std::move(typed)),
        m_index(index) {}

  Completion complete() {
    if (m_so_far.lost) return {};
    if (m_so_far.awaiting) {
      offer_values(*m_so_far.awaiting, "");
    } else if (m_so_far.program_at) {
      m_done.more = Completion::command;
      m_done.command_at = *m_so_far.program_at;
    } else if (!m_so_far.only_arguments && starts_with(m_typed, "-")) {
      offer_options_or_value();
    } else if (!m_so_far.command->children.empty()) {
      for (const CommandSpec& child : m_so_far.command->children) {
        if (!child.hidden) offer(child.name, child.summary);
      }
    } else {
      offer_argument();
    }
    return std::move(m_done);
  }

 private:
  void offer(const std::string& value, const std::string& description) {
    if (starts_with(value, m_typed)) m_done.candidates.push_back({value, description});
  }

  void offer_options_or_value() {
    const std::size_t equals = m_typed.find('=');
    if (equals == std::string::npos || !starts_with(m_typed, "--")) return offer_options();
    const OptionSpec* option = find_option(*m_so_far.command, m_typed.substr(0, equals));
    if (option && !option->is_flag()) offer_values(*option, m_typed.substr(0, equals + 1));
  }

  void offer_options() {
    for (const OptionSpec& option : m_so_far.command->options) {
      const bool again = option.takes_many() || std::holds_alternative<int*>(option.target);
      if (!option.hidden && (m_so_far.used.count(option.names) == 0 || (again && !is_number(option))))
        offer_spellings(option);
    }
    offer_spellings(help_option());
    if (m_so_far.command == &m_grammar) offer_spellings(version_option());
  }

  // -v may be said twice, --jobs may not.
  static bool is_number(const OptionSpec& option) {
    return std::holds_alternative<int*>(option.target) && !option.is_flag();
  }

  void offer_spellings(const OptionSpec& option) {
    for (const std::string& spelling : option.spellings()) offer(spelling, option.help);
  }

  void offer_argument() {
    const CommandSpec& command = *m_so_far.command;
    const std::size_t given = m_so_far.arguments.size();
    const OptionSpec* argument = nullptr;
    if (given < command.arguments.size()) {
      argument = &command.arguments[given];
    } else if (!command.arguments.empty() && command.arguments.back().takes_many()) {
      argument = &command.arguments.back();
    }
    if (argument && argument->kind == ValueKind::command) {
      m_done.more = Completion::command;
      m_done.command_at = m_index;
    } else if (argument && argument->kind == ValueKind::ftenv_command) {
      offer_commands();
    } else if (argument) {
      offer_values(*argument, "");
    } else if (m_typed.empty() && !m_so_far.only_arguments) {
      offer_options();
    }
  }

  // `help python ins`: the arguments so far lead to a command.
  void offer_commands() {
    const CommandSpec* command = &m_grammar;
    for (const std::string& word : m_so_far.arguments) {
      command = command->child(word);
      if (!command) return;
    }
    for (const CommandSpec& child : command->children) {
      if (!child.hidden) offer(child.name, child.summary);
    }
  }

  // `prefix` is what of the typed word stands before the value: "--from=".
  void offer_values(const OptionSpec& option, std::string prefix) {
    const std::string value = m_typed.substr(prefix.size());
    m_done.more = paths_of(option.kind, value);
    if (option.kind == ValueKind::file || option.kind == ValueKind::directory) return;
    for (const std::string& choice : option.choices) offer(prefix + choice, "");
    std::vector<std::string> taken = m_so_far.arguments;
    const bool list =
        option.kind == ValueKind::version || (option.takes_many() && starts_with(option.names, "-"));
    if (const std::size_t comma = value.rfind(','); list && comma != std::string::npos) {
      for (const std::string& one : split(value.substr(0, comma), ',')) taken.push_back(one);
      prefix += value.substr(0, comma + 1);
    }
    if (option.kind == ValueKind::text || !m_values) return;
    for (const Candidate& candidate : m_values(option.kind)) {
      if (std::count(taken.begin(), taken.end(), candidate.value) == 0)
        offer(prefix + candidate.value, candidate.description);
    }
  }

  const CommandSpec& m_grammar;
  const ValueSource& m_values;
  WordsSoFar m_so_far;
  std::string m_typed;
  std::size_t m_index;
  Completion m_done;
};

}  // namespace

Completion complete(const CommandSpec& grammar, const std::vector<std::string>& words,
                    const ValueSource& values) {
  if (words.empty()) return complete(grammar, {""}, values);
  const std::vector<std::string> before(words.begin(), words.end() - 1);
  return Completer(grammar, values, read_words(grammar, before), words.back(), before.size()).complete();
}

}  // namespace ftenv
