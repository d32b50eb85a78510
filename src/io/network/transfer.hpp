// One exchange with one server, without a memory: the seam between libcurl and the rules of a download.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "io/network/network_settings.hpp"
#include "io/network/retry.hpp"
#include "platform/cancel.hpp"

namespace ftenv {

struct ResponseHead {
  int status = 0;                            // 0 for file://
  std::optional<std::uintmax_t> body_bytes;  // what the server announced
  std::string content_range;                 // "bytes 100-199/200"
  std::string entity_tag;                    // as sent, with quotes
};

struct TransferRequest {
  std::string url;
  std::string proxy;  // empty: none, whatever the process's environment says
  CertificateSources certificates;
  std::uintmax_t range_from = 0;  // 0: the whole
  std::string if_range;           // an entity tag that the part belongs to
  std::chrono::milliseconds connect_timeout{8000};
  std::chrono::seconds stall_timeout{30};
  // For a final answer with status 200, 206 or 0, before its first byte. False ends the exchange.
  std::function<bool(const ResponseHead&)> on_head;
  std::function<bool(std::string_view)> on_bytes;  // false ends the exchange
  std::function<void()> on_tick;                   // a few times a second
};

struct TransferOutcome {
  enum Kind { complete, redirected, refused, failed, cancelled } kind = failed;  // refused: by a callback
  TransferFailure failure = TransferFailure::cut;                                // if failed
  std::string reason;     // "could not resolve the name"
  bool at_proxy = false;  // it was the proxy that could not be reached
  int http_status = 0;
  std::optional<std::chrono::seconds> retry_after;
  std::string location;  // if redirected, absolute
};

TransferOutcome run_transfer(const TransferRequest& request, const CancelToken& cancel);

}  // namespace ftenv
