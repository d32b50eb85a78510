#include "io/network/download_job.hpp"

#include <random>
#include <thread>

#include "base/files.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "io/archive/content_kind.hpp"
#include "io/network/content_range.hpp"

namespace ftenv {
namespace {

constexpr int k_max_redirects = 10;
constexpr std::chrono::milliseconds k_nap{50};

double draw_jitter() {
  thread_local std::minstd_rand engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
}

TransferOutcome refuse_url(std::string reason) {
  TransferOutcome outcome;
  outcome.failure = TransferFailure::http;
  outcome.reason = std::move(reason);
  return outcome;
}

bool is_strong(const std::string& entity_tag) {
  return !entity_tag.empty() && !starts_with(entity_tag, "W/");
}

}  // namespace

bool UnreachableHosts::has(const std::string& endpoint) const {
  const std::lock_guard lock(m_mutex);
  return m_endpoints.count(endpoint) > 0;
}

void UnreachableHosts::add(const std::string& endpoint) {
  const std::lock_guard lock(m_mutex);
  m_endpoints.insert(endpoint);
}

DownloadJob::DownloadJob(const DownloadRequest& request, const DownloaderOptions& options,
                         UnreachableHosts& unreachable, const CancelToken& cancel, PartFile part)
    : m_request(request),
      m_options(options),
      m_unreachable(unreachable),
      m_cancel(cancel),
      m_part(std::move(part)),
      m_resumed(m_part.size() > 0) {}

bool DownloadJob::is_wanted() const {
  return m_request.sha256.empty() || m_part.sha256() == m_request.sha256;
}

Result<Download> DownloadJob::run() {
  for (const std::string& url : m_request.urls) {
    FTENV_TRY(const bool delivered, try_url(url));
    if (!delivered) continue;
    if (m_request.watch) m_request.watch->finish();
    Download download;
    download.sha256 = m_part.sha256();
    download.path = m_request.directory / download.sha256;
    download.url = printable_url(url);
    download.bytes = m_part.size();
    FTENV_CHECK(m_part.publish_as(download.path));
    return download;
  }
  return fail(summary());
}

Result<bool> DownloadJob::try_url(const std::string& url) {
  for (int attempt = 1;;) {
    FTENV_CHECK(check_reader());
    const TransferOutcome outcome = exchange(url);
    switch (outcome.kind) {
      case TransferOutcome::cancelled:
        return fail(ErrorCode::interrupted, "interrupted while downloading `" + printable_url(url) + "`");
      case TransferOutcome::complete: {
        if (is_wanted()) return true;
        FTENV_TRY(const bool again, after_mismatch(url));
        if (!again) return false;
        continue;
      }
      case TransferOutcome::refused: {
        FTENV_TRY(const bool again, after_refusal(url));
        if (!again) return false;
        continue;
      }
      case TransferOutcome::redirected:  // exchange has followed it
      case TransferOutcome::failed:
        break;
    }
    // Some announce more than they have.
    if (!m_request.sha256.empty() && m_part.size() > 0 && is_wanted()) return true;
    if (outcome.failure == TransferFailure::local) return fail(ErrorCode::internal, outcome.reason);
    if (outcome.http_status == 416 && m_range_asked) {
      // Our part is no beginning of what the server has.
      FTENV_CHECK(m_part.start_anew());
      continue;
    }
    const auto delay =
        m_options.retry({outcome.failure, outcome.http_status, outcome.retry_after, attempt, draw_jitter()});
    if (!delay) {
      m_tls_seen = m_tls_seen || outcome.failure == TransferFailure::tls;
      give_up(url, outcome.reason, attempt);
      return false;
    }
    log_info("`" + printable_url(url) + "`: " + outcome.reason + ", trying again");
    FTENV_CHECK(wait(*delay));
    ++attempt;
  }
}

TransferOutcome DownloadJob::exchange(const std::string& url) {
  std::string current = url;
  for (int hop = 0; hop <= k_max_redirects; ++hop) {
    TransferOutcome outcome = exchange_once(current);
    if (outcome.kind != TransferOutcome::redirected) return outcome;
    if (!is_safe_redirect(Url::parse(current), Url::parse(outcome.location))) {
      return refuse_url("sends on to `" + printable_url(outcome.location) + "`, which is less safe");
    }
    log_debug("`" + printable_url(current) + "` sends on to `" + printable_url(outcome.location) + "`");
    current = std::move(outcome.location);
  }
  return refuse_url("sends on more than " + std::to_string(k_max_redirects) + " times");
}

TransferOutcome DownloadJob::exchange_once(const std::string& url) {
  const Url parts = Url::parse(url);
  m_answering_host = parts.host;
  if (parts.scheme != "http" && parts.scheme != "https" && parts.scheme != "file") {
    return refuse_url("is no address that starts with `https://`, `http://` or `file://`");
  }
  if (m_options.offline && parts.scheme != "file") return refuse_url("was not asked, because of `--offline`");

  TransferRequest request;
  request.url = url;
  request.proxy = proxy_for(parts, m_options.environment);
  request.certificates = certificate_sources(m_options.environment);
  request.connect_timeout = m_options.connect_timeout;
  request.stall_timeout = m_options.stall_timeout;
  // A part without a pin is continued only if the server can say that it still has the same file.
  const bool can_resume = !m_request.sha256.empty() || is_strong(m_entity_tag);
  if (can_resume && parts.scheme != "file") request.range_from = m_part.size();
  if (m_request.sha256.empty()) request.if_range = m_entity_tag;
  request.on_head = [this](const ResponseHead& head) { return accept_head(head); };
  request.on_bytes = [this](std::string_view bytes) { return accept_bytes(bytes); };
  request.on_tick = [this] { report_progress(); };

  const std::string endpoint =
      request.proxy.empty() ? parts.endpoint() : "proxy " + Url::parse(request.proxy).endpoint();
  TransferOutcome outcome;
  if (m_unreachable.has(endpoint)) {
    outcome.failure = TransferFailure::connect;
    outcome.reason = "could not be reached before, so it was not asked again";
    m_unreachable_seen = true;
    return outcome;
  }
  m_refusal = Refusal::none;
  m_range_asked = request.range_from > 0;
  outcome = run_transfer(request, m_cancel);
  if (outcome.kind == TransferOutcome::failed &&
      (outcome.failure == TransferFailure::resolve || outcome.failure == TransferFailure::connect)) {
    m_unreachable.add(endpoint);
    m_unreachable_seen = true;
  }
  return outcome;
}

bool DownloadJob::keep(Status done) {
  if (done) return true;
  m_local_error = std::move(done).error();
  m_refusal = Refusal::local;
  return false;
}

Status DownloadJob::check_reader() const {
  if (!m_request.watch) return {};
  if (auto refusal = m_request.watch->refusal()) return fail(std::move(*refusal));
  return {};
}

bool DownloadJob::accept_head(const ResponseHead& head) {
  if (head.status == 206) {
    if (!m_range_asked || content_range_start(head.content_range) != m_part.size()) {
      m_refusal = Refusal::wrong_range;
      return false;
    }
    m_resumed = true;
  } else {
    if (m_part.size() > 0 && !keep(m_part.start_anew())) return false;
    m_resumed = false;
    m_entity_tag = head.entity_tag;
  }
  m_total = head.body_bytes ? m_part.size() + *head.body_bytes : 0;
  if (m_total <= m_request.size_limit) return true;
  m_refusal = Refusal::too_large;
  return false;
}

bool DownloadJob::accept_bytes(std::string_view bytes) {
  if (m_part.size() + bytes.size() > m_request.size_limit) {
    m_refusal = Refusal::too_large;
    return false;
  }
  if (!keep(check_reader())) return false;
  m_rate.add(bytes.size());
  return keep(m_part.append(bytes));
}

Result<bool> DownloadJob::after_refusal(const std::string& url) {
  switch (m_refusal) {
    case Refusal::wrong_range:
      if (!m_range_asked) {
        give_up(url, "answered with a piece of the file where all of it was asked for");
        return false;
      }
      FTENV_CHECK(m_part.start_anew());
      m_resumed = false;
      return true;
    case Refusal::too_large:
      give_up(url, "has more than the " + human_bytes(m_request.size_limit) + " that are allowed");
      FTENV_CHECK(m_part.start_anew());
      return false;
    case Refusal::local:
    case Refusal::none:
      break;
  }
  return fail(m_local_error);
}

Result<bool> DownloadJob::after_mismatch(const std::string& url) {
  // An old part may have been the wrong one; only what came in one piece speaks against the server.
  const bool again = m_resumed;
  if (!again) {
    m_wrong_content = true;
    if (looks_like_web_page(m_part.head())) {
      m_web_page = true;
      give_up(url, "got a web page instead of the file");
    } else {
      give_up(url, "got " + human_bytes(m_part.size()) + " with the sha256 `" + m_part.sha256() + "`");
    }
  }
  m_resumed = false;
  FTENV_CHECK(m_part.start_anew());
  return again;
}

Status DownloadJob::wait(std::chrono::milliseconds time) const {
  const auto end = std::chrono::steady_clock::now() + time;
  for (;;) {
    if (m_cancel.requested())
      return fail(ErrorCode::interrupted, "interrupted while waiting to download again");
    FTENV_CHECK(check_reader());
    const auto left = end - std::chrono::steady_clock::now();
    if (left <= left.zero()) return {};
    std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(left, k_nap));
  }
}

void DownloadJob::give_up(const std::string& url, std::string reason, int attempts) {
  const Url parts = Url::parse(url);
  std::string line = parts.host.empty() ? printable_url(url) : parts.host;
  if (!parts.host.empty() && m_answering_host != parts.host)
    line += " (which sends on to " + m_answering_host + ")";
  line += ": " + std::move(reason);
  if (attempts > 1) line += " (tried " + std::to_string(attempts) + " times)";
  m_failures.push_back(std::move(line));
}

void DownloadJob::report_progress() {
  if (!m_request.on_progress) return;
  m_request.on_progress(m_part.size(), m_total, m_rate.rate(std::chrono::steady_clock::now()));
}

Error DownloadJob::summary() const {
  const std::string name = "`" + Url::parse(m_request.urls.front()).file_name() + "`";
  Error error;
  error.context = m_failures;
  if (m_wrong_content) {
    error.code = ErrorCode::checksum;
    error.message = "what came for " + name + " is not the file with the sha256 `" + m_request.sha256 + "`";
    if (m_web_page) error.hints.push_back("a login page or a proxy may be answering instead of the server");
    return error;
  }
  error.code = ErrorCode::network;
  error.message = "could not download " + name;
  if (m_options.offline) {
    error.message += ", which is not in the download cache, because of `--offline`";
    error.hints.push_back("run it once without `--offline`");
  } else if (m_tls_seen) {
    error.hints.push_back("where a proxy signs with its own certificate, name that in `SSL_CERT_FILE`");
  } else if (m_unreachable_seen) {
    error.hints.push_back("check the network; behind a proxy, set `https_proxy` and `http_proxy`");
  }
  return error;
}

}  // namespace ftenv
