#include "cli/mistake.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace ftenv {
namespace {

std::string last_hint(const std::string& path) {
  return "hint: `" + path + " --help` shows what it takes\n";
}

std::string meant(const std::string& text) {
  return "hint: did you mean `" + text + "`?\n";
}

std::vector<std::string> names_of_children(const CommandSpec& command) {
  std::vector<std::string> names;
  for (const CommandSpec& child : command.children) {
    if (!child.hidden) names.push_back(child.name);
  }
  return names;
}

std::vector<std::string> option_names(const CommandSpec& command) {
  std::vector<std::string> names = {"--help"};
  for (const OptionSpec& option : command.options) {
    for (const std::string& name : option.spellings()) {
      if (starts_with(name, "--") && !option.hidden) names.push_back(name);
    }
  }
  return names;
}

// The first word that is neither an option nor of the path itself.
std::optional<std::string> stray_word(const std::string& path, const std::vector<std::string>& words) {
  const std::vector<std::string> known = split_words(path);
  std::size_t at = 1;
  for (const std::string& word : words) {
    if (starts_with(word, "-")) continue;
    if (at < known.size() && word == known[at]) {
      ++at;
    } else {
      return word;
    }
  }
  return std::nullopt;
}

// An option that only another command has: "--check" of `plan` typed behind `up` is no typing mistake.
std::optional<std::string> unknown_option(const CommandSpec& command, const std::vector<std::string>& words) {
  const std::vector<std::string> known = option_names(command);
  for (const std::string& word : words) {
    if (word == "--") break;
    std::string name = word.substr(0, word.find('='));
    if (starts_with(name, "--") && std::count(known.begin(), known.end(), name) == 0) return name;
  }
  return std::nullopt;
}

// `ftenv --json up`: what stands before the command is ftenv's own, and that is only --help and --version.
std::optional<std::string> early_option(const std::string& path, const std::vector<std::string>& words) {
  const std::vector<std::string> known = split_words(path);
  if (known.size() < 2 || words.empty() || !starts_with(words[0], "-")) return std::nullopt;
  return words[0];
}

std::string lowered(std::string message) {
  const bool shouts = message.size() > 1 && std::isupper(static_cast<unsigned char>(message[1]));
  if (!message.empty() && !shouts)
    message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
  return message;
}

}  // namespace

std::string unknown_command(const std::string& path, const CommandSpec& parent, const std::string& word) {
  const std::vector<std::string> names = names_of_children(parent);
  std::string text = "error: there is no command `" + path + " " + word + "`\n";
  const std::string near = nearest(word, names);
  if (!near.empty()) {
    text += meant(path + " " + near);
  } else if (!names.empty()) {
    text += "hint: there are " + join(names, ", ") + "\n";
  }
  return text + last_hint(path);
}

std::string usage_mistake(const std::string& path, const CommandSpec& command,
                          const std::vector<std::string>& words, const Complaint& complaint) {
  if (!command.children.empty()) {
    if (const auto word = stray_word(path, words)) return unknown_command(path, command, *word);
    if (const auto option = unknown_option(command, words); option && *option != "--version") {
      return "error: `" + path + "` has no option `" + *option + "`\n" +
             "hint: options come after the command, as in `" + path + " " + command.children.front().name +
             " " + *option + "`\n" + last_hint(path);
    }
    return "error: `" + path + "` needs a command: " + join(names_of_children(command), ", ") + "\n" +
           last_hint(path);
  }
  if (const auto option = early_option(path, words)) {
    return "error: `" + *option + "` stands before the command\nhint: options come after it, as in `" + path +
           " " + *option + "`\n" + last_hint(path);
  }
  if (!complaint.hint.empty()) {
    return "error: " + lowered(complaint.message) + "\nhint: " + complaint.hint + "\n" + last_hint(path);
  }
  if (const auto option = unknown_option(command, words)) {
    std::string text = "error: `" + path + "` has no option `" + *option + "`\n";
    const std::string near = nearest(*option, option_names(command));
    if (!near.empty()) text += meant(near);
    return text + last_hint(path);
  }
  return "error: " + lowered(complaint.message) + "\n" + last_hint(path);
}

}  // namespace ftenv
