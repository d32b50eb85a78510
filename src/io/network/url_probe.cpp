#include "io/network/url_probe.hpp"

#include "io/network/transfer.hpp"

namespace ftenv {
namespace {

constexpr std::chrono::milliseconds k_connect{3000};
constexpr std::chrono::seconds k_stall{3};
constexpr int k_proxy_wants_a_password = 407;

}  // namespace

UrlProbe probe_url(const std::string& url, const std::string& proxy, const CertificateSources& certificates,
                   const CancelToken& cancel) {
  TransferRequest request;
  request.url = url;
  request.proxy = proxy;
  request.certificates = certificates;
  request.connect_timeout = k_connect;
  request.stall_timeout = k_stall;
  request.on_head = [](const ResponseHead&) { return false; };
  request.on_bytes = [](std::string_view) { return false; };
  const TransferOutcome outcome = run_transfer(request, cancel);
  UrlProbe probe;
  probe.status = outcome.http_status;
  probe.failure = outcome.failure;
  probe.reason = outcome.reason;
  probe.at_proxy = outcome.at_proxy || outcome.http_status == k_proxy_wants_a_password;
  const bool status_only = outcome.kind == TransferOutcome::failed &&
                           outcome.failure == TransferFailure::http && outcome.http_status > 0 &&
                           !probe.at_proxy;
  probe.answered = outcome.kind == TransferOutcome::complete || outcome.kind == TransferOutcome::refused ||
                   outcome.kind == TransferOutcome::redirected || status_only;
  return probe;
}

}  // namespace ftenv
