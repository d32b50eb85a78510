// RECORD: the list of a wheel's files, each with its digest and size. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ftenv {

struct RecordRow {
  std::string path;
  std::string algorithm;               // "sha256"; empty where the row has no digest
  std::string digest;                  // base64url without padding, as written
  std::optional<std::uintmax_t> size;  // nothing where the row has none, or no number
  int line = 0;
};

struct WheelRecord {
  std::vector<RecordRow> rows;
  std::vector<int> unreadable;  // lines that are no row
};

WheelRecord read_wheel_record(std::string_view text);

// As RECORD writes a SHA-256, of its 64 hexadecimal digits; empty for anything else.
std::string record_digest(std::string_view hex);

}  // namespace ftenv
