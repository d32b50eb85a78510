// For tests/bench/download.sh: what ftenv does to have an archive on the disk, by itself.
//
//   ftenv_fetch_archive URL SHA256 DIRECTORY [--separate]
//
// Downloads into DIRECTORY/downloads and unpacks into DIRECTORY/out while it comes, or, with --separate,
// after it has come.
#include <iostream>

#include "io/archive/streamed_archive.hpp"

namespace {

ftenv::Status fetch(const std::string& url, const std::string& sha256, const ftenv::fs::path& directory,
                    bool separate) {
  using namespace ftenv;
  const CancelToken cancel;
  const auto downloader = make_downloader({}, cancel);
  DownloadRequest request;
  request.urls = {url};
  request.sha256 = sha256;
  request.directory = directory / "downloads";
  if (separate) {
    FTENV_TRY(const Download download, downloader->fetch(request));
    return extract_archive(download.path, directory / "out", {});
  }
  FTENV_CHECK(fetch_and_extract(*downloader, request, directory / "out", {}));
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const bool separate = argc == 5 && std::string(argv[4]) == "--separate";
  if (argc != 4 && !separate) {
    std::cerr << "usage: ftenv_fetch_archive URL SHA256 DIRECTORY [--separate]\n";
    return 2;
  }
  const auto fetched = fetch(argv[1], argv[2], argv[3], separate);
  if (fetched) return 0;
  std::cerr << "error: " << fetched.error().message << '\n';
  for (const std::string& line : fetched.error().context) std::cerr << "  " << line << '\n';
  return 1;
}
