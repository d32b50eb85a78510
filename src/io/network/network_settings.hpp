// Proxies and certificates, as the environment that ftenv was given says. Pure.
#pragma once

#include <string>

#include "io/network/url.hpp"
#include "model/environment.hpp"

namespace ftenv {

// The proxy for `url`, as it was written, or an empty string. `http_proxy`, `https_proxy`, `all_proxy` and
// `no_proxy` in either case, lower case first; `no_proxy` knows "*", domains with and without a leading
// dot, ports, addresses and IPv4 networks ("10.0.0.0/8").
std::string proxy_for(const Url& url, const Environment& environment);

struct CertificateSources {
  std::string file;           // empty: the system's
  std::string file_variable;  // where it was read: "SSL_CERT_FILE"
  std::string directory;
};

// SSL_CERT_FILE, CURL_CA_BUNDLE, REQUESTS_CA_BUNDLE (the first that is set), and SSL_CERT_DIR.
CertificateSources certificate_sources(const Environment& environment);

}  // namespace ftenv
