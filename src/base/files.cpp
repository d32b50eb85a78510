#include "base/files.hpp"

#include <algorithm>

#include <array>
#include <cerrno>
#include <fstream>
#include <random>

#include "base/os_files.hpp"

namespace ftenv {
namespace {

namespace errc = boost::system::errc;

// Names need not be secret, only free: whoever takes one creates it exclusively.
std::string random_suffix() {
  static constexpr std::string_view k_letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  thread_local std::mt19937_64 engine{std::random_device{}()};
  std::uniform_int_distribution<std::size_t> letter(0, k_letters.size() - 1);
  std::string suffix;
  for (int i = 0; i < 8; ++i) suffix += k_letters[letter(engine)];
  return suffix;
}

constexpr int k_name_tries = 100;
constexpr std::string_view k_unfinished = ".ftenv-tmp";

bool is_directory_itself(const fs::path& path) {
  FsError ignored;
  return fs::symlink_status(path, ignored).type() == fs::directory_file;
}

fs::path nearest_existing(fs::path path) {
  FsError ignored;
  while (!path.empty() && !fs::exists(fs::status(path, ignored))) path = path.parent_path();
  return path.empty() ? fs::path(".") : path;
}

// Read-only directories (Go's module cache, some build trees) can't be emptied as they are.
void make_directories_writable(const fs::path& path) {
  if (!is_directory_itself(path)) return;
  FsError ignored;
  fs::permissions(path, fs::add_perms | fs::owner_all, ignored);
  FsError error;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    make_directories_writable(entry->path());
  }
}

}  // namespace

Error file_error(const FsError& reason, std::string_view doing, const fs::path& path) {
  Error error;
  error.code = ErrorCode::disk;
  error.message = "could not " + std::string(doing) + " `" + path.string() + "`: " + reason.message();
  if (reason == errc::permission_denied || reason == errc::operation_not_permitted ||
      reason == errc::read_only_file_system) {
    error.code = ErrorCode::permission;
  }
  return error;
}

Result<std::string> read_text(const fs::path& path, std::uintmax_t limit_bytes) {
  FsError error;
  const fs::file_status status = fs::status(path, error);
  if (error && status.type() != fs::regular_file) return fail(file_error(error, "read", path));
  if (status.type() == fs::directory_file) {
    return fail(file_error(errc::make_error_code(errc::is_a_directory), "read", path));
  }
  errno = 0;
  std::ifstream file = os_files::input_stream(path);
  if (!file) return fail(file_error(FsError(errno, boost::system::generic_category()), "read", path));
  std::string text;
  std::array<char, 1 << 16> block;
  while (file.read(block.data(), block.size()), file.gcount() > 0) {
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > limit_bytes) {
      return fail(ErrorCode::disk, "could not read `" + path.string() + "`: it is larger than " +
                                       std::to_string(limit_bytes) + " bytes");
    }
  }
  if (file.bad()) return fail(file_error(errc::make_error_code(errc::io_error), "read", path));
  return text;
}

Status write_text_atomically(const fs::path& path, std::string_view text) {
  FsError error;
  // A link (a dotfile manager's, say) stays a link: its target is what gets replaced.
  fs::path target = path;
  const bool is_link = fs::symlink_status(path, error).type() == fs::symlink_file;
  if (is_link && fs::exists(path, error)) target = fs::canonical(path, error);
  if (is_directory_itself(target)) {
    return fail(file_error(errc::make_error_code(errc::is_a_directory), "write", path));
  }
  for (int tries = 0; tries < k_name_tries; ++tries) {
    const fs::path sibling = target.parent_path() / ("." + random_suffix() + std::string(k_unfinished));
    error = os_files::write_new(sibling, text);
    if (error == errc::file_exists) continue;
    FsError missing;
    if (!error && fs::exists(target, missing)) error = os_files::copy_mode_and_owner(target, sibling);
    if (!error) error = os_files::replace(sibling, target);
    if (!error) return {};
    FsError ignored;
    fs::remove(sibling, ignored);
    break;
  }
  return fail(file_error(error, "write", path));
}

void remove_cut_off_writes(const fs::path& folder) {
  for (const fs::path& entry : entries_of(folder)) {
    const std::string name = entry.filename().string();
    const bool ours = name.size() == 1 + 8 + k_unfinished.size() && name.front() == '.' &&
                      std::string_view(name).substr(9) == k_unfinished;
    FsError ignored;
    if (ours && fs::symlink_status(entry, ignored).type() == fs::regular_file) fs::remove(entry, ignored);
  }
}

Status make_directories(const fs::path& path) {
  FsError error;
  fs::create_directories(path, error);
  // Boost reports success for an existing file too.
  if (!error && !fs::is_directory(path, error) && !error) {
    error = errc::make_error_code(errc::not_a_directory);
  }
  if (error) return fail(file_error(error, "create the directory", path));
  return {};
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  FsError error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    entries.push_back(at->path());
  std::sort(entries.begin(), entries.end());
  return entries;
}

Status remove_tree(const fs::path& path) {
  FsError error;
  fs::remove_all(path, error);
  if (error) {
    make_directories_writable(path);
    fs::remove_all(path, error);
  }
  if (error && error != errc::no_such_file_or_directory) return fail(file_error(error, "remove", path));
  return {};
}

Status publish(const fs::path& staged, const fs::path& target) {
  FsError error;
  // Not one step with the rename; ftenv's own lock is what keeps two publishers apart.
  if (fs::exists(fs::symlink_status(target, error))) {
    return fail(file_error(errc::make_error_code(errc::file_exists), "publish", target));
  }
  error = os_files::replace(staged, target);
  if (error) return fail(file_error(error, "publish", target));
  return {};
}

bool is_writable(const fs::path& directory) {
  const fs::path existing = nearest_existing(directory);
  FsError ignored;
  return fs::is_directory(existing, ignored) && os_files::may_create_in(existing);
}

Result<std::uintmax_t> free_space_bytes(const fs::path& path) {
  FsError error;
  const fs::space_info space = fs::space(nearest_existing(path), error);
  if (error) return fail(file_error(error, "ask for the free space of", path));
  return space.available;
}

fs::path absolute_normal(const fs::path& path, const fs::path& base) {
  const fs::path full = path.is_absolute() ? path : base / path;
  fs::path normal = full.root_path();
  for (const fs::path& part : full.relative_path()) {
    if (part == "." || part.empty()) continue;
    if (part == "..") {
      if (normal.has_relative_path()) normal = normal.parent_path();
    } else {
      normal /= part;
    }
  }
  return normal;
}

Result<TempDir> TempDir::create(const fs::path& parent, std::string_view prefix) {
  FTENV_CHECK(make_directories(parent));
  FsError error;
  for (int tries = 0; tries < k_name_tries; ++tries) {
    const fs::path path = parent / (std::string(prefix) + "-" + random_suffix());
    if (fs::create_directory(path, error)) return TempDir(path);
    if (error) return fail(file_error(error, "create the directory", path));
  }
  return fail(ErrorCode::internal, "no free name for a temporary directory in `" + parent.string() + "`");
}

TempDir::TempDir(TempDir&& other) noexcept : m_path(other.release()) {}

TempDir& TempDir::operator=(TempDir&& other) noexcept {
  if (this != &other) {
    if (!m_path.empty()) (void)remove_tree(m_path);
    m_path = other.release();
  }
  return *this;
}

TempDir::~TempDir() {
  if (!m_path.empty()) (void)remove_tree(m_path);
}

fs::path TempDir::release() {
  fs::path path;
  path.swap(m_path);
  return path;
}

}  // namespace ftenv
