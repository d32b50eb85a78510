// SHA-256 by the operating system's own library, where it has one: Windows only, the file that asks for it is
// chosen by CMake (io/sha256_windows.cpp).
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace ftenv {

class SystemSha256 {
 public:
  SystemSha256();
  ~SystemSha256();
  SystemSha256(const SystemSha256&) = delete;
  SystemSha256& operator=(const SystemSha256&) = delete;

  void update(const void* data, std::size_t size);
  std::string hex();               // 64 lower-case digits; ends the computation. Empty when it has failed
  std::string hex_so_far() const;  // the same without ending it

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace ftenv
