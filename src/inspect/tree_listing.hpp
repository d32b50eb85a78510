// What lies in a folder, exact enough to tell later whether anybody has touched it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

struct TreeItem {
  enum Kind { file, link, folder, other } kind = file;
  std::uintmax_t size = 0;    // of a file
  std::int64_t modified = 0;  // of a file: nanoseconds, from an epoch of the system's own
  std::string target;         // of a link
  bool operator==(const TreeItem& other) const = default;
};

// By path below the root, with "/".
using TreeListing = std::map<std::string, TreeItem>;

// Links are listed and never followed. A root that is not there, or is no folder, has nothing in it.
// Errors: permission, disk.
Result<TreeListing> list_tree(const fs::path& root);

// A line of JSON for each; bytes that are not UTF-8 are kept by escaping them.
std::string tree_listing_text(const TreeListing& listing);
// Error: internal, for a line that is none of ours.
Result<TreeListing> parse_tree_listing(std::string_view text);

}  // namespace ftenv
