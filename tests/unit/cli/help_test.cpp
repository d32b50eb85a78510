// The pages of --help, as files: tests/golden/help. FTENV_UPDATE_GOLDEN=1 writes them anew.
#include <cstdlib>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "cli/grammar/grammar.hpp"
#include "cli/text/help_text.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

const fs::path k_golden = fs::path(FTENV_SOURCE_DIR) / "tests" / "golden" / "help";

ParseOutcome parse(const std::vector<std::string>& words) {
  std::vector<const char*> argv = {"ftenv"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  return parse_command_line(static_cast<int>(argv.size()), argv.data());
}

struct Page {
  std::string path;
  CommandSpec command;
  std::string file() const { return replace_all(path, " ", "_") + ".txt"; }
  // The page as the parser answers it.
  std::string text() const {
    std::vector<std::string> words = split_words(path);
    words.erase(words.begin());
    words.emplace_back("--help");
    const ParseOutcome outcome = parse(words);
    REQUIRE(outcome.finished);
    REQUIRE(outcome.exit_code == k_exit_ok);
    return outcome.text;
  }
};

std::vector<Page> all_pages() {
  Invocation invocation;
  std::vector<Page> pages;
  for_each_command(ftenv_grammar(invocation), [&](const std::string& path, const CommandSpec& command) {
    pages.push_back({path, command});
  });
  return pages;
}

// "eval \"$(ftenv env)\"" → {"env"}; nothing where ftenv is not called.
std::vector<std::string> words_of_example(const std::string& command) {
  const std::size_t at = command.find("ftenv ");
  if (at == std::string::npos) return {};
  std::string call = command.substr(at + 6);
  call = call.substr(0, call.find_first_of("|)>"));
  return split_words(call);
}

}  // namespace

TEST_CASE("every command's help page is the golden one, and no golden page is left over") {
  const char* update = std::getenv("FTENV_UPDATE_GOLDEN");
  std::set<std::string> files;
  for (const Page& page : all_pages()) {
    INFO(page.file() << ": if the new page reads well, run the test with FTENV_UPDATE_GOLDEN=1");
    files.insert(page.file());
    if (update) REQUIRE(write_text_atomically(k_golden / page.file(), page.text()));
    const auto golden = read_text(k_golden / page.file());
    CHECK(golden.has_value());
    if (golden) CHECK(*golden == page.text());
  }
  CHECK(files.size() >= 25);
  for (fs::directory_iterator at(k_golden), end; at != end; ++at) {
    INFO(at->path().string());
    CHECK(files.count(at->path().filename().string()) == 1);
  }
}

TEST_CASE("help fits on 80 columns, has sections and an example that the parser understands") {
  for (const Page& page : all_pages()) {
    INFO(page.path);
    for (const std::string& line : split_lines(page.text())) {
      INFO(line);
      CHECK(display_width(line) <= 80);
      CHECK(line == std::string(line.data(), line.find_last_not_of(' ') + 1));
    }
    CHECK_FALSE(page.command.summary.empty());
    CHECK(contains(page.text(), "\nUsage: " + page.path));
    CHECK(contains(page.text(), "\nExamples:\n"));
    std::size_t calls = 0;
    for (const Example& example : page.command.examples) {
      const auto words = words_of_example(example.command);
      if (words.empty()) continue;
      INFO(example.command);
      const ParseOutcome outcome = parse(words);
      INFO(outcome.text);
      CHECK(outcome.exit_code == k_exit_ok);
      const bool page_of_it = contains(example.command, page.path) || page.command.children.size() > 10;
      calls += page_of_it ? 1 : 0;
    }
    CHECK(calls > 0);
  }
}

TEST_CASE("every option says what it is, and belongs to a section") {
  for (const Page& page : all_pages()) {
    INFO(page.path);
    std::set<std::string> names;
    for (const OptionSpec& option : page.command.options) {
      INFO(option.names);
      CHECK_FALSE(option.help.empty());
      CHECK_FALSE(option.group.empty());
      for (const std::string& name : option.spellings()) CHECK(names.insert(name).second);
    }
    for (const OptionSpec& argument : page.command.arguments) CHECK_FALSE(argument.help.empty());
    if (page.command.children.empty() && !page.command.from_grammar) CHECK(names.count("--json") == 1);
  }
}

TEST_CASE("`help COMMAND` is the page of that command") {
  for (const Page& page : all_pages()) {
    std::vector<std::string> words = split_words(page.path);
    words[0] = "help";
    CHECK(parse(words).text == page.text());
  }
  const ParseOutcome unknown = parse({"help", "python", "instal"});
  CHECK(unknown.exit_code == k_exit_usage);
  CHECK(contains(unknown.text, "did you mean `ftenv python install`?"));
}
