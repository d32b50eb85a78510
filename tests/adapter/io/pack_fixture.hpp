// A tree as packs have to carry it, and the way that a receiver of a pack goes.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "io/archive/archive.hpp"
#include "io/archive/pack.hpp"
#include "io/archive/pack_seal.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

// Not compressible: of what zstd can shrink, a flipped byte damages more than itself.
inline std::string noise(std::size_t size, unsigned seed = 1) {
  std::mt19937 engine(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(engine());
  return bytes;
}

inline PackRequest pack_request(const fs::path& directory, const fs::path& target) {
  PackRequest request;
  request.directory = directory;
  request.top = "cpython-3.14.8t";
  request.facts = Json::object({{"version", "3.14.8"}, {"libc_needed", "2.34"}});
  request.target = target;
  request.level = 3;  // these tests are not about size
  return request;
}

inline PackSummary write_pack_at(const fs::path& directory, const fs::path& target) {
  auto written = write_pack(pack_request(directory, target));
  if (!written) FAIL(full_text(written.error()));
  return *written;
}

// All that a receiver does. `directory` must not exist.
inline Status receive_pack(const fs::path& pack, const fs::path& directory) {
  FTENV_CHECK(check_pack_seal(pack));
  FTENV_TRY(const Json manifest, read_pack_manifest(pack));
  FTENV_CHECK(extract_archive(pack, directory, {}));
  return verify_unpacked_pack(directory);
}

}  // namespace ftenv::test
