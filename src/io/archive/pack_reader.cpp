#include <optional>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "io/archive/archive_file.hpp"
#include "io/archive/archive_tree.hpp"
#include "io/archive/pack.hpp"
#include "io/archive/pack_seal.hpp"
#include "io/archive/pack_tree.hpp"

namespace ftenv {
namespace {

Result<Json> parse_manifest(const std::string& text, const std::string& where, ErrorCode unreadable) {
  auto manifest = Json::parse(text);
  if (!manifest || !(*manifest)["files"].is_array()) {
    return fail(unreadable, "`" + where + "` is damaged: its list of files can't be read");
  }
  const std::int64_t schema = (*manifest)["schema"].int_or(0);
  if (schema != k_pack_schema) {
    return fail(ErrorCode::unsupported,
                "`" + where + "` has schema `" + std::to_string(schema) + "`, and this ftenv reads only `" +
                    std::to_string(k_pack_schema) + "`",
                {"unpack it with the version of ftenv that made it, or a newer one"});
  }
  return std::move(*manifest);
}

Failure differs(const std::string& path, const std::string& how) {
  return fail(ErrorCode::checksum, "the pack's `" + printable_name(path) + "` " + how);
}

// What is on the disk against what was listed, both of the same path.
std::string difference(const PackEntry& found, const Json& listed) {
  const Json real = to_json(found);
  if (real["kind"].string_or("") != listed["kind"].string_or("")) {
    return "is a " + real["kind"].string_or("") + ", not a " + printable_name(listed["kind"].string_or(""));
  }
  for (const Json::Member& member : real.members()) {
    if (member.second.dump(-1) == listed[member.first].dump(-1)) continue;
    if (member.first == "sha256") return "has other content than was packed";
    if (member.first == "size") return "is shorter or longer than what was packed";
    if (member.first == "target") return "is a link to elsewhere than was packed";
    return real["executable"].bool_or(false) ? "is executable, and was not when it was packed"
                                             : "is not executable, and was when it was packed";
  }
  return {};
}

struct Opened {
  ArchiveReader reader;
  ArchiveMember first;

  bool is_pack() const {
    const std::size_t top = first.path.find('/');
    return first.kind == ArchiveMember::file && top != std::string::npos &&
           first.path.substr(top + 1) == k_pack_manifest;
  }
};

Result<Opened> open_pack(const fs::path& archive) {
  FTENV_TRY(ArchiveReader reader, ArchiveReader::open(archive));
  FTENV_TRY(std::optional<ArchiveMember> first, reader.next());
  return Opened{std::move(reader), std::move(first).value_or(ArchiveMember{})};
}

}  // namespace

Result<bool> is_pack(const fs::path& file) {
  const os_files::Utf8Thread utf8;
  FTENV_TRY(const bool sealed, has_trace_of_seal(file));
  if (sealed) return true;
  const auto opened = open_pack(file);
  return opened && opened->is_pack();
}

Result<Json> read_pack_manifest(const fs::path& archive) {
  const os_files::Utf8Thread utf8;
  FTENV_TRY(Opened opened, open_pack(archive));
  if (!opened.is_pack()) {
    return fail(ErrorCode::archive, "`" + archive.string() + "` is no pack: its first entry is not `" +
                                        std::string(k_pack_manifest) + "`");
  }
  std::string text;
  std::string block(1 << 18, '\0');
  for (;;) {
    FTENV_TRY(const std::size_t size, opened.reader.read(block.data(), block.size()));
    if (size == 0) break;
    text.append(block, 0, size);
    if (text.size() > k_pack_manifest_limit) {
      return fail(ErrorCode::archive, "the list of files in `" + archive.string() + "` is larger than " +
                                          human_bytes(k_pack_manifest_limit));
    }
  }
  return parse_manifest(text, archive.string(), ErrorCode::archive);
}

Status verify_unpacked_pack(const fs::path& directory) {
  const fs::path place = directory / fs::path(std::string(k_pack_manifest));
  FsError error;
  if (fs::symlink_status(place, error).type() != fs::regular_file) {
    return fail(ErrorCode::checksum, "`" + directory.string() + "` has no `" + std::string(k_pack_manifest) +
                                         "`, by which its files could be verified");
  }
  FTENV_TRY(const std::string text, read_text(place, k_pack_manifest_limit));
  FTENV_TRY(const Json manifest, parse_manifest(text, place.string(), ErrorCode::checksum));
  FTENV_TRY(const std::vector<PackEntry> found, read_pack_tree(directory, {}));
  const Json::Array& listed = manifest["files"].items();
  // Both are sorted. A list that is not, or names a file twice, goes out of step, which is an error too.
  for (std::size_t i = 0; i < found.size() || i < listed.size(); ++i) {
    const std::string wanted = i < listed.size() ? listed[i]["path"].string_or("") : "";
    if (i == found.size()) return differs(wanted, "is missing");
    if (i == listed.size()) return differs(found[i].path, "was not packed with the rest");
    if (found[i].path < wanted) return differs(found[i].path, "was not packed with the rest");
    if (found[i].path > wanted) return differs(wanted, "is missing");
    const std::string how = difference(found[i], listed[i]);
    if (!how.empty()) return differs(wanted, how);
  }
  return {};
}

}  // namespace ftenv
