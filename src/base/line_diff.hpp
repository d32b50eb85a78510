// What has changed between two texts, as a unified diff that `patch` and `git apply` take.
#pragma once

#include <string>
#include <string_view>

namespace ftenv {

struct LineDiff {
  std::string text;  // empty where the two are alike
  int added = 0;
  int removed = 0;
};

// `name` stands in the head as a/NAME and b/NAME. Lines keep their own ends; three lines of context. Time
// and memory grow with the product of the parts that differ: for files that people write.
LineDiff line_diff(std::string_view before, std::string_view after, const std::string& name);

}  // namespace ftenv
