#include "io/network/url.hpp"

#include "io/network/download.hpp"
#include "support/catch.hpp"

namespace ftenv {
namespace {

TEST_CASE("a URL is taken apart") {
  const Url url = Url::parse("HTTPS://me:secret@Example.ORG:8443/a/b.tar.xz?token=1#part");
  CHECK(url.scheme == "https");
  CHECK(url.userinfo == "me:secret");
  CHECK(url.host == "example.org");
  CHECK(url.port == "8443");
  CHECK(url.path == "/a/b.tar.xz");
  CHECK(url.endpoint() == "example.org:8443");
  CHECK(url.file_name() == "b.tar.xz");

  CHECK(Url::parse("http://h").endpoint() == "h:80");
  CHECK(Url::parse("https://h/").endpoint() == "h:443");
  CHECK(Url::parse("https://h/").file_name() == "h");
  CHECK(Url::parse("http://[::1]:80/x").host == "[::1]");
  CHECK(Url::parse("http://[::1]/x").endpoint() == "[::1]:80");
  CHECK(Url::parse("file:///tmp/a%20b").path == "/tmp/a%20b");
  CHECK(Url::parse("proxy:3128").endpoint() == "proxy:3128");
  CHECK(Url::parse("").host == "");
}

TEST_CASE("what is printed of a URL holds no secret") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"https://h/a", "https://h/a"},
      {"https://h:443/a", "https://h/a"},
      {"http://h:8080/a", "http://h:8080/a"},
      {"https://user:pw@h/a", "https://h/a"},
      {"https://token@h/a", "https://h/a"},
      {"https://user:p@w@h/a", "https://h/a"},
      {"https://user:p/w@h/a", "https://h/a"},
      {"https://user:p?w@h/a", "https://h/a"},
      {"https://user:p#w@h", "https://h"},
      {"user:pw@h/a", "h/a"},
      {"https://h/a?sig=secret", "https://h/a"},
      {"https://h/a#frag", "https://h/a"},
      {"https://h/@scope/pkg@1.0", "https://h/@scope/pkg@1.0"},
      {"https://h:81/pkg@1.0", "https://h:81/pkg@1.0"},
      {"file:///a/b", "file:///a/b"},
  };
  for (const auto& [url, printed] : rows) {
    INFO(url);
    CHECK(printable_url(url) == printed);
  }
}

TEST_CASE("a redirect never leads to something less safe") {
  struct Row {
    std::string from;
    std::string to;
    bool safe;
  };
  const std::vector<Row> rows = {{"http://a/", "http://b/", true},   {"http://a/", "https://b/", true},
                                 {"https://a/", "HTTPS://b/", true}, {"https://a/", "http://a/", false},
                                 {"http://a/", "file:///b", false},  {"https://a/", "ftp://b/", false},
                                 {"file:///a", "http://b/", false},  {"http://a/", "", false}};
  for (const Row& row : rows) {
    INFO(row.from + " to " + row.to);
    CHECK(is_safe_redirect(Url::parse(row.from), Url::parse(row.to)) == row.safe);
  }
}

}  // namespace
}  // namespace ftenv
