#include "cli/manual/manual_page.hpp"

#include <set>

#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/grammar/grammar.hpp"
#include "cli/manual/roff.hpp"
#include "support/catch.hpp"

using namespace ftenv;

TEST_CASE("nothing in a text is taken for roff") {
  const std::vector<std::pair<const char*, const char*>> table = {
      {"a-b", "a\\-b"},
      {".venv", "\\&.venv"},
      {"'quoted'", "\\(aqquoted\\(aq"},
      {"C:\\x\\-", "C:\\ex\\e\\-"},
      {"\"a\"", "\\(dqa\\(dq"},
      {"~/x^`", "\\(ti/x\\(ha\\(ga"},
      {"", ""},
      {"a.b", "a.b"},
  };
  for (const auto& [text, roff] : table) {
    INFO(text);
    CHECK(roff_text(text) == roff);
  }
  CHECK(roff_bold("-v") == "\\fB\\-v\\fR");
  CHECK(roff_italic("DIR") == "\\fIDIR\\fR");
}

TEST_CASE("prose is broken into lines of which none is a request") {
  CHECK(roff_prose("see `ftenv up`, or .venv") == "see \\fBftenv up\\fR, or .venv\n");
  CHECK(roff_prose(".venv is it") == "\\&.venv is it\n");
  std::string text;
  for (int word = 0; word < 60; ++word) text += word % 2 ? "'it' " : ".a-file ";
  for (const std::string& line : split_lines(roff_prose(text))) {
    INFO(line);
    CHECK(line.find_first_of(".'") != 0);
    CHECK(line.size() <= 80);
  }
}

TEST_CASE("every command has a page with its name, its usage, and each argument and option") {
  Invocation invocation;
  const CommandSpec grammar = ftenv_grammar(invocation);
  std::set<std::string> files;
  for (const ManualPage& page : manual_pages(grammar)) files.insert(page.file);
  for_each_command(grammar, [&](const std::string& path, const CommandSpec& command) {
    const ManualPage page = manual_page(path, command);
    INFO(page.text);
    CHECK(files.erase(page.file) == 1);
    CHECK(page.file == replace_all(path, " ", "-") + ".1");
    for (const char* heading : {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "SEE ALSO"})
      CHECK(contains(page.text, std::string("\n.SH ") + heading + "\n"));
    for (const OptionSpec& option : command.options) {
      for (const std::string& spelling : option.spellings())
        CHECK(contains(page.text, roff_bold(spelling)) != option.hidden);
    }
    for (const OptionSpec& argument : command.arguments)
      CHECK(contains(page.text, "\n" + roff_italic(argument.names) + "\n"));
    for (const CommandSpec& child : command.children)
      CHECK(contains(page.text, roff_bold(replace_all(path, " ", "-") + "-" + child.name) + "(1)"));
    for (const std::string& line : split_lines(page.text)) CHECK_FALSE(starts_with(line, "'"));
  });
  CHECK(files.empty());
}

TEST_CASE("the overview has exit codes, variables and files") {
  Invocation invocation;
  const std::string text = manual_page("ftenv", ftenv_grammar(invocation)).text;
  for (const char* heading : {"COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES"})
    CHECK(contains(text, std::string("\n.SH ") + heading + "\n"));
  for (const int code : {k_exit_ok, k_exit_failed, k_exit_usage, k_exit_unchecked, k_exit_still_broken,
                         k_exit_network, k_exit_locked, k_exit_unsupported, k_exit_bug, k_exit_interrupted})
    CHECK(contains(text, ".TP\n" + roff_bold(std::to_string(code)) + "\n"));
}

TEST_CASE("`help --man` prints the page") {
  const auto parse = [](std::vector<const char*> argv) {
    return parse_command_line(static_cast<int>(argv.size()), argv.data());
  };
  Invocation invocation;
  const CommandSpec grammar = ftenv_grammar(invocation);
  CHECK(parse({"ftenv", "help", "--man"}).text == manual_page("ftenv", grammar).text);
  CHECK(contains(parse({"ftenv", "help", "--man", "python", "install"}).text, "FTENV\\-PYTHON\\-INSTALL"));
  CHECK(parse({"ftenv", "help", "--man", "pyton"}).exit_code == k_exit_usage);
  CHECK(parse({"ftenv", "help", "--into", "x"}).exit_code == k_exit_usage);
  CHECK_FALSE(parse({"ftenv", "help", "--man", "--into", "x"}).finished);
}
