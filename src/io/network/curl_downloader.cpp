// run_transfer with libcurl. Follows no redirect, retries nothing and reads no environment: those are
// decisions, and they are taken in downloader.cpp.
#include <curl/curl.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <tuple>
#include <utility>

#include "base/fs.hpp"
#include "base/text.hpp"
#include "io/network/certificate_bundle.hpp"
#include "io/network/transfer.hpp"

namespace ftenv {
namespace {

constexpr int k_poll_ms = 100;  // a cancellation is noticed after at most this
constexpr std::size_t k_redirect_body_limit = 1 << 20;
constexpr long k_stall_bytes_per_second = 1000;

struct Exchange {
  const TransferRequest& request;
  ResponseHead head;
  bool head_given = false;
  bool refused = false;
  bool unwanted_body = false;      // of an answer that is no file, such as an error page
  std::size_t redirect_bytes = 0;  // of the body that came with a redirect
};

bool wants_body(int status) {
  return status == 0 || status == 200 || status == 206;
}

bool give_head(Exchange& exchange) {
  if (exchange.head_given) return true;
  exchange.head_given = true;
  if (exchange.request.on_head(exchange.head)) return true;
  exchange.refused = true;
  return false;
}

// "HTTP/1.1 206 Partial Content"
int status_of(std::string_view line) {
  const auto words = split_words(line);
  int status = 0;
  if (words.size() > 1) std::from_chars(words[1].data(), words[1].data() + words[1].size(), status);
  return status;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  const std::string_view line = trim({data, size * count});
  if (exchange.head_given) return size * count;  // trailers
  if (starts_with(line, "HTTP/")) {
    // Also after "100 Continue": only the last head counts.
    exchange.head = ResponseHead();
    exchange.head.status = status_of(line);
  } else if (line.empty()) {
    if (exchange.head.status >= 200 && wants_body(exchange.head.status) && !give_head(exchange)) return 0;
  } else if (const std::size_t colon = line.find(':'); colon != line.npos) {
    const std::string name = to_lower(line.substr(0, colon));
    const std::string value(trim(line.substr(colon + 1)));
    if (name == "content-range") exchange.head.content_range = value;
    if (name == "etag") exchange.head.entity_tag = value;
    if (name == "content-length") exchange.head.body_bytes = std::strtoull(value.c_str(), nullptr, 10);
  }
  return size * count;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  if (!wants_body(exchange.head.status)) {
    // libcurl works out where a redirect leads only after its body.
    const bool redirect = exchange.head.status >= 300 && exchange.head.status < 400;
    exchange.redirect_bytes += size * count;
    if (redirect && exchange.redirect_bytes <= k_redirect_body_limit) return size * count;
    exchange.unwanted_body = true;
    return 0;
  }
  if (!give_head(exchange)) return 0;
  if (exchange.request.on_bytes({data, size * count})) return size * count;
  exchange.refused = true;
  return 0;
}

bool start_library() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return started;
}

// What was linked statically may run on another system than that for which it was built.
std::string system_certificates() {
#if LIBCURL_VERSION_NUM >= 0x074600
  const char* built_in = curl_version_info(CURLVERSION_NOW)->cainfo;
  if (!built_in) return {};
  return certificate_bundle(built_in, [](const std::string& path) {
    FsError error;
    return fs::exists(path, error);
  });
#else
  return {};
#endif
}

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

class Handle {
 public:
  explicit Handle(Exchange& exchange) : m_easy(curl_easy_init()), m_multi(curl_multi_init()) {
    m_good = m_easy && m_multi;
    if (!m_good) return;
    set_basics(exchange);
    set_route(exchange.request);
    set_range(exchange.request);
    m_good = m_good && curl_multi_add_handle(m_multi, m_easy) == CURLM_OK;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (m_multi && m_easy) curl_multi_remove_handle(m_multi, m_easy);
    curl_easy_cleanup(m_easy);
    curl_multi_cleanup(m_multi);
  }

  bool good() const { return m_good; }
  CURL* easy() const { return m_easy; }
  const char* error_text() const { return m_error.data(); }

  // The result, or nothing if cancelled.
  std::optional<CURLcode> run(const std::function<void()>& on_tick, const CancelToken& cancel) {
    for (;;) {
      if (cancel.requested()) return std::nullopt;
      int running = 0;
      if (curl_multi_perform(m_multi, &running) != CURLM_OK) return CURLE_FAILED_INIT;
      int queued = 0;
      while (const CURLMsg* message = curl_multi_info_read(m_multi, &queued)) {
        if (message->msg == CURLMSG_DONE) return message->data.result;
      }
      if (on_tick) on_tick();
      if (curl_multi_poll(m_multi, nullptr, 0, k_poll_ms, nullptr) != CURLM_OK) return CURLE_FAILED_INIT;
    }
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    m_good = m_good && curl_easy_setopt(m_easy, option, value) == CURLE_OK;
  }

  // What not every TLS library has.
  template <class Value>
  void set_where_built_in(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(m_easy, option, value);
    m_good = m_good && (code == CURLE_OK || code == CURLE_NOT_BUILT_IN);
  }

  void set_basics(Exchange& exchange) {
    set(CURLOPT_ERRORBUFFER, m_error.data());
    set(CURLOPT_URL, exchange.request.url.c_str());
    set(CURLOPT_USERAGENT, "ftenv/" FTENV_VERSION);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_BUFFERSIZE, 256L * 1024L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(exchange.request.connect_timeout.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, k_stall_bytes_per_second);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(exchange.request.stall_timeout.count()));
    set(CURLOPT_HEADERFUNCTION, on_header);
    set(CURLOPT_HEADERDATA, &exchange);
    set(CURLOPT_WRITEFUNCTION, on_body);
    set(CURLOPT_WRITEDATA, &exchange);
#if LIBCURL_VERSION_NUM >= 0x075500
    set(CURLOPT_PROTOCOLS_STR, "http,https,file");
#else
    set(CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS | CURLPROTO_FILE));
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
    // Else a cancellation would wait for a name server that does not answer.
    set(CURLOPT_QUICK_EXIT, 1L);
#endif
  }

  void set_route(const TransferRequest& request) {
    // Both are set even when empty: unset, libcurl would look into ftenv's own environment.
    set(CURLOPT_PROXY, request.proxy.c_str());
    set(CURLOPT_NOPROXY, "");
    const std::string bundle =
        request.certificates.file.empty() ? system_certificates() : request.certificates.file;
    if (!bundle.empty()) set(CURLOPT_CAINFO, bundle.c_str());
    if (!request.certificates.directory.empty()) {
      // Windows' own knows no such folders; what it trusts is in its store.
      set_where_built_in(CURLOPT_CAPATH, request.certificates.directory.c_str());
    }
  }

  void set_range(const TransferRequest& request) {
    if (request.range_from == 0) return;
    set(CURLOPT_RANGE, (std::to_string(request.range_from) + "-").c_str());
    if (request.if_range.empty()) return;
    m_headers.reset(curl_slist_append(nullptr, ("If-Range: " + request.if_range).c_str()));
    m_good = m_good && m_headers;
    set(CURLOPT_HTTPHEADER, m_headers.get());
  }

  CURL* m_easy;
  CURLM* m_multi;
  List m_headers;
  std::array<char, CURL_ERROR_SIZE> m_error{};
  bool m_good = false;
};

std::string proxy_name(const TransferRequest& request) {
  return "the proxy `" + Url::parse(request.proxy).endpoint() + "`";
}

std::pair<TransferFailure, std::string> explain_tls(CURLcode code, const Handle& handle,
                                                    const CertificateSources& certificates) {
  const std::string text = *handle.error_text() ? handle.error_text() : curl_easy_strerror(code);
  if (code == CURLE_SSL_CACERT_BADFILE && !certificates.file_variable.empty()) {
    return {TransferFailure::tls, "could not read the certificates that `" + certificates.file_variable +
                                      "` names: `" + certificates.file + "`"};
  }
  if (code == CURLE_SSL_CACERT_BADFILE) {
    return {TransferFailure::tls, "found no certificates on this machine to verify the server with"};
  }
  if (code == CURLE_SSL_CONNECT_ERROR) {
    // The handshake fails too when the network does.
    const bool broke = contains(text, "SYSCALL") || contains(text, "reset") || contains(text, "eof");
    return {broke ? TransferFailure::cut : TransferFailure::tls, "the secure connection failed: " + text};
  }
  return {TransferFailure::tls, "could not be verified: " + text};
}

std::pair<TransferFailure, std::string> explain(CURLcode code, const Handle& handle,
                                                const TransferRequest& request) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {TransferFailure::resolve, "could not resolve the name"};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {TransferFailure::resolve, "could not resolve the name of " + proxy_name(request)};
    case CURLE_COULDNT_CONNECT:
      return {TransferFailure::connect,
              "could not connect" + (request.proxy.empty() ? "" : " to " + proxy_name(request))};
    case CURLE_OPERATION_TIMEDOUT: {
      curl_off_t connected = 0;
      curl_easy_getinfo(handle.easy(), CURLINFO_PRETRANSFER_TIME_T, &connected);
      if (connected == 0) return {TransferFailure::connect, "did not answer in time"};
      return {TransferFailure::timeout, "stopped sending"};
    }
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CACERT_BADFILE:
      return explain_tls(code, handle, request.certificates);
    case CURLE_FILE_COULDNT_READ_FILE:
      return {TransferFailure::http, "could not read the file"};
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {TransferFailure::http, "not a URL that can be downloaded"};
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
      return {TransferFailure::local, curl_easy_strerror(code)};
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return {TransferFailure::cut, "the connection broke"};
    default:
      return {TransferFailure::cut, to_lower(curl_easy_strerror(code))};
  }
}

TransferOutcome answered(TransferOutcome outcome, const Handle& handle) {
  const int status = outcome.http_status;
  char* location = nullptr;
  curl_easy_getinfo(handle.easy(), CURLINFO_REDIRECT_URL, &location);
  if (status >= 300 && status < 400 && location) {
    outcome.kind = TransferOutcome::redirected;
    outcome.location = location;
    return outcome;
  }
  curl_off_t seconds = 0;
  curl_easy_getinfo(handle.easy(), CURLINFO_RETRY_AFTER, &seconds);
  if (seconds > 0) outcome.retry_after = std::chrono::seconds(seconds);
  outcome.failure = TransferFailure::http;
  outcome.reason = "answered with status " + std::to_string(status);
  return outcome;
}

}  // namespace

TransferOutcome run_transfer(const TransferRequest& request, const CancelToken& cancel) {
  TransferOutcome outcome;
  outcome.failure = TransferFailure::local;
  outcome.reason = "could not start libcurl";
  if (!start_library()) return outcome;
  Exchange exchange{request, {}, false, false, false, 0};
  Handle handle(exchange);
  if (!handle.good()) return outcome;

  const std::optional<CURLcode> code = handle.run(request.on_tick, cancel);
  outcome.http_status = exchange.head.status;
  long proxy_status = 0;
  curl_easy_getinfo(handle.easy(), CURLINFO_HTTP_CONNECTCODE, &proxy_status);
  if (!code) {
    outcome.kind = TransferOutcome::cancelled;
  } else if (exchange.refused) {
    outcome.kind = TransferOutcome::refused;
  } else if (exchange.unwanted_body || (*code == CURLE_OK && !wants_body(exchange.head.status))) {
    return answered(std::move(outcome), handle);
  } else if (*code == CURLE_OK) {
    outcome.kind = give_head(exchange) ? TransferOutcome::complete : TransferOutcome::refused;
  } else if (proxy_status >= 400) {
    outcome.http_status = static_cast<int>(proxy_status);
    outcome.failure = TransferFailure::http;
    outcome.reason = proxy_name(request) + " answered with status " + std::to_string(proxy_status);
  } else {
    std::tie(outcome.failure, outcome.reason) = explain(*code, handle, request);
    outcome.at_proxy = !request.proxy.empty() && (outcome.failure == TransferFailure::resolve ||
                                                  outcome.failure == TransferFailure::connect);
  }
  return outcome;
}

}  // namespace ftenv
