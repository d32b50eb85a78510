// A descriptor with an owner. Private to platform/.
#pragma once

#include <unistd.h>

#include <utility>

namespace ftenv {

class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int descriptor) : m_descriptor(descriptor) {}
  UniqueFd(UniqueFd&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) {
      reset();
      m_descriptor = std::exchange(other.m_descriptor, -1);
    }
    return *this;
  }
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd() { reset(); }

  int get() const { return m_descriptor; }
  bool open() const { return m_descriptor >= 0; }
  int release() { return std::exchange(m_descriptor, -1); }
  // close(2) is not repeated on EINTR: the descriptor is gone then, and its number may be another's.
  void reset() {
    if (m_descriptor >= 0) ::close(std::exchange(m_descriptor, -1));
  }

 private:
  int m_descriptor = -1;
};

}  // namespace ftenv
