#include "inspect/wheel/wheel_metadata.hpp"

#include <algorithm>
#include <functional>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_free_threading = "Programming Language :: Python :: Free Threading";

// A line that begins with a blank goes on with the value before: none of the values read here is so long.
void each_field(std::string_view text,
                const std::function<void(const std::string& key, const std::string& value)>& take) {
  for (const std::string& line : split_lines(text)) {
    if (trim(line).empty()) return;
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || line.front() == ' ' || line.front() == '\t') continue;
    take(to_lower(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))));
  }
}

}  // namespace

bool WheelMetadata::says_free_threading() const {
  return std::any_of(classifiers.begin(), classifiers.end(),
                     [](const std::string& one) { return starts_with(one, k_free_threading); });
}

// Metadata-Version: 2.4
// Name: PyYAML
// Version: 6.0.3
// Classifier: Programming Language :: Python :: Free Threading :: 2 - Beta
// Requires-Python: >=3.8
WheelMetadata read_wheel_metadata(std::string_view text) {
  WheelMetadata metadata;
  each_field(text, [&](const std::string& key, const std::string& value) {
    if (key == "name" && metadata.name.empty()) metadata.name = value;
    if (key == "version" && metadata.version.empty()) metadata.version = value;
    if (key == "requires-python") metadata.requires_python = value;
    if (key == "classifier") metadata.classifiers.push_back(value);
  });
  return metadata;
}

// Wheel-Version: 1.0
// Generator: maturin (1.16.0)
// Root-Is-Purelib: false
// Tag: cp314-cp314t-manylinux_2_17_x86_64
WheelFile read_wheel_file(std::string_view text) {
  WheelFile wheel;
  each_field(text, [&](const std::string& key, const std::string& value) {
    if (key == "wheel-version") wheel.wheel_version = value;
    if (key == "generator") wheel.generator = value;
    if (key == "root-is-purelib") wheel.purelib = to_lower(value) == "true";
    if (key == "tag") wheel.tags.push_back(value);
  });
  return wheel;
}

}  // namespace ftenv
