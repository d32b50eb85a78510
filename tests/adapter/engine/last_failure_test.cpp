#include "engine/last_failure.hpp"
#include "engine/failure_log.hpp"
#include "patient.hpp"

using namespace ftenv;
using namespace ftenv::test;

TEST_CASE("a failed run's log is still there when the next run has begun it anew") {
  Patient patient;
  Services& services = patient.world().services;
  CHECK_FALSE(last_failure(services.store));
  const fs::path log = services.store.logs() / "maturin.log";
  patient.file(log, "error: the first\n");
  record_failure(services, {ErrorCode::process, "it failed", {}, {}, {}, log.string()}, patient.project());
  REQUIRE(start_log(log, {{"maturin"}, {}, {}, false}, "later"));
  const auto failure = last_failure(services.store);
  REQUIRE(failure);
  CHECK(patient.text(failure->log) == "error: the first\n");
  CHECK(failure->project == patient.project());
  CHECK(failure->message == "it failed");
  CHECK(failure->time == "2026-01-02T03:04:05Z");
}

TEST_CASE("a failure without a log is written down with what it said, and is the last one") {
  Patient patient;
  Services& services = patient.world().services;
  const fs::path log = services.store.logs() / "x.log";
  patient.file(log, "error: an older one\n");
  record_failure(services, {ErrorCode::process, "an older one", {}, {}, {}, log.string()}, {});
  record_failure(services,
                 {ErrorCode::process, "`import hello` fails: PyInit_hello", {"step `witness`"}, {}, {}, {}},
                 patient.project());
  const auto failure = last_failure(services.store);
  REQUIRE(failure);
  CHECK(failure->message == "`import hello` fails: PyInit_hello");
  CHECK(patient.text(failure->log) ==
        "# 2026-01-02T03:04:05Z\nerror: `import hello` fails: PyInit_hello\n  step `witness`\n");
  CHECK(patient.text(log) == "error: an older one\n");
}

TEST_CASE("an interruption is no failed run") {
  Patient patient;
  Services& services = patient.world().services;
  patient.file(services.store.logs() / "x.log", "x");
  const std::string log = (services.store.logs() / "x.log").string();
  record_failure(services, {ErrorCode::interrupted, "stopped", {}, {}, {}, log}, {});
  CHECK_FALSE(last_failure(services.store));
  record_failure(services, {ErrorCode::process, "failed", {}, {}, {}, log}, {});
  REQUIRE(last_failure(services.store));
  patient.remove(last_failure(services.store)->log);
  CHECK_FALSE(last_failure(services.store));
}
