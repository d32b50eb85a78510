#include "io/part_file.hpp"

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
  // Opened before it is read: one that may not be written is of no use.
  error = part.m_file.open_after(path, part.m_size);
  if (error) return fail(file_error(error, "write", path));
  if (part.m_size > 0) FTENV_CHECK(part.m_digest.update_from_file(path));
  return part;
}

Status PartFile::append(std::string_view bytes) {
  if (const FsError error = m_file.write(bytes)) {
    // What is in the file now is unknown, so the digest would no longer fit.
    (void)m_file.open_after(m_path, m_size);
    return fail(file_error(error, "write", m_path));
  }
  m_digest.update(bytes.data(), bytes.size());
  m_head += bytes.substr(0, k_head_bytes - m_head.size());
  m_size += bytes.size();
  return {};
}

Status PartFile::start_anew() {
  if (const FsError error = m_file.open_after(m_path, 0)) return fail(file_error(error, "write", m_path));
  m_digest = Sha256();
  m_head.clear();
  m_size = 0;
  return {};
}

Status PartFile::publish_as(const fs::path& target) {
  FsError error = m_file.sync();
  if (const FsError closing = m_file.close(); !error) error = closing;
  // A file of that name has the same bytes, or is damaged and better replaced.
  if (!error) fs::rename(m_path, target, error);
  if (error) return fail(file_error(error, "write", target));
  return {};
}

Status PartFile::discard() {
  m_file.close();
  return remove_tree(m_path);
}

}  // namespace ftenv
