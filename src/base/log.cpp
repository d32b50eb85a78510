#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>

namespace ftenv {
namespace {

std::atomic<LogLevel> level{LogLevel::off};

// Made on the first line that is written, so that a run without -v pays nothing for it.
spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = std::make_shared<spdlog::logger>("ftenv", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_level(spdlog::level::trace);
    made->set_pattern("[%H:%M:%S.%e] %l: %v");
    return made;
  }();
  return *instance;
}

}  // namespace

void set_log_level(LogLevel wanted) {
  level = wanted;
}

void log_info(std::string_view message) {
  if (level.load() != LogLevel::off) logger().log(spdlog::level::info, message);
}

void log_debug(std::string_view message) {
  if (level.load() == LogLevel::debug) logger().log(spdlog::level::debug, message);
}

}  // namespace ftenv
