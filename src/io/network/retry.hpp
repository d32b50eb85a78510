// Whether and when a failed download is tried again. Pure: a table in the tests covers it.
#pragma once

#include <chrono>
#include <optional>

namespace ftenv {

enum class TransferFailure {
  resolve,        // the name is unknown: final for this host
  connect,        // refused or unreachable: final for this host
  tls,            // final: a retry would meet the same certificate
  timeout,        // stalled or too slow
  cut,            // the connection broke in the middle
  http,           // an answer with status >= 400
  wrong_content,  // digest or length does not fit
  too_large,
  local,  // our own disk
};

struct TransferAttempt {
  TransferFailure failure = TransferFailure::cut;
  int http_status = 0;
  std::optional<std::chrono::seconds> retry_after;
  int attempt = 1;      // the one that failed, from 1
  double jitter = 0.5;  // 0 to 1, drawn by the caller
};

// How long to wait before the next attempt; nullopt: give this URL up. At most 5 attempts; waits
// double from half a second; Retry-After is obeyed up to a minute.
std::optional<std::chrono::milliseconds> retry_delay(const TransferAttempt& failed);

}  // namespace ftenv
