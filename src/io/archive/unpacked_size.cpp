#include "io/archive/unpacked_size.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

// Below this no ratio is suspicious: a few kB of zeros pack to next to nothing.
constexpr std::uintmax_t k_bytes_always_allowed = 1 << 20;

}  // namespace

Status UnpackedSize::add(std::size_t bytes) {
  m_bytes += bytes;
  if (m_bytes > m_limits.bytes)
    return too_much_in_archive("unpacks to more than " + human_bytes(m_limits.bytes));
  const double allowed = m_limits.ratio * static_cast<double>(m_reader.packed_bytes());
  if (m_bytes > k_bytes_always_allowed && static_cast<double>(m_bytes) > allowed) {
    return too_much_in_archive("unpacks to more than " +
                               std::to_string(static_cast<std::uintmax_t>(m_limits.ratio)) +
                               " times its size");
  }
  return {};
}

Failure too_much_in_archive(const std::string& what) {
  return fail(ErrorCode::archive, "the archive " + what + ", which looks like an attack");
}

}  // namespace ftenv
