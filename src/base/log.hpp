// The diagnostic trace (`-v`, `-vv`): what ftenv did and why, for the person who debugs ftenv itself.
// What a user should read goes through Reporter, not through here. spdlog is included in log.cpp only.
#pragma once

#include <string_view>

namespace ftenv {

enum class LogLevel { off, info, debug };

void set_log_level(LogLevel level);  // written to stderr
void log_info(std::string_view message);
void log_debug(std::string_view message);

}  // namespace ftenv
