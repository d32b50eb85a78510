// make_downloader: the download cache and its locks around a DownloadJob.
#include <thread>

#include "base/files.hpp"
#include "base/text.hpp"
#include "io/digest.hpp"
#include "io/network/download_job.hpp"
#include "platform/file_lock.hpp"

namespace ftenv {
namespace {

constexpr std::chrono::milliseconds k_lock_nap{100};

bool is_sha256(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// The file of an earlier download, if its bytes are still the right ones.
Result<std::optional<Download>> find_in_cache(const DownloadRequest& request) {
  const fs::path path = request.directory / request.sha256;
  FsError error;
  if (request.sha256.empty() || fs::status(path, error).type() != fs::regular_file) return std::nullopt;
  const auto found = sha256_of_file(path);
  if (!found || *found != request.sha256) return std::nullopt;
  Download download{path, request.sha256, {}, fs::file_size(path, error), true};
  if (request.watch) {
    FTENV_CHECK(request.watch->grow(path, download.bytes));
    request.watch->finish();
  }
  return download;
}

class CachingDownloader : public Downloader {
 public:
  CachingDownloader(DownloaderOptions options, const CancelToken& cancel)
      : m_options(std::move(options)), m_cancel(cancel) {}

  Result<Download> fetch(const DownloadRequest& asked) override {
    DownloadRequest request = asked;
    request.sha256 = to_lower(request.sha256);
    if (request.urls.empty()) return fail(ErrorCode::internal, "a download without a URL was asked for");
    if (!request.sha256.empty() && !is_sha256(request.sha256)) {
      return fail(ErrorCode::internal, "`" + request.sha256 + "` is not a sha256");
    }
    FTENV_TRY(const auto cached, find_in_cache(request));
    if (cached) return *cached;
    FTENV_CHECK(make_directories(request.directory));

    // One process downloads, the others wait and find the file in the cache.
    const std::string name = request.sha256.empty() ? sha256_of(request.urls.front()) : request.sha256;
    const fs::path part_path = request.directory / (name + ".part");
    FTENV_TRY(const FileLock lock, wait_for_lock(request, name, part_path));
    FTENV_TRY(const auto cached_meanwhile, find_in_cache(request));
    if (cached_meanwhile) return *cached_meanwhile;

    const bool pinned = !request.sha256.empty();
    FTENV_TRY(PartFile part, PartFile::open(part_path, pinned, request.size_limit));
    if (request.watch) FTENV_CHECK(part.feed(*request.watch));
    if (pinned && part.size() > 0 && part.sha256() == request.sha256) {
      if (request.watch) request.watch->finish();
      Download download{request.directory / name, name, {}, part.size(), true};
      FTENV_CHECK(part.publish_as(download.path));
      return download;
    }
    return DownloadJob(request, m_options, m_unreachable, m_cancel, std::move(part)).run();
  }

 private:
  Result<FileLock> wait_for_lock(const DownloadRequest& request, const std::string& name,
                                 const fs::path& part_path) const {
    for (;;) {
      FTENV_TRY(auto lock, FileLock::try_acquire(request.directory / "locks" / name));
      if (lock) return std::move(*lock);
      if (m_cancel.requested()) {
        return fail(ErrorCode::interrupted, "interrupted while another ftenv downloads the same file");
      }
      FsError error;
      const std::uintmax_t size = fs::file_size(part_path, error);
      if (request.on_progress) request.on_progress(error ? 0 : size, 0, 0.0);
      std::this_thread::sleep_for(k_lock_nap);
    }
  }

  const DownloaderOptions m_options;
  const CancelToken& m_cancel;
  UnreachableHosts m_unreachable;
};

}  // namespace

std::unique_ptr<Downloader> make_downloader(DownloaderOptions options, const CancelToken& cancel) {
  return std::make_unique<CachingDownloader>(std::move(options), cancel);
}

}  // namespace ftenv
