// What the tests of the downloader have in common: a cache in a directory of their own, no waits
// between attempts, and a file whose pieces can't be confused with each other.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "io/digest.hpp"
#include "io/network/download.hpp"
#include "support/http_server.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

inline std::string sample_body(std::size_t size = 200'000) {
  std::string body;
  for (unsigned seed = 7; body.size() < size; seed = seed * 1103515245u + 12345u) {
    body += static_cast<char>(seed >> 16);
  }
  return body;
}

struct DownloadFixture {
  DownloadFixture() {
    options.connect_timeout = std::chrono::seconds(2);
    options.stall_timeout = std::chrono::seconds(1);
    options.retry = [this](const TransferAttempt& failed) -> std::optional<std::chrono::milliseconds> {
      failures.push_back(failed);
      if (!retry_delay(failed)) return std::nullopt;
      return std::chrono::milliseconds(0);
    };
  }

  DownloadRequest request(std::vector<std::string> urls, const std::string& sha256) const {
    DownloadRequest made;
    made.urls = std::move(urls);
    made.sha256 = sha256;
    made.directory = cache();
    return made;
  }
  Result<Download> fetch(const DownloadRequest& wanted) {
    return make_downloader(options, cancel)->fetch(wanted);
  }
  Result<Download> fetch(const std::string& url, const std::string& sha256) {
    return fetch(request({url}, sha256));
  }

  fs::path cache() const { return dir / "downloads"; }
  // Names of what lies in the cache, without the locks.
  std::vector<std::string> cached() const {
    std::vector<std::string> names;
    for (fs::directory_iterator entry(cache()), end; entry != end; ++entry) {
      if (entry->path().filename() != "locks") names.push_back(entry->path().filename().string());
    }
    return names;
  }

  TestDir dir;
  CancelToken cancel;
  DownloaderOptions options;
  std::vector<TransferAttempt> failures;  // as they were judged, in order
};

// The file, or the test fails with the error's text.
inline Download delivered(const Result<Download>& result) {
  if (!result) FAIL(full_text(result.error()));
  return *result;
}

}  // namespace ftenv::test
