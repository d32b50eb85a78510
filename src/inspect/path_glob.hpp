// Directories by a pattern such as "crates/*" or "**/py-?", as cargo's `members` has them. Private to
// this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"

namespace ftenv {

bool is_glob(std::string_view pattern);

// One path component: '*', '?', "[abc]", "[a-z]", "[!a]".
bool matches_glob(std::string_view pattern, std::string_view name);

// The directories below `base` that match, sorted. "**" is any number of directories; links to
// directories are not followed below it.
std::vector<fs::path> expand_glob(const fs::path& base, const std::string& pattern);

}  // namespace ftenv
