// Each rule is shown a violation and the nearest thing that is none.
#include "structure/rules.hpp"

#include "support/catch.hpp"

using namespace ftenv::structure;

namespace {

std::string found(const std::string& path, const std::string& text) {
  return display(check_file({path, text}));
}

bool clean(const std::string& path, const std::string& text) {
  return check_file({path, text}).empty();
}

// The one violation's rule and line, "layer:2".
std::string only(const std::string& path, const std::string& text) {
  const auto violations = check_file({path, text});
  if (violations.size() != 1) return display(violations);
  return violations[0].rule + ":" + std::to_string(violations[0].line);
}

}  // namespace

TEST_CASE("an include goes down the rooms, or stays") {
  CHECK(only("src/base/text.cpp", "\n#include \"model/version.hpp\"\n") == "layer:2");
  CHECK(only("src/inspect/python/venv.cpp", "#include \"engine/options.hpp\"") == "layer:1");
  CHECK(only("src/model/host.hpp", "#include \"platform/process.hpp\"") == "layer:1");
  CHECK(only("platform/posix/process.cpp", "#include \"io/store.hpp\"") == "layer:1");
  CHECK(only("src/cli/up.cpp", "#  include \"main/main.hpp\"") == "layer:1");
  CHECK(clean("src/main.cpp", "#include \"cli/app.hpp\"\n#include \"base/text.hpp\""));
  CHECK(clean("src/engine/steps/python.cpp", "#include \"engine/steps/python.hpp\""));
  CHECK(clean("src/io/store.cpp", "#include \"platform/process.hpp\""));
  CHECK(clean("src/base/text.cpp", "// #include \"model/version.hpp\""));
}

TEST_CASE("an include can't climb out of its room by a path") {
  CHECK(only("src/base/text.cpp", "#include \"../model/version.hpp\"") == "layer:1");
  CHECK(only("src/base/text.cpp", "#include \"base/../model/version.hpp\"") == "layer:1");
  CHECK(only("src/base/text.cpp", "#include \"text.hpp\"") == "layer:1");
}

TEST_CASE("one system's part of platform is seen by platform alone") {
  CHECK(only("src/engine/runner.cpp", "#include \"platform/posix/spawn.hpp\"") == "layer:1");
  CHECK(clean("platform/linux/process_group.cpp", "#include \"platform/posix/spawn.hpp\""));
}

TEST_CASE("a test may include every room") {
  CHECK(clean("tests/unit/base/text.cpp",
              "#include \"cli/app.hpp\"\n#include <archive.h>\n#include <unistd.h>"));
}

TEST_CASE("macros of operating systems live in platform") {
  for (const std::string macro : {"_WIN32", "__linux__", "__APPLE__", "__unix__"}) {
    CHECK(only("src/io/store.cpp", "#ifdef " + macro + "\n#endif") == "os-macro:1");
    CHECK(only("tests/unit/io/store.cpp", "\n#if defined(" + macro + ")\n#endif") == "os-macro:2");
    CHECK(clean("platform/posix/process.cpp", "#ifdef " + macro + "\n#endif"));
    CHECK(clean("src/io/store.cpp", "// " + macro + "\nauto a = \"" + macro + "\";"));
  }
  CHECK(clean("src/io/store.cpp", "#ifdef MY__linux__X\n#endif"));
}

TEST_CASE("headers of the operating system live in platform and in one file of base") {
  CHECK(only("src/io/store.cpp", "#include <unistd.h>") == "system-header:1");
  CHECK(only("src/base/files.cpp", "#include <sys/stat.h>") == "system-header:1");
  CHECK(clean("src/base/os_files.cpp", "#include <sys/stat.h>"));
  CHECK(clean("platform/posix/process.cpp", "#include <sys/wait.h>"));
  CHECK(clean("src/io/store.cpp", "#include <vector>\n#include <cerrno>"));
}

TEST_CASE("a wrapped library has one file") {
  CHECK(only("src/cli/render.cpp", "#include <CLI/CLI.hpp>") == "third-party:1");
  CHECK(only("src/engine/ledger.cpp", "#include <nlohmann/json.hpp>") == "third-party:1");
  CHECK(only("src/cli/app.cpp", "#include <spdlog/spdlog.h>") == "third-party:1");
  CHECK(only("src/model/recipe/recipe.cpp", "#include <toml++/toml.h>") == "third-party:1");
  CHECK(only("src/io/network/download.cpp", "#include <curl/curl.h>") == "third-party:1");
  CHECK(only("src/io/store.cpp", "#include <archive.h>") == "third-party:1");
  CHECK(only("src/io/store.cpp", "#include <openssl/evp.h>") == "third-party:1");
  CHECK(only("src/inspect/python/venv.cpp", "#include <re2/re2.h>") == "third-party:1");
  CHECK(only("src/io/store.cpp", "#include <boost/filesystem.hpp>") == "third-party:1");
  CHECK(only("src/io/store.cpp", "#include <tl/expected.hpp>") == "third-party:1");
  CHECK(clean("src/io/archive/archive_file.cpp", "#include <archive.h>\n#include <archive_entry.h>"));
}

TEST_CASE("a library that no table knows is noticed") {
  CHECK(only("src/io/store.cpp", "#include <yaml-cpp/yaml.h>") == "third-party:1");
  CHECK(only("src/io/store.cpp", "#include <fmt/core.hpp>") == "third-party:1");
}

TEST_CASE("a file has at most 400 lines") {
  std::string text;
  for (int line = 0; line < 400; ++line) text += "int a;\n";
  CHECK(clean("src/io/store.cpp", text));
  CHECK(only("src/io/store.cpp", text + "int b;\n") == "length:0");
  CHECK(only("platform/posix/process.cpp", text + "int b;\n") == "length:0");
  CHECK(only("tests/unit/io/store.cpp", text + "int b;\n") == "length:0");
  CHECK(only("tests/e2e/up.sh", text + "int b;\n") == "length:0");
}

TEST_CASE("src names no distribution, package manager or registry") {
  CHECK(only("src/engine/a.cpp", "auto a = \"apt-get install\";") == "name:1");
  CHECK(only("src/engine/a.cpp", "if (host.distro == \"Debian\") {}") == "name:1");
  CHECK(only("src/engine/a.cpp", "bool is_ubuntu;") == "name:1");
  CHECK(only("src/io/a.cpp", "auto a = \"https://pypi.example/simple\";") == "name:1");
  CHECK(only("src/io/a.cpp", "auto a = \"https://www.python.org/ftp\";") == "name:1");
  CHECK(clean("src/engine/a.cpp", "// as in Debian\nint a;"));
  CHECK(clean("src/engine/a.cpp", "void adapt(Chapter c);"));
  CHECK(clean("platform/linux/apt.cpp", "auto a = \"apt-get\";"));
}

TEST_CASE("no shell, no backtracking regular expressions, nothing the compiler lacks") {
  CHECK(only("src/engine/a.cpp", "int a = system(\"ls\");") == "call:1");
  CHECK(only("src/engine/a.cpp", "int a = std::system(\"ls\");") == "call:1");
  CHECK(only("platform/posix/a.cpp", "auto* a = popen(\"ls\", \"r\");") == "call:1");
  CHECK(only("src/inspect/a.cpp", "\n\nstd::regex a;") == "call:3");
  CHECK(only("src/inspect/a.cpp", "#include <regex>") == "call:1");
  CHECK(only("src/inspect/a.cpp", "auto a = std::format(x);") == "call:1");
  CHECK(only("src/base/a.hpp", "std::expected<int, int> a;") == "call:1");
  CHECK(clean("src/engine/a.cpp", "auto a = boost::system::error_code(); file_system(b);"));
  CHECK(clean("src/engine/a.cpp", "// system(x)\nauto a = \"system(x)\";"));
  CHECK(clean("src/inspect/a.cpp", "std::regexp a; std::formatter b;"));
}

TEST_CASE("nobody below main ends the process") {
  CHECK(only("src/cli/app.cpp", "std::exit(1);") == "call:1");
  CHECK(only("src/cli/app.cpp", "if (a) exit(1);") == "call:1");
  CHECK(only("src/cli/app.cpp", "_exit(1);") == "call:1");
  CHECK(only("platform/posix/a.cpp", "exit(1);") == "call:1");
  CHECK(clean("platform/posix/a.cpp", "_exit(127);"));
  CHECK(clean("src/main.cpp", "std::exit(70);"));
  CHECK(clean("src/cli/app.cpp", "on_exit(1); exit_code(2); int exit = 3;"));
}

TEST_CASE("the root holds what the design knows") {
  CHECK(check_top_level({"src/", "recipes/", "platform/", "tests/", "docs/", "README.md", "LICENSE",
                         "bootstrap", "CMakeLists.txt", "CMakePresets.json", "CHANGELOG.md", ".git/",
                         ".gitignore", "build/", "build-dev/"})
            .empty());
  for (const std::string name : {"cmake/", "scripts/", "Makefile", "build.sh", "src", "tests2/"}) {
    CHECK(check_top_level({name}).size() == 1);
  }
}

TEST_CASE("a violation is shown with its place") {
  CHECK(found("src/base/a.cpp", "\n#include \"io/store.hpp\"") ==
        "src/base/a.cpp:2: layer: `io/store.hpp`: base is below io\n");
  CHECK(display({{"cmake/", 0, "top-level", "x"}}) == "cmake/: top-level: x\n");
}
