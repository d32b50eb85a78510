// Bytes that come one after the other, from wherever.
#pragma once

#include <cstddef>

#include "base/result.hpp"

namespace ftenv {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `size` bytes, 0 at the end. May block. After an error it is not asked again.
  virtual Result<std::size_t> read(char* buffer, std::size_t size) = 0;
};

}  // namespace ftenv
