#include "cli/completion/shell_answer.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace ftenv {
namespace {

// What every shell reads as one word without quotes. A name that somebody else has chosen may hold anything,
// and what holds more is not offered.
bool is_plain(const std::string& value) {
  constexpr std::string_view marks = "-_./:=+,%@";
  return !value.empty() && std::all_of(value.begin(), value.end(), [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || marks.find(c) != std::string_view::npos;
  });
}

std::string on_one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return text;
}

std::string more_line(const Completion& completion) {
  switch (completion.more) {
    case Completion::files:
      return "files\n";
    case Completion::directories:
      return "directories\n";
    case Completion::command:
      return "command " + std::to_string(completion.command_at + 1) + "\n";
    case Completion::nothing:
      break;
  }
  return "words\n";
}

std::string candidate_line(const ShellQuestion& question, const Candidate& candidate) {
  const std::string description = on_one_line(candidate.description);
  if (question.shell == "bash")
    return candidate.value.substr(std::min(question.kept, candidate.value.size()));
  if (question.shell == "zsh") {
    const std::string value = replace_all(candidate.value, ":", "\\:");
    return description.empty() ? value : value + ":" + description;
  }
  return candidate.value + "\t" + description;
}

}  // namespace

std::vector<std::string> words_of_line(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool inside = false;
  char quote = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    const bool next = at + 1 < line.size();
    if (quote == '\'' ? c == '\'' : quote == '"' && c == '"') {
      quote = 0;
    } else if (c == '\\' && next && quote != '\'' &&
               (quote == 0 || std::string_view("\"\\$`").find(line[at + 1]) != std::string_view::npos)) {
      word += line[++at];
      inside = true;
    } else if (quote != 0) {
      word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      inside = true;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      if (inside) words.push_back(std::move(word));
      word.clear();
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  words.push_back(word);
  return words;
}

ShellQuestion read_question(const std::vector<std::string>& arguments) {
  ShellQuestion question;
  if (arguments.empty()) return question;
  question.shell = arguments[0];
  if (question.shell == "bash") {
    if (arguments.size() != 3) return question;
    question.words = words_of_line(arguments[1]);
    question.words.erase(question.words.begin());
    if (question.words.empty()) return question;
    const std::string& typed = question.words.back();
    if (ends_with(typed, arguments[2])) question.kept = typed.size() - arguments[2].size();
  } else if (question.shell == "zsh" || question.shell == "fish" || question.shell == "powershell") {
    question.words.assign(arguments.begin() + 1, arguments.end());
    // PowerShell before 7.3 loses empty words, so a mark stands before the last.
    if (question.shell == "powershell" && !question.words.empty() && starts_with(question.words.back(), "_"))
      question.words.back().erase(0, 1);
  }
  return question;
}

std::string shell_answer(const ShellQuestion& question, const Completion& completion) {
  std::string answer = more_line(completion);
  for (const Candidate& candidate : completion.candidates) {
    if (is_plain(candidate.value)) answer += candidate_line(question, candidate) + "\n";
  }
  return answer;
}

}  // namespace ftenv
