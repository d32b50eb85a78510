#include "io/archive/archive_tree.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

namespace errc = boost::system::errc;

constexpr std::size_t k_deepest = 200;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string shown(const std::vector<std::string>& path) {
  return printable_name(join(path, "/"));
}

fs::file_type kind_of(const fs::path& place) {
  FsError ignored;
  return fs::symlink_status(place, ignored).type();
}

}  // namespace

Result<std::vector<std::string>> archive_path(std::string_view raw) {
  const auto refuse = [raw](std::string_view why) {
    return fail(ErrorCode::archive,
                "the archive has the entry `" + printable_name(raw) + "`, " + std::string(why));
  };
  if (raw.empty()) return refuse("which has no name");
  if (raw[0] == '/') return refuse("which is an absolute path");
  if (std::any_of(raw.begin(), raw.end(), is_control)) return refuse("whose name has control characters");
  std::vector<std::string> path;
  for (std::string& part : split(raw, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == "..") return refuse("which leads out of it");
    path.push_back(std::move(part));
    if (path.size() > k_deepest) return refuse("which lies too deep");
  }
  return path;
}

std::string printable_name(std::string_view raw) {
  std::string name(raw.substr(0, 200));
  for (char& c : name) {
    if (is_control(c) || c == '`') c = '?';
  }
  return raw.size() > 200 ? name + "..." : name;
}

// ".." only in front: then each step up starts from the link's own directory, which is a real one, and
// what follows can only lead down or through another link for which the same holds.
bool link_stays_inside(const std::vector<std::string>& link, const std::string& target) {
  if (target.empty() || target[0] == '/' || std::any_of(target.begin(), target.end(), is_control))
    return false;
  std::size_t depth = link.size() - 1;
  bool going_down = false;
  for (const std::string& part : split(target, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (going_down || depth == 0) return false;
      --depth;
    } else {
      going_down = true;
    }
  }
  return true;
}

Status ArchiveTree::make_directory(const fs::path& place, bool implied) {
  if (m_real_directories.count(place.string()) > 0) return {};
  FsError error;
  if (fs::create_directory(place, error)) {
    m_implied += implied ? 1 : 0;
  } else if (error && error != errc::file_exists) {
    return fail(file_error(error, "create the directory", place));
  } else if (kind_of(place) != fs::directory_file) {
    return fail(ErrorCode::archive, "the archive writes through the link or file `" +
                                        printable_name(place.lexically_relative(m_root).string()) +
                                        "` that it made before");
  }
  m_real_directories.insert(place.string());
  return {};
}

Result<fs::path> ArchiveTree::prepare(const std::vector<std::string>& path) {
  // Most entries lie beside the one before. A directory that is real stays so: nothing replaces it.
  if (!m_last_place.empty() && path.size() == m_last_parent.size() + 1 &&
      std::equal(m_last_parent.begin(), m_last_parent.end(), path.begin())) {
    return m_last_place / path.back();
  }
  fs::path place = m_root;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    place /= path[i];
    FTENV_CHECK(make_directory(place, true));
  }
  m_last_parent.assign(path.begin(), path.end() - 1);
  m_last_place = place;
  return place / path.back();
}

Status ArchiveTree::clear(const fs::path& place) {
  const fs::file_type kind = kind_of(place);
  if (kind == fs::file_not_found) return {};
  if (kind == fs::directory_file) {
    return fail(ErrorCode::archive, "the archive has `" +
                                        printable_name(place.lexically_relative(m_root).string()) +
                                        "` twice, once as a directory");
  }
  FsError error;
  fs::remove(place, error);
  if (error) return fail(file_error(error, "replace", place));
  return {};
}

Status ArchiveTree::add_directory(const std::vector<std::string>& path) {
  FTENV_TRY(const fs::path place, prepare(path));
  return make_directory(place, false);
}

Status ArchiveTree::add_file(const std::vector<std::string>& path, bool executable,
                             os_files::OutputFile& file) {
  FTENV_TRY(const fs::path place, prepare(path));
  FsError error = file.create(place, executable);
  if (error == errc::file_exists) {
    FTENV_CHECK(clear(place));
    error = file.create(place, executable);
  }
  if (error) return fail(file_error(error, "create", place));
  return {};
}

Status ArchiveTree::add_symlink(const std::vector<std::string>& path, const std::string& target) {
  if (!link_stays_inside(path, target)) {
    return fail(ErrorCode::archive, "the archive has the link `" + shown(path) + "` to `" +
                                        printable_name(target) + "`, which leads out of it");
  }
  FTENV_TRY(const fs::path place, prepare(path));
  FTENV_CHECK(clear(place));
  FsError error;
  fs::create_symlink(target, place, error);
  if (error) return fail(file_error(error, "create the link", place));
  return {};
}

Status ArchiveTree::add_hard_link(const std::vector<std::string>& path,
                                  const std::vector<std::string>& existing) {
  FTENV_TRY(const fs::path source, prepare(existing));
  // Never to a link: at another depth its target would be another one.
  if (kind_of(source) != fs::regular_file) {
    return fail(ErrorCode::archive, "the archive has the hard link `" + shown(path) + "` to `" +
                                        shown(existing) + "`, which is no file of it");
  }
  FTENV_TRY(const fs::path place, prepare(path));
  if (source == place) return {};
  FTENV_CHECK(clear(place));
  FsError error;
  fs::create_hard_link(source, place, error);
  // Some file systems have none.
  if (error) fs::copy_file(source, place, error);
  if (error) return fail(file_error(error, "create the link", place));
  return {};
}

}  // namespace ftenv
