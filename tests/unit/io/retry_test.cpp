#include "io/network/retry.hpp"

#include <string>

#include "support/catch.hpp"

namespace ftenv {
namespace {

using Failure = TransferFailure;
constexpr long k_never = -1;

struct Row {
  std::string what;
  Failure failure;
  int status;
  long retry_after;  // seconds, k_never: not said
  int attempt;
  double jitter;
  long wait_ms;  // k_never: given up
};

TEST_CASE("retry_delay waits for what may pass and for nothing else") {
  const std::vector<Row> rows = {
      {"unknown name", Failure::resolve, 0, k_never, 1, 0.5, k_never},
      {"refused", Failure::connect, 0, k_never, 1, 0.5, k_never},
      {"bad certificate", Failure::tls, 0, k_never, 1, 0.5, k_never},
      {"other bytes", Failure::wrong_content, 200, k_never, 1, 0.5, k_never},
      {"too large", Failure::too_large, 200, k_never, 1, 0.5, k_never},
      {"disk", Failure::local, 0, k_never, 1, 0.5, k_never},
      {"disk, even if told to", Failure::local, 503, 1, 1, 0.5, k_never},

      {"first cut", Failure::cut, 0, k_never, 1, 0.5, 500},
      {"second cut", Failure::cut, 0, k_never, 2, 0.5, 1000},
      {"third cut", Failure::cut, 0, k_never, 3, 0.5, 2000},
      {"fourth cut", Failure::cut, 0, k_never, 4, 0.5, 4000},
      {"fifth cut", Failure::cut, 0, k_never, 5, 0.5, k_never},
      {"sixth cut", Failure::cut, 0, k_never, 6, 0.5, k_never},
      {"least jitter", Failure::cut, 0, k_never, 1, 0.0, 375},
      {"most jitter", Failure::cut, 0, k_never, 1, 1.0, 625},
      {"jitter out of range", Failure::cut, 0, k_never, 1, 9.0, 625},
      {"attempt out of range", Failure::cut, 0, k_never, 0, 0.5, 500},
      {"stall", Failure::timeout, 0, k_never, 2, 0.5, 1000},

      {"bad request", Failure::http, 400, k_never, 1, 0.5, k_never},
      {"unauthorized", Failure::http, 401, k_never, 1, 0.5, k_never},
      {"forbidden", Failure::http, 403, k_never, 1, 0.5, k_never},
      {"not found", Failure::http, 404, k_never, 1, 0.5, k_never},
      {"proxy wants a login", Failure::http, 407, k_never, 1, 0.5, k_never},
      {"request timeout", Failure::http, 408, k_never, 1, 0.5, 500},
      {"gone", Failure::http, 410, k_never, 1, 0.5, k_never},
      {"too early", Failure::http, 425, k_never, 1, 0.5, 500},
      {"too many requests", Failure::http, 429, k_never, 1, 0.5, 500},
      {"server error", Failure::http, 500, k_never, 3, 0.5, 2000},
      {"not implemented", Failure::http, 501, k_never, 1, 0.5, k_never},
      {"bad gateway", Failure::http, 502, k_never, 1, 0.5, 500},
      {"unavailable", Failure::http, 503, k_never, 1, 0.5, 500},
      {"gateway timeout", Failure::http, 504, k_never, 1, 0.5, 500},
      {"version not supported", Failure::http, 505, k_never, 1, 0.5, k_never},
      {"no status at all", Failure::http, 0, k_never, 1, 0.5, k_never},

      {"told when", Failure::http, 429, 7, 1, 0.5, 7000},
      {"told when, no jitter on it", Failure::http, 429, 7, 4, 1.0, 7000},
      {"told at once", Failure::http, 503, 0, 1, 0.5, 0},
      {"told a minute", Failure::http, 503, 60, 1, 0.5, 60'000},
      {"told longer than a minute", Failure::http, 503, 61, 1, 0.5, k_never},
      {"told for the fifth time", Failure::http, 429, 1, 5, 0.5, k_never},
      {"told, but final", Failure::http, 404, 1, 1, 0.5, k_never},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    TransferAttempt attempt;
    attempt.failure = row.failure;
    attempt.http_status = row.status;
    if (row.retry_after != k_never) attempt.retry_after = std::chrono::seconds(row.retry_after);
    attempt.attempt = row.attempt;
    attempt.jitter = row.jitter;
    const auto delay = retry_delay(attempt);
    CHECK((delay ? static_cast<long>(delay->count()) : k_never) == row.wait_ms);
  }
}

}  // namespace
}  // namespace ftenv
