// The answer to a request for the rest of a file. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ftenv {

// "bytes 100-199/200" or "bytes 100-199/*" begins at 100; nothing for what is not of this form.
std::optional<std::uintmax_t> content_range_start(std::string_view value);

}  // namespace ftenv
