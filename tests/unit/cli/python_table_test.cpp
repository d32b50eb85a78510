#include "cli/text/python_table.hpp"

#include "support/catch.hpp"

using namespace ftenv;

namespace {

Style plain() {
  TerminalFacts terminal;
  terminal.utf8 = true;
  return Style::choose(ColorChoice::never, false, terminal, Environment());
}

PythonRow row(const std::string& path, const std::string& origin, Version version, bool free_threaded,
              InterpreterUse use) {
  PythonRow row;
  row.seen.found = {path, path, {path}, origin, origin == "PATH", {}};
  InterpreterFacts facts;
  facts.version = version;
  facts.free_threaded = free_threaded;
  facts.gil_enabled = !free_threaded;
  facts.shared = origin != "manylinux";
  facts.soabi = "cpython-" + std::to_string(version.major) + std::to_string(version.minor) +
                (free_threaded ? "t" : "") + "-x86_64-linux-gnu";
  row.seen.facts = facts;
  row.seen.use = std::move(use);
  return row;
}

PythonRow silent(const std::string& path, const std::string& because) {
  PythonRow row;
  row.seen.found = {path, path, {path}, "PATH", true, {}};
  row.seen.error = Error{ErrorCode::process, because, {"it printed: oops"}, {}, {}, std::nullopt};
  return row;
}

std::vector<PythonRow> some() {
  PythonRow toolchain = row("/home/ada/.local/share/ftenv/pythons/x/bin/python3.13t", "store", {3, 13, 5, {}},
                            true, {true, true, {}, {}});
  toolchain.toolchain = Toolchain{};
  toolchain.toolchain->executable = toolchain.seen.found.path;
  toolchain.toolchain->prefix = "/home/ada/.local/share/ftenv/pythons/x";
  toolchain.toolchain->facts = *toolchain.seen.facts;
  toolchain.toolchain->origin = "source";
  toolchain.toolchain->sha256 = "abc";
  PythonRow shim = silent("/home/ada/.pyenv/shims/python", "chooses by the folder");
  shim.seen.found.not_started = "chooses by the folder";
  shim.seen.found.origin = "shims";
  shim.seen.error->context.clear();
  return {
      shim,
      silent("/usr/bin/python3", "`/usr/bin/python3` did not answer within 10 s"),
      row("/usr/bin/python3.11", "PATH", {3, 11, 2, {}}, false, {false, false, {"built with the GIL"}, {}}),
      toolchain,
      row("/opt/python/cp314-cp314t/bin/python", "manylinux", {3, 14, 6, {}}, true,
          {true, false, {"linked statically"}, {"has no `Python.h`"}}),
      row("/home/ada/.pyenv/versions/3.13.9t/bin/python3", "pyenv", {3, 13, 9, {}}, true,
          {true, true, {}, {}})};
}

}  // namespace

TEST_CASE("the table is as wide as what is in it, the most useful first, each reason below its row") {
  std::vector<PythonRow> rows = some();
  sort_rows(rows);
  CHECK(render_pythons(rows, plain(), "/home/ada") ==
        "VERSION  BUILD          LIBRARY  ORIGIN     USABLE FOR             PROGRAM\n"
        "3.13.9t  free-threaded  shared   pyenv      extension, cargo test  "
        "~/.pyenv/versions/3.13.9t/bin/python3\n"
        "3.13.5t  free-threaded  shared   store      extension, cargo test  "
        "~/.local/share/ftenv/pythons/x/bin/python3.13t\n"
        "3.14.6t  free-threaded  static   manylinux  extension              "
        "/opt/python/cp314-cp314t/bin/python\n"
        "    linked statically\n"
        "    has no `Python.h`\n"
        "3.11.2   with GIL       shared   PATH       nothing                /usr/bin/python3.11\n"
        "    built with the GIL\n"
        "?        ?              ?        PATH       nothing                /usr/bin/python3\n"
        "    `/usr/bin/python3` did not answer within 10 s\n"
        "    it printed: oops\n"
        "?        ?              ?        shims      nothing                ~/.pyenv/shims/python\n"
        "    chooses by the folder\n");
}

TEST_CASE("a machine with one plain interpreter has a table within 80 columns") {
  const auto text = render_pythons(
      {row("/usr/bin/python3", "PATH", {3, 11, 2, {}}, false, {false, false, {"built with the GIL"}, {}})},
      plain(), "");
  CHECK(text ==
        "VERSION  BUILD     LIBRARY  ORIGIN  USABLE FOR  PROGRAM\n"
        "3.11.2   with GIL  shared   PATH    nothing     /usr/bin/python3\n"
        "    built with the GIL\n");
}

TEST_CASE("without a home nothing is shortened") {
  const auto rows = some();
  CHECK(render_pythons(rows, plain(), "").find("~") == std::string::npos);
  CHECK(render_pythons(rows, plain(), "/").find("~") == std::string::npos);
  CHECK(render_pythons(rows, plain(), "/home/ad").find("~") == std::string::npos);
}

TEST_CASE("as JSON a toolchain keeps its fields, and what did not answer has null where nobody knows") {
  const std::vector<PythonRow> rows = some();
  const Json pythons = pythons_json(rows);
  REQUIRE(pythons.items().size() == 6);
  const Json& toolchain = pythons.items()[3];
  CHECK(toolchain["version"].string_or("") == "3.13.5");
  CHECK(toolchain["abi"].string_or("") == "cp313t");
  CHECK(toolchain["source"].string_or("") == "source");
  CHECK(toolchain["sha256"].string_or("") == "abc");
  CHECK(toolchain["origin"].string_or("") == "store");
  CHECK(toolchain["free_threaded"].bool_or(false));
  CHECK(toolchain["usable_for"].strings() == std::vector<std::string>{"extension", "cargo test"});
  CHECK(toolchain["why_not"].items().empty());

  const Json& with_gil = pythons.items()[2];
  CHECK(with_gil["source"].string_or("") == "existing");
  CHECK(with_gil["executable"].string_or("") == "/usr/bin/python3.11");
  CHECK(with_gil["names"].strings() == std::vector<std::string>{"/usr/bin/python3.11"});
  CHECK(with_gil["gil_enabled"].bool_or(false));
  CHECK_FALSE(with_gil["free_threaded"].bool_or(true));
  CHECK(with_gil["why_not"].strings() == std::vector<std::string>{"built with the GIL"});
  CHECK(pythons.items()[4]["usable_for"].strings() == std::vector<std::string>{"extension"});

  const Json& silent = pythons.items()[1];
  for (const char* key : {"version", "abi", "free_threaded", "gil_enabled", "shared"}) {
    INFO(key);
    CHECK(silent[key].is_null());
  }
  CHECK(silent["why_not"].strings().size() == 2);
}
