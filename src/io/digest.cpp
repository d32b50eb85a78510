#include "io/digest.hpp"

#include <cerrno>
#include <fstream>
#include <vector>

#include "base/files.hpp"
#include "base/os_files.hpp"

namespace ftenv {

std::string sha256_of(std::string_view bytes) {
  Sha256 digest;
  digest.update(bytes.data(), bytes.size());
  return digest.hex();
}

Result<std::string> sha256_of_file(const fs::path& path) {
  Sha256 digest;
  FTENV_CHECK(digest.update_from_file(path));
  return digest.hex();
}

Status Sha256::update_from_file(const fs::path& path) {
  errno = 0;
  std::ifstream file = os_files::input_stream(path);
  if (!file) return fail(file_error(FsError(errno, boost::system::generic_category()), "read", path));
  std::vector<char> block(1 << 18);
  errno = 0;
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())), file.gcount() > 0) {
    update(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  // A directory can be opened but not read.
  if (file.bad()) {
    return fail(file_error(FsError(errno ? errno : EIO, boost::system::generic_category()), "read", path));
  }
  return {};
}

}  // namespace ftenv
