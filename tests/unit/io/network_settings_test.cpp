#include "io/network/network_settings.hpp"

#include <map>

#include "support/catch.hpp"

namespace ftenv {
namespace {

struct Row {
  std::string url;
  std::map<std::string, std::string> variables;
  std::string proxy;
};

TEST_CASE("the proxy is the one that the environment names for this URL") {
  const std::vector<Row> rows = {
      {"http://h/", {}, ""},
      {"http://h/", {{"http_proxy", "p:1"}}, "p:1"},
      {"http://h/", {{"HTTP_PROXY", "p:1"}}, "p:1"},
      {"http://h/", {{"http_proxy", "low:1"}, {"HTTP_PROXY", "up:1"}}, "low:1"},
      {"http://h/", {{"https_proxy", "p:1"}}, ""},
      {"https://h/", {{"https_proxy", "p:1"}, {"http_proxy", "q:1"}}, "p:1"},
      {"https://h/", {{"HTTPS_PROXY", "http://u:pw@p:1"}}, "http://u:pw@p:1"},
      {"https://h/", {{"ALL_PROXY", "socks5h://p:1"}}, "socks5h://p:1"},
      {"https://h/", {{"all_proxy", "a:1"}, {"https_proxy", "p:1"}}, "p:1"},
      {"file:///x", {{"all_proxy", "a:1"}}, ""},
  };
  for (const Row& row : rows) {
    INFO(row.url);
    CHECK(proxy_for(Url::parse(row.url), Environment(row.variables)) == row.proxy);
  }
}

TEST_CASE("no_proxy excepts hosts") {
  struct Exception {
    std::string url;
    std::string no_proxy;
    bool direct;
  };
  const std::vector<Exception> rows = {
      {"http://h.example.org/", "*", true},
      {"http://h.example.org/", "h.example.org", true},
      {"http://h.example.org/", "H.Example.ORG", true},
      {"http://h.example.org/", "example.org", true},
      {"http://h.example.org/", ".example.org", true},
      {"http://h.example.org/", "*.example.org", true},
      {"http://example.org/", ".example.org", true},
      {"http://badexample.org/", "example.org", false},
      {"http://h.example.org/", "other, ,example.org", true},
      {"http://h.example.org/", "other example.org", true},
      {"http://h.example.org/", "", false},
      {"http://h.example.org/", ",", false},
      {"http://h.example.org/", ".", false},
      {"http://h.example.org:8080/", "example.org:8080", true},
      {"http://h.example.org/", "example.org:8080", false},
      {"http://h.example.org/", "example.org:80", true},
      {"http://10.1.2.3/", "10.0.0.0/8", true},
      {"http://11.1.2.3/", "10.0.0.0/8", false},
      {"http://10.1.2.3/", "10.1.2.3", true},
      {"http://10.1.2.3/", "10.1.2.0/0", true},
      {"http://10.1.2.3/", "10.1.2.0/99", false},
      {"http://10.1.2.3/", "nonsense/8", false},
      {"http://h.example.org/", "10.0.0.0/0", false},
      {"http://[::1]:81/", "::1", true},
      {"http://[::1]:81/", "[::1]", true},
      {"http://[::1]:81/", "::2", false},
      {"http://localhost:81/", "localhost,127.0.0.1", true},
  };
  for (const Exception& row : rows) {
    INFO(row.url + " with " + row.no_proxy);
    const Environment lower({{"http_proxy", "p:1"}, {"no_proxy", row.no_proxy}});
    const Environment upper({{"http_proxy", "p:1"}, {"NO_PROXY", row.no_proxy}});
    CHECK(proxy_for(Url::parse(row.url), lower).empty() == row.direct);
    CHECK(proxy_for(Url::parse(row.url), upper).empty() == row.direct);
  }
}

TEST_CASE("certificates come from the first variable that is set") {
  CHECK(certificate_sources({}).file == "");
  CHECK(certificate_sources({}).file_variable == "");
  const auto one = certificate_sources(Environment({{"REQUESTS_CA_BUNDLE", "/r"}, {"CURL_CA_BUNDLE", "/c"}}));
  CHECK(one.file == "/c");
  CHECK(one.file_variable == "CURL_CA_BUNDLE");
  const auto two = certificate_sources(
      Environment({{"SSL_CERT_FILE", "/s"}, {"CURL_CA_BUNDLE", "/c"}, {"SSL_CERT_DIR", "/d"}}));
  CHECK(two.file == "/s");
  CHECK(two.directory == "/d");
}

}  // namespace
}  // namespace ftenv
