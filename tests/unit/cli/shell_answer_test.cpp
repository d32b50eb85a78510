#include "cli/completion/shell_answer.hpp"

#include "base/text.hpp"
#include "cli/completion/completion_script.hpp"
#include "cli/invocation.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

using Words = std::vector<std::string>;

const Completion k_two = {{{"3.14", "the newest: here"}, {"a:b", ""}}, Completion::nothing, 0};

}  // namespace

TEST_CASE("a line is cut into words as a shell does it") {
  const std::vector<std::pair<const char*, Words>> table = {
      {"", {""}},
      {"ftenv", {"ftenv"}},
      {"ftenv ", {"ftenv", ""}},
      {"ftenv  up\t--x", {"ftenv", "up", "--x"}},
      {"ftenv 'a b' \"c d\" e\\ f", {"ftenv", "a b", "c d", "e f"}},
      {"ftenv 'a b", {"ftenv", "a b"}},
      {"ftenv \"a \\\" \\n", {"ftenv", "a \" \\n"}},
      {"ftenv '' x", {"ftenv", "", "x"}},
      {"ftenv a\\", {"ftenv", "a\\"}},
      {"ftenv --python='3.14'", {"ftenv", "--python=3.14"}},
  };
  for (const auto& [line, words] : table) {
    INFO(line);
    CHECK(words_of_line(line) == words);
  }
}

TEST_CASE("each shell asks in its own way") {
  CHECK(read_question({"zsh", "up", ""}).words == Words{"up", ""});
  CHECK(read_question({"fish", "up", "--", "x"}).words == Words{"up", "--", "x"});
  CHECK(read_question({"powershell", "up", "_"}).words == Words{"up", ""});
  CHECK(read_question({"powershell", "_--json"}).words == Words{"--json"});
  const ShellQuestion bash = read_question({"bash", "ftenv up --from=so", "so"});
  CHECK(bash.words == Words{"up", "--from=so"});
  CHECK(bash.kept == 7);
  CHECK(read_question({"bash", "ftenv up --from=so", "--from=so"}).kept == 0);
  CHECK(read_question({"bash", "ftenv", "ftenv"}).words.empty());
  CHECK(read_question({"bash", "ftenv up"}).words.empty());
  CHECK(read_question({"tcsh", "up"}).words.empty());
  CHECK(read_question({"zsh"}).words.empty());
  CHECK(read_question({}).words.empty());
}

TEST_CASE("each shell is answered in its own way") {
  CHECK(shell_answer({"bash", {"3"}, 0}, k_two) == "words\n3.14\na:b\n");
  CHECK(shell_answer({"bash", {"3"}, 2}, k_two) == "words\n14\nb\n");
  CHECK(shell_answer({"zsh", {"3"}, 0}, k_two) == "words\n3.14:the newest: here\na\\:b\n");
  CHECK(shell_answer({"fish", {"3"}, 0}, k_two) == "words\n3.14\tthe newest: here\na:b\t\n");
  CHECK(shell_answer({"powershell", {"3"}, 0}, k_two) == "words\n3.14\tthe newest: here\na:b\t\n");
  CHECK(shell_answer({"zsh", {""}, 0}, {{}, Completion::directories, 0}) == "directories\n");
  CHECK(shell_answer({"zsh", {""}, 0}, {{}, Completion::files, 0}) == "files\n");
  CHECK(shell_answer({"zsh", {""}, 0}, {{}, Completion::command, 4}) == "command 5\n");
}

TEST_CASE("a value that a shell would take apart, or run, is not offered") {
  for (const char* value : {"a b", "$(reboot)", "a;b", "`x`", "a\nb", "a'b", "~", "", "a\tb", "*"}) {
    INFO(value);
    for (const char* shell : {"bash", "zsh", "fish", "powershell"})
      CHECK(shell_answer({shell, {""}, 0}, {{{value, "x"}}, Completion::nothing, 0}) == "words\n");
  }
  CHECK(shell_answer({"fish", {""}, 0}, {{{"a", "x\ty\nz"}}, Completion::nothing, 0}) == "words\na\tx y z\n");
}

TEST_CASE("`completions SHELL` prints the script, and says what was meant") {
  for (const char* shell : {"bash", "zsh", "fish", "powershell"}) {
    const std::vector<const char*> argv = {"ftenv", "completions", shell};
    const ParseOutcome outcome = parse_command_line(3, argv.data());
    INFO(shell);
    CHECK(outcome.finished);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.text == completion_script(shell));
    CHECK(contains(outcome.text, std::string("__complete ") + shell));
  }
  CHECK(completion_script("tcsh").empty());
  const std::vector<std::pair<std::vector<const char*>, const char*>> mistakes = {
      {{"ftenv", "completion", "bash"}, "did you mean `ftenv completions`?"},
      {{"ftenv", "completions", "bahs"}, "did you mean `bash`?"},
      {{"ftenv", "completions", "tcsh"}, "is none of bash, zsh, fish, powershell"},
      {{"ftenv", "completions"}, "SHELL is required"},
  };
  for (const auto& [argv, answer] : mistakes) {
    const ParseOutcome outcome = parse_command_line(static_cast<int>(argv.size()), argv.data());
    INFO(outcome.text);
    CHECK(outcome.exit_code == 2);
    CHECK(contains(outcome.text, answer));
  }
}

// No PowerShell could be had where this was written: what can be seen without one.
TEST_CASE("the script for PowerShell closes what it opens") {
  const std::string script = completion_script("powershell");
  std::string open;
  char quote = 0;
  bool comment = false;
  for (const char c : script) {
    if (c == '\n') {
      INFO(script);
      CHECK(quote == 0);
      comment = false;
    } else if (comment) {
      continue;
    } else if (quote != 0) {
      quote = c == quote ? '\0' : quote;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '#') {
      comment = true;
    } else if (c == '(' || c == '{' || c == '[') {
      open += c == '(' ? ')' : c == '{' ? '}' : ']';
    } else if (c == ')' || c == '}' || c == ']') {
      REQUIRE_FALSE(open.empty());
      CHECK(open.back() == c);
      open.pop_back();
    }
  }
  CHECK(open.empty());
  CHECK(contains(script,
                 "Register-ArgumentCompleter -Native -CommandName 'ftenv', 'ftenv.exe' -ScriptBlock {"));
}
