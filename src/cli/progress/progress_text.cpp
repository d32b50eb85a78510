#include "cli/progress/progress_text.hpp"

#include <cstdio>

#include "base/text.hpp"

namespace ftenv {

std::string progress_text(const StepProgress& progress, bool glyphs) {
  const std::string dot = glyphs ? " · " : ", ";
  std::string text = strip_terminal_codes(progress.doing);
  if (progress.bytes && progress.done > 0) {
    text += dot + human_bytes(progress.done);
    if (progress.total > 0) text += " of " + human_bytes(progress.total);
    if (progress.rate > 0) text += dot + human_bytes(static_cast<std::uintmax_t>(progress.rate)) + "/s";
  } else if (!progress.bytes && progress.total > 0) {
    text += " " + std::to_string(progress.done) + "/" + std::to_string(progress.total);
  } else if (!progress.bytes && progress.done > 0) {
    text += " " + std::to_string(progress.done);
  }
  return text;
}

std::string clock_text(double seconds) {
  const long whole = static_cast<long>(seconds);
  char text[32];
  std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

}  // namespace ftenv
