#include "cli/env/shell_lines.hpp"
#include "cli/exit_code.hpp"
#include "cli/progress/progress_text.hpp"
#include "cli/text/output.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

Style plain(bool utf8 = true) {
  TerminalFacts terminal;
  terminal.utf8 = utf8;
  return Style::choose(ColorChoice::never, false, terminal, Environment());
}

bool colored(ColorChoice choice, bool is_terminal, std::map<std::string, std::string> variables,
             bool dumb = false) {
  TerminalFacts terminal;
  terminal.dumb = dumb;
  return Style::choose(choice, is_terminal, terminal, Environment(std::move(variables))).color();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Host machine(const std::string& os) {
  Host host;
  host.os = os;
  return host;
}

}  // namespace

TEST_CASE("colour follows the option, then NO_COLOR, then FORCE_COLOR, then the terminal") {
  CHECK(colored(ColorChoice::automatic, true, {}));
  CHECK_FALSE(colored(ColorChoice::automatic, false, {}));
  CHECK_FALSE(colored(ColorChoice::automatic, true, {}, /*dumb=*/true));
  CHECK_FALSE(colored(ColorChoice::automatic, true, {{"NO_COLOR", "1"}, {"FORCE_COLOR", "1"}}));
  CHECK(colored(ColorChoice::automatic, true, {{"NO_COLOR", ""}}));
  CHECK(colored(ColorChoice::automatic, false, {{"FORCE_COLOR", "1"}}));
  CHECK_FALSE(colored(ColorChoice::automatic, false, {{"FORCE_COLOR", "0"}}));
  CHECK(colored(ColorChoice::always, false, {{"NO_COLOR", "1"}}));
  CHECK_FALSE(colored(ColorChoice::never, true, {{"FORCE_COLOR", "1"}}));
}

TEST_CASE("without UTF-8 no glyph is printed") {
  CHECK(plain(false).mark_done() == "ok");
  CHECK(plain(true).mark_done() == "✓");
  CHECK(cut_to("abcdefgh", 6, false) == "abc...");
}

TEST_CASE("widths count characters and not bytes") {
  CHECK(display_width("größe") == 5);
  CHECK(pad_to("ü", 3) == "ü  ");
  CHECK(cut_to("größe ist alles", 6, true) == "größe…");
  CHECK(cut_to("kurz", 6, true) == "kurz");
  CHECK(cut_to("abc", 0, true).empty());
}

TEST_CASE("progress is told in the words of its kind") {
  CHECK(progress_text({"compiled", 120, 352, false, 0}, true) == "compiled 120/352");
  CHECK(has(progress_text({"downloading x", 5'000'000, 20'000'000, true, 1'000'000}, true),
            "5.0 MB of 20.0 MB"));
  CHECK(has(progress_text({"downloading x", 5'000'000, 20'000'000, true, 1'000'000}, false), ", 1.0 MB/s"));
  CHECK(progress_text({"\x1b[1mhi\x1b[0m", 0, 0, false, 0}, true) == "hi");
  CHECK(clock_text(67.8) == "1:07");
}

TEST_CASE("an error shows its message, context, hints, log and anchor") {
  Error error{ErrorCode::process, "it broke", {"while trying"},
              {"do this"},        "PX-02",    std::string("/l/x.log")};
  const std::string text = render_error(error, plain());
  CHECK(
      text ==
      "error: it broke\n  while trying\nhint: do this\nlog: /l/x.log\nsee: docs/troubleshooting.md#PX-02\n");
  const Json json = error_json(error);
  CHECK(json["code"].string_or("") == "process");
  CHECK(json["message"].string_or("") == "it broke");
  CHECK(json["hints"].strings() == std::vector<std::string>{"do this"});
  CHECK(json["finding"].string_or("") == "PX-02");
}

TEST_CASE("every error code has its exit code of the table") {
  const std::vector<std::pair<ErrorCode, int>> table = {
      {ErrorCode::usage, 2},       {ErrorCode::recipe, 1},  {ErrorCode::project, 1},
      {ErrorCode::unsupported, 7}, {ErrorCode::network, 5}, {ErrorCode::checksum, 5},
      {ErrorCode::archive, 1},     {ErrorCode::process, 1}, {ErrorCode::permission, 1},
      {ErrorCode::disk, 1},        {ErrorCode::locked, 6},  {ErrorCode::interrupted, 130},
      {ErrorCode::internal, 70},
  };
  for (const auto& [code, exit] : table) {
    INFO(name_of(code));
    CHECK(exit_code_of(Error{code, "", {}, {}, "", std::nullopt}) == exit);
  }
  CHECK(exit_code_of(Error{ErrorCode::interrupted, "", {}, {}, "", std::nullopt}, 15) == 143);
}

TEST_CASE("a plan shows a mark, a reason and, when asked, the commands") {
  Plan plan;
  plan.steps.push_back({{"python", "CPython", {}}, Verdict::ready, "it is there", {}});
  plan.steps.push_back({{"venv", "environment", {"python"}},
                        Verdict::change,
                        "it is not there",
                        {{{"python", "-m", "venv", "a b"}, {}, "", false}}});
  const std::string text = render_plan(plan, plain(), true, machine("linux"));
  CHECK(has(text, "✓ python"));
  CHECK(has(text, "→ venv"));
  CHECK(has(text, "$ python -m venv 'a b'"));
  CHECK_FALSE(has(render_plan(plan, plain(), false, machine("linux")), "$ "));
  CHECK_FALSE(has(text, "note: "));
  plan.notes = {"translated"};
  CHECK(render_plan(plan, plain(), false, machine("linux")).rfind("note: translated\n", 0) == 0);
  const Json json = plan_json(plan, machine("linux"));
  REQUIRE(json.items().size() == 2);
  CHECK(json.items()[1]["verdict"].string_or("") == "change");
  CHECK(json.items()[1]["commands"].items().size() == 1);
}

TEST_CASE("a plan for Windows has lines for PowerShell") {
  Command command{{"C:\\Program Files\\x\\maturin.exe", "develop", "-F", "a,b", "it's", "-x.y"},
                  {{"A", "C:\\a b"}, {"B", "1"}},
                  "",
                  true};
  const std::vector<std::string> wanted = {
      "$Env:A = 'C:\\a b'", "$Env:B = '1'",
      "& 'C:\\Program Files\\x\\maturin.exe' develop -F 'a,b' 'it''s' '-x.y'"};
  CHECK(command_lines("powershell", command) == wanted);
  CHECK(command_lines("sh", command) == std::vector<std::string>{display(command)});
  // One path without a blank is a program as it stands.
  CHECK(command_lines("powershell", {{"C:\\x\\py.exe", "install", "3.14t"}, {}, "", false}) ==
        std::vector<std::string>{"C:\\x\\py.exe install 3.14t"});
  Plan plan;
  plan.steps.push_back({{"one", "the first", {}}, Verdict::change, "because", {command}});
  const std::string text = render_plan(plan, plain(), true, machine("windows"));
  CHECK(has(text, "PS> $Env:B = '1'\n"));
  CHECK(has(text, "PS> & 'C:\\Program"));
  CHECK_FALSE(has(text, "sudo"));
  CHECK(has(plan_json(plan, machine("windows")).dump(), "$Env:B = '1'"));
}

TEST_CASE("each shell gets lines that it reads back to the same value") {
  const std::string value = "it's a \\ \"test\"";
  CHECK(set_variable_line("bash", "A", value) == "export A='it'\\''s a \\ \"test\"'");
  CHECK(set_variable_line("fish", "A", value) == "set -gx A 'it\\'s a \\\\ \"test\"'");
  CHECK(set_variable_line("powershell", "A", value) == "$Env:A = 'it''s a \\ \"test\"'");
  CHECK(unset_variable_line("zsh", "A") == "unset A");
  CHECK(unset_variable_line("fish", "A") == "set -e A");
  CHECK(shell_name("/usr/bin/zsh") == "zsh");
  CHECK(shell_name("/bin/dash") == "sh");
}
