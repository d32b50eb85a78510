#include "io/network/retry.hpp"

#include <algorithm>
#include <cmath>

namespace ftenv {
namespace {

constexpr int k_max_attempts = 5;
constexpr std::chrono::milliseconds k_first_wait{500};
constexpr std::chrono::seconds k_longest_retry_after{60};

bool may_pass(TransferFailure failure, int http_status) {
  switch (failure) {
    case TransferFailure::timeout:
    case TransferFailure::cut:
      return true;
    case TransferFailure::http:
      // Request timeout, too early, too many requests, and the server's own troubles; 501 and 505 say
      // that it will never be able to.
      return http_status == 408 || http_status == 425 || http_status == 429 ||
             (http_status >= 500 && http_status != 501 && http_status != 505);
    case TransferFailure::resolve:
    case TransferFailure::connect:
    case TransferFailure::tls:
    case TransferFailure::wrong_content:
    case TransferFailure::too_large:
    case TransferFailure::local:
      return false;
  }
  return false;
}

}  // namespace

std::optional<std::chrono::milliseconds> retry_delay(const TransferAttempt& failed) {
  if (failed.attempt >= k_max_attempts || !may_pass(failed.failure, failed.http_status)) return std::nullopt;
  if (failed.retry_after) {
    // A server that wants us away for longer is one to leave for the next URL.
    if (*failed.retry_after > k_longest_retry_after) return std::nullopt;
    return std::max(std::chrono::seconds{0}, *failed.retry_after);
  }
  // Up to a quarter more or less, so that machines which failed together come back apart.
  const auto full = k_first_wait * (1 << std::max(0, failed.attempt - 1));
  const double jitter = std::clamp(failed.jitter, 0.0, 1.0);
  return std::chrono::milliseconds(std::llround(static_cast<double>(full.count()) * (0.75 + 0.5 * jitter)));
}

}  // namespace ftenv
