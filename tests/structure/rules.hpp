// The rules of the house (docs/architecture.md) as functions on text. Pure: the tree is read elsewhere.
#pragma once

#include <string>
#include <vector>

namespace ftenv::structure {

struct SourceFile {
  std::string path;  // from the repository's root, with "/"
  std::string text;
};

struct Violation {
  std::string path;
  std::size_t line = 0;  // 0: the file as a whole
  std::string rule;      // "layer", "os-macro", …
  std::string what;
};

// "src/base/a.cpp:3: layer: …", a line each.
std::string display(const std::vector<Violation>& violations);

// layer          an include goes up the rooms, out of them by "..", or into one system's part of platform/
// os-macro       an #ifdef for an operating system outside platform/
// system-header  a header of the operating system outside platform/ and base/os_files*.cpp
// third-party    a wrapped library's header in a second file, or one that is in no table
// length         more than 400 lines
// name           a distribution, a package manager or a registry named under src/
// call           system, popen, std::regex, std::format, std::expected; exit below main
std::vector<Violation> check_file(const SourceFile& file);

// Of the names in the repository's root, a folder's with "/" at its end, those that the design does not know.
std::vector<Violation> check_top_level(const std::vector<std::string>& names);

}  // namespace ftenv::structure
