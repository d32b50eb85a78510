#include "platform/line_splitter.hpp"

#include <vector>

#include "support/catch.hpp"

namespace ftenv::test {
namespace {

using Lines = std::vector<std::string>;

// The same text in pieces of `step` bytes: where a read ends must not matter.
Lines lines_of(std::string_view text, std::size_t step) {
  Lines lines;
  const LineSplitter::Sink sink = [&](std::string_view line) { lines.emplace_back(line); };
  LineSplitter splitter;
  for (std::size_t at = 0; at < text.size(); at += step) splitter.feed(text.substr(at, step), sink);
  splitter.finish(sink);
  return lines;
}

}  // namespace

TEST_CASE("lines end at \\n, \\r\\n and a lone \\r") {
  struct Row {
    std::string_view text;
    Lines lines;
  };
  const Row rows[] = {
      {"", {}},
      {"one", {"one"}},
      {"one\n", {"one"}},
      {"one\ntwo", {"one", "two"}},
      {"one\r\ntwo\r\n", {"one", "two"}},
      {"\n\n", {"", ""}},
      {"\r\n\r\n", {"", ""}},
      {" 10%\r 20%\r 30%\n", {" 10%", " 20%", " 30%"}},
      {"\r 10%\r 20%", {" 10%", " 20%"}},
      {"one\r\r\ntwo", {"one", "", "two"}},
      {"one\r\n\ntwo\n", {"one", "", "two"}},
      {std::string_view("a\0b\nc", 5), {std::string("a\0b", 3), "c"}},
  };
  for (const Row& row : rows)
    for (const std::size_t step : {1u, 2u, 3u, 100u}) {
      INFO(row.text << " in pieces of " << step);
      CHECK(lines_of(row.text, step) == row.lines);
    }
}

TEST_CASE("a line is handed over as soon as its end is seen") {
  Lines lines;
  const LineSplitter::Sink sink = [&](std::string_view line) { lines.emplace_back(line); };
  LineSplitter splitter;
  splitter.feed("50%\r", sink);
  CHECK(lines == Lines{"50%"});
  splitter.feed("\nnext", sink);
  CHECK(lines == Lines{"50%"});
}

TEST_CASE("something without line ends comes in pieces") {
  const std::string text(3 * LineSplitter::k_longest_line + 5, 'x');
  for (const std::size_t step : {std::size_t(1000), std::size_t(4096), text.size()}) {
    const Lines lines = lines_of(text, step);
    REQUIRE(lines.size() == 4);
    for (std::size_t i = 0; i < 3; ++i) CHECK(lines[i].size() == LineSplitter::k_longest_line);
    CHECK(lines[3].size() == 5);
  }
}

TEST_CASE("a line of exactly the longest length is one line") {
  const std::string text(LineSplitter::k_longest_line, 'x');
  CHECK(lines_of(text + "\n", 4096) == Lines{text});
  CHECK(lines_of(text, 4096) == Lines{text});
}

}  // namespace ftenv::test
