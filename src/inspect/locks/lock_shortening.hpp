// Lock files are long because of digests and addresses, and reading these as TOML is what takes the time.
// Private to this room.
#pragma once

#include <string>
#include <string_view>

namespace ftenv {

// The same text with as many lines, where a line that is the table of one wheel and nothing else is the
// wheel's name as a string: `{ url = "https://…/a-1-py3-none-any.whl", hash = "…" },` → `"a-1-….whl",`.
// A line of any other shape stays as it is.
std::string shorten_lock(std::string_view text);

}  // namespace ftenv
