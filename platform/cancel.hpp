// "Stop what you are doing": set once, by a signal or by a failed neighbour, and seen by every thread.
#pragma once

#include <atomic>

namespace ftenv {

class CancelToken {
 public:
  bool requested() const { return m_signal.load(std::memory_order_relaxed) != 0; }
  // The signal that asked, or k_by_failure.
  int signal() const { return m_signal.load(std::memory_order_relaxed); }
  // Async-signal-safe. Only the first call counts.
  void request(int signal) {
    int none = 0;
    m_signal.compare_exchange_strong(none, signal);
  }
  static constexpr int k_by_failure = -1;

 private:
  std::atomic<int> m_signal{0};
};

}  // namespace ftenv
