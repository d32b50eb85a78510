#include "io/network/part_file.hpp"

#include <algorithm>

#include "base/files.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_head_bytes = 512;

}  // namespace

Result<PartFile> PartFile::open(const fs::path& path, bool keep, std::uintmax_t size_limit) {
  PartFile part(path);
  FsError error;
  const fs::file_type type = fs::symlink_status(path, error).type();
  if (type != fs::regular_file && type != fs::file_not_found) {
    FTENV_CHECK(remove_tree(path));
  } else if (type == fs::regular_file && keep) {
    part.m_size = fs::file_size(path, error);
    if (error || part.m_size > size_limit) part.m_size = 0;
  }
  if (part.m_size == 0) {
    FTENV_CHECK(part.discard());
    return part;
  }
  // Opened before it is read: one that may not be written is of no use.
  FTENV_CHECK(part.open_file());
  FTENV_CHECK(part.m_digest.update_from_file(path));
  return part;
}

Status PartFile::open_file() {
  if (const FsError error = m_file.open_after(m_path, m_size)) {
    return fail(file_error(error, "write", m_path));
  }
  m_is_open = true;
  return {};
}

Status PartFile::feed(GrowingFile& watch) {
  m_watch = &watch;
  return m_size > 0 ? watch.grow(m_path, m_size) : Status();
}

Status PartFile::append(std::string_view bytes) {
  if (!m_is_open) FTENV_CHECK(open_file());
  if (const FsError error = m_file.write(bytes)) {
    // What is in the file now is unknown, so the digest would no longer fit.
    (void)m_file.open_after(m_path, m_size);
    return fail(file_error(error, "write", m_path));
  }
  m_digest.update(bytes.data(), bytes.size());
  m_head += bytes.substr(0, k_head_bytes - m_head.size());
  m_size += bytes.size();
  return m_watch ? m_watch->grow(m_path, m_size) : Status();
}

Status PartFile::start_anew() {
  if (m_watch) m_watch->restart();
  FTENV_CHECK(discard());
  m_digest = Sha256();
  m_head.clear();
  m_size = 0;
  return {};
}

Status PartFile::publish_as(const fs::path& target) {
  if (!m_is_open) FTENV_CHECK(open_file());  // nothing came, and an empty file was wanted
  // Not synced: whoever takes it from the cache compares its digest again, so what a crash leaves of it is
  // fetched anew, and nobody has to wait for the disk each time.
  FsError error = m_file.close();
  // A file of that name has the same bytes, or is damaged and better replaced.
  if (!error) error = os_files::replace(m_path, target);
  if (error) return fail(file_error(error, "write", target));
  return {};
}

Status PartFile::discard() {
  (void)m_file.close();
  m_is_open = false;
  return remove_tree(m_path);
}

}  // namespace ftenv
