// As the three tools write them:
//     { url = "https://…/x-1.0-py3-none-any.whl", hash = "sha256:…", size = 3, upload-time = "2026-11-01T…"
//     }, { url = "https://…/x-1.0-py3-none-any.whl", upload-time = 2026-11-01T…, hashes = { sha256 = "…" } },
//     {file = "x-1.0-py3-none-any.whl", hash = "sha256:…"},
#include "inspect/locks/lock_shortening.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "inspect/locks/lock_readers.hpp"

namespace ftenv {
namespace {

bool is_file_key(std::string_view key) {
  return key == "url" || key == "file" || key == "name" || key == "path" || key == "filename";
}

// The wheel that the line is about; empty where it is anything else.
std::string wheel_of(std::string_view line) {
  line = trim(line);
  if (ends_with(line, ",")) line.remove_suffix(1);
  if (!starts_with(line, "{") || !ends_with(line, "}")) return {};
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos || !is_file_key(trim(line.substr(1, equals - 1)))) return {};
  const std::string_view value = trim(line.substr(equals + 1));
  if (!starts_with(value, "\"")) return {};
  const std::size_t quote = value.find('"', 1);
  if (quote == std::string_view::npos) return {};
  // One table, and of others only the digests inside it; comments and escapes are for the TOML reader.
  const auto tables = std::count(line.begin(), line.end(), '{');
  const bool digests = tables == 2 && contains(value, "hashes = {");
  if ((tables != 1 && !digests) || contains(line, "\\") || contains(value.substr(quote), "#")) return {};
  std::string file = file_name_of(value.substr(1, quote - 1));
  return is_wheel_name(file) ? file : std::string();
}

}  // namespace

std::string shorten_lock(std::string_view text) {
  std::string shorter;
  shorter.reserve(text.size() / 2);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const std::string wheel = wheel_of(line);
    if (wheel.empty()) {
      shorter += line;
    } else {
      const std::string_view bare = trim(line);
      shorter += '"' + wheel + (ends_with(bare, ",") ? "\"," : "\"");
    }
    if (end == std::string_view::npos) break;
    shorter += '\n';
    text.remove_prefix(end + 1);
  }
  return shorter;
}

}  // namespace ftenv
