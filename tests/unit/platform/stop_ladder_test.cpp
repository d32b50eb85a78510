#include "platform/posix/stop_ladder.hpp"

#include <signal.h>

#include "support/catch.hpp"

namespace ftenv::test {
namespace {

using namespace std::chrono_literals;
using Signals = std::vector<int>;
const StopLadder::Clock::time_point k_start{};

}  // namespace

TEST_CASE("a cancelled child gets the signal that asked, TERM after 5 s and KILL after 10 s") {
  auto ladder = StopLadder::for_cancellation(k_start, SIGINT, {});
  CHECK(ladder.due(k_start) == Signals{SIGINT});
  CHECK(ladder.due(k_start + 4999ms) == Signals{});
  CHECK(ladder.due(k_start + 5000ms) == Signals{SIGTERM});
  CHECK(ladder.due(k_start + 9999ms) == Signals{});
  CHECK(!ladder.exhausted(k_start + 9999ms));
  CHECK(ladder.due(k_start + 10000ms) == Signals{SIGKILL});
  CHECK(!ladder.exhausted(k_start + 10000ms));
  CHECK(ladder.due(k_start + 20000ms) == Signals{});
  CHECK(ladder.exhausted(k_start + 20000ms));
}

TEST_CASE("a failure asks with TERM") {
  auto ladder = StopLadder::for_cancellation(k_start, CancelToken::k_by_failure, {});
  CHECK(ladder.due(k_start) == Signals{SIGTERM});
}

TEST_CASE("a timeout asks with TERM and kills after the grace") {
  auto ladder = StopLadder::for_timeout(k_start, {5000ms, 10000ms, 300ms});
  CHECK(ladder.due(k_start) == Signals{SIGTERM});
  CHECK(ladder.due(k_start + 299ms) == Signals{});
  CHECK(ladder.due(k_start + 300ms) == Signals{SIGKILL});
}

TEST_CASE("signals that are overdue come in their order, each once") {
  auto ladder = StopLadder::for_cancellation(k_start, SIGHUP, {});
  CHECK(ladder.due(k_start + 60s) == Signals{SIGHUP, SIGTERM, SIGKILL});
  CHECK(ladder.due(k_start + 60s) == Signals{});
}

}  // namespace ftenv::test
