#include "base/line_diff.hpp"

#include "support/catch.hpp"

using namespace ftenv;

TEST_CASE("texts that are alike have no diff") {
  const LineDiff diff = line_diff("a\nb\n", "a\nb\n", "x");
  CHECK(diff.text.empty());
  CHECK(diff.added + diff.removed == 0);
}

TEST_CASE("a change in the middle has three lines of context") {
  const LineDiff diff = line_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "x");
  CHECK(diff.text == "--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  CHECK(diff.added == 1);
  CHECK(diff.removed == 1);
}

TEST_CASE("far apart are two hunks, near are one") {
  std::string before;
  for (int i = 1; i <= 20; ++i) before += std::to_string(i) + "\n";
  std::string far = before;
  far.replace(far.find("2\n"), 1, "two");
  far.replace(far.find("\n18\n") + 1, 2, "new");
  const LineDiff two = line_diff(before, far, "x");
  CHECK(two.text.find("@@ -1,5 +1,5 @@\n") != std::string::npos);
  CHECK(two.text.find("@@ -15,6 +15,6 @@\n") != std::string::npos);
  // Six lines stay between them: the two contexts touch.
  const LineDiff one = line_diff("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n", "x");
  CHECK(one.text.find("@@ -1,8 +1,8 @@\n") != std::string::npos);
  CHECK(one.text.rfind("\n@@ ") == one.text.find("\n@@ "));
  // Seven do not.
  const LineDiff apart = line_diff("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n", "x");
  CHECK(apart.text.find("@@ -6,4 +6,4 @@\n") != std::string::npos);
}

TEST_CASE("a missing end of the last line is said, carriage returns stay") {
  CHECK(line_diff("a\r\nb", "a\r\nc", "x").text ==
        "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end "
        "of file\n");
  CHECK(line_diff("", "a\n", "x").text == "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n");
  CHECK(line_diff("a\n", "", "x").text == "--- a/x\n+++ b/x\n@@ -1 +0,0 @@\n-a\n");
}
