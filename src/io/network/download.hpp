// Downloads over HTTP(S) and from file:// into the download cache. libcurl is included in
// curl_downloader.cpp only.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "io/network/retry.hpp"
#include "model/environment.hpp"
#include "platform/cancel.hpp"

namespace ftenv {

class GrowingFile;

struct DownloadRequest {
  std::vector<std::string> urls;  // tried in order
  std::string sha256;             // pinned; empty: whatever comes, the caller must say so
  fs::path directory;             // the file appears here as its sha256, complete and verified
  std::uintmax_t size_limit = 512u << 20;
  // Bytes so far and in all (0 where unknown), and bytes per second. On the thread that called fetch().
  std::function<void(std::uintmax_t done, std::uintmax_t total, double rate)> on_progress;
  GrowingFile* watch = nullptr;  // is told of the bytes as they come, for a reader on another thread
};

struct Download {
  fs::path path;
  std::string sha256;
  std::string url;  // the one that delivered, without credentials; empty: it was in the cache
  std::uintmax_t bytes = 0;
  bool from_cache = false;
};

class Downloader {
 public:
  virtual ~Downloader() = default;
  // Resumes a part of an earlier try, retries what may pass (see retry.hpp), goes on to the next URL
  // otherwise. A host that could not be resolved or connected to is not asked again by this object.
  // Errors: network (with one context line per URL tried), checksum, disk, interrupted.
  virtual Result<Download> fetch(const DownloadRequest& request) = 0;
};

struct DownloaderOptions {
  Environment environment;  // proxies and CA variables are read from here
  bool offline = false;     // the cache and file:// only
  std::chrono::seconds connect_timeout{8};
  std::chrono::seconds stall_timeout{30};  // fewer than 1 kB/s for so long
  // When to try again; tests put a policy without waits here.
  std::function<std::optional<std::chrono::milliseconds>(const TransferAttempt&)> retry = retry_delay;
};

std::unique_ptr<Downloader> make_downloader(DownloaderOptions options, const CancelToken& cancel);

// Without user, password and query: what may be printed.
std::string printable_url(const std::string& url);

}  // namespace ftenv
