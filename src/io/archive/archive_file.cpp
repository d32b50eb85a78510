#include "io/archive/archive_file.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "io/archive/archive_tree.hpp"
#include "io/archive/content_kind.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_block = 1 << 18;
constexpr std::size_t k_head_bytes = 512;

using Archive = std::unique_ptr<archive, int (*)(archive*)>;
using Entry = std::unique_ptr<archive_entry, void (*)(archive_entry*)>;

std::string reason_of(archive* a) {
  const char* reason = archive_error_string(a);
  return to_lower(printable_name(reason ? reason : "unknown reason"));
}

// A path is wide characters on one system and bytes on the others.
[[maybe_unused]] int open_named(archive* a, const char* name) {
  return archive_read_open_filename(a, name, k_block);
}
[[maybe_unused]] int open_named(archive* a, const wchar_t* name) {
  return archive_read_open_filename_w(a, name, k_block);
}

std::string head_of(const fs::path& path) {
  std::ifstream file = os_files::input_stream(path);
  std::string head(k_head_bytes, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  return head;
}

// The raw bytes where there are any; libarchive has only one of the two for some formats and locales.
std::optional<std::string> either(const char* raw, const char* utf8) {
  if (raw) return raw;
  if (utf8) return utf8;
  return std::nullopt;
}

ArchiveMember::Kind kind_of(archive_entry* entry) {
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
      return ArchiveMember::file;
    case AE_IFDIR:
      return ArchiveMember::directory;
    case AE_IFLNK:
      return ArchiveMember::symlink;
    default:
      return ArchiveMember::other;
  }
}

ArchiveMember member_of(archive_entry* entry) {
  ArchiveMember member;
  member.path = either(archive_entry_pathname(entry), archive_entry_pathname_utf8(entry)).value_or("");
  member.kind = kind_of(entry);
  if (auto target = either(archive_entry_hardlink(entry), archive_entry_hardlink_utf8(entry))) {
    member.kind = ArchiveMember::hard_link;  // whatever type the entry says it has
    member.target = std::move(target);
  } else if (member.kind == ArchiveMember::symlink) {
    member.target = either(archive_entry_symlink(entry), archive_entry_symlink_utf8(entry));
  }
  member.mode = archive_entry_perm(entry);
  if (archive_entry_mtime_is_set(entry)) member.modified = archive_entry_mtime(entry);
  if (archive_entry_size_is_set(entry)) member.size = static_cast<std::uintmax_t>(archive_entry_size(entry));
  return member;
}

}  // namespace

struct ArchiveReader::State {
  explicit State(std::string shown_name)
      : handle(archive_read_new(), archive_read_free), name(std::move(shown_name)) {}

  bool enable() const {
    // Of zip only the way through its central directory: the other one believes a truncated archive.
    // ARCHIVE_WARN: a filter that this libarchive was built without and runs as a program.
    for (const auto support : {archive_read_support_filter_gzip, archive_read_support_filter_bzip2,
                               archive_read_support_filter_xz, archive_read_support_filter_zstd,
                               archive_read_support_format_tar, archive_read_support_format_zip_seekable}) {
      if (support(handle.get()) < ARCHIVE_WARN) return false;
    }
    // Reads on behind tar's end mark, to where the compressor keeps its checksum.
    return archive_read_set_option(handle.get(), "tar", "read_concatenated_archives", "1") == ARCHIVE_OK;
  }

  Failure broken() const {
    if (source_error) return fail(*source_error);
    const std::string head = source ? source_head : head_of(name);
    // What it is says more than what libarchive stumbled over, but only where nothing could be read.
    if (members == 0 && (head.empty() || archive_format(handle.get()) == 0)) {
      std::string message = "`" + name + "` is not an archive: it looks like " + content_kind(head);
      std::vector<std::string> hints;
      if (looks_like_web_page(head))
        hints.push_back("a proxy or a login page may have answered instead of the server");
      return fail(ErrorCode::archive, std::move(message), std::move(hints));
    }
    return fail(ErrorCode::archive, "`" + name + "` is damaged: " + reason_of(handle.get()));
  }

  static la_ssize_t pull(archive*, void* user, const void** buffer) {
    auto& state = *static_cast<State*>(user);
    auto got = state.source->read(state.block.data(), state.block.size());
    if (!got) {
      state.source_error = std::move(got).error();
      return -1;
    }
    state.packed_bytes += *got;
    if (state.source_head.size() < k_head_bytes) {
      state.source_head.append(state.block.data(), std::min(*got, k_head_bytes - state.source_head.size()));
    }
    *buffer = state.block.data();
    return static_cast<la_ssize_t>(*got);
  }

  Archive handle;
  std::string name;
  std::uintmax_t packed_bytes = 0;
  std::uintmax_t members = 0;
  // Of a source.
  ByteSource* source = nullptr;
  std::string block;
  std::string source_head;
  std::optional<Error> source_error;
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader& ArchiveReader::operator=(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(const fs::path& file) {
  auto state = std::make_unique<State>(file.string());
  FsError error;
  state->packed_bytes = fs::file_size(file, error);
  if (error) return fail(file_error(error, "read", file));
  if (!state->enable() || open_named(state->handle.get(), file.c_str()) != ARCHIVE_OK) {
    return state->broken();
  }
  return ArchiveReader(std::move(state));
}

Result<ArchiveReader> ArchiveReader::open(ByteSource& source, std::string name) {
  auto state = std::make_unique<State>(std::move(name));
  state->source = &source;
  state->block.resize(k_block);
  if (!state->enable() ||
      archive_read_open(state->handle.get(), state.get(), nullptr, State::pull, nullptr) != ARCHIVE_OK) {
    return state->broken();
  }
  return ArchiveReader(std::move(state));
}

Result<std::optional<ArchiveMember>> ArchiveReader::next() {
  archive_entry* entry = nullptr;
  const int code = archive_read_next_header(m_state->handle.get(), &entry);
  if (code == ARCHIVE_EOF) {
    if (m_state->members == 0) return fail(ErrorCode::archive, "`" + m_state->name + "` is an empty archive");
    return std::nullopt;
  }
  // A warning is about attributes that we don't restore; a name that is missing is found by archive_path.
  // ARCHIVE_RETRY, which passes over a header with a wrong checksum, is worse though it is a smaller number.
  if (code != ARCHIVE_OK && code != ARCHIVE_WARN) return m_state->broken();
  ++m_state->members;
  return member_of(entry);
}

Result<std::size_t> ArchiveReader::read(char* buffer, std::size_t size) {
  const la_ssize_t got = archive_read_data(m_state->handle.get(), buffer, size);
  if (got < 0) return m_state->broken();
  return static_cast<std::size_t>(got);
}

std::uintmax_t ArchiveReader::packed_bytes() const {
  return m_state->packed_bytes;
}

struct ArchiveWriter::State {
  explicit State(Sink bytes_to)
      : handle(archive_write_new(), archive_write_free), sink(std::move(bytes_to)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  // Freed as it is, libarchive would first close it and push an end mark into the sink.
  ~State() { archive_write_fail(handle.get()); }

  Failure broken(const std::string& doing) const {
    if (sink_error) return fail(*sink_error);
    return fail(ErrorCode::archive, "could not " + doing + ": " + reason_of(handle.get()));
  }

  // libarchive would fill what is missing with zeros.
  Status check_member_complete() const {
    if (missing == 0) return {};
    return fail(ErrorCode::archive, "`" + printable_name(member) + "` has " + std::to_string(missing) +
                                        " bytes less than were announced, so it can't be packed");
  }

  static la_ssize_t push(archive*, void* user, const void* bytes, std::size_t size) {
    auto& state = *static_cast<State*>(user);
    auto taken = state.sink({static_cast<const char*>(bytes), size});
    if (taken) return static_cast<la_ssize_t>(size);
    state.sink_error = std::move(taken).error();
    return -1;
  }

  Archive handle;
  Sink sink;
  std::optional<Error> sink_error;
  std::string member;          // the current one
  std::uintmax_t missing = 0;  // of its bytes
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter& ArchiveWriter::operator=(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

Result<ArchiveWriter> ArchiveWriter::create(Sink sink, int level) {
  auto state = std::make_unique<State>(std::move(sink));
  archive* const a = state->handle.get();
  const std::string level_text = std::to_string(level);
  // In a last block of one byte there is nothing to fill up: zeros behind zstd's end are not zstd.
  if (archive_write_set_format_pax_restricted(a) != ARCHIVE_OK ||
      archive_write_add_filter_zstd(a) != ARCHIVE_OK ||
      archive_write_set_filter_option(a, "zstd", "compression-level", level_text.c_str()) != ARCHIVE_OK ||
      archive_write_set_bytes_per_block(a, static_cast<int>(k_block)) != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block(a, 1) != ARCHIVE_OK ||
      archive_write_open(a, state.get(), nullptr, State::push, nullptr) != ARCHIVE_OK) {
    return state->broken("begin an archive");
  }
  return ArchiveWriter(std::move(state));
}

Status ArchiveWriter::add(const ArchiveMember& member) {
  FTENV_CHECK(m_state->check_member_complete());
  const Entry entry(archive_entry_new(), archive_entry_free);
  archive_entry_set_pathname(entry.get(), member.path.c_str());
  switch (member.kind) {
    case ArchiveMember::file:
    case ArchiveMember::hard_link:
      archive_entry_set_filetype(entry.get(), AE_IFREG);
      break;
    case ArchiveMember::directory:
      archive_entry_set_filetype(entry.get(), AE_IFDIR);
      break;
    case ArchiveMember::symlink:
      archive_entry_set_filetype(entry.get(), AE_IFLNK);
      break;
    case ArchiveMember::other:
      return fail(ErrorCode::archive,
                  "`" + printable_name(member.path) +
                      "` is neither a file, a directory nor a link, so it can't be packed");
  }
  const std::string target = member.target.value_or("");
  if (member.kind == ArchiveMember::hard_link) archive_entry_set_hardlink(entry.get(), target.c_str());
  if (member.kind == ArchiveMember::symlink) archive_entry_set_symlink(entry.get(), target.c_str());
  const std::uintmax_t size = member.kind == ArchiveMember::file ? member.size.value_or(0) : 0;
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
  archive_entry_set_perm(entry.get(), static_cast<mode_t>(member.mode));
  archive_entry_set_mtime(entry.get(), member.modified.value_or(0), 0);
  // A warning is about a name that is not UTF-8, which is written all the same.
  if (archive_write_header(m_state->handle.get(), entry.get()) < ARCHIVE_WARN) {
    return m_state->broken("pack `" + printable_name(member.path) + "`");
  }
  m_state->member = member.path;
  m_state->missing = size;
  return {};
}

Status ArchiveWriter::write(std::string_view bytes) {
  if (bytes.size() > m_state->missing) {
    return fail(ErrorCode::archive, "`" + printable_name(m_state->member) +
                                        "` has more bytes than were announced, so it can't be packed");
  }
  while (!bytes.empty()) {
    const la_ssize_t taken = archive_write_data(m_state->handle.get(), bytes.data(), bytes.size());
    if (taken <= 0) return m_state->broken("pack `" + printable_name(m_state->member) + "`");
    m_state->missing -= static_cast<std::uintmax_t>(taken);
    bytes.remove_prefix(static_cast<std::size_t>(taken));
  }
  return {};
}

Status ArchiveWriter::close() {
  FTENV_CHECK(m_state->check_member_complete());
  if (archive_write_close(m_state->handle.get()) != ARCHIVE_OK) return m_state->broken("finish an archive");
  return {};
}

}  // namespace ftenv
