#include "inspect/wheel/wheel_archive.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "io/archive/archive_file.hpp"
#include "io/archive/archive_tree.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_largest_text = 32u << 20;
constexpr std::uintmax_t k_largest_native = 1u << 30;  // of one library; larger ones are not looked into
constexpr std::uintmax_t k_most_bytes = 64ull << 30;   // unpacked
constexpr std::size_t k_most_members = 500'000;
constexpr std::size_t k_block = 1 << 18;
constexpr std::string_view k_info = ".dist-info";

// "PyYAML-6.0.3.dist-info/METADATA": a folder at the top, and one of the three in it.
bool is_text(const std::string& path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string::npos || !ends_with(path.substr(0, slash), k_info)) return false;
  const std::string name = path.substr(slash + 1);
  return name == "METADATA" || name == "WHEEL" || name == "RECORD";
}

class Pass {
 public:
  Pass(ArchiveReader& reader, WheelContents& contents) : m_reader(reader), m_contents(contents) {}

  Status run() {
    while (true) {
      FTENV_TRY(const std::optional<ArchiveMember> member, m_reader.next());
      if (!member) return {};
      FTENV_CHECK(take(*member));
    }
  }

 private:
  Status take(const ArchiveMember& member) {
    if (member.kind == ArchiveMember::directory) return {};
    if (!archive_path(member.path) || member.kind != ArchiveMember::file) {
      m_contents.unsafe.push_back(printable_name(member.path));
      return {};
    }
    if (m_contents.members.size() >= k_most_members)
      return fail(ErrorCode::archive, "it has more than " + std::to_string(k_most_members) + " files");
    if (!m_seen.insert(member.path).second) m_contents.doubled.push_back(member.path);
    if (m_contents.dist_info.empty()) {
      const std::string top = member.path.substr(0, member.path.find('/'));
      if (top.size() < member.path.size() && ends_with(top, k_info)) m_contents.dist_info = top;
    }
    FTENV_TRY(std::string kept, read(member));
    if (is_text(member.path)) {
      m_contents.texts[member.path] = std::move(kept);
    } else if (!kept.empty()) {
      take_native(member.path, kept);
    }
    return {};
  }

  // Digests all of it; returns the bytes of what is looked into.
  Result<std::string> read(const ArchiveMember& member) {
    Sha256 digest;
    std::string kept, block(k_block, '\0');
    std::uintmax_t size = 0;
    bool keep = is_text(member.path);
    const std::uintmax_t limit = keep ? k_largest_text : k_largest_native;
    while (true) {
      auto got = m_reader.read(block.data(), block.size());
      if (!got) return fail_within(got.error(), "reading `" + printable_name(member.path) + "`");
      if (*got == 0) break;
      const std::string_view piece(block.data(), *got);
      if (size == 0 && native_format_of(piece) != NativeFormat::other) keep = true;
      digest.update(piece.data(), piece.size());
      size += *got;
      m_bytes += *got;
      if (m_bytes > k_most_bytes) return fail(ErrorCode::archive, "it is larger than any wheel is");
      if (keep && size <= limit) kept += piece;
    }
    m_contents.members.push_back({member.path, size, digest.hex()});
    if (size > limit) kept.clear();
    return kept;
  }

  void take_native(const std::string& path, const std::string& bytes) {
    auto file = read_native_file(bytes, path);
    if (!file) {
      NativeFile unknown;
      unknown.format = native_format_of(bytes);
      m_contents.natives.push_back({path, std::move(unknown), file.error().message});
    } else if (file->format != NativeFormat::other) {
      m_contents.natives.push_back({path, std::move(*file), {}});
    }
  }

  ArchiveReader& m_reader;
  WheelContents& m_contents;
  std::set<std::string> m_seen;
  std::uintmax_t m_bytes = 0;
};

}  // namespace

const std::string* WheelContents::text(const std::string& name) const {
  const auto found = texts.find(dist_info + "/" + name);
  return found == texts.end() ? nullptr : &found->second;
}

Result<WheelContents> read_wheel_archive(const fs::path& file) {
  const os_files::Utf8Thread utf8;
  os_files::InputFile probe;
  if (const FsError error = probe.open(file)) return fail(file_error(error, "read", file));
  std::array<char, 4> start{};
  std::size_t got = 0;
  if (const FsError error = probe.read_at(0, start.data(), start.size(), got))
    return fail(file_error(error, "read", file));
  WheelContents contents;
  // A tar would be read as well, and is no wheel.
  if (got == start.size() && !starts_with(std::string_view(start.data(), got), "PK")) {
    contents.damage =
        Error{ErrorCode::archive, "`" + file.string() + "` is not a zip archive", {}, {}, "", {}};
    return contents;
  }
  auto reader = ArchiveReader::open(file);
  if (!reader) {
    contents.damage = std::move(reader).error();
    return contents;
  }
  if (auto status = Pass(*reader, contents).run(); !status) contents.damage = std::move(status).error();
  return contents;
}

}  // namespace ftenv
