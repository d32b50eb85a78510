#include "io/network/certificate_bundle.hpp"

#include "support/catch.hpp"

using namespace ftenv;

namespace {

std::string found(const std::string& built_in, const std::string& there) {
  return certificate_bundle(built_in, [&](const std::string& path) { return path == there; });
}

}  // namespace

TEST_CASE("the certificates that the TLS library was built for come first") {
  CHECK(certificate_bundle("/own/bundle.pem", [](const std::string&) { return true; }) == "/own/bundle.pem");
}

TEST_CASE("a program built on one system finds the certificates of another") {
  const std::string built_in = "/etc/ssl/certs/ca-certificates.crt";
  for (const auto* place :
       {"/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"}) {
    CHECK(found(built_in, place) == place);
  }
}

TEST_CASE("without any, the complaint is about the usual place") {
  CHECK(found("/etc/ssl/certs/ca-certificates.crt", "") == "/etc/ssl/certs/ca-certificates.crt");
}

TEST_CASE("a TLS library that asks the system is left alone") {
  CHECK(found("", "/etc/ssl/cert.pem").empty());
}
