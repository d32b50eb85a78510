// SHA-256, streaming. OpenSSL is included in sha256.cpp only; Windows has its own
// (platform/system_sha256.hpp).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(const void* data, std::size_t size);
  Status update_from_file(const fs::path& path);
  std::string hex();               // 64 lower-case digits; ends the computation
  std::string hex_so_far() const;  // the same without ending it

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

std::string sha256_of(std::string_view bytes);
Result<std::string> sha256_of_file(const fs::path& path);

}  // namespace ftenv
