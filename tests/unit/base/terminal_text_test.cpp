#include "base/text.hpp"
#include "support/catch.hpp"

namespace ftenv {
namespace {

TEST_CASE("strip_terminal_codes leaves plain text as it is") {
  CHECK(strip_terminal_codes("") == "");
  CHECK(strip_terminal_codes("a\tb\n\nc\n") == "a\tb\n\nc\n");
  CHECK(strip_terminal_codes("gr\xc3\xbcn \xf0\x9f\x94\xa7") == "gr\xc3\xbcn \xf0\x9f\x94\xa7");
}

TEST_CASE("strip_terminal_codes removes escape sequences") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"\x1b[1m\x1b[31merror\x1b[0m: x", "error: x"},
      {"\x1b[38;5;9mred\x1b[m", "red"},
      {"\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"},
      {"\x1b]0;title\atext", "text"},
      {"\x1b(Btext\x1b=", "text"},
      {"\x1bPdcs\x1b\\text", "text"},
      {"\x1b[?25lhidden cursor\x1b[?25h", "hidden cursor"},
      {"cut off \x1b[3", "cut off "},
      {"cut off \x1b", "cut off "},
      {"bell\a", "bell"}};
  for (const auto& [raw, text] : rows) CHECK(strip_terminal_codes(raw) == text);
}

TEST_CASE("strip_terminal_codes keeps what stayed visible of an overwritten line") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"a\r\nb\r\n", "a\nb\n"},
      {"10%\r20%\r30%\n", "30%\n"},
      {"long progress\rdone\n", "done progress\n"},
      {"long progress\r\x1b[Kdone\n", "done\n"},
      {"long progress\x1b[2K\rdone\n", "done         \n"},
      {"|\b/\b-\bok\n", "ok\n"},
      {"\xc3\xa4\xc3\xb6\rx\n", "x\xc3\xb6\n"},
      {"shown\r\n", "shown\n"}};
  for (const auto& [raw, text] : rows) CHECK(strip_terminal_codes(raw) == text);
}

TEST_CASE("strip_terminal_codes copes with bytes that are not UTF-8") {
  CHECK(strip_terminal_codes("\xff\xfe\x1b[0m\xc3") == "\xff\xfe\xc3");
  CHECK(strip_terminal_codes("\x1b[0m\xe2\x82\r.") == ".");
}

}  // namespace
}  // namespace ftenv
