#include "plants.hpp"
#include "support/http_server.hpp"

namespace ftenv::test {
namespace {

std::string nobody() {
  return "127.0.0.1:" + std::to_string(unused_port());
}

// Somebody listens, and nothing comes of it.
HttpServer& listener() {
  static HttpServer server(
      [](const HttpRequest&, HttpConnection& connection) { connection.respond(200, "{}"); });
  return server;
}

Plant online(std::string id, std::string what, Severity severity, std::function<void(Patient&)> make) {
  return {std::move(id), std::move(what), severity, std::move(make), {{"registries"}, false, true}, false};
}

}  // namespace

std::vector<Plant> network_plants() {
  return {
      online("CG-15", "cargo's mirror does not answer", Severity::warning,
             [](Patient& p) {
               p.file(
                   p.home() / ".cargo" / "config.toml",
                   "[source.here]\nreplace-with = \"mirror\"\n[source.mirror]\nregistry = \"sparse+http://" +
                       nobody() + "/index/\"\n");
             }),
      online("CG-16", "the proxy does not answer", Severity::error,
             [](Patient& p) {
               p.set("CARGO_REGISTRIES_OURS_INDEX", "sparse+http://registry.example/index/");
               p.set("http_proxy", "http://" + nobody());
             }),
      online("CG-16", "the proxy of pip's configuration does not answer", Severity::error,
             [](Patient& p) {
               p.file(p.home() / ".config" / "pip" / "pip.conf",
                      "[global]\nindex-url = http://index.example/simple\nproxy = http://" + nobody() + "\n");
             }),
      online("CG-17", "the file of certificates is not there", Severity::error,
             [](Patient& p) {
               p.set("CARGO_REGISTRIES_OURS_INDEX",
                     "sparse+https://127.0.0.1:" + std::to_string(listener().port()) + "/index/");
               p.set("CARGO_HTTP_CAINFO", (p.home() / "gone.pem").string());
             }),
      online("PP-11", "pip's index does not answer", Severity::warning,
             [](Patient& p) { p.set("PIP_INDEX_URL", "http://" + nobody() + "/simple"); }),
      online("PP-11", "pip's index is broken", Severity::warning,
             [](Patient& p) {
               static HttpServer broken(
                   [](const HttpRequest&, HttpConnection& connection) { connection.respond(503, "later"); });
               p.set("PIP_INDEX_URL", broken.url("/simple"));
             }),
  };
}

TEST_CASE("doctor is content with registries that answer") {
  HttpServer server([](const HttpRequest& request, HttpConnection& connection) {
    connection.respond(request.target == "/index/config.json" ? 200 : 404, "{}");
  });
  Patient patient;
  const DoctorRequest request{{"registries"}, false, true};
  SECTION("none is configured") {
    const Diagnosis diagnosis = patient.examine(request);
    REQUIRE(diagnosis.reports.size() == 1);
    CHECK(diagnosis.reports[0].state == CheckReport::skipped);
  }
  SECTION("pip's has no such package, cargo's has its configuration") {
    patient.set("PIP_INDEX_URL", server.url("/simple"));
    patient.file(patient.project() / ".cargo" / "config.toml",
                 "[registries.ours]\nindex = \"sparse+" + server.url("/index/") + "\"\n");
    const Diagnosis diagnosis = patient.examine(request);
    INFO(Patient::account(diagnosis));
    REQUIRE(diagnosis.reports.size() == 1);
    CHECK(diagnosis.reports[0].state == CheckReport::checked);
    CHECK(diagnosis.findings.empty());
    CHECK(server.requests().size() == 2);
  }
  SECTION("through a proxy that works") {
    patient.set("PIP_INDEX_URL", "http://index.example/simple");
    patient.set("HTTP_PROXY", server.url(""));
    const Diagnosis diagnosis = patient.examine(request);
    INFO(Patient::account(diagnosis));
    CHECK(diagnosis.findings.empty());
    REQUIRE(server.requests().size() == 1);
    CHECK(server.requests()[0].target == "http://index.example/simple/pip/");
  }
  SECTION("told to stay offline") {
    patient.set("PIP_INDEX_URL", "http://127.0.0.1:1/simple");
    patient.set("PIP_NO_INDEX", "1");
    patient.set("CARGO_NET_OFFLINE", "true");
    patient.set("CARGO_REGISTRIES_OURS_INDEX", "sparse+http://127.0.0.1:1/");
    CHECK(patient.examine(request).findings.empty());
  }
}

}  // namespace ftenv::test
