// An archive that is unpacked while it is downloaded.
#pragma once

#include "base/fs.hpp"
#include "base/result.hpp"
#include "io/archive/archive.hpp"
#include "io/network/download.hpp"

namespace ftenv {

// Downloads and unpacks into `directory`, which must not exist or be empty; the caller publishes it. It is
// there afterwards only if the download succeeded with the right digest and the archive was whole; on any
// error it is gone. What came is unpacked anew when the download starts over. A zip, and what `downloader`
// did not announce to `request.watch`, is unpacked after the download.
//
// `options.cancelled` and `options.wanted` are called on another thread. Errors: those of fetch() and of
// extract_archive(). Where both fail, the disk's and an interruption go before the download's, and that
// before the archive's, because wrong bytes make no archive.
Result<Download> fetch_and_extract(Downloader& downloader, DownloadRequest request, const fs::path& directory,
                                   const ExtractOptions& options);

}  // namespace ftenv
