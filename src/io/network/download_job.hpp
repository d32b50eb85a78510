// One file on its way: all URLs, attempts and redirects of one fetch(), into a part that is locked.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "io/network/download.hpp"
#include "io/network/part_file.hpp"
#include "io/network/rate_meter.hpp"
#include "io/network/transfer.hpp"

namespace ftenv {

// Endpoints ("host:port") that could not be reached, for as long as a downloader lives.
class UnreachableHosts {
 public:
  bool has(const std::string& endpoint) const;
  void add(const std::string& endpoint);

 private:
  mutable std::mutex m_mutex;
  std::set<std::string> m_endpoints;
};

class DownloadJob {
 public:
  DownloadJob(const DownloadRequest& request, const DownloaderOptions& options, UnreachableHosts& unreachable,
              const CancelToken& cancel, PartFile part);
  Result<Download> run();

 private:
  // Did `url` deliver? Errors are those that no other URL could help with.
  Result<bool> try_url(const std::string& url);
  // One attempt, across redirects.
  TransferOutcome exchange(const std::string& url);
  TransferOutcome exchange_once(const std::string& url);
  bool accept_head(const ResponseHead& head);
  bool accept_bytes(std::string_view bytes);
  bool keep(Status done);
  // Whoever reads along may be unable to go on, with a full disk for one.
  Status check_reader() const;
  // What to do after on_head or on_bytes ended the exchange: true is "once more, from the start".
  Result<bool> after_refusal(const std::string& url);
  // The same after a complete answer whose digest is wrong.
  Result<bool> after_mismatch(const std::string& url);
  bool is_wanted() const;
  Status wait(std::chrono::milliseconds time) const;
  void give_up(const std::string& url, std::string reason, int attempts = 1);
  void report_progress();
  Error summary() const;

  const DownloadRequest& m_request;
  const DownloaderOptions& m_options;
  UnreachableHosts& m_unreachable;
  const CancelToken& m_cancel;
  PartFile m_part;
  RateMeter m_rate;

  // Of the exchange that runs, or ran last.
  enum class Refusal { none, local, too_large, wrong_range } m_refusal = Refusal::none;
  Error m_local_error;
  bool m_range_asked = false;
  std::uintmax_t m_total = 0;
  std::string m_answering_host;

  std::string m_entity_tag;  // of the bytes in the part, if they are from this job
  bool m_resumed = false;    // the part is put together from several answers
  bool m_wrong_content = false;
  bool m_web_page = false;
  bool m_unreachable_seen = false;
  bool m_tls_seen = false;
  std::vector<std::string> m_failures;  // one line per URL
};

}  // namespace ftenv
