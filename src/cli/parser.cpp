#include <CLI/CLI.hpp>
#include <algorithm>
#include <list>

#include "base/text.hpp"
#include "cli/completion/completion_script.hpp"
#include "cli/exit_code.hpp"
#include "cli/grammar/grammar.hpp"
#include "cli/invocation.hpp"
#include "cli/manual/manual_page.hpp"
#include "cli/mistake.hpp"
#include "cli/text/help_text.hpp"

namespace ftenv {
namespace {

ColorChoice color_of(const std::string& text) {
  return text == "always"  ? ColorChoice::always
         : text == "never" ? ColorChoice::never
                           : ColorChoice::automatic;
}

// What CLI11 makes of the grammar. It keeps the hint of a value that was refused.
class Bridge {
 public:
  explicit Bridge(const CommandSpec& grammar) : m_app("", grammar.name) {
    // On Windows it would take /a/path for an option.
    m_app.allow_windows_style_options(false);
    m_app.set_version_flag("--version", std::string("ftenv ") + FTENV_VERSION);
    fill(m_app, grammar);
  }

  CLI::App& app() { return m_app; }
  const std::string& hint() const { return m_hint; }

  // The command that was named, and its path, as far as they were understood.
  std::pair<const CommandSpec*, std::string> deepest(const CommandSpec& grammar) const {
    const CommandSpec* command = &grammar;
    std::string path = grammar.name;
    for (const CLI::App* app = &m_app; !app->get_subcommands().empty();) {
      app = app->get_subcommands().front();
      command = command->child(app->get_name());
      path += " " + app->get_name();
    }
    return {command, path};
  }

 private:
  void fill(CLI::App& app, const CommandSpec& command) {
    for (const OptionSpec& argument : command.arguments) add(app, argument);
    std::vector<std::pair<CLI::Option*, std::string>> needing;
    for (const OptionSpec& option : command.options) {
      CLI::Option* added = add(app, option);
      if (!option.needs.empty()) needing.emplace_back(added, option.needs);
    }
    for (const auto& [option, needed] : needing) option->needs(app.get_option(needed));
    if (command.rest_is_untouched) app.positionals_at_end();
    for (const CommandSpec& child : command.children) fill(*app.add_subcommand(child.name, ""), child);
    if (!command.children.empty()) app.require_subcommand(1);
  }

  CLI::Option* add(CLI::App& app, const OptionSpec& spec) {
    CLI::Option* option = std::visit([&](auto* target) { return bind(app, spec, target); }, spec.target);
    if (spec.required) option->required();
    if (spec.most > 0) option->check(CLI::Range(spec.least, spec.most));
    if (!spec.choices.empty()) option->transform(one_of(spec));
    return option;
  }

  CLI::Option* bind(CLI::App& app, const OptionSpec& spec, bool* target) {
    return app.add_flag(spec.names, *target);
  }
  CLI::Option* bind(CLI::App& app, const OptionSpec& spec, int* target) {
    return spec.is_flag() ? app.add_flag(spec.names, *target) : app.add_option(spec.names, *target);
  }
  CLI::Option* bind(CLI::App& app, const OptionSpec& spec, std::string* target) {
    return app.add_option(spec.names, *target);
  }
  CLI::Option* bind(CLI::App& app, const OptionSpec& spec, fs::path* target) {
    return app.add_option_function<std::string>(spec.names, [target](const std::string& text) {
      if (!text.empty()) *target = text;
    });
  }
  CLI::Option* bind(CLI::App& app, const OptionSpec& spec, std::vector<std::string>* target) {
    CLI::Option* option = app.add_option(spec.names, *target);
    // An option that may be repeated takes one value, or several with commas, and leaves arguments alone.
    if (starts_with(spec.names, "-")) option->delimiter(',')->allow_extra_args(false);
    return option;
  }
  CLI::Option* bind(CLI::App& app, const OptionSpec& spec, ColorChoice* target) {
    return app.add_option_function<std::string>(
        spec.names, [target](const std::string& text) { *target = color_of(text); });
  }

  CLI::Validator one_of(const OptionSpec& spec) {
    const std::vector<std::string> choices = spec.choices;
    const std::string name = starts_with(spec.names, "-") ? spec.spellings().back() + " " : "";
    return CLI::Validator(
        [this, choices, name](std::string& text) {
          const std::string word = to_lower(text);
          if (std::count(choices.begin(), choices.end(), word) > 0) {
            text = word;
            return std::string();
          }
          const std::string near = nearest(word, choices);
          if (!near.empty()) m_hint = "did you mean `" + name + near + "`?";
          return "`" + text + "` is none of " + join(choices, ", ");
        },
        "");
  }

  CLI::App m_app;
  std::string m_hint;
};

ParseOutcome finished(int exit_code, std::string text) {
  ParseOutcome outcome;
  outcome.finished = true;
  outcome.exit_code = exit_code;
  outcome.text = std::move(text);
  return outcome;
}

ParseOutcome answer_help(const CommandSpec& grammar, const std::vector<std::string>& words, bool manual) {
  const CommandSpec* command = &grammar;
  std::string path = grammar.name;
  for (const std::string& word : words) {
    const CommandSpec* child = command->child(word);
    if (!child) return finished(k_exit_usage, unknown_command(path, *command, word));
    command = child;
    path += " " + word;
  }
  return finished(k_exit_ok, manual ? manual_page(path, *command).text : help_page(path, *command));
}

}  // namespace

ParseOutcome parse_command_line(int argc, const char* const* argv) {
  ParseOutcome outcome;
  const CommandSpec grammar = ftenv_grammar(outcome.invocation);
  Bridge bridge(grammar);
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    bridge.app().parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto [command, path] = bridge.deepest(grammar);
    return finished(k_exit_ok, help_page(path, *command));
  } catch (const CLI::CallForVersion& version) {
    return finished(k_exit_ok, std::string(version.what()) + "\n");
  } catch (const CLI::ParseError& error) {
    const auto [command, path] = bridge.deepest(grammar);
    if (words.empty()) return finished(k_exit_usage, help_page(path, *command));
    return finished(k_exit_usage, usage_mistake(path, *command, words, {error.what(), bridge.hint()}));
  }
  const auto [command, path] = bridge.deepest(grammar);
  outcome.invocation.command = command->id;
  if (command->id == CommandId::help && outcome.invocation.manual_folder.empty())
    return answer_help(grammar, outcome.invocation.words, outcome.invocation.manual);
  if (command->id == CommandId::completions)
    return finished(k_exit_ok, completion_script(outcome.invocation.shell));
  return outcome;
}

}  // namespace ftenv
