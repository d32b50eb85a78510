// Changes to a text at byte offsets, and what they look like.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ftenv {

struct TextEdit {
  std::size_t offset = 0;
  std::size_t length = 0;  // of what goes
  std::string text;        // of what comes
  bool operator==(const TextEdit& other) const = default;
};

// Equal edits are made once; of two that overlap the later one is left for the next time.
std::string edited(const std::string& text, std::vector<TextEdit> edits);

// Unified, with three lines around each change; empty for equal texts. For texts that differ by edits of
// few lines.
std::string line_diff(const std::string& before, const std::string& after, const std::string& name);

}  // namespace ftenv
