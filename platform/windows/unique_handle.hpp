// A handle with an owner. Private to platform/windows.
#pragma once

#include <windows.h>

#include <utility>

namespace ftenv {

class UniqueHandle {
 public:
  UniqueHandle() = default;
  // INVALID_HANDLE_VALUE and null both mean that there is none: Windows uses the one or the other.
  explicit UniqueHandle(HANDLE handle) : m_handle(handle == INVALID_HANDLE_VALUE ? nullptr : handle) {}
  UniqueHandle(UniqueHandle&& other) noexcept : m_handle(std::exchange(other.m_handle, nullptr)) {}
  UniqueHandle& operator=(UniqueHandle&& other) noexcept {
    if (this != &other) {
      reset();
      m_handle = std::exchange(other.m_handle, nullptr);
    }
    return *this;
  }
  UniqueHandle(const UniqueHandle&) = delete;
  UniqueHandle& operator=(const UniqueHandle&) = delete;
  ~UniqueHandle() { reset(); }

  HANDLE get() const { return m_handle; }
  bool open() const { return m_handle != nullptr; }
  HANDLE release() { return std::exchange(m_handle, nullptr); }
  void reset() {
    if (m_handle != nullptr) ::CloseHandle(std::exchange(m_handle, nullptr));
  }

 private:
  HANDLE m_handle = nullptr;
};

}  // namespace ftenv
