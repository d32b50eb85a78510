// The file name of a wheel (PEP 427) and the tags in it (PEP 425). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ftenv {

// One of the combinations that a name stands for: "cp314-cp314t-manylinux_2_17_x86_64".
struct WheelTag {
  std::string python;
  std::string abi;
  std::string platform;
  std::string text() const { return python + "-" + abi + "-" + platform; }
  bool operator==(const WheelTag& other) const = default;
};

struct WheelName {
  std::string distribution;  // as written: "ruamel.yaml.clib"
  std::string version;
  std::string build;                   // empty where there is none
  std::vector<std::string> pythons;    // "cp314"
  std::vector<std::string> abis;       // "abi3", "abi3t"
  std::vector<std::string> platforms;  // "manylinux2014_x86_64"
  std::vector<WheelTag> tags() const;  // every combination
};

// Error: archive, with what a wheel's name looks like.
Result<WheelName> read_wheel_name(std::string_view file_name);

// "cp39.cp310-abi3-any", as a WHEEL file may write it, taken apart. Nothing for what has not three parts.
std::vector<WheelTag> expand_tags(std::string_view tag_set);

// What a wheel promises by the ABI in its tag.
struct AbiTag {
  enum Kind { none, gil, free_threaded, stable, stable_free_threaded, other } kind = other;
  std::string python;  // "314" of cp314 and cp314t
};
AbiTag read_abi_tag(std::string_view abi);

// "314" is minor version 14 of Python 3; 0 for what is not a number of Python 3.
int minor_of(std::string_view digits);

// The system and the processor of a platform's tag.
struct PlatformTag {
  enum System { any, linux_any, manylinux, musllinux, macos, windows, other } system = other;
  int libc_major = 0;  // of manylinux and musllinux
  int libc_minor = 0;
  int os_major = 0;  // of macosx_11_0
  int os_minor = 0;
  std::string arch;  // "x86_64", "aarch64", "arm64", "universal2", "amd64"; as in the tag
};
PlatformTag read_platform_tag(std::string_view platform);

// The processors that a file for it has to have code for: "x86_64", "arm64" for aarch64 as well. Empty: not
// known.
std::vector<std::string> processors_of(const PlatformTag& platform);

// Names that mean the same project compare equal (PEP 503): "Ruamel.Yaml" and "ruamel-yaml".
std::string normal_project_name(std::string_view name);

// Versions that mean the same compare equal, as far as wheels are named by it (PEP 440): "1.0_cu12",
// "1.0+cu12", "v1.0.0".
std::string normal_version(std::string_view version);

}  // namespace ftenv
