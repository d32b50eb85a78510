// The machine's clock.
#pragma once

#include "engine/services.hpp"

namespace ftenv {

class SystemClock : public Clock {
 public:
  std::chrono::steady_clock::time_point now() const override;
  std::string utc() const override;
};

// The name of this command's run, "20260102-030405-77": sorts by time, and two commands of one second differ.
std::string run_name(const Clock& clock);

}  // namespace ftenv
