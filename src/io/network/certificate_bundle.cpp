#include "io/network/certificate_bundle.hpp"

#include <array>

namespace ftenv {
namespace {

// In the order of how many systems have them.
constexpr std::array<const char*, 5> k_places = {
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"};

}  // namespace

std::string certificate_bundle(const std::string& built_in,
                               const std::function<bool(const std::string&)>& exists) {
  if (built_in.empty() || exists(built_in)) return built_in;
  for (const char* place : k_places) {
    if (exists(place)) return place;
  }
  return built_in;
}

}  // namespace ftenv
