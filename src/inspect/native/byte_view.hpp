// Numbers and strings at places of a file's bytes. What lies outside is zero or empty and is remembered, so
// that a reader asks once, at the end, whether the file was cut. Private to this room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ftenv {

class ByteView {
 public:
  explicit ByteView(std::string_view bytes, bool big_endian = false)
      : m_bytes(bytes), m_big_endian(big_endian) {}

  std::uint64_t size() const { return m_bytes.size(); }
  bool outside() const { return m_outside; }
  bool has(std::uint64_t at, std::uint64_t count) const {
    return at <= m_bytes.size() && count <= m_bytes.size() - at;
  }

  std::uint64_t number(std::uint64_t at, unsigned count) {
    if (!has(at, count)) {
      m_outside = true;
      return 0;
    }
    std::uint64_t value = 0;
    for (unsigned i = 0; i < count; ++i) {
      const unsigned from = m_big_endian ? i : count - 1 - i;
      value = value << 8 | static_cast<unsigned char>(m_bytes[static_cast<std::size_t>(at) + from]);
    }
    return value;
  }
  std::uint16_t u16(std::uint64_t at) { return static_cast<std::uint16_t>(number(at, 2)); }
  std::uint32_t u32(std::uint64_t at) { return static_cast<std::uint32_t>(number(at, 4)); }
  std::uint64_t u64(std::uint64_t at) { return number(at, 8); }

  // Up to a zero, or to `limit` where that is nearer.
  std::string text(std::uint64_t at, std::uint64_t limit = 4096) {
    if (at >= m_bytes.size()) {
      m_outside = true;
      return {};
    }
    const std::string_view rest =
        m_bytes.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(limit));
    return std::string(rest.substr(0, rest.find('\0')));
  }

 private:
  std::string_view m_bytes;
  bool m_big_endian;
  bool m_outside = false;
};

}  // namespace ftenv
