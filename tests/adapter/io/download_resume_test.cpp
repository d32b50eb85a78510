#include "adapter/io/download_fixture.hpp"

namespace ftenv {
namespace {

using namespace test;

fs::path part_of(const DownloadFixture& on, const std::string& body) {
  return on.cache() / (sha256_of(body) + ".part");
}

// Announces all of `body` from the request's start and sends only `count` bytes of it.
void respond_and_cut(const HttpRequest& request, HttpConnection& to, const std::string& body,
                     std::size_t count, bool hard) {
  const std::size_t start = request.range_start();
  std::string head = start > 0
                         ? "HTTP/1.1 206 Partial\r\nContent-Range: bytes " + std::to_string(start) + "-" +
                               std::to_string(body.size() - 1) + "/" + std::to_string(body.size()) + "\r\n"
                         : "HTTP/1.1 200 OK\r\n";
  head += "Content-Length: " + std::to_string(body.size() - start) + "\r\n\r\n";
  to.send(head + body.substr(start, count));
  if (!hard) return;
  to.stall(std::chrono::milliseconds(30));  // a reset overtakes what was sent
  to.reset();
}

TEST_CASE("a connection that breaks is resumed where it broke") {
  const std::string body = sample_body();
  for (const std::size_t cut :
       {std::size_t{0}, std::size_t{1}, std::size_t{65'536}, std::size_t{123'457}, body.size() - 1}) {
    for (const bool hard : {false, true}) {
      INFO("cut after " << cut << (hard ? ", hard" : ""));
      DownloadFixture on;
      bool first = true;
      HttpServer server([&](const HttpRequest& request, HttpConnection& to) {
        if (std::exchange(first, false)) {
          respond_and_cut(request, to, body, cut, hard);
        } else {
          respond_with_range(request, to, body);
        }
      });
      const Download got = delivered(on.fetch(server.url("/f"), sha256_of(body)));
      CHECK(read_file(got.path) == body);
      CHECK(got.bytes == body.size());
      const auto requests = server.requests();
      REQUIRE(requests.size() == 2);
      CHECK(requests[1].range_start() == cut);
      REQUIRE(on.failures.size() == 1);
      CHECK(on.failures[0].failure == TransferFailure::cut);
      CHECK(on.cached().size() == 1);
    }
  }
}

TEST_CASE("a connection that breaks again and again is resumed until the attempts are used up") {
  const std::string body = sample_body();
  DownloadFixture on;
  HttpServer server([&](const HttpRequest& request, HttpConnection& to) {
    respond_and_cut(request, to, body, 30'000, false);
  });
  const auto failed = on.fetch(server.url("/f"), sha256_of(body));
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::network);
  CHECK(contains(full_text(failed.error()), "127.0.0.1: the connection broke (tried 5 times)"));
  CHECK(server.requests().size() == 5);
  CHECK(read_file(part_of(on, body)) == body.substr(0, 150'000));
  // The next run goes on from there.
  const auto next = on.fetch(server.url("/f"), sha256_of(body));
  CHECK(read_file(delivered(next).path) == body);
  CHECK(server.requests()[5].range_start() == 150'000);
}

TEST_CASE("a part of an earlier run is resumed, and a complete one is only verified") {
  const std::string body = sample_body();
  DownloadFixture on;
  HttpServer server(
      [&](const HttpRequest& request, HttpConnection& to) { respond_with_range(request, to, body); });
  write_file(part_of(on, body), body.substr(0, 70'000));
  CHECK(read_file(delivered(on.fetch(server.url("/f"), sha256_of(body))).path) == body);
  REQUIRE(server.requests().size() == 1);
  CHECK(server.requests()[0].range_start() == 70'000);

  fs::rename(on.cache() / sha256_of(body), part_of(on, body));
  const Download verified = delivered(on.fetch(server.url("/f"), sha256_of(body)));
  CHECK(verified.from_cache);
  CHECK(server.requests().size() == 1);
  CHECK(on.cached() == std::vector<std::string>{sha256_of(body)});
}

TEST_CASE("a part with wrong bytes is thrown away once, and then the server is believed or not") {
  const std::string body = sample_body();
  for (const std::size_t size : {body.size() / 2, body.size(), body.size() + 50}) {
    INFO("a part of " << size << " bytes");
    DownloadFixture on;
    HttpServer server(
        [&](const HttpRequest& request, HttpConnection& to) { respond_with_range(request, to, body); });
    write_file(part_of(on, body), std::string(size, 'w'));
    CHECK(read_file(delivered(on.fetch(server.url("/f"), sha256_of(body))).path) == body);
    const auto requests = server.requests();
    REQUIRE(requests.size() == 2);
    CHECK(requests[0].range_start() == size);
    CHECK(requests[1].header("range").empty());
  }
}

TEST_CASE("a part that is larger than allowed, or no file, is not resumed") {
  const std::string body = sample_body();
  DownloadFixture on;
  HttpServer server(
      [&](const HttpRequest& request, HttpConnection& to) { respond_with_range(request, to, body); });
  write_file(part_of(on, body), std::string(300'000, 'w'));
  DownloadRequest request = on.request({server.url("/f")}, sha256_of(body));
  request.size_limit = 250'000;
  delivered(on.fetch(request));
  CHECK(server.requests()[0].header("range").empty());

  write_file(on.dir / "elsewhere", "keep");
  REQUIRE(remove_tree(on.cache() / sha256_of(body)));
  fs::create_symlink(on.dir / "elsewhere", part_of(on, body));
  delivered(on.fetch(request));
  CHECK(read_file(on.dir / "elsewhere") == "keep");
  REQUIRE(remove_tree(on.cache() / sha256_of(body)));
  REQUIRE(make_directories(part_of(on, body)));
  CHECK(read_file(delivered(on.fetch(request)).path) == body);
}

struct WrongAnswer {
  std::string what;
  int status;
  std::vector<std::string> headers;
  std::size_t from;  // where the bytes that are sent begin
  bool asked_again;
};

TEST_CASE("wrong answers to a request for the rest do not get into the file") {
  const std::string body = sample_body();
  const std::string size = std::to_string(body.size());
  const std::string last = std::to_string(body.size() - 1);
  const std::vector<WrongAnswer> rows = {
      {"Range is ignored", 200, {}, 0, false},
      {"another start", 206, {"Content-Range: bytes 0-" + last + "/" + size}, 0, true},
      {"a later start", 206, {"Content-Range: bytes 90000-" + last + "/" + size}, 90'000, true},
      {"no Content-Range", 206, {}, 70'000, true},
      {"a Content-Range that is none", 206, {"Content-Range: bytes */" + size}, 70'000, true},
      {"the right one with the wrong bytes",
       206,
       {"Content-Range: bytes 70000-" + last + "/" + size},
       69'999,
       true},
      {"not satisfiable", 416, {"Content-Range: bytes */" + size}, body.size(), true},
  };
  for (const WrongAnswer& row : rows) {
    INFO(row.what);
    DownloadFixture on;
    HttpServer server([&](const HttpRequest& request, HttpConnection& to) {
      if (request.header("range").empty()) {
        to.respond(200, body);
      } else {
        to.respond(row.status, body.substr(row.from), row.headers);
      }
    });
    write_file(part_of(on, body), body.substr(0, 70'000));
    CHECK(read_file(delivered(on.fetch(server.url("/f"), sha256_of(body))).path) == body);
    const auto requests = server.requests();
    CHECK(requests.size() == (row.asked_again ? 2u : 1u));
    CHECK(requests[0].range_start() == 70'000);
    CHECK(on.failures.empty());
  }
}

TEST_CASE("a server that only ever sends pieces is given up") {
  DownloadFixture on;
  HttpServer server([&](const HttpRequest&, HttpConnection& to) {
    to.respond(206, "abc", {"Content-Range: bytes 0-2/3"});
  });
  const auto failed = on.fetch(server.url("/f"), sha256_of("abc"));
  REQUIRE_FALSE(failed);
  CHECK(contains(full_text(failed.error()), "a piece of the file"));
  CHECK(server.requests().size() == 1);
}

TEST_CASE("the next URL goes on where the first one stopped") {
  const std::string body = sample_body();
  DownloadFixture on;
  HttpServer first([&](const HttpRequest& request, HttpConnection& to) {
    if (request.range_start() == 0) {
      respond_and_cut(request, to, body, 80'000, false);
    } else {
      to.respond(404, "gone");
    }
  });
  HttpServer second(
      [&](const HttpRequest& request, HttpConnection& to) { respond_with_range(request, to, body); });
  const Download got = delivered(on.fetch(on.request({first.url("/f"), second.url("/f")}, sha256_of(body))));
  CHECK(read_file(got.path) == body);
  CHECK(got.url == second.url("/f"));
  CHECK(second.requests().at(0).range_start() == 80'000);
}

TEST_CASE("without a pin only a server that vouches for its file is asked for the rest") {
  const std::string body = sample_body();
  for (const std::string tag : {"\"v1\"", "W/\"v1\"", ""}) {
    INFO("tag " << tag);
    DownloadFixture on;
    bool first = true;
    HttpServer server([&](const HttpRequest& request, HttpConnection& to) {
      if (std::exchange(first, false)) {
        to.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                (tag.empty() ? "" : "ETag: " + tag + "\r\n") + "\r\n" + body.substr(0, 50'000));
      } else {
        respond_with_range(request, to, body);
      }
    });
    // Something of an earlier run that must not be used.
    write_file(on.cache() / (sha256_of(server.url("/f")) + ".part"), "old");
    CHECK(read_file(delivered(on.fetch(server.url("/f"), "")).path) == body);
    const auto requests = server.requests();
    REQUIRE(requests.size() == 2);
    CHECK(requests[0].header("range").empty());
    const bool strong = tag == "\"v1\"";
    CHECK(requests[1].range_start() == (strong ? 50'000u : 0u));
    CHECK(requests[1].header("if-range") == (strong ? tag : ""));
  }
}

}  // namespace
}  // namespace ftenv
