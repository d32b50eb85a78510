#include <cstdio>

#include "adapter/io/streamed_fixture.hpp"

namespace ftenv {
namespace {

using namespace test;
using std::chrono::milliseconds;

// What the mirrors do, in the order in which they are tried, and how it has to end.
struct Case {
  std::string what;
  std::vector<Mirror> mirrors;
  std::optional<ErrorCode> error = std::nullopt;  // none: the right tree
  std::function<void(StreamedFixture&, DownloadRequest&)> prepare = {};
};

constexpr auto k_network = ErrorCode::network;
constexpr auto k_checksum = ErrorCode::checksum;
constexpr auto k_archive = ErrorCode::archive;

std::string range_of(std::size_t from, const std::string& body) {
  return "Content-Range: bytes " + std::to_string(from) + "-" + std::to_string(body.size() - 1) + "/" +
         std::to_string(body.size());
}

// Each attempt waits for a second or two.
void only_once(StreamedFixture& on, DownloadRequest&) {
  on.options.retry = [](const TransferAttempt&) { return std::nullopt; };
}

auto with_part(const std::string& bytes) {
  return [=](StreamedFixture& on, DownloadRequest&) { write_file(on.part(), bytes); };
}

// The pin is that of `bytes`, which the server sends.
auto pinned_to(const std::string& bytes) {
  return [=](StreamedFixture&, DownloadRequest& request) { request.sha256 = sha256_of(bytes); };
}

void unpinned(StreamedFixture&, DownloadRequest& request) {
  request.sha256.clear();
}

std::vector<Case> broken_connections(const std::string& body) {
  std::vector<Case> cases;
  for (std::size_t tenth = 1; tenth <= 9; ++tenth) {
    const std::size_t count = body.size() * tenth / 10;
    const std::string where = "cut after " + std::to_string(tenth * 10) + " %";
    cases.push_back({where + ", resumed", {first_then(1, cuts(body, count), honest(body))}});
    cases.push_back({where + ", Range is ignored", {first_then(1, cuts(body, count), says(200, body))}});
  }
  const Mirror reset = [body](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
            body.substr(0, 90'000));
    to.stall(milliseconds(30));
    to.reset();
  };
  cases.push_back({"reset", {first_then(1, reset, honest(body))}});
  cases.push_back({"cut again and again", {cuts(body, 1000)}, k_network});
  cases.push_back(
      {"cut, and another mirror resumes", {first_then(1, cuts(body, 90'000), says(404, "")), honest(body)}});
  cases.push_back({"refused, then another mirror", {nullptr, honest(body)}});
  cases.push_back({"refused everywhere", {nullptr, nullptr}, k_network});
  cases.push_back({"a drip that is fast enough", {drips(body, body.size() / 12, milliseconds(40))}});
  return cases;
}

std::vector<Case> slow_servers(const std::string& body) {
  const std::string half = body.substr(0, body.size() / 2);
  // Few bytes: libcurl takes the mean of five seconds for a server's speed.
  const Mirror stalls = [=](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 206 Partial\r\n" + range_of(half.size(), body) + "\r\n\r\n" +
            body.substr(half.size(), 500));
    to.stall(std::chrono::seconds(20));
  };
  return {{"a stall in the middle, resumed",
           {first_then(1, stalls, honest(body))},
           std::nullopt,
           with_part(half)},
          {"a drip that is too slow", {drips(body, 1, milliseconds(100))}, k_network, only_once},
          {"a stall before the head",
           {[](const HttpRequest&, HttpConnection& to) { to.stall(std::chrono::seconds(20)); }},
           k_network,
           only_once}};
}

std::vector<Case> wrong_answers(const std::string& body) {
  const std::string page = "<!DOCTYPE html><html><title>Sign in</title></html>";
  const Mirror first_half = cuts(body, body.size() / 2);
  const auto second = [&](Mirror answer) {
    return first_then(1, first_half, first_then(1, answer, honest(body)));
  };
  const std::string size = std::to_string(body.size());
  return {
      {"206 with a wrong range", {second(says(206, body.substr(9), {range_of(9, body)}))}},
      {"206 without a range", {second(says(206, body.substr(9)))}},
      {"206 with the right range and other bytes",
       {second(
           says(206, std::string(body.size() - body.size() / 2, 'x'), {range_of(body.size() / 2, body)}))}},
      {"206 that nobody asked for", {says(206, body, {range_of(0, body)})}, k_network},
      {"416", {second(says(416, "", {"Content-Range: bytes */" + size}))}},
      {"416 for ever", {says(416, "")}, k_network},
      {"429 with Retry-After", {first_then(1, says(429, "slow down", {"Retry-After: 3"}), honest(body))}},
      {"503", {first_then(1, says(503, "<html>"), honest(body))}},
      {"500 three times", {first_then(3, says(500, ""), honest(body))}},
      {"500 for ever", {says(500, "<html>trouble</html>")}, k_network},
      {"404", {says(404, "no")}, k_network},
      {"a web page with 200", {says(200, page)}, k_checksum},
      {"a web page with 200, unpinned", {says(200, page)}, k_archive, unpinned},
      {"nothing with 200", {says(200, "")}, k_checksum},
      {"a Content-Length that is too short", {lies(body, body.size() - 10)}, k_checksum},
      {"a Content-Length that is too long", {lies(body, body.size() + 10)}},
      {"a Content-Length that is too long, unpinned", {lies(body, body.size() + 10)}, k_network, unpinned},
      {"no Content-Length", {lies(body, std::nullopt)}},
      {"ten times the size, announced", {says(200, std::string(body.size() * 10, 'x'))}, k_network},
      {"ten times the size, not announced",
       {lies(std::string(body.size() * 10, 'x'), std::nullopt)},
       k_network},
      {"the archive and nine times as much, not announced",
       {lies(body + std::string(body.size() * 9, 'x'), std::nullopt)},
       k_network},
  };
}

std::vector<Case> redirects(const std::string& body) {
  const Mirror loop = says(302, "", {"Location: /again"});
  const Mirror moved = [body](const HttpRequest& request, HttpConnection& to) {
    if (request.target == "/moved") return respond_with_range(request, to, body);
    to.respond(301, "moved", {"Location: /moved"});
  };
  const Mirror to_file = says(302, "", {"Location: file:///etc/hostname"});
  return {{"a redirect loop", {loop}, k_network},
          {"a redirect to the right place", {moved}},
          {"a redirect to a file", {to_file}, k_network}};
}

std::vector<Case> wrong_bytes(const StreamedArchives& made) {
  const std::string& body = made.body;
  const std::string& other = made.other;
  // Neither has a sum that libarchive would compare: only where lengths stand can it see damage, in gzip at
  // least once in 64 kB, in zstd at the beginning.
  std::string damaged = body;
  const bool zstd = made.format == ArchiveFormat::tar_zst;
  damaged.replace(zstd ? 6 : body.size() / 3, zstd ? 64 : 70'000, zstd ? 64 : 70'000, 'x');
  const std::string clipped = body.substr(0, body.size() - 3);
  const std::string half = body.substr(0, body.size() / 2);
  return {
      {"noise, then the right bytes", {says(200, sample_body(body.size())), honest(body)}},
      {"another archive, then the right one", {says(200, other), honest(body)}},
      {"another archive everywhere", {says(200, other), says(200, other)}, k_checksum},
      {"a damaged archive everywhere", {says(200, damaged), says(200, clipped)}, k_checksum},
      {"half, as if it were all", {says(200, half)}, k_checksum},
      {"three bytes too short, as pinned", {honest(clipped)}, k_archive, pinned_to(clipped)},
      {"damaged, as pinned", {honest(damaged)}, k_archive, pinned_to(damaged)},
      {"half, as pinned", {honest(half)}, k_archive, pinned_to(half)},
      {"half, unpinned", {honest(half)}, k_archive, unpinned},
      {"the right bytes, unpinned", {honest(body)}, std::nullopt, unpinned},
      {"cut and sent anew, unpinned",
       {first_then(1, cuts(other, 90'000), honest(body))},
       std::nullopt,
       unpinned},
  };
}

std::vector<Case> parts_on_disk(const std::string& body, const std::string& other) {
  const auto in_cache = [body](StreamedFixture& on, DownloadRequest&) {
    write_file(on.cache() / on.pin, body);
  };
  const auto damaged_in_cache = [other](StreamedFixture& on, DownloadRequest&) {
    write_file(on.cache() / on.pin, other);
  };
  return {
      {"in the cache", {nullptr}, std::nullopt, in_cache},
      {"damaged in the cache", {honest(body)}, std::nullopt, damaged_in_cache},
      {"a complete part", {nullptr}, std::nullopt, with_part(body)},
      {"half a part", {honest(body)}, std::nullopt, with_part(body.substr(0, body.size() / 2))},
      {"half a part, and nobody there", {nullptr}, k_network, with_part(body.substr(0, body.size() / 2))},
      {"a part that is too long", {honest(body)}, std::nullopt, with_part(body + "xxx")},
      {"a part that is larger than allowed",
       {honest(body)},
       std::nullopt,
       with_part(std::string(body.size() * 3, 'x'))},
      {"a part of garbage", {honest(body)}, std::nullopt, with_part(sample_body(90'000))},
      {"a part of another archive",
       {honest(body)},
       std::nullopt,
       with_part(other.substr(0, other.size() / 2))},
      {"a whole other archive as part", {honest(body)}, std::nullopt, with_part(other)},
  };
}

// How it ended, as far as it is not what the case says.
std::string run(const Case& expected, const StreamedArchives& made) {
  StreamedFixture on(made);
  std::vector<std::unique_ptr<HttpServer>> servers;
  DownloadRequest request = on.request({}, on.pin);
  request.size_limit = on.body.size() * 2;
  for (const Mirror& mirror : expected.mirrors) {
    const std::string dead = "http://127.0.0.1:" + std::to_string(unused_port()) + "/f.tar";
    if (mirror) servers.push_back(std::make_unique<HttpServer>(mirror));
    request.urls.push_back(mirror ? servers.back()->url("/f.tar") : dead);
  }
  if (expected.prepare) expected.prepare(on, request);
  const auto result = on.fetch_and_unpack(request);
  if (result.has_value() == expected.error.has_value() ||
      (expected.error && result.error().code != *expected.error)) {
    return result ? "it succeeded" : "it failed: " + full_text(result.error());
  }
  return on.check_disk(result);
}

TEST_CASE("whatever a server does, a streamed archive is right or absent") {
  int cases = 0;
  int wrong = 0;
  const auto run_all = [&](const std::vector<Case>& rows, const StreamedArchives& made) {
    for (const Case& row : rows) {
      ++cases;
      const std::string trouble = run(row, made);
      INFO(row.what << ", format " << static_cast<int>(made.format));
      CHECK(trouble == "");
      wrong += trouble.empty() ? 0 : 1;
    }
  };
  for (const ArchiveFormat format : {ArchiveFormat::tar_gz, ArchiveFormat::tar_zst}) {
    const StreamedArchives made(format);
    run_all(broken_connections(made.body), made);
    run_all(wrong_answers(made.body), made);
    run_all(redirects(made.body), made);
    run_all(wrong_bytes(made), made);
    run_all(parts_on_disk(made.body, made.other), made);
    // They wait, and know nothing of formats.
    if (format == ArchiveFormat::tar_gz) run_all(slow_servers(made.body), made);
  }
  CHECK(cases >= 100);
  std::printf("%d download cases, %d wrong\n", cases, wrong);
}

TEST_CASE("it is unpacked while it comes") {
  StreamedFixture on{StreamedArchives(ArchiveFormat::tar_gz)};
  std::atomic<bool> seen{false};
  HttpServer server([&](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(on.body.size()) + "\r\n\r\n" +
            on.body.substr(0, on.body.size() / 2));
    for (int i = 0; i < 100 && !seen; ++i) {
      seen = fs::exists(on.out() / "lib" / "2");
      to.stall(milliseconds(20));
    }
    to.send(on.body.substr(on.body.size() / 2));
  });
  on.options.stall_timeout = std::chrono::seconds(10);
  const auto result = on.fetch_and_unpack(on.request({server.url("/f")}, on.pin));
  delivered(result);
  CHECK(seen);
  CHECK(on.check_disk(result) == "");
}

}  // namespace
}  // namespace ftenv
