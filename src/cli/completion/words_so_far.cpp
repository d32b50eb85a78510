#include "cli/completion/words_so_far.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

// "--from=source", "--from", "-o", "-ofile", "-vq".
void read_option(WordsSoFar& so_far, const std::string& word) {
  if (starts_with(word, "--")) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const OptionSpec* option = find_option(*so_far.command, name);
    so_far.used.insert(option ? option->names : name);
    if (option && !option->is_flag() && equals == std::string::npos) so_far.awaiting = option;
    return;
  }
  for (std::size_t at = 1; at < word.size(); ++at) {
    const OptionSpec* option = find_option(*so_far.command, std::string("-") + word[at]);
    if (!option) return;
    so_far.used.insert(option->names);
    if (option->is_flag()) continue;
    if (at + 1 == word.size()) so_far.awaiting = option;
    return;
  }
}

void read_word(WordsSoFar& so_far, const std::string& word, std::size_t index) {
  if (so_far.awaiting) {
    so_far.awaiting = nullptr;
  } else if (!so_far.only_arguments && word == "--") {
    so_far.only_arguments = true;
  } else if (!so_far.only_arguments && word.size() > 1 && word[0] == '-') {
    read_option(so_far, word);
  } else if (!so_far.command->children.empty()) {
    const CommandSpec* child = so_far.command->child(word);
    so_far.lost = !child;
    if (!child) return;
    so_far.command = child;
    so_far.path.push_back(word);
    so_far.used.clear();
  } else {
    so_far.arguments.push_back(word);
    if (so_far.command->rest_is_untouched) so_far.program_at = index;
  }
}

}  // namespace

const OptionSpec* find_option(const CommandSpec& command, const std::string& spelling) {
  for (const OptionSpec& option : command.options) {
    const std::vector<std::string> spellings = option.spellings();
    if (std::count(spellings.begin(), spellings.end(), spelling) > 0) return &option;
  }
  return nullptr;
}

WordsSoFar read_words(const CommandSpec& grammar, const std::vector<std::string>& words) {
  WordsSoFar so_far;
  so_far.command = &grammar;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (so_far.lost || so_far.program_at) break;
    read_word(so_far, words[index], index);
  }
  return so_far;
}

}  // namespace ftenv
