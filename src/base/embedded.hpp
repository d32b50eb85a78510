// Files that were compiled into the binary (cmake/Embed.cmake).
#pragma once

#include <string_view>
#include <vector>

namespace ftenv {

struct EmbeddedFile {
  std::string_view name;  // relative, with '/'
  std::string_view content;
};

const std::vector<EmbeddedFile>& embedded_recipes();      // recipes/**/*.toml
const std::vector<EmbeddedFile>& embedded_probes();       // src/inspect/probes/*.py
const std::vector<EmbeddedFile>& embedded_completions();  // src/cli/completion/scripts/ftenv.*

}  // namespace ftenv
