#include "engine/ways/archive_kind.hpp"

#include "base/os_files.hpp"
#include "base/text.hpp"
#include "io/archive/archive_file.hpp"

namespace ftenv {
namespace {

struct Mark {
  std::string_view path;  // below the archive's top folder
  ArchiveKind kind;
};

// PYTHON.json is the first member of a full archive, so it is seen before install/.
constexpr Mark k_marks[] = {
    {".ftenv/pack.json", ArchiveKind::pack},
    {"PYTHON.json", ArchiveKind::standalone_full},
    {"Include/patchlevel.h", ArchiveKind::source},
    {"bin/python3", ArchiveKind::standalone},
};

// "./python/bin/python3.14t" → "bin/python3.14t"
std::string_view below_top(std::string_view path) {
  if (starts_with(path, "./")) path.remove_prefix(2);
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

}  // namespace

Result<ArchiveKind> kind_of_archive(const fs::path& archive) {
  const os_files::Utf8Thread utf8;
  FTENV_TRY(ArchiveReader reader, ArchiveReader::open(archive));
  for (;;) {
    FTENV_TRY(const std::optional<ArchiveMember> member, reader.next());
    if (!member) return ArchiveKind::unknown;
    const std::string_view path = below_top(member->path);
    for (const Mark& mark : k_marks) {
      if (path == mark.path) return mark.kind;
    }
  }
}

ExtractOptions standalone_options(const CancelToken& cancel) {
  ExtractOptions options;
  options.cancelled = [&cancel] { return cancel.requested(); };
  options.wanted = [](const std::vector<std::string>& path) {
    return path.empty() || path.front() != "build";
  };
  return options;
}

fs::path installed_part(const fs::path& unpacked) {
  return kind_of_tree(unpacked) == ArchiveKind::standalone_full ? unpacked / "install" : unpacked;
}

ArchiveKind kind_of_tree(const fs::path& tree) {
  FsError ignored;
  for (const Mark& mark : k_marks) {
    if (fs::exists(fs::symlink_status(tree / std::string(mark.path), ignored))) return mark.kind;
  }
  return ArchiveKind::unknown;
}

}  // namespace ftenv
