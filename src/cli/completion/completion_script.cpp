#include "cli/completion/completion_script.hpp"

#include "base/embedded.hpp"

namespace ftenv {

std::string completion_script(const std::string& shell) {
  const std::string name = "ftenv." + (shell == "powershell" ? "ps1" : shell);
  for (const EmbeddedFile& file : embedded_completions()) {
    if (file.name == name) return std::string(file.content);
  }
  return {};
}

}  // namespace ftenv
