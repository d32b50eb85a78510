#include "cli/env/github_files.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/env/shell_lines.hpp"
#include "support/catch.hpp"

using namespace ftenv;

TEST_CASE("the files of GitHub Actions get a line each, after what is in them") {
  const auto folder = TempDir::create(fs::temp_directory_path(), "ftenv-github");
  REQUIRE(folder);
  const std::string env = (folder->path() / "env").string(), path = (folder->path() / "path").string();
  REQUIRE(write_text_atomically(env, "A=1\n"));
  const Environment step({{"GITHUB_ENV", env}, {"GITHUB_PATH", path}});
  REQUIRE(add_to_github_files(step, "/p/.venv", "/p/.venv/bin"));
  CHECK(read_text(env).value() == "A=1\nVIRTUAL_ENV=/p/.venv\n");
  CHECK(read_text(path).value() == "/p/.venv/bin\n");
  CHECK_FALSE(add_to_github_files(step, "/p\nLD_PRELOAD=x", "/p/bin"));
  CHECK(read_text(env).value() == "A=1\nVIRTUAL_ENV=/p/.venv\n");
}

TEST_CASE("outside of GitHub Actions that is refused with words") {
  const Status refused = add_to_github_files(Environment(), "/p/.venv", "/p/.venv/bin");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::usage);
  CHECK(contains(refused.error().message, "`GITHUB_ENV` is not set"));
}

TEST_CASE("direnv is told the folder in its own word") {
  CHECK(set_variable_line("direnv", "VIRTUAL_ENV", "/a b") == "export VIRTUAL_ENV='/a b'");
  CHECK(prepend_path_line("direnv", "/a b/bin") == "PATH_add '/a b/bin'");
}
