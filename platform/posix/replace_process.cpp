#include "platform/replace_process.hpp"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/process.hpp"

namespace ftenv {

Error replace_process(const std::vector<std::string>& argv, const Environment& environment) {
  const auto program = find_program(argv.front(), environment.get("PATH"));
  if (!program) {
    return Error{ErrorCode::process, "there is no command `" + argv.front() + "`", {}, {}, "", std::nullopt};
  }
  std::vector<std::string> block = environment.block();
  std::vector<std::string> words = argv;
  std::vector<char*> words_c;
  std::vector<char*> block_c;
  for (std::string& word : words) words_c.push_back(word.data());
  for (std::string& variable : block) block_c.push_back(variable.data());
  words_c.push_back(nullptr);
  block_c.push_back(nullptr);
  // ftenv ignores SIGPIPE for itself, and an ignored signal would be inherited.
  ::signal(SIGPIPE, SIG_DFL);
  ::execve(program->c_str(), words_c.data(), block_c.data());
  return Error{
      ErrorCode::process, "`" + program->string() + "` can't be started: " + std::strerror(errno), {}, {}, "",
      std::nullopt};
}

}  // namespace ftenv
