#include "io/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <optional>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "io/archive_tree.hpp"
#include "io/content_kind.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_block = 1 << 18;
// Below this no ratio is suspicious: a few kB of zeros pack to next to nothing.
constexpr std::uintmax_t k_bytes_always_allowed = 1 << 20;

using Path = std::vector<std::string>;

std::string head_of(const fs::path& path) {
  std::ifstream file(path.string(), std::ios::binary);
  std::string head(512, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  return head;
}

// One pass over an archive. After an error it must not be used any more.
class Reader {
 public:
  explicit Reader(fs::path file)
      : m_file(std::move(file)), m_archive(archive_read_new(), archive_read_free) {}

  Status open() {
    FsError error;
    m_packed_bytes = fs::file_size(m_file, error);
    if (error) return fail(file_error(error, "read", m_file));
    archive* const a = m_archive.get();
    // Of zip only the way through its central directory: the other one believes a truncated archive.
    // ARCHIVE_WARN: a filter that this libarchive was built without and runs as a program.
    for (const auto enable : {archive_read_support_filter_gzip, archive_read_support_filter_bzip2,
                              archive_read_support_filter_xz, archive_read_support_filter_zstd,
                              archive_read_support_format_tar, archive_read_support_format_zip_seekable}) {
      if (enable(a) < ARCHIVE_WARN) return broken();
    }
    // Reads on behind tar's end mark, to where the compressor keeps its checksum.
    if (archive_read_set_option(a, "tar", "read_concatenated_archives", "1") != ARCHIVE_OK ||
        archive_read_open_filename(a, m_file.c_str(), k_block) != ARCHIVE_OK) {
      return broken();
    }
    return {};
  }

  // The next entry, or nullptr at the end.
  Result<archive_entry*> next() {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(m_archive.get(), &entry);
    if (code == ARCHIVE_EOF) {
      if (m_entries == 0) return fail(ErrorCode::archive, "`" + m_file.string() + "` is an empty archive");
      return nullptr;
    }
    // A warning is about attributes that we don't restore; a name that is missing is found by name_of.
    if (code < ARCHIVE_WARN) return broken();
    ++m_entries;
    return entry;
  }

  // Up to `size` bytes of the current entry, 0 at its end.
  Result<std::size_t> read(char* buffer, std::size_t size) {
    const la_ssize_t got = archive_read_data(m_archive.get(), buffer, size);
    if (got < 0) return broken();
    return static_cast<std::size_t>(got);
  }

  Failure broken() const {
    const std::string head = head_of(m_file);
    // What it is says more than what libarchive stumbled over, but only where nothing could be read.
    if (m_entries == 0 && (head.empty() || archive_format(m_archive.get()) == 0)) {
      std::string message =
          "`" + m_file.string() + "` is not an archive: it looks like " + content_kind(head);
      std::vector<std::string> hints;
      if (looks_like_web_page(head))
        hints.push_back("a proxy or a login page may have answered instead of the server");
      return fail(ErrorCode::archive, std::move(message), std::move(hints));
    }
    const char* reason = archive_error_string(m_archive.get());
    return fail(ErrorCode::archive, "`" + m_file.string() + "` is damaged: " +
                                        to_lower(printable_name(reason ? reason : "unknown reason")));
  }

  std::uintmax_t packed_bytes() const { return m_packed_bytes; }

 private:
  fs::path m_file;
  std::unique_ptr<archive, int (*)(archive*)> m_archive;
  std::uintmax_t m_packed_bytes = 0;
  std::uintmax_t m_entries = 0;
};

// The raw bytes where there are any; libarchive has only one of the two for some formats and locales.
Result<Path> name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  if (!name) name = archive_entry_pathname_utf8(entry);
  return archive_path(name ? name : "");
}

std::optional<std::string> link_of(const char* raw, const char* utf8) {
  if (raw) return raw;
  if (utf8) return utf8;
  return std::nullopt;
}

class Extraction {
 public:
  Extraction(Reader& reader, const fs::path& directory, const ExtractOptions& options)
      : m_reader(reader), m_tree(directory), m_options(options) {}

  Status run() {
    for (;;) {
      FTENV_CHECK(check_cancelled());
      FTENV_TRY(archive_entry* const entry, m_reader.next());
      if (!entry) return {};
      ++m_entries;
      if (m_entries + m_tree.implied_directories() > m_options.limits.entries) {
        return too_much("has more than " + std::to_string(m_options.limits.entries) + " entries");
      }
      FTENV_CHECK(add(entry));
    }
  }

 private:
  Status add(archive_entry* entry) {
    FTENV_TRY(const Path full, name_of(entry));
    FTENV_TRY(const Path path, below_top(full));
    const auto type = archive_entry_filetype(entry);
    if (path.empty()) {
      if (type == AE_IFDIR) return {};
      return fail(ErrorCode::archive,
                  "the archive has no top directory around `" + printable_name(join(full, "/")) + "`");
    }
    if (const auto target = link_of(archive_entry_hardlink(entry), archive_entry_hardlink_utf8(entry))) {
      FTENV_TRY(const Path full_target, archive_path(*target));
      FTENV_TRY(const Path existing, below_top(full_target));
      if (existing.empty()) return refuse(path, "is a link to a directory");
      return m_tree.add_hard_link(path, existing);
    }
    switch (type) {
      case AE_IFDIR:
        return m_tree.add_directory(path);
      case AE_IFREG:
        return add_file(entry, path);
      case AE_IFLNK:
        if (const auto target = link_of(archive_entry_symlink(entry), archive_entry_symlink_utf8(entry))) {
          return m_tree.add_symlink(path, *target);
        }
        return refuse(path, "is a link without a target");
      default:
        return refuse(path, "is neither a file, a directory nor a link");
    }
  }

  Status add_file(archive_entry* entry, const Path& path) {
    os_files::OutputFile file;
    FTENV_CHECK(m_tree.add_file(path, (archive_entry_perm(entry) & 0111) != 0, file));
    std::uintmax_t written = 0;
    for (;;) {
      FTENV_CHECK(check_cancelled());
      FTENV_TRY(const std::size_t size, m_reader.read(m_buffer.data(), m_buffer.size()));
      if (size == 0) break;
      written += size;
      m_bytes += size;
      FTENV_CHECK(check_size());
      if (const FsError error = file.write({m_buffer.data(), size})) return file_failure(error, path);
    }
    if (archive_entry_size_is_set(entry) &&
        written != static_cast<std::uintmax_t>(archive_entry_size(entry))) {
      return refuse(path, "is shorter or longer than it should be");
    }
    // make compares these times. One from the future would have it build things again and again.
    if (archive_entry_mtime_is_set(entry)) {
      const std::int64_t modified = std::clamp<std::int64_t>(archive_entry_mtime(entry), 0, m_now);
      if (const FsError error = file.set_modified(modified)) return file_failure(error, path);
    }
    if (const FsError error = file.close()) return file_failure(error, path);
    return {};
  }

  // Without the top directory that all entries have in common, if it is to be stripped.
  Result<Path> below_top(const Path& full) {
    if (!m_options.strip_top_directory || full.empty()) return full;
    if (m_top.empty()) m_top = full.front();
    if (full.front() != m_top) {
      return fail(ErrorCode::archive, "the archive has no single top directory: it has `" +
                                          printable_name(m_top) + "` and `" + printable_name(full.front()) +
                                          "`");
    }
    return Path(full.begin() + 1, full.end());
  }

  Status check_cancelled() const {
    if (m_options.cancelled && m_options.cancelled())
      return fail(ErrorCode::interrupted, "interrupted while unpacking");
    return {};
  }

  Status check_size() const {
    if (m_bytes > m_options.limits.bytes)
      return too_much("unpacks to more than " + human_bytes(m_options.limits.bytes));
    const double allowed = m_options.limits.ratio * static_cast<double>(m_reader.packed_bytes());
    if (m_bytes > k_bytes_always_allowed && static_cast<double>(m_bytes) > allowed) {
      return too_much("unpacks to more than " +
                      std::to_string(static_cast<std::uintmax_t>(m_options.limits.ratio)) +
                      " times its size");
    }
    return {};
  }

  static Failure too_much(const std::string& what) {
    return fail(ErrorCode::archive, "the archive " + what + ", which looks like an attack");
  }
  static Failure refuse(const Path& path, const std::string& what) {
    return fail(ErrorCode::archive, "the archive's entry `" + printable_name(join(path, "/")) + "` " + what);
  }
  static Failure file_failure(const FsError& error, const Path& path) {
    return fail(file_error(error, "unpack", join(path, "/")));
  }

  Reader& m_reader;
  ArchiveTree m_tree;
  const ExtractOptions& m_options;
  std::string m_buffer = std::string(k_block, '\0');
  std::string m_top;
  std::uintmax_t m_entries = 0;
  std::uintmax_t m_bytes = 0;
  std::int64_t m_now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
};

}  // namespace

Status extract_archive(const fs::path& archive, const fs::path& directory, const ExtractOptions& options) {
  const os_files::Utf8Thread utf8;
  FTENV_CHECK(make_directories(directory));
  FsError error;
  if (!fs::is_empty(directory, error)) {
    return error ? fail(file_error(error, "read", directory))
                 : fail(ErrorCode::internal,
                        "`" + directory.string() + "` is not empty, so nothing is unpacked there");
  }
  Reader reader(archive);
  FTENV_CHECK(reader.open());
  auto extracted = Extraction(reader, directory, options).run();
  if (!extracted) return fail_within(std::move(extracted).error(), "unpacking `" + archive.string() + "`");
  return {};
}

Status test_archive(const fs::path& archive) {
  const os_files::Utf8Thread utf8;
  Reader reader(archive);
  FTENV_CHECK(reader.open());
  std::string block(k_block, '\0');
  for (;;) {
    FTENV_TRY(archive_entry* const entry, reader.next());
    if (!entry) return {};
    if (archive_entry_filetype(entry) != AE_IFREG) continue;
    for (std::size_t size = 1; size > 0;) {
      FTENV_TRY(size, reader.read(block.data(), block.size()));
    }
  }
}

Result<std::string> read_archive_member(const fs::path& archive, std::string_view member,
                                        std::uintmax_t limit_bytes) {
  const os_files::Utf8Thread utf8;
  Reader reader(archive);
  FTENV_CHECK(reader.open());
  const Path wanted = split(member, '/');
  for (;;) {
    FTENV_TRY(archive_entry* const entry, reader.next());
    if (!entry) break;
    FTENV_TRY(const Path path, name_of(entry));
    const bool matches =
        path.size() == wanted.size() + 1 && std::equal(wanted.begin(), wanted.end(), path.begin() + 1);
    if (!matches || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry)) continue;
    std::string bytes;
    std::string block(k_block, '\0');
    for (;;) {
      FTENV_TRY(const std::size_t size, reader.read(block.data(), block.size()));
      if (size == 0) return bytes;
      bytes.append(block, 0, size);
      if (bytes.size() > limit_bytes) {
        return fail(ErrorCode::archive, "`" + std::string(member) + "` in `" + archive.string() +
                                            "` is larger than " + human_bytes(limit_bytes));
      }
    }
  }
  return fail(ErrorCode::archive, "`" + archive.string() + "` has no `" + std::string(member) + "`");
}

}  // namespace ftenv
