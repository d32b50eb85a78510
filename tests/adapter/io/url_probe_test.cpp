#include "io/network/url_probe.hpp"

#include <chrono>

#include "support/catch.hpp"
#include "support/http_server.hpp"

namespace ftenv::test {
namespace {

UrlProbe probe(const std::string& url, const std::string& proxy = {}) {
  const CancelToken cancel;
  return probe_url(url, proxy, {}, cancel);
}

}  // namespace

TEST_CASE("a server that answers is one whose way is open, whatever it says") {
  HttpServer server([](const HttpRequest& request, HttpConnection& connection) {
    if (request.target == "/moved") {
      connection.respond(302, "", {"Location: http://127.0.0.1:1/gone"});
    } else if (request.target == "/endless") {
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
      connection.send(std::string(100'000, 'x'));
      connection.stall(std::chrono::seconds(20));
    } else {
      connection.respond(request.target == "/well" ? 200 : 404, "text");
    }
  });
  CHECK(probe(server.url("/well")).answered);
  CHECK(probe(server.url("/well")).status == 200);
  CHECK(probe(server.url("/nothing")).answered);
  CHECK(probe(server.url("/nothing")).status == 404);
  CHECK(probe(server.url("/moved")).answered);
  // Only the head is waited for.
  const auto begin = std::chrono::steady_clock::now();
  CHECK(probe(server.url("/endless")).answered);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}

TEST_CASE("nobody listens, or the proxy does not") {
  const std::string nobody = "http://127.0.0.1:" + std::to_string(unused_port());
  const UrlProbe direct = probe(nobody + "/");
  CHECK_FALSE(direct.answered);
  CHECK_FALSE(direct.at_proxy);
  CHECK(direct.failure == TransferFailure::connect);
  const UrlProbe behind = probe("http://registry.example/", nobody);
  CHECK_FALSE(behind.answered);
  CHECK(behind.at_proxy);
}

TEST_CASE("a proxy that wants a password is the one to blame") {
  HttpServer proxy(
      [](const HttpRequest&, HttpConnection& connection) { connection.respond(407, "who are you?"); });
  const UrlProbe refused = probe("http://registry.example/", proxy.url(""));
  CHECK_FALSE(refused.answered);
  CHECK(refused.at_proxy);
  CHECK(refused.status == 407);
}

TEST_CASE("a server that says nothing costs seconds, not minutes") {
  HttpServer server(
      [](const HttpRequest&, HttpConnection& connection) { connection.stall(std::chrono::seconds(30)); });
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(probe(server.url("/")).answered);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(9));
}

}  // namespace ftenv::test
