#include <algorithm>
#include <cerrno>
#include <fstream>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "io/archive/archive_file.hpp"
#include "io/archive/archive_tree.hpp"
#include "io/archive/pack.hpp"
#include "io/archive/pack_seal.hpp"
#include "io/archive/pack_tree.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_block = 1 << 18;

// What could not be unpacked is not packed in the first place.
Status check_entry(const PackEntry& entry) {
  auto path = archive_path(entry.path);
  if (!path) return fail_within(std::move(path).error(), "reading what is to be packed");
  // JSON can't hold it, so nobody could verify it.
  const auto kept = Json::parse(Json(entry.path + entry.target).dump());
  if (!kept || kept->string_or("") != entry.path + entry.target) {
    return fail(ErrorCode::archive,
                "`" + printable_name(entry.path) + "` can't be packed: its name or target is not UTF-8");
  }
  if (entry.kind == PackEntry::link && !link_stays_inside(*path, entry.target)) {
    return fail(ErrorCode::archive, "`" + printable_name(entry.path) +
                                        "` can't be packed: it is a link to `" +
                                        printable_name(entry.target) + "`, which may lead out of the pack");
  }
  return {};
}

std::string manifest_text(const PackRequest& request, const std::vector<PackEntry>& entries) {
  Json::Array files;
  for (const PackEntry& entry : entries) files.push_back(to_json(entry));
  const Json manifest =
      Json::object({{"schema", k_pack_schema}, {"facts", request.facts}, {"files", Json(std::move(files))}});
  return manifest.dump(1) + "\n";
}

// Into a file that is counted and digested on its way.
class PackFile {
 public:
  Status create(const fs::path& path) {
    m_path = path;
    if (const FsError error = m_file.create(path)) return fail(file_error(error, "create", path));
    return {};
  }

  Status write(std::string_view bytes) {
    m_digest.update(bytes.data(), bytes.size());
    m_bytes += bytes.size();
    if (const FsError error = m_file.write(bytes)) return fail(file_error(error, "write", m_path));
    return {};
  }

  // Seals it and has it put on the disk.
  Result<PackSummary> finish() {
    FTENV_CHECK(write(pack_seal(m_digest.hex_so_far())));
    FsError error = m_file.sync();
    if (!error) error = m_file.close();
    if (error) return fail(file_error(error, "write", m_path));
    return PackSummary{m_digest.hex(), m_bytes, 0};
  }

 private:
  fs::path m_path;
  os_files::OutputFile m_file;
  Sha256 m_digest;
  std::uintmax_t m_bytes = 0;
};

class Packing {
 public:
  Packing(const PackRequest& request, const std::vector<PackEntry>& entries, ArchiveWriter& writer)
      : m_request(request), m_entries(entries), m_writer(writer) {}

  Status run() {
    const std::string manifest = manifest_text(m_request, m_entries);
    m_total = manifest.size();
    for (const PackEntry& entry : m_entries) m_total += entry.size;
    FTENV_CHECK(m_writer.add(member_at(std::string(k_pack_manifest), manifest.size())));
    FTENV_CHECK(write(manifest));
    for (const PackEntry& entry : m_entries) {
      FTENV_CHECK(check_cancelled());
      FTENV_CHECK(add(entry));
    }
    return m_writer.close();
  }

 private:
  ArchiveMember member_at(const std::string& path, std::uintmax_t size) const {
    ArchiveMember member;
    member.path = m_request.top + "/" + path;
    member.size = size;
    // Of folders and links nobody asks when they were changed, and unpacking changes it.
    member.modified = 0;
    return member;
  }

  Status add(const PackEntry& entry) {
    ArchiveMember member = member_at(entry.path, entry.size);
    switch (entry.kind) {
      case PackEntry::directory:
        member.kind = ArchiveMember::directory;
        member.path += '/';
        member.mode = 0755;
        return m_writer.add(member);
      case PackEntry::link:
        member.kind = ArchiveMember::symlink;
        member.target = entry.target;
        return m_writer.add(member);
      case PackEntry::file:
        break;
    }
    member.mode = entry.executable ? 0755 : 0644;
    member.modified = entry.modified;
    FTENV_CHECK(m_writer.add(member));
    return add_content(entry);
  }

  Status add_content(const PackEntry& entry) {
    const fs::path place = m_request.directory / entry.path;
    errno = 0;
    std::ifstream file = os_files::input_stream(place);
    if (!file) return fail(file_error(FsError(errno, boost::system::generic_category()), "read", place));
    Sha256 digest;
    std::uintmax_t left = entry.size;
    while (file.read(m_block.data(), static_cast<std::streamsize>(m_block.size())), file.gcount() > 0) {
      const std::string_view bytes(m_block.data(), static_cast<std::size_t>(file.gcount()));
      if (bytes.size() > left) return changed(place);
      left -= bytes.size();
      digest.update(bytes.data(), bytes.size());
      FTENV_CHECK(check_cancelled());
      FTENV_CHECK(write(bytes));
    }
    if (file.bad()) return fail(ErrorCode::disk, "could not read `" + place.string() + "` to its end");
    if (left > 0 || digest.hex() != entry.sha256) return changed(place);
    return {};
  }

  Status write(std::string_view bytes) {
    FTENV_CHECK(m_writer.write(bytes));
    m_done += bytes.size();
    if (m_request.on_progress) m_request.on_progress(m_done, m_total);
    return {};
  }

  Status check_cancelled() const {
    if (m_request.cancelled && m_request.cancelled())
      return fail(ErrorCode::interrupted, "interrupted while packing");
    return {};
  }

  static Failure changed(const fs::path& place) {
    return fail(ErrorCode::archive, "`" + place.string() + "` was changed while it was being packed");
  }

  const PackRequest& m_request;
  const std::vector<PackEntry>& m_entries;
  ArchiveWriter& m_writer;
  std::string m_block = std::string(k_block, '\0');
  std::uintmax_t m_done = 0;
  std::uintmax_t m_total = 0;
};

// A pack that lay in what it packs would be in the next one.
Status check_target(const PackRequest& request) {
  FsError error;
  const fs::path inside = fs::canonical(request.directory, error);
  if (error) return fail(file_error(error, "read", request.directory));
  const fs::path folder = fs::weakly_canonical(fs::absolute(request.target).parent_path(), error);
  if (error) return fail(file_error(error, "write", request.target));
  if (std::mismatch(inside.begin(), inside.end(), folder.begin(), folder.end()).first == inside.end()) {
    return fail(ErrorCode::usage,
                "`" + request.target.string() + "` lies in the directory that it would pack",
                {"name a file outside of `" + request.directory.string() + "`"});
  }
  if (fs::is_directory(request.target, error)) {
    return fail(ErrorCode::usage, "`" + request.target.string() + "` is a directory, not a file to write");
  }
  // Renamed into its place, the pack would take a device's or a pipe's.
  if (const fs::file_type type = fs::status(request.target, error).type();
      type != fs::file_not_found && type != fs::regular_file) {
    return fail(ErrorCode::usage, "`" + request.target.string() + "` is there already and is no file",
                {"name another file with `--output`"});
  }
  return {};
}

}  // namespace

Result<PackSummary> write_pack(const PackRequest& request) {
  const os_files::Utf8Thread utf8;
  FTENV_TRY(const std::vector<std::string> top, archive_path(request.top));
  if (top.size() != 1) return fail(ErrorCode::internal, "`" + request.top + "` is no name for a folder");
  FTENV_CHECK(check_target(request));
  FTENV_TRY(const std::vector<PackEntry> entries,
            read_pack_tree(request.directory, {request.wanted, request.cancelled}));
  for (const PackEntry& entry : entries) FTENV_CHECK(check_entry(entry));
  // Beside the target, so that it can be renamed; removed with what is in it unless that has happened.
  FTENV_TRY(const TempDir staged, TempDir::create(fs::absolute(request.target).parent_path(), ".ftenv-pack"));
  const fs::path place = staged.path() / "pack";
  PackFile file;
  FTENV_CHECK(file.create(place));
  FTENV_TRY(
      ArchiveWriter writer,
      ArchiveWriter::create([&file](std::string_view bytes) { return file.write(bytes); }, request.level));
  FTENV_CHECK(Packing(request, entries, writer).run());
  FTENV_TRY(PackSummary summary, file.finish());
  summary.files = entries.size();
  if (const FsError error = os_files::replace(place, request.target))
    return fail(file_error(error, "write", request.target));
  return summary;
}

}  // namespace ftenv
