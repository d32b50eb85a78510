// Does a server answer? One short exchange of which only the head is waited for: nothing is downloaded,
// nothing is retried.
#pragma once

#include <string>

#include "io/network/network_settings.hpp"
#include "io/network/retry.hpp"
#include "platform/cancel.hpp"

namespace ftenv {

struct UrlProbe {
  bool answered = false;  // with any status: the way to the server is open
  int status = 0;
  TransferFailure failure = TransferFailure::cut;  // where it did not
  std::string reason;                              // "could not resolve the name"
  bool at_proxy = false;                           // it is the proxy that does not answer, or refuses
};

// Blocks for at most about six seconds. `proxy`: empty for none.
UrlProbe probe_url(const std::string& url, const std::string& proxy, const CertificateSources& certificates,
                   const CancelToken& cancel);

}  // namespace ftenv
