#include "io/network/rate_meter.hpp"

#include <cmath>

namespace ftenv {
namespace {

constexpr std::chrono::duration<double> k_shortest_sample{0.2};
constexpr double k_memory_seconds = 3.0;

}  // namespace

double RateMeter::rate(Time now) {
  if (!m_started) {
    m_started = true;
    m_last = now;
    return 0.0;
  }
  const std::chrono::duration<double> elapsed = now - m_last;
  if (elapsed < k_shortest_sample) return m_rate;
  const double sample = static_cast<double>(m_pending) / elapsed.count();
  // The older the last figure, the less it counts.
  const double weight = m_measured ? 1.0 - std::exp(-elapsed.count() / k_memory_seconds) : 1.0;
  m_rate += weight * (sample - m_rate);
  m_pending = 0;
  m_last = now;
  m_measured = true;
  return m_rate;
}

}  // namespace ftenv
