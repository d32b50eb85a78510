#include "cli/exit_code.hpp"
#include "cli/invocation.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

ParseOutcome parse(std::vector<const char*> words) {
  words.insert(words.begin(), "ftenv");
  return parse_command_line(static_cast<int>(words.size()), words.data());
}

bool says(const ParseOutcome& outcome, const std::string& text) {
  return outcome.text.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("up takes a project and all of its options") {
  const ParseOutcome outcome =
      parse({"up",       "some/dir",  "--python", "3.14,3.13", "--archive",   "P.tar.xz",       "--mirror",
             "http://m", "--offline", "--jobs",   "3",         "--optimized", "--with-tkinter", "--release",
             "--venv",   "v",         "--json",   "-q",        "-vv",         "--color",        "never"});
  REQUIRE_FALSE(outcome.finished);
  const Invocation& invocation = outcome.invocation;
  CHECK(invocation.command == CommandId::up);
  CHECK(invocation.options.project == "some/dir");
  CHECK(invocation.options.python == "3.14,3.13");
  CHECK(invocation.options.archive == "P.tar.xz");
  CHECK(invocation.options.mirror == "http://m");
  CHECK(invocation.options.offline);
  CHECK(invocation.options.jobs == 3);
  CHECK(invocation.options.optimized);
  CHECK(invocation.options.tkinter);
  CHECK(invocation.options.release);
  CHECK(invocation.options.venv == "v");
  CHECK(invocation.json);
  CHECK(invocation.quiet);
  CHECK(invocation.verbosity == 2);
  CHECK(invocation.color == ColorChoice::never);
}

TEST_CASE("every command is understood") {
  const std::vector<std::pair<std::vector<const char*>, CommandId>> table = {
      {{"plan", "--check"}, CommandId::plan},
      {{"up"}, CommandId::up},
      {{"verify", "p"}, CommandId::verify},
      {{"run", "--", "python", "-c", "x"}, CommandId::run},
      {{"env", "--shell", "fish"}, CommandId::env},
      {{"python", "install", "3.14"}, CommandId::python_install},
      {{"python", "list", "--json"}, CommandId::python_list},
      {{"python", "which", "3.13"}, CommandId::python_which},
      {{"python", "verify", "/usr/bin/python3"}, CommandId::python_verify},
  };
  for (const auto& [words, id] : table) {
    INFO(words.front());
    const ParseOutcome outcome = parse(words);
    REQUIRE_FALSE(outcome.finished);
    CHECK(outcome.invocation.command == id);
  }
}

TEST_CASE("a project without a name is the current folder") {
  CHECK(parse({"up"}).invocation.options.project == ".");
}

TEST_CASE("run hands its command on untouched, options and all") {
  const ParseOutcome outcome = parse({"run", "--project", "p", "--", "python", "-c", "--json", "--version"});
  REQUIRE_FALSE(outcome.finished);
  CHECK(outcome.invocation.options.project == "p");
  CHECK(outcome.invocation.rest == std::vector<std::string>{"python", "-c", "--json", "--version"});
  CHECK_FALSE(outcome.invocation.json);
}

TEST_CASE("help and version are answers and not errors") {
  for (const char* word : {"--help", "--version"}) {
    const ParseOutcome outcome = parse({word});
    CHECK(outcome.finished);
    CHECK(outcome.exit_code == k_exit_ok);
    CHECK_FALSE(outcome.text.empty());
  }
  CHECK(says(parse({"up", "--help"}), "--archive"));
}

TEST_CASE("nonsense is a usage error that says what was meant") {
  CHECK(parse({}).exit_code == k_exit_usage);
  CHECK(parse({"up", "--jobs", "0"}).exit_code == k_exit_usage);
  CHECK(parse({"up", "--jobs", "many"}).exit_code == k_exit_usage);
  CHECK(parse({"up", "--color", "pink"}).exit_code == k_exit_usage);
  CHECK(parse({"run"}).exit_code == k_exit_usage);
  CHECK(parse({"env", "--shell", "tcsh"}).exit_code == k_exit_usage);
  const ParseOutcome option = parse({"up", "--pyhton", "3.14"});
  CHECK(option.exit_code == k_exit_usage);
  CHECK(says(option, "--python"));
  const ParseOutcome command = parse({"verfy"});
  CHECK(command.exit_code == k_exit_usage);
  CHECK(says(command, "verify"));
}

TEST_CASE("a mistake is answered with what was probably meant") {
  struct Mistake {
    std::vector<const char*> words;
    const char* answer;
  };
  const std::vector<Mistake> table = {
      {{"upp"}, "there is no command `ftenv upp`\nhint: did you mean `ftenv up`?"},
      {{"python", "instal"}, "did you mean `ftenv python install`?"},
      {{"python"}, "`ftenv python` needs a command: install, list, which, verify, remove, pack"},
      {{"wheel", "frobnicate"}, "there are build, check"},
      {{"plan", "--ofline"}, "did you mean `--offline`?"},
      {{"plan", "--ofline=1"}, "did you mean `--offline`?"},
      {{"up", "--frobnicate"}, "`ftenv up` has no option `--frobnicate`\nhint: `ftenv up --help`"},
      {{"--json", "up"}, "options come after it, as in `ftenv up --json`"},
      {{"env", "--shell", "bsh"}, "did you mean `--shell bash`?"},
      {{"env", "--shell=pwershell"}, "did you mean `--shell powershell`?"},
      {{"up", "--from", "prebuild"}, "did you mean `--from prebuilt`?"},
      {{"up", "--from", "nowhere"}, "is none of auto, existing"},
      {{"up", "--color", "alway"}, "did you mean `--color always`?"},
      {{"run"}, "COMMAND is required"},
      {{"doctor", "--dry-run"}, "requires --fix"},
  };
  for (const auto& [words, answer] : table) {
    const ParseOutcome outcome = parse(words);
    INFO(outcome.text);
    CHECK(outcome.exit_code == k_exit_usage);
    CHECK(says(outcome, answer));
    CHECK(says(outcome, "--help` shows what it takes"));
  }
}

TEST_CASE("choices are read in any case") {
  CHECK(parse({"up", "--from", "Source"}).invocation.options.from == "source");
  CHECK(parse({"up", "--color", "ALWAYS"}).invocation.color == ColorChoice::always);
}
