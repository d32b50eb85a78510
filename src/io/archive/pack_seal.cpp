#include "io/archive/pack_seal.hpp"

#include <algorithm>
#include <fstream>

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

// Magic number and length of a skippable frame, little-endian; the length is that of what follows.
constexpr std::string_view k_frame("\x57\x2a\x4d\x18\x51\x00\x00\x00", 8);
constexpr std::string_view k_tag = "ftenv pack seal\n";
constexpr std::size_t k_digits = 64;
constexpr std::size_t k_size = k_frame.size() + k_tag.size() + k_digits + 1;
// Far enough for what an editor or a transfer may have added behind it.
constexpr std::size_t k_end = 4096;
static_assert(k_tag.size() + k_digits + 1 == 0x51);

bool has_the_form(std::string_view seal) {
  if (seal.size() != k_size || seal.back() != '\n') return false;
  if (seal.substr(0, k_frame.size()) != k_frame) return false;
  if (seal.substr(k_frame.size(), k_tag.size()) != k_tag) return false;
  const std::string_view digits = seal.substr(k_frame.size() + k_tag.size(), k_digits);
  return digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

struct Opened {
  std::ifstream file;
  std::uintmax_t size = 0;
  std::string end;  // its last bytes, k_end or fewer

  std::string_view seal() const {
    return std::string_view(end).substr(end.size() - std::min(end.size(), k_size));
  }
};

Result<Opened> open(const fs::path& path) {
  FsError error;
  Opened opened;
  opened.size = fs::file_size(path, error);
  if (error) return fail(file_error(error, "read", path));
  opened.file = os_files::input_stream(path);
  opened.end.resize(std::min<std::uintmax_t>(opened.size, k_end));
  opened.file.seekg(static_cast<std::streamoff>(opened.size - opened.end.size()));
  if (!opened.file.read(opened.end.data(), static_cast<std::streamsize>(opened.end.size()))) {
    return fail(ErrorCode::disk, "could not read `" + path.string() + "`");
  }
  return opened;
}

}  // namespace

std::string pack_seal(std::string_view sha256) {
  std::string seal(k_frame);
  seal += k_tag;
  seal += sha256;
  seal += '\n';
  return seal;
}

Result<bool> has_trace_of_seal(const fs::path& file) {
  FTENV_TRY(const Opened opened, open(file));
  return contains(opened.end, k_frame) || contains(opened.end, k_tag);
}

Status check_pack_seal(const fs::path& file) {
  FTENV_TRY(Opened opened, open(file));
  const auto refuse = [&](const std::string& what) {
    return fail(ErrorCode::checksum, "`" + file.string() + "` " + what,
                {"fetch it again; if that doesn't help, it was damaged before, and has to be packed again"});
  };
  if (!has_the_form(opened.seal()))
    return refuse("has no seal at its end: it is cut off, damaged or was added to");
  opened.file.seekg(0);
  Sha256 digest;
  std::string block(1 << 18, '\0');
  for (std::uintmax_t left = opened.size - k_size; left > 0;) {
    const std::size_t size = std::min<std::uintmax_t>(left, block.size());
    if (!opened.file.read(block.data(), static_cast<std::streamsize>(size))) {
      return fail(ErrorCode::disk, "could not read `" + file.string() + "` to its end");
    }
    digest.update(block.data(), size);
    left -= size;
  }
  if (opened.seal() != pack_seal(digest.hex())) return refuse("is damaged: its seal is for other bytes");
  return {};
}

}  // namespace ftenv
