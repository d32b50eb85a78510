#include "io/archive/streamed_archive.hpp"

#include <thread>

#include "base/files.hpp"
#include "io/archive/growing_file.hpp"
#include "io/network/url.hpp"

namespace ftenv {
namespace {

// More bytes, from the same server or another, can't help.
bool is_final(const Error& error) {
  return error.code != ErrorCode::archive && error.code != ErrorCode::network;
}

// Unpacks `file` on a thread of its own.
class StreamedExtraction {
 public:
  StreamedExtraction(GrowingFile& file, std::string name, fs::path directory, const ExtractOptions& options)
      : m_file(file),
        m_name(std::move(name)),
        m_directory(std::move(directory)),
        m_options(options),
        m_thread([this] { run(); }) {}
  StreamedExtraction(const StreamedExtraction&) = delete;
  StreamedExtraction& operator=(const StreamedExtraction&) = delete;
  ~StreamedExtraction() { wait(); }

  // To be called when the download is at an end.
  void wait() {
    m_file.close();
    if (m_thread.joinable()) m_thread.join();
  }
  // After wait(): what became of the finished file, nothing if it is still to be unpacked.
  std::optional<Status> outcome() const { return m_file.is_finished() ? m_outcome : std::nullopt; }

 private:
  void run() {
    for (;;) {
      GrowingFileReader begin(m_file);
      m_outcome = unpack(begin);
      if (m_outcome && !*m_outcome && is_final(m_outcome->error())) {
        m_file.refuse(m_outcome->error());
        return;
      }
      if (!begin.wait_for_restart()) return;
      if (auto emptied = remove_tree(m_directory); !emptied) {
        m_file.refuse(std::move(emptied).error());
        return;
      }
    }
  }

  std::optional<Status> unpack(GrowingFileReader& begin) {
    // "PK": of a zip the end is read first.
    char head[2] = {};
    const auto got = begin.read(head, sizeof(head));
    if (!got) return Status(fail(got.error()));
    if (*got == sizeof(head) && head[0] == 'P' && head[1] == 'K') return std::nullopt;
    GrowingFileReader reader(m_file);
    return extract_archive(reader, m_name, m_directory, m_options);
  }

  GrowingFile& m_file;
  const std::string m_name;
  const fs::path m_directory;
  const ExtractOptions& m_options;
  std::optional<Status> m_outcome;
  std::thread m_thread;  // last: it uses all of the above
};

Result<Download> fetch_into(Downloader& downloader, DownloadRequest& request, const fs::path& directory,
                            const ExtractOptions& options) {
  const std::string name = request.urls.empty() ? "archive" : Url::parse(request.urls.front()).file_name();
  GrowingFile file;
  request.watch = &file;
  StreamedExtraction extraction(file, name, directory, options);
  Result<Download> download = downloader.fetch(request);
  extraction.wait();
  if (auto refusal = file.refusal()) return fail(std::move(*refusal));
  if (!download) return download;
  if (auto streamed = extraction.outcome()) {
    FTENV_CHECK(std::move(*streamed));
    return download;
  }
  FTENV_CHECK(remove_tree(directory));
  FTENV_CHECK(extract_archive(download->path, directory, options));
  return download;
}

}  // namespace

Result<Download> fetch_and_extract(Downloader& downloader, DownloadRequest request, const fs::path& directory,
                                   const ExtractOptions& options) {
  FTENV_CHECK(make_empty_directory(directory));
  auto download = fetch_into(downloader, request, directory, options);
  if (download) return download;
  Error error = std::move(download).error();
  if (const auto removed = remove_tree(directory); !removed) error.context.push_back(removed.error().message);
  return fail(std::move(error));
}

}  // namespace ftenv
