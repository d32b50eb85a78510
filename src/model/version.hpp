// CPython's and Rust's version numbers, and what a person may write after --python.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace ftenv {

// X.Y.Z with an optional pre-release ("3.15.0rc1" for CPython, "1.90.0-nightly" for Rust). A
// pre-release sorts before its release, and a < b < rc among each other.
struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;
  std::string pre;  // "a7", "b4", "rc1", "nightly"; empty for a release

  // Accepts 1 to 3 numbers; the missing ones are 0.
  static std::optional<Version> parse(std::string_view text);
  std::string text() const;    // "3.14.8", "3.15.0rc1"
  std::string series() const;  // "3.14"
  std::strong_ordering operator<=>(const Version& other) const;
  bool operator==(const Version& other) const = default;
};

// One wish: a series ("3.14"), an exact version ("3.14.8") or an interpreter by its path.
// "3.14", "3.14t", "cp314t", "314t", "3.14+freethreaded" and "python3.14t" mean the same: ftenv only
// ever sets up free-threaded interpreters.
struct PythonWish {
  std::optional<Version> version;
  bool exact = false;  // the patch number was given
  std::string path;    // set instead of version
  std::string text;    // as it was written

  bool accepts(const Version& candidate) const;  // false for a path
};

// Wishes in order of preference, separated by commas. Errors: ErrorCode::usage with a hint that shows
// the accepted spellings; ErrorCode::unsupported for a series that never had a free-threaded build.
Result<std::vector<PythonWish>> parse_python_wishes(std::string_view text);

// As a person would write them: "3.14,3.13".
std::string text_of(const std::vector<PythonWish>& wishes);

// PEP 440 specifiers such as ">=3.11,<4" or "~=3.14" against a released version.
// Error: ErrorCode::project when the text is not a specifier set.
Result<bool> satisfies_requires_python(const Version& version, std::string_view specifiers);

}  // namespace ftenv
