#include <cstdlib>
#include <thread>

#include "adapter/io/download_fixture.hpp"

namespace ftenv {
namespace {

using namespace test;

TEST_CASE("a download ends up in the cache under its digest") {
  DownloadFixture on;
  const std::string body = sample_body();
  HttpServer server([&](const HttpRequest&, HttpConnection& to) { to.respond(200, body); });
  const Download got = delivered(on.fetch(server.url("/dir/file.tar.xz?token=secret"), sha256_of(body)));
  CHECK(got.path == on.cache() / sha256_of(body));
  CHECK(read_file(got.path) == body);
  CHECK(got.sha256 == sha256_of(body));
  CHECK(got.bytes == body.size());
  CHECK(got.url == server.url("/dir/file.tar.xz"));
  CHECK_FALSE(got.from_cache);
  CHECK(on.cached() == std::vector<std::string>{sha256_of(body)});
  REQUIRE(server.requests().size() == 1);
  CHECK(server.requests()[0].header("range").empty());
  CHECK(starts_with(server.requests()[0].header("user-agent"), "ftenv/"));
}

TEST_CASE("a file that is in the cache is not downloaded, unless it was damaged") {
  DownloadFixture on;
  const std::string body = sample_body();
  HttpServer server([&](const HttpRequest&, HttpConnection& to) { to.respond(200, body); });
  const std::string url = server.url("/f");
  write_file(on.cache() / sha256_of(body), body);
  const Download cached = delivered(on.fetch(url, to_lower(sha256_of(body))));
  CHECK(cached.from_cache);
  CHECK(cached.url.empty());
  CHECK(cached.bytes == body.size());
  CHECK(server.requests().empty());

  write_file(on.cache() / sha256_of(body), body.substr(0, body.size() - 1) + "x");
  const Download again = delivered(on.fetch(url, sha256_of(body)));
  CHECK_FALSE(again.from_cache);
  CHECK(read_file(again.path) == body);
}

TEST_CASE("without a pin whatever comes is taken, every time anew") {
  DownloadFixture on;
  std::string body = "one";
  HttpServer server([&](const HttpRequest&, HttpConnection& to) { to.respond(200, body); });
  CHECK(delivered(on.fetch(server.url("/f"), "")).sha256 == sha256_of("one"));
  body = "two";
  const Download second = delivered(on.fetch(server.url("/f"), ""));
  CHECK(read_file(second.path) == "two");
  body = "";
  CHECK(read_file(delivered(on.fetch(server.url("/f"), "")).path) == "");
  CHECK(server.requests().size() == 3);
}

TEST_CASE("a chunked answer of unknown length is read to its end") {
  DownloadFixture on;
  HttpServer server([](const HttpRequest&, HttpConnection& to) {
    to.send(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\nX: "
        "y\r\n\r\n");
  });
  CHECK(read_file(delivered(on.fetch(server.url("/f"), sha256_of("abcdef"))).path) == "abcdef");
}

TEST_CASE("file:// is copied into the cache, offline too") {
  DownloadFixture on;
  on.options.offline = true;
  const std::string body = sample_body();
  write_file(on.dir / "a b" / "file", body);
  const std::string url = "file://" + (on.dir.path() / "a%20b" / "file").string();
  const Download got = delivered(on.fetch(url, sha256_of(body)));
  CHECK(read_file(got.path) == body);
  CHECK(read_file(delivered(on.fetch(url, "")).path) == body);

  const auto absent = on.fetch("file://" + (on.dir / "absent").string(), "");
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == ErrorCode::network);
  CHECK(contains(full_text(absent.error()), "absent: could not read the file"));
}

TEST_CASE("offline asks nobody and says so") {
  DownloadFixture on;
  on.options.offline = true;
  HttpServer server([](const HttpRequest&, HttpConnection& to) { to.respond(200, "x"); });
  const auto refused = on.fetch(server.url("/file.tar"), sha256_of("x"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::network);
  CHECK(contains(refused.error().message, "`file.tar`"));
  CHECK(contains(refused.error().message, "--offline"));
  CHECK(server.requests().empty());

  write_file(on.cache() / sha256_of("x"), "x");
  CHECK(delivered(on.fetch(server.url("/file.tar"), sha256_of("x"))).from_cache);
}

TEST_CASE("progress is told from where the download stands") {
  DownloadFixture on;
  const std::string body = sample_body(1'000'000);
  HttpServer server([&](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
    to.send(body.substr(0, 500'000));
    to.stall(std::chrono::milliseconds(450));
    to.send(body.substr(500'000));
  });
  std::vector<std::uintmax_t> seen;
  std::uintmax_t total_seen = 0;
  double best_rate = 0;
  const auto thread = std::this_thread::get_id();
  DownloadRequest request = on.request({server.url("/f")}, sha256_of(body));
  request.on_progress = [&](std::uintmax_t done, std::uintmax_t total, double rate) {
    CHECK(std::this_thread::get_id() == thread);
    seen.push_back(done);
    total_seen = std::max(total_seen, total);
    best_rate = std::max(best_rate, rate);
  };
  delivered(on.fetch(request));
  REQUIRE(seen.size() >= 3);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
  CHECK(std::find(seen.begin(), seen.end(), 500'000u) != seen.end());
  CHECK(total_seen == body.size());
  CHECK(best_rate > 100'000);
}

TEST_CASE("redirects are followed, ten at most") {
  DownloadFixture on;
  HttpServer server([](const HttpRequest& request, HttpConnection& to) {
    const int left = std::atoi(request.target.c_str() + 1);
    if (left == 0) {
      to.respond(200, "arrived");
    } else {
      to.respond(left % 2 ? 302 : 308, "moved", {"Location: /" + std::to_string(left - 1)});
    }
  });
  CHECK(read_file(delivered(on.fetch(server.url("/10"), sha256_of("arrived"))).path) == "arrived");
  CHECK(server.requests().size() == 11);
  const auto loop = on.fetch(server.url("/11"), sha256_of("other"));
  REQUIRE_FALSE(loop);
  CHECK(contains(full_text(loop.error()), "sends on more than 10 times"));
}

TEST_CASE("a redirect leads to no file, no other protocol and takes no password along") {
  DownloadFixture on;
  write_file(on.dir / "secret", "secret");
  std::string location;
  HttpServer other([](const HttpRequest&, HttpConnection& to) { to.respond(200, "x"); });
  HttpServer server(
      [&](const HttpRequest&, HttpConnection& to) { to.respond(302, "", {"Location: " + location}); });
  for (const std::string& bad :
       {"file://" + (on.dir / "secret").string(), std::string("ftp://127.0.0.1/x")}) {
    location = bad;
    const auto refused = on.fetch(server.url("/f"), "");
    REQUIRE_FALSE(refused);
    CHECK(contains(full_text(refused.error()), "less safe"));
  }
  location = other.url("/f");
  const std::string with_password = "http://me:pw@127.0.0.1:" + std::to_string(server.port()) + "/f";
  const Download got = delivered(on.fetch(with_password, ""));
  CHECK_FALSE(contains(got.url, "pw"));
  CHECK_FALSE(server.requests().back().header("authorization").empty());
  CHECK(other.requests().at(0).header("authorization").empty());
}

TEST_CASE("the proxy comes from the environment that was handed over, not from ftenv's own") {
  DownloadFixture on;
  HttpServer proxy([](const HttpRequest&, HttpConnection& to) { to.respond(200, "by proxy"); });
  HttpServer server([](const HttpRequest&, HttpConnection& to) { to.respond(200, "direct"); });
  const std::string dead = "http://127.0.0.1:" + std::to_string(unused_port());
  REQUIRE(::setenv("http_proxy", dead.c_str(), 1) == 0);
  REQUIRE(::setenv("ALL_PROXY", dead.c_str(), 1) == 0);
  const auto direct = on.fetch(server.url("/f"), "");
  on.options.environment.set("http_proxy", "http://me:pw@127.0.0.1:" + std::to_string(proxy.port()));
  const auto proxied = on.fetch(server.url("/f"), "");
  REQUIRE(::setenv("NO_PROXY", "*", 1) == 0);
  const auto still_proxied = on.fetch(server.url("/f"), "");
  on.options.environment.set("no_proxy", "127.0.0.1");
  const auto excepted = on.fetch(server.url("/f"), "");
  for (const char* name : {"http_proxy", "ALL_PROXY", "NO_PROXY"}) ::unsetenv(name);

  CHECK(delivered(direct).sha256 == sha256_of("direct"));
  CHECK(delivered(proxied).sha256 == sha256_of("by proxy"));
  CHECK(delivered(still_proxied).sha256 == sha256_of("by proxy"));
  CHECK(delivered(excepted).sha256 == sha256_of("direct"));
  CHECK(proxy.requests().at(0).target == server.url("/f"));
}

TEST_CASE("a proxy that is not there is named, without its password") {
  DownloadFixture on;
  const std::string port = std::to_string(unused_port());
  on.options.environment.set("HTTP_PROXY", "http://me:hush@127.0.0.1:" + port);
  const auto failed = on.fetch(on.request({"http://one.invalid/f", "http://two.invalid/f"}, ""));
  REQUIRE_FALSE(failed);
  const std::string text = full_text(failed.error());
  CHECK(contains(text, "one.invalid: could not connect to the proxy `127.0.0.1:" + port + "`"));
  CHECK(contains(text, "two.invalid: could not be reached before"));
  CHECK_FALSE(contains(text, "hush"));
}

TEST_CASE("two downloads of the same file at once become one") {
  DownloadFixture on;
  const std::string body = sample_body();
  HttpServer server([&](const HttpRequest&, HttpConnection& to) {
    to.stall(std::chrono::milliseconds(300));
    to.respond(200, body);
  });
  const DownloadRequest request = on.request({server.url("/f")}, sha256_of(body));
  std::vector<Result<Download>> results(4, fail(ErrorCode::internal, "not run"));
  std::vector<std::thread> threads;
  for (auto& result : results) {
    threads.emplace_back([&] { result = make_downloader(on.options, on.cancel)->fetch(request); });
  }
  for (std::thread& thread : threads) thread.join();
  int from_cache = 0;
  for (const auto& result : results) from_cache += delivered(result).from_cache ? 1 : 0;
  CHECK(from_cache == 3);
  CHECK(server.requests().size() == 1);
  CHECK(read_file(on.cache() / sha256_of(body)) == body);
}

TEST_CASE("a request that makes no sense is a bug, not a download") {
  DownloadFixture on;
  CHECK(on.fetch(on.request({}, "")).error().code == ErrorCode::internal);
  CHECK(on.fetch("file:///dev/null", "not a digest").error().code == ErrorCode::internal);
  CHECK(on.fetch("file:///dev/null", "../../etc/passwd").error().code == ErrorCode::internal);
}

}  // namespace
}  // namespace ftenv
