#include <random>

#include "adapter/platform/windows/windows_children.hpp"

namespace ftenv::test {
namespace {

// By hand what goes wrong, then at random out of the same letters; always the same 200.
std::vector<std::string> hostile_arguments() {
  std::vector<std::string> words = {"",
                                    " ",
                                    "\"",
                                    "\\",
                                    "\\\\",
                                    "\\\"",
                                    "\"\\",
                                    "a b",
                                    "a\\",
                                    "a b\\",
                                    "a b\\\\",
                                    "a\\\\b",
                                    "C:\\Program Files\\x\\",
                                    "\"quoted\"",
                                    "\\\"\\\"",
                                    "\\\\\"x\\\\\"",
                                    "%PATH%",
                                    "%",
                                    "%%",
                                    "^",
                                    "^&|<>",
                                    "!x!",
                                    "a\nb",
                                    "a\r\nb",
                                    "\n",
                                    "\t",
                                    "a\tb",
                                    "\v",
                                    "'",
                                    "'a b'",
                                    "*",
                                    "?.cpp",
                                    "*.exe",
                                    "~",
                                    "$HOME",
                                    "`x`",
                                    "--flag=a b",
                                    "--flag=\"a b\"",
                                    "/?",
                                    "@file",
                                    "\xC3\xA9t\xC3\xA9",
                                    "\xE6\xBC\xA2\xE5\xAD\x97",
                                    "\xF0\x9F\x90\x8D",
                                    "a\xF0\x9F\x90\x8D b\\",
                                    "\xD8\xA7\xD9\x84",
                                    "\xC2\xA0",
                                    "\xEF\xBB\xBFx",
                                    ";",
                                    ",",
                                    "=",
                                    "(",
                                    ")"};
  const std::vector<std::string> letters = {
      "\"", "\\", " ", "\t", "\n", "%", "a", "\xC3\xA9", "\xF0\x9F\x90\x8D", "^"};
  std::mt19937 random(20261128);
  while (words.size() < 200) {
    std::string word;
    for (std::size_t left = random() % 13; left > 0; --left) word += letters[random() % letters.size()];
    words.push_back(word);
  }
  return words;
}

std::string told(const std::string& word) {
  return std::to_string(word.size()) + ":" + word + "\n";
}

}  // namespace

TEST_CASE("windows: 200 hostile arguments reach the child as they are, each alone") {
  const auto words = hostile_arguments();
  REQUIRE(words.size() == 200);
  for (const std::string& word : words) {
    INFO(told(word));
    CHECK(ran(child({"arguments", word})).out == told(word));
  }
}

TEST_CASE("windows: and all of them in one line") {
  std::vector<std::string> line = {"arguments"};
  std::string expected;
  for (const std::string& word : hostile_arguments()) {
    line.push_back(word);
    expected += told(word);
  }
  CHECK(ran(child(line)).out == expected);
}

TEST_CASE("windows: an argument with a NUL is refused") {
  CHECK(run(child({"arguments", std::string("a\0b", 3)})).error().code == ErrorCode::internal);
}

TEST_CASE("windows: a batch file gets plain arguments, and none that cmd would act upon") {
  const TestDir dir;
  // %* is the rest of the line: what the program behind it reads.
  write_file(dir / "tool.cmd", "@echo off\r\n\"" + child_program() + "\" arguments %*\r\n");
  ProcessRequest request = child({});
  request.argv = {(dir / "tool.cmd").string(), "plain", "two words", "C:\\x y\\"};
  // Not "a&b", which is written right (the unit test), but Wine's cmd cuts it behind /s.
  CHECK(ran(request).out == told("plain") + told("two words") + told("C:\\x y\\"));
  for (const char* word : {"%PATH%", "a\"b", "a\nb", "!x!"}) {
    INFO(word);
    request.argv = {(dir / "tool.cmd").string(), word};
    CHECK(run(request).error().code == ErrorCode::process);
  }
}

}  // namespace ftenv::test
