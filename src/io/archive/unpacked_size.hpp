// How much has come out of an archive, held against what a decent one may hold. A few bytes can stand for
// terabytes: zeros that are packed well, or the holes of a sparse file.
#pragma once

#include "io/archive/archive.hpp"
#include "io/archive/archive_file.hpp"

namespace ftenv {

class UnpackedSize {
 public:
  // Both must outlive it.
  UnpackedSize(const ArchiveReader& reader, const ExtractLimits& limits)
      : m_reader(reader), m_limits(limits) {}

  // Error: archive, once it is too much.
  Status add(std::size_t bytes);

 private:
  const ArchiveReader& m_reader;
  const ExtractLimits& m_limits;
  std::uintmax_t m_bytes = 0;
};

// The error for any measure: "the archive has more than 200000 entries, which looks like an attack".
Failure too_much_in_archive(const std::string& what);

}  // namespace ftenv
