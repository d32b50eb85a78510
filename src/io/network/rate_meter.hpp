// Bytes per second as a person wants to see them: of the last seconds, and calm. Pure.
#pragma once

#include <chrono>
#include <cstdint>

namespace ftenv {

class RateMeter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  void add(std::uintmax_t bytes) { m_pending += bytes; }
  double rate(Time now);  // bytes per second, 0 until something can be said

 private:
  Time m_last{};
  std::uintmax_t m_pending = 0;
  double m_rate = 0.0;
  bool m_started = false;
  bool m_measured = false;
};

}  // namespace ftenv
