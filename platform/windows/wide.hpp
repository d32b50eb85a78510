// Text between ftenv, where it is UTF-8, and Windows, where it is UTF-16. Private to platform/windows.
#pragma once

#include <string>
#include <string_view>

namespace ftenv {

// What is no UTF-8 becomes U+FFFD.
std::wstring to_wide(std::string_view utf8);
// Half a surrogate pair, which file names may hold, becomes U+FFFD.
std::string to_utf8(std::wstring_view wide);

}  // namespace ftenv
