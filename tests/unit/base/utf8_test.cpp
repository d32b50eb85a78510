#include "base/utf8.hpp"

#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("what is UTF-8 and what is not") {
  for (const char* good : {"", "plain", "na\xc3\xafve", "\xe9\xa1\xb9\xe7\x9b\xae", "\xf0\x9f\x90\x8d",
                           "\xed\x9f\xbf", "\xee\x80\x80", "\xf4\x8f\xbf\xbf"})
    CHECK(is_utf8(good));
  for (const char* bad :
       {"latin-\xe9", "\xc3", "\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xed\xa0\x80",
        "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe9\xa1", "\xe9\xa1z"})
    CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("bytes that a line can't show are written out") {
  CHECK(printable("two\nlines \xe9 na\xc3\xafve\x7f") == "two\\x0alines \\xe9 na\xc3\xafve\\x7f");
}

}  // namespace ftenv::test
