// The directory into which an archive is unpacked, and the rules for what may appear in it.
//
// An archive is hostile until proved otherwise. Every path is checked before anything is created:
// relative, no "..", no control characters; no parent of it may be a link, whoever made that link; a
// link's target must stay inside wherever the link is followed from. Modes are 0666 or 0777 less the
// umask, which leaves no setuid, setgid or sticky bit and nothing that its owner can't remove.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/fs.hpp"
#include "base/os_files.hpp"
#include "base/result.hpp"

namespace ftenv {

// The components of a path in an archive, without "." and doubled slashes. Error: archive, when the
// path is not one that may be unpacked. An empty list is the archive's root.
Result<std::vector<std::string>> archive_path(std::string_view raw);

// May the link at `path` be made? Its target is relative, not empty, and stays inside wherever it is followed
// from.
bool link_stays_inside(const std::vector<std::string>& path, const std::string& target);

// A name from an archive as it may be shown: control characters and quotes are replaced.
std::string printable_name(std::string_view raw);

class ArchiveTree {
 public:
  // `root` must be an empty directory of ours.
  explicit ArchiveTree(fs::path root) : m_root(std::move(root)) {}

  // Each takes components as archive_path gives them, at least one. A later file or link takes the place
  // of an earlier one; a directory and something else never take each other's. Errors: archive, disk,
  // permission.
  Status add_directory(const std::vector<std::string>& path);
  Status add_file(const std::vector<std::string>& path, bool executable, os_files::OutputFile& file);
  Status add_symlink(const std::vector<std::string>& path, const std::string& target);
  Status add_hard_link(const std::vector<std::string>& path, const std::vector<std::string>& existing);

  // Directories that were made because something in them was, besides those added by name.
  std::uintmax_t implied_directories() const { return m_implied; }

 private:
  // The place of `path` on the disk, with its parents made.
  Result<fs::path> prepare(const std::vector<std::string>& path);
  Status make_directory(const fs::path& place, bool implied);
  // Makes room for something that is not a directory.
  Status clear(const fs::path& place);

  fs::path m_root;
  std::unordered_set<std::string> m_real_directories;  // known not to be links
  std::vector<std::string> m_last_parent;              // of the entry before, and its place
  fs::path m_last_place;
  std::uintmax_t m_implied = 0;
};

}  // namespace ftenv
