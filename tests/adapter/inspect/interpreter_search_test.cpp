// Directories of programs that are never started: each is a script that would leave a mark.
#include "inspect/python/interpreter_search.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

InterpretersRecipe recipe() {
  InterpretersRecipe recipe;
  recipe.path_origin = "PATH";
  recipe.programs = {"python", "python3", "python3.[0-9]*"};
  recipe.not_programs = {"*-*"};
  recipe.not_started = {{"shims", "chooses by the folder"}, {"WindowsApps", "opens a store"}};
  recipe.origins = {
      {"a", "variable", {}, {"PYO3_PYTHON"}, {}},
      {"b", "tool", {"linux"}, {}, {"{TOOL_ROOT}/versions/*/bin/python3*", "~/.tool/*/bin/python3"}},
      {"c", "elsewhere", {"macos"}, {}, {"~/.tool/*/bin/python3"}}};
  return recipe;
}

class Machine {
 public:
  Machine() { host.os = "linux"; }
  fs::path program(const fs::path& name) {
    const fs::path path = dir / name;
    write_file(path, "#!/bin/sh\ntouch '" + (dir / "started").string() + "'\n# " + name.string() + "\n");
    fs::permissions(path, fs::owner_all);
    return path;
  }
  fs::path link(const fs::path& name, const fs::path& target) {
    fs::create_directories((dir / name).parent_path());
    fs::create_symlink(target, dir / name);
    return dir / name;
  }
  std::vector<FoundInterpreter> find() {
    Environment user(variables);
    user.set("HOME", (dir / "home").string());
    auto found = find_interpreters(recipe(), host, user);
    CHECK_FALSE(fs::exists(dir / "started"));
    return found;
  }

  TestDir dir;
  Host host;
  std::map<std::string, std::string> variables;
};

}  // namespace

TEST_CASE("all hits on PATH are found in its order, each program once with all its names") {
  Machine machine;
  const fs::path real = machine.program("opt/py/bin/python3.14t");
  fs::create_hard_link(real, machine.dir / "opt/py/bin/python3.14");
  const fs::path first = machine.link("one/python3", real);
  const fs::path second = machine.program("two/python3");
  machine.variables["PATH"] = (machine.dir / "one").string() + ":" + (machine.dir / "two").string() + ":" +
                              (machine.dir / "one").string() + ":" + (machine.dir / "opt/py/bin").string();
  const auto found = machine.find();
  REQUIRE(found.size() == 2);
  CHECK(found[0].path == first);
  CHECK(found[0].file == fs::canonical(real));
  CHECK(found[0].names == std::vector<fs::path>{first, machine.dir / "opt/py/bin/python3.14", real});
  CHECK(found[0].origin == "PATH");
  CHECK(found[0].on_path);
  CHECK(found[1].path == second);
}

TEST_CASE("what only looks like an interpreter on PATH is left out") {
  Machine machine;
  for (const char* name :
       {"python3-config", "python3.11-gdb", "pythonw", "python3.13-intel64", "python2.7", "pip3"}) {
    machine.program(fs::path("bin") / name);
  }
  write_file(machine.dir / "bin/python", "not executable");
  fs::create_directories(machine.dir / "bin/python3");
  machine.link("bin/python3.12", machine.dir / "nowhere");
  machine.variables["PATH"] = (machine.dir / "bin").string();
  CHECK(machine.find().empty());
  machine.program("bin/python3.13t");
  CHECK(machine.find().size() == 1);
}

TEST_CASE("relative and empty entries of PATH don't count") {
  Machine machine;
  machine.program("python3");
  const fs::path before = fs::current_path();
  fs::current_path(machine.dir.path());
  machine.variables["PATH"] = ".::bin:~/bin";
  const auto found = machine.find();
  fs::current_path(before);
  CHECK(found.empty());
}

TEST_CASE("shims and links to them stand as one row that is never started") {
  Machine machine;
  const fs::path python = machine.program("home/.pyenv/shims/python");
  const fs::path python3 = machine.program("home/.pyenv/shims/python3");
  const fs::path link = machine.link("bin/python3", python3);
  machine.program("apps/WindowsApps/python");
  machine.variables["PATH"] = (machine.dir / "home/.pyenv/shims").string() + ":" +
                              (machine.dir / "bin").string() + ":" +
                              (machine.dir / "apps/WindowsApps").string();
  const auto found = machine.find();
  REQUIRE(found.size() == 2);
  CHECK(found[0].not_started == "chooses by the folder");
  CHECK(found[0].names == std::vector<fs::path>{python, python3, link});
  CHECK(found[1].not_started == "opens a store");
}

TEST_CASE("places are filled in from the user's variables, and each counts on its own systems") {
  Machine machine;
  const fs::path by_home = machine.program("home/.tool/3.14t/bin/python3");
  const fs::path by_variable = machine.program("to*ols/versions/3.13t/bin/python3.13t");
  machine.program("to*ols/versions/3.13t/bin/python3.13t-config");
  CHECK(machine.find().size() == 1);  // TOOL_ROOT is not set
  machine.variables["TOOL_ROOT"] = (machine.dir / "to*ols").string();
  const auto found = machine.find();
  REQUIRE(found.size() == 2);
  CHECK(found[0].path == by_variable);
  CHECK(found[1].path == by_home);
  CHECK(found[1].origin == "tool");
  CHECK_FALSE(found[1].on_path);

  machine.variables["TOOL_ROOT"] = "to*ols";  // relative: nothing
  CHECK(machine.find().size() == 1);
  machine.host.os = "macos";
  REQUIRE(machine.find().size() == 1);
  CHECK(machine.find()[0].origin == "elsewhere");
}

TEST_CASE("what a variable names comes first, and who manages a program is its origin") {
  Machine machine;
  const fs::path managed = machine.program("home/.tool/3.14t/bin/python3");
  machine.link("bin/python3", managed);
  machine.variables["PATH"] = (machine.dir / "bin").string();
  auto found = machine.find();
  REQUIRE(found.size() == 1);
  CHECK(found[0].origin == "tool");
  CHECK(found[0].on_path);
  CHECK(found[0].path == machine.dir / "bin/python3");

  const fs::path named = machine.program("mine/py");
  machine.variables["PYO3_PYTHON"] = named.string();
  found = machine.find();
  REQUIRE(found.size() == 2);
  CHECK(found[0].path == named);
  CHECK(found[0].origin == "PYO3_PYTHON");

  machine.variables["PYO3_PYTHON"] = "python3";  // as PyO3 takes it: looked up on PATH
  found = machine.find();
  REQUIRE(found.size() == 1);
  CHECK(found[0].origin == "PYO3_PYTHON");
  machine.variables["PYO3_PYTHON"] = "bin/python3";
  CHECK(machine.find()[0].origin == "tool");
}

}  // namespace ftenv::test
