#include "cli/completion/complete.hpp"

#include <map>
#include <set>

#include "base/text.hpp"
#include "cli/grammar/grammar.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

std::vector<Candidate> machine(ValueKind kind) {
  switch (kind) {
    case ValueKind::version:
      return {{"3.14", "the newest"}, {"3.14.8", "a"}, {"3.13", "b"}};
    case ValueKind::stored_version:
      return {{"3.13.1", "in the store"}};
    case ValueKind::finding_id_or_file:
    case ValueKind::check_name:
    case ValueKind::check_name_or_directory:
      return {{"IN-10", "one"}, {"IN-11", "two"}, {"venv", "three"}};
    case ValueKind::run:
      return {{"20260102-030405-77", "a run"}};
    default:
      return {};
  }
}

Completion completed(const std::vector<std::string>& words) {
  Invocation invocation;
  return complete(ftenv_grammar(invocation), words, machine);
}

// "a b c": the values in their order.
std::string values(const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (const Candidate& candidate : completed(words).candidates) found.push_back(candidate.value);
  return join(found, " ");
}

bool offers(const std::vector<std::string>& words, const std::string& value) {
  for (const Candidate& candidate : completed(words).candidates) {
    if (candidate.value == value) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("what may come next is what the grammar says") {
  struct Line {
    std::vector<std::string> words;
    const char* offered;
    Completion::More more = Completion::nothing;
  };
  const std::vector<Line> table = {
      // Commands.
      {{"pyth"}, "python"},
      {{"python", "in"}, "install"},
      {{"python", ""}, "install list which verify remove pack"},
      {{"wheel", "b"}, "build"},
      {{"--v"}, "--version"},
      {{"help", "python", "wh"}, "which"},
      {{"help", "python", "which", ""}, ""},
      {{"completions", ""}, "bash zsh fish powershell"},
      // Values of options, behind them and after "=".
      {{"up", "--from", ""}, "auto existing prebuilt system source pyenv"},
      {{"up", "--from", "s"}, "system source"},
      {{"up", "--from=s"}, "--from=system --from=source"},
      {{"up", "--color=nev"}, "--color=never"},
      {{"env", "--shell", "z"}, "zsh"},
      {{"up", "--python", ""}, "3.14 3.14.8 3.13"},
      {{"up", "--python", "3.14,"}, "3.14,3.14.8 3.14,3.13"},
      {{"up", "--python=3.13,3.14."}, "--python=3.13,3.14.8"},
      {{"up", "--python", "./"}, "", Completion::files},
      {{"up", "--python", "/opt/p"}, "", Completion::files},
      {{"up", "--jobs", ""}, ""},
      {{"up", "--mirror", "h"}, ""},
      {{"up", "--archive", ""}, "", Completion::files},
      {{"up", "--archive=Py"}, "", Completion::files},
      {{"up", "--venv", "x"}, "", Completion::directories},
      {{"report", "-o", ""}, "", Completion::files},
      {{"doctor", "--only", "IN"}, "IN-10 IN-11"},
      {{"doctor", "--only", "IN-10,"}, "IN-10,IN-11 IN-10,venv"},
      {{"up", "--offline=x"}, ""},
      {{"up", "--frobnicate=x"}, ""},
      // Arguments.
      {{"up", ""}, "", Completion::directories},
      {{"explain", "IN-1"}, "IN-10 IN-11", Completion::files},
      {{"doctor", ""}, "IN-10 IN-11 venv", Completion::directories},
      {{"doctor", "IN-10", "IN"}, "IN-11", Completion::directories},
      {{"undo", "2"}, "20260102-030405-77", Completion::directories},
      {{"python", "install", "3.13"}, "3.13"},
      {{"python", "remove", ""}, "3.13.1"},
      {{"python", "install", "3.14", "3"}, ""},
      {{"wheel", "check", "a.whl", ""}, "", Completion::files},
      // An option that has taken its value does not take the next word as well.
      {{"up", "--from", "source", ""}, "", Completion::directories},
      {{"up", "--from=source", ""}, "", Completion::directories},
      {{"report", "-oFILE", ""}, "", Completion::directories},
      {{"report", "-qo", ""}, "", Completion::files},
      // After "--" nothing is an option.
      {{"up", "--", "--o"}, "", Completion::directories},
      {{"python", "list", "--", ""}, ""},
      // What is no command leads nowhere.
      {{"frobnicate", ""}, ""},
      {{"frobnicate", "--"}, ""},
      {{"python", "frobnicate", ""}, ""},
      {{"frobn"}, ""},
  };
  for (const Line& line : table) {
    INFO(join(line.words, " "));
    CHECK(values(line.words) == line.offered);
    CHECK(completed(line.words).more == line.more);
  }
}

TEST_CASE("options that were used are left out, and those that may be repeated are not") {
  CHECK(offers({"up", "--"}, "--offline"));
  CHECK_FALSE(offers({"up", "--offline", "--"}, "--offline"));
  CHECK_FALSE(offers({"up", "--jobs", "3", "--"}, "--jobs"));
  CHECK_FALSE(offers({"up", "--jobs=3", "--"}, "--jobs"));
  CHECK_FALSE(offers({"up", "-q", "-"}, "--quiet"));
  CHECK_FALSE(offers({"up", "-vq", "-"}, "-q"));
  CHECK(offers({"up", "-v", "-"}, "-v"));
  CHECK(offers({"doctor", "--only", "IN-10", "--o"}, "--only"));
  // `--offline` is the value of an option here.
  CHECK(offers({"up", "--archive", "--offline", "--"}, "--offline"));
  CHECK_FALSE(offers({"explain", "--"}, "--markdown"));
  CHECK_FALSE(offers({"help", "--"}, "--into"));
  CHECK(offers({"help", "--"}, "--man"));
  CHECK(offers({"plan", "--"}, "--help"));
  CHECK(offers({"plan", "-"}, "-h"));
  CHECK_FALSE(offers({"plan", "-"}, "--version"));
  CHECK(offers({"python", "list", ""}, "--json"));
}

TEST_CASE("the command that `run` starts has a command line of its own") {
  struct Line {
    std::vector<std::string> words;
    std::size_t at;
  };
  const std::vector<Line> table = {{{"run", "--", ""}, 2},
                                   {{"run", "--", "python", "--js"}, 2},
                                   {{"run", "py"}, 1},
                                   {{"run", "python", "-"}, 1},
                                   {{"run", "--venv", "v", "--both", "--", "cargo", "te"}, 5}};
  for (const Line& line : table) {
    INFO(join(line.words, " "));
    const Completion completion = completed(line.words);
    CHECK(completion.candidates.empty());
    CHECK(completion.more == Completion::command);
    CHECK(completion.command_at == line.at);
  }
  CHECK(values({"run", "--b"}) == "--both");
}

TEST_CASE("every command and every option that is not hidden is offered, with what it is for") {
  Invocation invocation;
  std::size_t options = 0;
  for_each_command(ftenv_grammar(invocation), [&](const std::string& path, const CommandSpec& command) {
    INFO(path);
    std::vector<std::string> words = split_words(path);
    words.erase(words.begin());
    words.emplace_back("");
    std::map<std::string, std::string> offered;
    for (const Candidate& candidate : completed(words).candidates)
      offered[candidate.value] = candidate.description;
    for (const CommandSpec& child : command.children) CHECK(offered[child.name] == child.summary);
    words.back() = "-";
    for (const Candidate& candidate : completed(words).candidates)
      offered[candidate.value] = candidate.description;
    for (const OptionSpec& option : command.options) {
      for (const std::string& spelling : option.spellings()) {
        INFO(spelling);
        ++options;
        CHECK(offered.count(spelling) == (option.hidden ? 0 : 1));
        if (!option.hidden) CHECK(offered[spelling] == option.help);
      }
    }
  });
  CHECK(options > 100);
}

TEST_CASE("no words at all are the first word") {
  CHECK(values({}) == values({""}));
  CHECK(offers({}, "up"));
}
