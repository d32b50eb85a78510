#include "io/archive/archive.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "io/archive/archive_tree.hpp"
#include "io/archive/unpacked_size.hpp"
#include "io/archive/write_queue.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_block = 1 << 18;

using Path = std::vector<std::string>;

Status not_cancelled(const ExtractOptions& options) {
  if (options.cancelled && options.cancelled())
    return fail(ErrorCode::interrupted, "interrupted while unpacking");
  return {};
}

class Extraction {
 public:
  Extraction(ArchiveReader& reader, const fs::path& directory, const ExtractOptions& options)
      : m_reader(reader), m_tree(directory), m_options(options), m_size(reader, options.limits) {}

  Status run() {
    for (;;) {
      FTENV_CHECK(check_cancelled());
      FTENV_TRY(const auto member, m_reader.next());
      if (!member) return m_writes.drain();
      ++m_entries;
      if (m_entries + m_tree.implied_directories() > m_options.limits.entries) {
        return too_much_in_archive("has more than " + std::to_string(m_options.limits.entries) + " entries");
      }
      FTENV_CHECK(add(*member));
    }
  }

 private:
  Status add(const ArchiveMember& member) {
    FTENV_TRY(const Path full, archive_path(member.path));
    FTENV_TRY(const Path path, below_top(full));
    if (path.empty()) {
      if (member.kind == ArchiveMember::directory) return {};
      return fail(ErrorCode::archive,
                  "the archive has no top directory around `" + printable_name(join(full, "/")) + "`");
    }
    const bool wanted = !m_options.wanted || m_options.wanted(path);
    switch (member.kind) {
      case ArchiveMember::hard_link: {
        FTENV_TRY(const Path full_target, archive_path(member.target.value_or("")));
        FTENV_TRY(const Path existing, below_top(full_target));
        if (existing.empty()) return refuse(path, "is a link to a directory");
        if (!wanted) return {};
        // Where there are no hard links it becomes a copy.
        FTENV_CHECK(m_writes.drain());
        return m_tree.add_hard_link(path, existing);
      }
      case ArchiveMember::directory:
        return wanted ? m_tree.add_directory(path) : Status();
      case ArchiveMember::file:
        return wanted ? add_file(member, path) : pass_over(member, path);
      case ArchiveMember::symlink:
        if (!member.target) return refuse(path, "is a link without a target");
        return wanted ? m_tree.add_symlink(path, *member.target) : Status();
      case ArchiveMember::other:
        break;
    }
    return refuse(path, "is neither a file, a directory nor a link");
  }

  Status add_file(const ArchiveMember& member, const Path& path) {
    const auto made = std::make_shared<WrittenFile>();
    made->shown_path = join(path, "/");
    FTENV_CHECK(m_tree.add_file(path, (member.mode & 0111) != 0, made->file));
    FTENV_CHECK(read_file(member, path, [&](std::size_t size) { return m_writes.write(made, size); }));
    // make compares these times. One from the future would have it build things again and again.
    std::optional<std::int64_t> modified = member.modified;
    if (modified) modified = std::clamp<std::int64_t>(*modified, 0, m_now);
    return m_writes.close(made, modified);
  }

  // What is not wanted is held to the same limits.
  Status pass_over(const ArchiveMember& member, const Path& path) {
    return read_file(member, path, [](std::size_t) { return Status(); });
  }

  template <class Take>
  Status read_file(const ArchiveMember& member, const Path& path, const Take& take) {
    std::uintmax_t seen = 0;
    for (;;) {
      FTENV_CHECK(check_cancelled());
      FTENV_TRY(const std::size_t size, m_reader.read(m_writes.room(), m_writes.k_room));
      if (size == 0) break;
      seen += size;
      FTENV_CHECK(m_size.add(size));
      FTENV_CHECK(take(size));
    }
    if (member.size && seen != *member.size) return refuse(path, "is shorter or longer than it should be");
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

  Status check_cancelled() const { return not_cancelled(m_options); }

  static Failure refuse(const Path& path, const std::string& what) {
    return fail(ErrorCode::archive, "the archive's entry `" + printable_name(join(path, "/")) + "` " + what);
  }

  ArchiveReader& m_reader;
  ArchiveTree m_tree;
  const ExtractOptions& m_options;
  UnpackedSize m_size;
  WriteQueue m_writes;
  std::string m_top;
  std::uintmax_t m_entries = 0;
  std::int64_t m_now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
};

Status extract(Result<ArchiveReader> reader, const std::string& name, const fs::path& directory,
               const ExtractOptions& options) {
  if (!reader) return fail(std::move(reader).error());
  auto extracted = Extraction(*reader, directory, options).run();
  if (!extracted) return fail_within(std::move(extracted).error(), "unpacking `" + name + "`");
  return {};
}

}  // namespace

Status make_empty_directory(const fs::path& directory) {
  FTENV_CHECK(make_directories(directory));
  FsError error;
  if (fs::is_empty(directory, error)) return {};
  if (error) return fail(file_error(error, "read", directory));
  return fail(ErrorCode::internal, "`" + directory.string() + "` is not empty, so nothing is unpacked there");
}

Status extract_archive(const fs::path& archive, const fs::path& directory, const ExtractOptions& options) {
  const os_files::Utf8Thread utf8;
  FTENV_CHECK(make_empty_directory(directory));
  return extract(ArchiveReader::open(archive), archive.string(), directory, options);
}

Status extract_archive(ByteSource& archive, const std::string& name, const fs::path& directory,
                       const ExtractOptions& options) {
  const os_files::Utf8Thread utf8;
  FTENV_CHECK(make_empty_directory(directory));
  return extract(ArchiveReader::open(archive, name), name, directory, options);
}

Status test_archive(const fs::path& archive, const ExtractOptions& options) {
  const os_files::Utf8Thread utf8;
  FTENV_TRY(ArchiveReader reader, ArchiveReader::open(archive));
  UnpackedSize seen(reader, options.limits);
  std::string block(k_block, '\0');
  for (;;) {
    FTENV_TRY(const auto member, reader.next());
    if (!member) return {};
    if (member->kind != ArchiveMember::file && member->kind != ArchiveMember::hard_link) continue;
    for (std::size_t size = 1; size > 0;) {
      FTENV_CHECK(not_cancelled(options));
      FTENV_TRY(size, reader.read(block.data(), block.size()));
      FTENV_CHECK(seen.add(size));
    }
  }
}

Result<std::string> read_archive_member(const fs::path& archive, std::string_view member,
                                        std::uintmax_t limit_bytes) {
  const os_files::Utf8Thread utf8;
  FTENV_TRY(ArchiveReader reader, ArchiveReader::open(archive));
  const Path wanted = split(member, '/');
  for (;;) {
    FTENV_TRY(const auto found, reader.next());
    if (!found) break;
    FTENV_TRY(const Path path, archive_path(found->path));
    const bool matches =
        path.size() == wanted.size() + 1 && std::equal(wanted.begin(), wanted.end(), path.begin() + 1);
    if (!matches || found->kind != ArchiveMember::file) continue;
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
