#include "base/text_edit.hpp"

#include "support/catch.hpp"

using namespace ftenv;

TEST_CASE("edits are made at once, in any order, and what overlaps is left out") {
  CHECK(apply_edits("0123456789", {{8, 9, "eight"}, {0, 0, ">"}, {2, 4, ""}}) == ">014567eight9");
  CHECK(apply_edits("ab", {{1, 1, "x"}, {1, 1, "y"}}) == "axyb");
  CHECK(apply_edits("abcd", {{0, 3, "X"}, {1, 2, "Y"}}) == "Xd");
  CHECK(apply_edits("ab", {{1, 9, "x"}}) == "ab");
  CHECK(apply_edits("", {{0, 0, "x"}}) == "x");
}

TEST_CASE("a line goes in with the text's own ends") {
  const std::string unix_text = "a\nb\n";
  CHECK(apply_edits(unix_text, {insert_line(unix_text, 2, "x")}) == "a\nx\nb\n");
  const std::string dos = "a\r\nb\r\n";
  CHECK(apply_edits(dos, {insert_line(dos, 3, "x")}) == "a\r\nx\r\nb\r\n");
  CHECK(apply_edits(dos, {insert_line(dos, 6, "x")}) == "a\r\nb\r\nx\r\n");
  const std::string open = "a\nb";
  CHECK(apply_edits(open, {insert_line(open, 3, "x"), insert_line(open, 3, "y")}) == "a\nb\nx\ny");
}

TEST_CASE("lines begin after the one before") {
  const std::string text = "ab\ncd\n";
  CHECK(begin_of_line(text, 0) == 0);
  CHECK(begin_of_line(text, 2) == 0);
  CHECK(begin_of_line(text, 3) == 3);
  CHECK(begin_of_line(text, 4) == 3);
  CHECK(begin_of_next_line(text, 0) == 3);
  CHECK(begin_of_next_line(text, 3) == 6);
  CHECK(begin_of_next_line(text, 6) == 6);
}
