#include <thread>

#include "adapter/io/download_fixture.hpp"

namespace ftenv {
namespace {

using namespace test;
using Clock = std::chrono::steady_clock;

std::string error_text(const Result<Download>& result) {
  REQUIRE_FALSE(result);
  return full_text(result.error());
}

TEST_CASE("a server in trouble is asked again, with its own word on when") {
  DownloadFixture on;
  int asked = 0;
  HttpServer server([&](const HttpRequest&, HttpConnection& to) {
    ++asked;
    if (asked <= 3) return void(to.respond(500, "<html>trouble</html>"));
    if (asked == 4) return void(to.respond(429, "slow down", {"Retry-After: 7"}));
    to.respond(200, "fine");
  });
  CHECK(read_file(delivered(on.fetch(server.url("/f"), sha256_of("fine"))).path) == "fine");
  REQUIRE(on.failures.size() == 4);
  CHECK(on.failures[0].http_status == 500);
  CHECK_FALSE(on.failures[0].retry_after);
  CHECK(on.failures[2].attempt == 3);
  CHECK(on.failures[3].http_status == 429);
  CHECK(on.failures[3].retry_after == std::chrono::seconds(7));
}

TEST_CASE("the real policy really waits") {
  DownloadFixture on;
  on.options.retry = retry_delay;
  bool first = true;
  HttpServer server([&](const HttpRequest&, HttpConnection& to) {
    if (std::exchange(first, false)) return void(to.respond(503, "", {"Retry-After: 1"}));
    to.respond(200, "fine");
  });
  const auto start = Clock::now();
  delivered(on.fetch(server.url("/f"), ""));
  CHECK(Clock::now() - start >= std::chrono::milliseconds(1000));
}

TEST_CASE("what is not there is not asked for twice") {
  for (const int status : {400, 401, 403, 404, 410, 501}) {
    DownloadFixture on;
    HttpServer server([&](const HttpRequest&, HttpConnection& to) { to.respond(status, "no"); });
    CHECK(contains(error_text(on.fetch(server.url("/f"), "")),
                   "127.0.0.1: answered with status " + std::to_string(status)));
    CHECK(server.requests().size() == 1);
    CHECK(on.cached().empty());  // no empty part either
  }
}

TEST_CASE("answers that are no file are failures though their status is none") {
  for (const int status : {204, 304, 300}) {
    DownloadFixture on;
    HttpServer server([&](const HttpRequest&, HttpConnection& to) { to.respond(status, ""); });
    CHECK(contains(error_text(on.fetch(server.url("/f"), "")), "status " + std::to_string(status)));
  }
}

TEST_CASE("a web page in place of a pinned file is called one") {
  DownloadFixture on;
  const std::string page = "<!DOCTYPE html><html><title>Welcome to the airport</title></html>";
  HttpServer server([&](const HttpRequest&, HttpConnection& to) { to.respond(200, page); });
  const auto failed = on.fetch(server.url("/f.tar.xz"), sha256_of("the file"));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::checksum);
  CHECK(contains(error_text(failed), "got a web page instead of the file"));
  CHECK(contains(error_text(failed), "hint: a login page or a proxy"));
  CHECK(on.cached().empty());
  CHECK(server.requests().size() == 1);
}

TEST_CASE("other bytes than the pinned ones are a checksum error, even when another URL is down") {
  DownloadFixture on;
  HttpServer server([&](const HttpRequest&, HttpConnection& to) { to.respond(200, "other"); });
  const std::string dead = "http://127.0.0.1:" + std::to_string(unused_port()) + "/f";
  const auto failed = on.fetch(on.request({server.url("/f"), dead}, sha256_of("wanted")));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::checksum);
  CHECK(failed.error().context.size() == 2);
  CHECK(contains(error_text(failed), sha256_of("wanted")));
  CHECK(contains(error_text(failed), sha256_of("other")));
  CHECK_FALSE(fs::exists(on.cache() / sha256_of("other")));
  CHECK_FALSE(fs::exists(on.cache() / sha256_of("wanted")));
}

TEST_CASE("a length that does not fit the body is noticed") {
  DownloadFixture on;
  HttpServer longer([](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef");
  });
  CHECK(on.fetch(longer.url("/f"), sha256_of("abcdef")).error().code == ErrorCode::checksum);
  HttpServer shorter([](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcdef");
  });
  // Unpinned: nothing but the length can tell.
  CHECK(contains(error_text(on.fetch(shorter.url("/f"), "")), "the connection broke (tried 5 times)"));
  CHECK(shorter.requests().size() == 5);
}

TEST_CASE("a file that is too large is refused before and while it comes") {
  DownloadFixture on;
  const std::string body = sample_body(100'000);
  HttpServer announced([&](const HttpRequest&, HttpConnection& to) { to.respond(200, body); });
  HttpServer silent(
      [&](const HttpRequest&, HttpConnection& to) { to.send("HTTP/1.1 200 OK\r\n\r\n" + body); });
  for (const HttpServer* server : {&announced, &silent}) {
    DownloadRequest request = on.request({server->url("/f")}, "");
    request.size_limit = 50'000;
    CHECK(contains(error_text(on.fetch(request)), "has more than the 50.0 kB that are allowed"));
    CHECK(server->requests().size() == 1);
    request.size_limit = body.size();
    CHECK(delivered(on.fetch(request)).bytes == body.size());
  }
  // Who announces too much is not listened to any longer.
  HttpServer boasting([&](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
    to.stall(std::chrono::seconds(20));
  });
  CHECK(contains(error_text(on.fetch(boasting.url("/f"), "")), "has more than the 536.9 MB"));
  CHECK(on.failures.empty());
  DownloadRequest endless = on.request({"file:///dev/zero"}, "");
  endless.size_limit = 1'000'000;
  CHECK_FALSE(on.fetch(endless));
}

TEST_CASE("a server that stalls or drips is left") {
  DownloadFixture on;
  on.options.retry = [](const TransferAttempt& failed) -> std::optional<std::chrono::milliseconds> {
    CHECK(failed.failure == TransferFailure::timeout);
    return std::nullopt;
  };
  HttpServer mute([](const HttpRequest&, HttpConnection& to) { to.stall(std::chrono::seconds(20)); });
  HttpServer dripping([](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (to.send("x") && to.stall(std::chrono::milliseconds(100))) {
    }
  });
  for (const HttpServer* server : {&mute, &dripping}) {
    const auto start = Clock::now();
    CHECK(contains(error_text(on.fetch(server->url("/f"), "")), "stopped sending"));
    CHECK(Clock::now() - start < std::chrono::seconds(5));
  }
}

TEST_CASE("a host that refuses is left for the next URL and not asked again") {
  DownloadFixture on;
  const auto downloader = make_downloader(on.options, on.cancel);
  HttpServer server([](const HttpRequest&, HttpConnection& to) { to.respond(200, "fine"); });
  const std::string dead = "http://127.0.0.1:" + std::to_string(unused_port()) + "/f";
  CHECK(delivered(downloader->fetch(on.request({dead, server.url("/f")}, sha256_of("fine")))).url ==
        server.url("/f"));
  REQUIRE(on.failures.size() == 1);
  CHECK(on.failures[0].failure == TransferFailure::connect);

  const auto failed = downloader->fetch(on.request({dead}, sha256_of("other")));
  REQUIRE_FALSE(failed);
  CHECK(contains(full_text(failed.error()), "could not be reached before"));
  // A new object has no memory of it.
  CHECK(contains(error_text(on.fetch(dead, sha256_of("other"))), "127.0.0.1: could not connect"));
  CHECK(on.cached() == std::vector<std::string>{sha256_of("fine")});  // nothing of what could not be had
}

TEST_CASE("every URL that was tried has a line, and no line has a password") {
  DownloadFixture on;
  HttpServer server([](const HttpRequest&, HttpConnection& to) { to.respond(404, ""); });
  // A label of more than 63 letters is no name: this is found out without asking anybody.
  const std::string unknown = "http://me:hush@" + std::string(70, 'x') + ".invalid/f";
  const std::string dead = "http://me:hush@127.0.0.1:" + std::to_string(unused_port()) + "/f";
  const auto failed =
      on.fetch(on.request({unknown, dead, server.url("/f?key=hush"), "gopher://h/f", "nonsense"}, ""));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::network);
  const auto& lines = failed.error().context;
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == std::string(70, 'x') + ".invalid: could not resolve the name");
  CHECK(lines[1] == "127.0.0.1: could not connect");
  CHECK(lines[2] == "127.0.0.1: answered with status 404");
  CHECK(contains(lines[3], "is no address"));
  CHECK(contains(lines[4], "is no address"));
  CHECK_FALSE(contains(error_text(failed), "hush"));
  CHECK(contains(error_text(failed), "hint: check the network"));
}

TEST_CASE("a download is interrupted within a second, wherever it is") {
  DownloadFixture on;
  HttpServer stalling([](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx");
    to.stall(std::chrono::seconds(20));
  });
  HttpServer busy([](const HttpRequest&, HttpConnection& to) { to.respond(503, "", {"Retry-After: 30"}); });
  on.options.stall_timeout = std::chrono::seconds(20);
  on.options.retry = retry_delay;
  for (const HttpServer* server : {&stalling, &busy}) {
    CancelToken cancel;
    std::thread killer([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      cancel.request(2);
    });
    const auto start = Clock::now();
    const auto stopped =
        make_downloader(on.options, cancel)->fetch(on.request({server->url("/f")}, sha256_of("y")));
    const auto took = Clock::now() - start;
    killer.join();
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::interrupted);
    CHECK(took >= std::chrono::milliseconds(300));
    CHECK(took < std::chrono::milliseconds(1300));
  }
  // What was received stays for the next run.
  CHECK(fs::exists(on.cache() / (sha256_of("y") + ".part")));
}

TEST_CASE("who waits for another download of the same file can be interrupted too") {
  DownloadFixture on;
  HttpServer slow([](const HttpRequest&, HttpConnection& to) { to.stall(std::chrono::seconds(20)); });
  on.options.stall_timeout = std::chrono::seconds(20);
  const DownloadRequest request = on.request({slow.url("/f")}, sha256_of("y"));
  CancelToken first;
  CancelToken second;
  bool delivered_to_first = true;
  std::thread downloading(
      [&] { delivered_to_first = make_downloader(on.options, first)->fetch(request).has_value(); });
  while (slow.requests().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  second.request(2);
  const auto waiting = make_downloader(on.options, second)->fetch(request);
  first.request(2);
  downloading.join();
  CHECK_FALSE(delivered_to_first);
  REQUIRE_FALSE(waiting);
  CHECK(waiting.error().code == ErrorCode::interrupted);
  CHECK(contains(waiting.error().message, "another ftenv"));
}

TEST_CASE("a cache that can't be written is said to be so") {
  DownloadFixture on;
  write_file(on.dir / "file", "x");
  DownloadRequest request = on.request({"file:///dev/null"}, "");
  request.directory = on.dir / "file";
  const auto failed = on.fetch(request);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::disk);
  CHECK(contains(failed.error().message, (on.dir / "file").string()));
}

}  // namespace
}  // namespace ftenv
