#include "io/network/url.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "io/network/download.hpp"

namespace ftenv {
namespace {

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string default_port(const std::string& scheme) {
  return scheme == "http" ? "80" : scheme == "https" ? "443" : "";
}

// Where the port begins (at its ':'), or npos. Not inside an IPv6 address.
std::size_t port_position(std::string_view authority) {
  const std::size_t colon = authority.rfind(':');
  const std::size_t bracket = authority.rfind(']');
  return colon != authority.npos && (bracket == authority.npos || colon > bracket) ? colon : authority.npos;
}

}  // namespace

Url Url::parse(std::string_view text) {
  Url url;
  const std::size_t mark = text.find("://");
  if (mark != text.npos) {
    url.scheme = to_lower(text.substr(0, mark));
    text.remove_prefix(mark + 3);
  }
  std::size_t authority_end = std::min(text.find_first_of("/?#"), text.size());
  std::size_t at = text.substr(0, authority_end).rfind('@');
  // "user:pass/word@host": not a valid URL, but the password is one all the same.
  const std::size_t port = port_position(text.substr(0, authority_end));
  if (at == text.npos && port != text.npos && !is_number(text.substr(port + 1, authority_end - port - 1))) {
    at = text.rfind('@');
    if (at != text.npos) authority_end = std::min(text.find_first_of("/?#", at), text.size());
  }
  if (at != text.npos) url.userinfo = text.substr(0, at);
  const std::size_t start = at == text.npos ? 0 : at + 1;
  const std::string_view authority = text.substr(start, authority_end - start);
  const std::size_t colon = port_position(authority);
  url.host = to_lower(authority.substr(0, colon));
  if (colon != authority.npos) url.port = authority.substr(colon + 1);
  if (url.port.empty()) url.port = default_port(url.scheme);
  const std::string_view rest = text.substr(authority_end);
  url.path = rest.substr(0, rest.find_first_of("?#"));
  return url;
}

std::string Url::endpoint() const {
  return port.empty() ? host : host + ":" + port;
}

std::string Url::file_name() const {
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == path.npos ? path : path.substr(slash + 1);
  return name.empty() ? host : name;
}

bool is_safe_redirect(const Url& from, const Url& to) {
  return to.scheme == "https" || (to.scheme == "http" && from.scheme == "http");
}

std::string printable_url(const std::string& url) {
  const Url parts = Url::parse(url);
  const bool usual_port = parts.port == default_port(parts.scheme);
  return (parts.scheme.empty() ? "" : parts.scheme + "://") + (usual_port ? parts.host : parts.endpoint()) +
         parts.path;
}

}  // namespace ftenv
