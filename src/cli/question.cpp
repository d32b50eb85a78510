#include "cli/question.hpp"

#include <cstdio>
#include <iostream>

#include "platform/terminal.hpp"

namespace ftenv {

bool is_agreed(const Invocation& invocation, const Environment& user, const std::string& question,
               bool by_default) {
  if (invocation.options.yes) return true;
  if (!probe_terminal(user).stdin_is_terminal) return false;
  std::fprintf(stderr, "%s %s ", question.c_str(), by_default ? "[Y/n]" : "[y/N]");
  std::string answer;
  if (!std::getline(std::cin, answer)) return false;
  if (answer.empty()) return by_default;
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace ftenv
