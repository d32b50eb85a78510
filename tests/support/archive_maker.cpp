#include "support/archive_maker.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

#include "base/os_files.hpp"

namespace ftenv::test {
namespace {

using Writer = std::unique_ptr<archive, int (*)(archive*)>;
using Entry = std::unique_ptr<archive_entry, void (*)(archive_entry*)>;

void require_ok(archive* writer, int code) {
  if (code != ARCHIVE_OK) throw std::runtime_error(archive_error_string(writer));
}

void add_filter(archive* writer, ArchiveFormat format) {
  switch (format) {
    case ArchiveFormat::tar_gz:
      return require_ok(writer, archive_write_add_filter_gzip(writer));
    case ArchiveFormat::tar_bz2:
      return require_ok(writer, archive_write_add_filter_bzip2(writer));
    case ArchiveFormat::tar_xz:
      return require_ok(writer, archive_write_add_filter_xz(writer));
    case ArchiveFormat::tar_zst:
      return require_ok(writer, archive_write_add_filter_zstd(writer));
    case ArchiveFormat::tar:
    case ArchiveFormat::zip:
      return;
  }
}

void write_data(archive* writer, const std::string& bytes) {
  const auto written = archive_write_data(writer, bytes.data(), bytes.size());
  if (written != static_cast<la_ssize_t>(bytes.size())) throw std::runtime_error("short write");
}

void describe(archive_entry* entry, const ArchiveEntry& wanted) {
  archive_entry_set_pathname(entry, wanted.path.c_str());
  archive_entry_set_perm(entry, static_cast<mode_t>(wanted.mode));
  archive_entry_set_mtime(entry, wanted.modified, 0);
  archive_entry_set_size(entry, 0);
  switch (wanted.kind) {
    case ArchiveEntry::file:
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_size(entry, static_cast<la_int64_t>(wanted.content.size()));
      return;
    case ArchiveEntry::directory:
      archive_entry_set_filetype(entry, AE_IFDIR);
      return;
    case ArchiveEntry::symlink:
      archive_entry_set_filetype(entry, AE_IFLNK);
      archive_entry_set_symlink(entry, wanted.content.c_str());
      return;
    case ArchiveEntry::hard_link:
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_hardlink(entry, wanted.content.c_str());
      return;
    case ArchiveEntry::fifo:
      archive_entry_set_filetype(entry, AE_IFIFO);
      return;
    case ArchiveEntry::device:
      archive_entry_set_filetype(entry, AE_IFCHR);
      archive_entry_set_rdevmajor(entry, 1);
      archive_entry_set_rdevminor(entry, 3);
      return;
  }
}

}  // namespace

void make_archive(const fs::path& path, const std::vector<ArchiveEntry>& entries, ArchiveFormat format) {
  const os_files::Utf8Thread utf8;
  const Writer writer(archive_write_new(), archive_write_free);
  const bool zip = format == ArchiveFormat::zip;
  require_ok(writer.get(), zip ? archive_write_set_format_zip(writer.get())
                               : archive_write_set_format_pax_restricted(writer.get()));
  add_filter(writer.get(), format);
  require_ok(writer.get(), archive_write_open_filename(writer.get(), path.c_str()));
  for (const ArchiveEntry& wanted : entries) {
    const Entry entry(archive_entry_new(), archive_entry_free);
    describe(entry.get(), wanted);
    // A warning is about a name that is not UTF-8, which is written all the same.
    const int written_head = archive_write_header(writer.get(), entry.get());
    if (written_head != ARCHIVE_WARN) require_ok(writer.get(), written_head);
    if (wanted.kind == ArchiveEntry::file) write_data(writer.get(), wanted.content);
  }
  require_ok(writer.get(), archive_write_close(writer.get()));
}

void make_compressed(const fs::path& path, const std::string& bytes, ArchiveFormat format) {
  const Writer writer(archive_write_new(), archive_write_free);
  require_ok(writer.get(), archive_write_set_format_raw(writer.get()));
  add_filter(writer.get(), format);
  require_ok(writer.get(), archive_write_open_filename(writer.get(), path.c_str()));
  const Entry entry(archive_entry_new(), archive_entry_free);
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  require_ok(writer.get(), archive_write_header(writer.get(), entry.get()));
  write_data(writer.get(), bytes);
  require_ok(writer.get(), archive_write_close(writer.get()));
}

}  // namespace ftenv::test
