// METADATA and WHEEL of a wheel: lines "Key: value" up to the first empty one. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ftenv {

struct WheelMetadata {
  std::string name;
  std::string version;
  std::string requires_python;
  std::vector<std::string> classifiers;
  // It says something about running without the GIL.
  bool says_free_threading() const;
};
WheelMetadata read_wheel_metadata(std::string_view text);

struct WheelFile {
  std::string wheel_version;  // "1.0"
  std::string generator;
  bool purelib = false;           // Root-Is-Purelib
  std::vector<std::string> tags;  // as written
};
WheelFile read_wheel_file(std::string_view text);

}  // namespace ftenv
