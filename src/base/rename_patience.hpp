// How long a rename is tried again that somebody else's open file may be in the way of. Pure.
#pragma once

#include <chrono>
#include <optional>

namespace ftenv {

class RenamePatience {
 public:
  // How long to wait before the next try; nothing when it is time to give up. Doubles up to half a second,
  // five seconds in all: what scanners need for a large file.
  std::optional<std::chrono::milliseconds> next() {
    if (m_waited >= k_longest) return std::nullopt;
    const auto pause = m_pause;
    m_waited += pause;
    m_pause = m_pause * 2 < k_largest_pause ? m_pause * 2 : k_largest_pause;
    return pause;
  }

 private:
  static constexpr std::chrono::milliseconds k_longest{5000};
  static constexpr std::chrono::milliseconds k_largest_pause{500};
  std::chrono::milliseconds m_pause{5};
  std::chrono::milliseconds m_waited{0};
};

}  // namespace ftenv
