// What bytes look like that were expected to be something else. Pure.
#pragma once

#include <string>
#include <string_view>

namespace ftenv {

// Captive portals and proxies answer with a page and the status 200.
bool looks_like_web_page(std::string_view head);

// "a web page", "an empty file", "plain text", …; "unknown data" where nothing fits. The first 512 bytes
// are enough.
std::string content_kind(std::string_view head);

}  // namespace ftenv
