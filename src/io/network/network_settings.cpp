#include "io/network/network_settings.hpp"

#include <array>
#include <cstdint>
#include <optional>

#include "base/text.hpp"

namespace ftenv {
namespace {

std::string either_case(const Environment& environment, const std::string& lower_name) {
  std::string value = environment.get(lower_name);
  if (!value.empty()) return value;
  std::string upper_name = lower_name;
  for (char& c : upper_name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return environment.get(upper_name);
}

std::optional<unsigned> small_number(std::string_view text, unsigned most) {
  if (text.empty() || text.size() > 3) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value <= most ? std::optional(value) : std::nullopt;
}

std::optional<std::uint32_t> ipv4(std::string_view text) {
  const auto parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  std::uint32_t address = 0;
  for (const std::string& part : parts) {
    const auto byte = small_number(part, 255);
    if (!byte) return std::nullopt;
    address = address << 8 | *byte;
  }
  return address;
}

bool in_network(const std::string& host, std::string_view network, std::string_view length) {
  const auto address = ipv4(host);
  const auto base = ipv4(network);
  const auto bits = small_number(length, 32);
  if (!address || !base || !bits) return false;
  const std::uint32_t mask = *bits == 0 ? 0 : ~std::uint32_t{0} << (32 - *bits);
  return (*address & mask) == (*base & mask);
}

bool is_excepted(const Url& url, std::string_view pattern) {
  if (pattern == "*") return true;
  if (const std::size_t slash = pattern.find('/'); slash != pattern.npos) {
    return in_network(url.host, pattern.substr(0, slash), pattern.substr(slash + 1));
  }
  // One colon is a port; more are an IPv6 address, which may come without its brackets.
  const std::size_t colon = pattern.rfind(':');
  const bool bare_ipv6 = colon != pattern.npos && pattern[0] != '[' && pattern.find(':') != colon;
  if (bare_ipv6) return url.host == "[" + to_lower(pattern) + "]";
  if (colon != pattern.npos && pattern.back() != ']') {
    if (pattern.substr(colon + 1) != url.port) return false;
    pattern = pattern.substr(0, colon);
  }
  if (starts_with(pattern, "*.")) pattern.remove_prefix(1);
  if (starts_with(pattern, ".")) pattern.remove_prefix(1);
  const std::string domain = to_lower(pattern);
  return !domain.empty() && (url.host == domain || ends_with(url.host, "." + domain));
}

}  // namespace

std::string proxy_for(const Url& url, const Environment& environment) {
  if (url.scheme != "http" && url.scheme != "https") return {};
  std::string exceptions = either_case(environment, "no_proxy");
  for (const std::string& pattern : split_words(replace_all(std::move(exceptions), ",", " "))) {
    if (is_excepted(url, pattern)) return {};
  }
  const std::string own = either_case(environment, url.scheme + "_proxy");
  return own.empty() ? either_case(environment, "all_proxy") : own;
}

CertificateSources certificate_sources(const Environment& environment) {
  CertificateSources sources;
  for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"}) {
    sources.file = environment.get(name);
    sources.file_variable = name;
    if (!sources.file.empty()) break;
  }
  if (sources.file.empty()) sources.file_variable.clear();
  sources.directory = environment.get("SSL_CERT_DIR");
  return sources;
}

}  // namespace ftenv
