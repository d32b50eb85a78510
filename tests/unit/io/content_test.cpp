#include "io/archive/content_kind.hpp"
#include "io/network/content_range.hpp"
#include "io/network/rate_meter.hpp"
#include "support/catch.hpp"

namespace ftenv {
namespace {

TEST_CASE("web pages are recognized, other markup is not taken for one") {
  for (const std::string page : {"<!DOCTYPE html><html>", "  \r\n<HTML lang=en>",
                                 "\xef\xbb\xbf<!doctype HTML>", "<head><title>Login</title>",
                                 "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\">",
                                 "<!-- portal --><html>", "<script>location='/login'</script>"}) {
    INFO(page);
    CHECK(looks_like_web_page(page));
  }
  for (const std::string other :
       {"", "<", "text about <html>", "<?xml version=\"1.0\"?><svg/>", "\x1f\x8b<html>"}) {
    INFO(other);
    CHECK_FALSE(looks_like_web_page(other));
  }
}

TEST_CASE("contents are named in words") {
  using namespace std::string_literals;
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "an empty file"},
      {"<html>", "a web page"},
      {"<?xml version='1.0'?><a/>", "an XML document"},
      {"{\"message\": \"Not Found\"}", "JSON"},
      {"Not Found\n", "plain text"},
      {"version https://git-lfs.github.com/spec/v1\noid", "a pointer to a file that is kept elsewhere"},
      {"-----BEGIN PGP SIGNATURE-----", "a signature"},
      {"\xfd"
       "7zXZ\0\0"s,
       "an xz file"},
      {"\x1f\x8b\x08", "a gzip file"},
      {"\x7f"
       "ELF\x02",
       "a program"},
      {"\x01\x02\x03", "unknown data"}};
  for (const auto& [head, kind] : rows) CHECK(content_kind(head) == kind);
}

TEST_CASE("only a well-formed Content-Range has a start") {
  CHECK(content_range_start("bytes 100-199/200") == 100u);
  CHECK(content_range_start("Bytes 0-0/1") == 0u);
  CHECK(content_range_start("bytes 5-9/*") == 5u);
  CHECK(content_range_start(" bytes  7-8/9 ") == 7u);
  for (const std::string bad : {"", "bytes", "bytes */200", "bytes 100/200", "bytes 9-5/10", "items 1-2/3",
                                "1-2/3", "bytes -5/10", "bytes 99999999999999999999-1/2"}) {
    INFO(bad);
    CHECK_FALSE(content_range_start(bad));
  }
}

TEST_CASE("the rate follows what arrives, but not at every jump") {
  RateMeter meter;
  RateMeter::Time now{};
  CHECK(meter.rate(now) == 0.0);
  meter.add(1000);
  now += std::chrono::seconds(1);
  CHECK(meter.rate(now) == 1000.0);
  meter.add(5000);
  CHECK(meter.rate(now + std::chrono::milliseconds(10)) == 1000.0);
  now += std::chrono::seconds(1);
  const double risen = meter.rate(now);
  CHECK(risen > 1000.0);
  CHECK(risen < 5000.0);
  for (int i = 0; i < 20; ++i) {
    now += std::chrono::seconds(1);
    meter.rate(now);
  }
  CHECK(meter.rate(now) < 10.0);
}

}  // namespace
}  // namespace ftenv
