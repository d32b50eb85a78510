// Do the registries answer, by the way that pip and cargo would take? Asked only with --online.
#include <future>

#include "base/text.hpp"
#include "engine/checks/checks.hpp"
#include "engine/rust/toolchain.hpp"
#include "inspect/python/registries.hpp"
#include "io/network/download.hpp"
#include "io/network/url_probe.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

constexpr int k_server_error = 500;

struct Asked {
  Registry registry;
  UrlProbe probe;
};

std::string tool_of(const Registry& registry) {
  return registry.tool == Registry::pip ? "pip" : "cargo";
}

std::string name_of(const Registry& registry) {
  return tool_of(registry) + "'s registry `" + printable_url(registry.url) + "`";
}

// All at once: each may take seconds, and several are often behind the same dead proxy.
std::vector<Asked> ask_all(const std::vector<Registry>& registries, const CancelToken& cancel) {
  std::vector<std::future<UrlProbe>> probes;
  for (const Registry& registry : registries) {
    probes.push_back(std::async(std::launch::async, [&registry, &cancel] {
      return probe_url(registry.ask, registry.proxy, registry.certificates, cancel);
    }));
  }
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < registries.size(); ++i) asked.push_back({registries[i], probes[i].get()});
  return asked;
}

bool is_variable(const std::string& named) {
  return !named.empty() && !contains(named, "/");
}

void blame(Finding& finding, const std::string& named, const std::string& what) {
  if (is_variable(named)) {
    finding.variables.push_back(named);
  } else if (!named.empty()) {
    finding.evidence.push_back(named + ": " + what);
  }
}

Finding dead_proxy(CheckContext& context, const Asked& asked) {
  const std::string named = asked.registry.proxy_named;
  Finding finding = context.finding("CG-16", Severity::error,
                                    "the proxy `" + Url::parse(asked.registry.proxy).endpoint() + "`" +
                                        (named.empty() ? "" : " (`" + named + "`)") + " stands before " +
                                        name_of(asked.registry) + ": " + asked.probe.reason,
                                    "a proxy that answers, or none");
  blame(finding, named, "the proxy");
  if (is_variable(named)) {
    finding.fixes.push_back(
        {"if this machine needs no proxy, take it out of this shell", {"unset " + named}, false, {}});
  } else {
    finding.fixes.push_back({"correct the proxy, or take the line out", {}, false, {}});
  }
  return finding;
}

Finding untrusted(CheckContext& context, const Asked& asked) {
  const CertificateSources& certificates = asked.registry.certificates;
  Finding finding =
      context.finding("CG-17", Severity::error, name_of(asked.registry) + ": " + asked.probe.reason,
                      "a certificate that is trusted here");
  blame(finding, certificates.file_variable, "the file of trusted certificates");
  finding.fixes.push_back({"name your organisation's certificates (FILE) to all tools at once",
                           {"export SSL_CERT_FILE=FILE REQUESTS_CA_BUNDLE=FILE CURL_CA_BUNDLE=FILE "
                            "PIP_CERT=FILE CARGO_HTTP_CAINFO=FILE"},
                           false,
                           {}});
  return finding;
}

Finding unreachable(CheckContext& context, const Asked& asked) {
  const bool pip = asked.registry.tool == Registry::pip;
  Finding finding = context.finding(
      pip ? "PP-11" : "CG-15", Severity::warning,
      name_of(asked.registry) + (asked.registry.named.empty() ? "" : " (`" + asked.registry.named + "`)") +
          ": " + asked.probe.reason,
      "a registry that answers");
  // The page of cargo's speaks of names, which is the usual case.
  if (!pip && asked.probe.failure != TransferFailure::resolve)
    finding.title = "cargo's registry does not answer";
  blame(finding, asked.registry.named, "the registry");
  finding.fixes.push_back({"see what a bare request says",
                           {"curl -sSI " + shell_quote(printable_url(asked.registry.ask))},
                           false,
                           {}});
  return finding;
}

void judge(CheckContext& context, const Asked& asked, CheckAnswer& answer) {
  if (asked.probe.answered && asked.probe.status < k_server_error) return;
  if (asked.probe.at_proxy) {
    answer.findings.push_back(dead_proxy(context, asked));
  } else if (!asked.probe.answered && asked.probe.failure == TransferFailure::tls) {
    answer.findings.push_back(untrusted(context, asked));
  } else {
    answer.findings.push_back(unreachable(context, asked));
  }
}

Result<CheckAnswer> check_registries(CheckContext& context) {
  CheckAnswer answer;
  const Services& services = context.facts.services();
  const Environment& user = context.user();
  if (context.facts.options().offline) {
    answer.skipped = "`--offline` was asked for";
    return answer;
  }
  const PipConfig pip = read_pip_config(user, context.facts.venv(), services.system_root);
  const bool has_home = !home_of(user).empty() || !user.get("CARGO_HOME").empty();
  const std::vector<Registry> registries =
      registries_of(user, pip, context.facts.cargo_config(),
                    {context.facts.venv(), has_home ? cargo_home(user) : fs::path()});
  if (registries.empty()) {
    answer.skipped = "no registry is configured, and none has been used here yet";
    return answer;
  }
  const std::vector<Asked> asked = ask_all(registries, services.cancel);
  for (const Asked& one : asked) judge(context, one, answer);
  std::vector<std::string> names;
  for (const Asked& one : asked) {
    if (one.probe.answered && one.probe.status < k_server_error)
      names.push_back(Url::parse(one.registry.url).host);
  }
  if (!names.empty()) answer.seen = join(names, ", ") + (names.size() == 1 ? " answers" : " answer");
  return answer;
}

}  // namespace

std::vector<Check> network_checks() {
  return {{"registries",
           Area::network,
           "do the registries of pip and cargo answer",
           {"CG-15", "CG-16", "CG-17", "PP-11"},
           false,
           CheckCost::online,
           check_registries}};
}

}  // namespace ftenv
