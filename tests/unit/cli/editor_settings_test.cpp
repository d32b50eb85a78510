// What `env --editor` prints, as files: tests/golden/editor. FTENV_UPDATE_GOLDEN=1 writes them anew.
#include "cli/env/editor_settings.hpp"

#include <cstdlib>

#include "base/files.hpp"
#include "base/text.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

void compare(const std::string& name, const EditorFacts& facts) {
  const fs::path file = fs::path(FTENV_SOURCE_DIR) / "tests" / "golden" / "editor" / name;
  const std::string text = editor_settings(facts).dump() + "\n";
  if (std::getenv("FTENV_UPDATE_GOLDEN")) REQUIRE(write_text_atomically(file, text));
  const auto golden = read_text(file);
  REQUIRE(golden);
  CHECK(*golden == text);
  CHECK(Json::parse(text));
}

}  // namespace

TEST_CASE("the settings for an editor are the golden ones") {
  compare("plain.json", {"/p/.venv/bin/python", "/p/target/ftenv-cp314t/rust-analyzer", false, {"kept"}});
  compare("features.json",
          {"/p/.venv/bin/python", "/p/target/ftenv-cp314t/rust-analyzer", true, {"fast", "free-threaded"}});
  compare("windows.json", {"C:\\p\\.venv\\Scripts\\python.exe", "C:\\p\\target\\a \"b\"", false, {}});
}

TEST_CASE("where the settings belong is said for three editors, in a line each") {
  const auto lines = split_lines(editor_hint());
  REQUIRE(lines.size() == 3);
  CHECK(contains(lines[0], ".vscode/settings.json"));
  CHECK(starts_with(lines[1], "Zed: "));
  CHECK(starts_with(lines[2], "Neovim: "));
}
