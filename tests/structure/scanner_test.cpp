#include "structure/scanner.hpp"

#include "support/catch.hpp"

using ftenv::structure::blank_out;

TEST_CASE("comments are blanked, positions stay") {
  const auto text = blank_out("a; // b\n/* c\nd */ e;");
  CHECK(text.code == "a;     \n    \n     e;");
  CHECK(text.code_and_strings == text.code);
}

TEST_CASE("the insides of strings are blanked in the code, and kept beside it") {
  const auto text = blank_out(R"(f("x // y", 'z');)");
  CHECK(text.code == R"(f("      ", ' ');)");
  CHECK(text.code_and_strings == R"(f("x // y", 'z');)");
}

TEST_CASE("a quote within a literal does not end it") {
  CHECK(blank_out(R"(f("a\"b", '"', '\''); g();)").code == R"(f("    ", ' ', '  '); g();)");
}

TEST_CASE("a comment sign within a string starts no comment, and a quote within a comment no string") {
  CHECK(blank_out("f(\"/*\"); g(); // it's\nh();").code == "f(\"  \"); g();        \nh();");
}

TEST_CASE("raw strings end at their own delimiter") {
  const auto text = blank_out("f(R\"x(a )\" \" b)x\"); g();");
  CHECK(text.code == "f(R\"             ); g();");
  CHECK(text.code_and_strings == "f(R\"x(a )\" \" b)x\"); g();");
}

TEST_CASE("a digit separator is no character literal") {
  CHECK(blank_out("int a = 1'000'000; // b").code == "int a = 1'000'000;     ");
}

TEST_CASE("what never ends is read to the end") {
  CHECK(blank_out("a /* b").code == "a     ");
  CHECK(blank_out("R\"x(a").code == "R\"   ");
  CHECK(blank_out("\"a\\").code == "\"  ");
  CHECK(blank_out("R\"").code.size() == 2);
}
