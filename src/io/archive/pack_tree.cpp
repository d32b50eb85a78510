#include "io/archive/pack_tree.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "io/archive/archive_tree.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

class Walk {
 public:
  Walk(const fs::path& root, const PackWalk& options) : m_root(root), m_options(options) {}

  Status read(const fs::path& directory, const std::string& prefix) {
    FsError error;
    fs::directory_iterator entry(directory, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
      if (m_options.cancelled && m_options.cancelled())
        return fail(ErrorCode::interrupted, "interrupted while reading `" + m_root.string() + "`");
      FTENV_CHECK(add(entry->path(), prefix + entry->path().filename().string()));
    }
    if (error) return fail(file_error(error, "read", directory));
    return {};
  }

  std::vector<PackEntry> sorted() {
    std::sort(m_entries.begin(), m_entries.end(),
              [](const PackEntry& a, const PackEntry& b) { return a.path < b.path; });
    return std::move(m_entries);
  }

 private:
  Status add(const fs::path& place, const std::string& path) {
    if (path == k_pack_manifest) return {};
    if (m_options.wanted && !m_options.wanted(path)) return {};
    FsError error;
    const fs::file_status status = fs::symlink_status(place, error);
    PackEntry entry;
    entry.path = path;
    switch (status.type()) {
      case fs::directory_file:
        entry.kind = PackEntry::directory;
        if (path != k_pack_folder) m_entries.push_back(std::move(entry));
        return read(place, path + "/");
      case fs::symlink_file:
        entry.kind = PackEntry::link;
        entry.target = fs::read_symlink(place, error).string();
        break;
      case fs::regular_file: {
        entry.executable = (status.permissions() & (fs::owner_exe | fs::group_exe | fs::others_exe)) != 0;
        entry.size = fs::file_size(place, error);
        if (!error) entry.modified = fs::last_write_time(place, error);
        if (error) break;
        FTENV_TRY(entry.sha256, sha256_of_file(place));
        break;
      }
      default:
        if (error) break;
        return fail(ErrorCode::archive,
                    "`" + printable_name(place.string()) + "` is neither a file, a directory nor a link");
    }
    if (error) return fail(file_error(error, "read", place));
    m_entries.push_back(std::move(entry));
    return {};
  }

  const fs::path& m_root;
  const PackWalk& m_options;
  std::vector<PackEntry> m_entries;
};

}  // namespace

Result<std::vector<PackEntry>> read_pack_tree(const fs::path& directory, const PackWalk& options) {
  Walk walk(directory, options);
  FTENV_CHECK(walk.read(directory, ""));
  return walk.sorted();
}

Json to_json(const PackEntry& entry) {
  switch (entry.kind) {
    case PackEntry::directory:
      return Json::object({{"path", entry.path}, {"kind", "directory"}});
    case PackEntry::link:
      return Json::object({{"path", entry.path}, {"kind", "link"}, {"target", entry.target}});
    case PackEntry::file:
      break;
  }
  return Json::object({{"path", entry.path},
                       {"kind", "file"},
                       {"executable", entry.executable},
                       {"size", static_cast<std::int64_t>(entry.size)},
                       {"sha256", entry.sha256}});
}

}  // namespace ftenv
