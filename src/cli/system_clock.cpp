#include "cli/system_clock.hpp"

#include <array>
#include <cstdio>

#include "base/text.hpp"
#include "platform/host_probe.hpp"

namespace ftenv {

std::chrono::steady_clock::time_point SystemClock::now() const {
  return std::chrono::steady_clock::now();
}

std::string SystemClock::utc() const {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(seconds - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

std::string run_name(const Clock& clock) {
  std::string name = clock.utc();
  for (const char* mark : {"-", ":", "Z"}) name = replace_all(name, mark, "");
  return replace_all(name, "T", "-") + "-" + std::to_string(current_pid());
}

}  // namespace ftenv
