// What is usual on a machine is not found, and a cargo that does not answer is told as such.
#include "base/text.hpp"
#include "patient.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

const CheckReport& report_of(const Diagnosis& diagnosis, const std::string& check) {
  for (const CheckReport& report : diagnosis.reports) {
    if (report.check == check) return report;
  }
  FAIL("no check " << check);
  return diagnosis.reports.front();
}

Diagnosis programs_of(Patient& patient, bool with_project = true) {
  DoctorRequest request;
  request.only = {"programs"};
  return patient.examine(request, with_project);
}

}  // namespace

TEST_CASE("programs that are usual are at most odd") {
  struct Row {
    const char* what;
    std::function<void(Patient&)> make;
    bool with_project = true;
  };
  const std::vector<Row> rows = {
      {"rustup's proxies",
       [](Patient& p) {
         for (const char* name : {"cargo", "rustc"}) p.link(p.home() / ".cargo" / "bin" / name, "rustup");
       }},
      {"the environment is active, with shims behind it",
       [](Patient& p) {
         const fs::path shims = p.home() / ".pyenv" / "shims";
         for (const char* name : {"python", "python3", "pip"}) {
           p.program(shims / name, "#!/bin/sh\nexec /home/ada/.pyenv/libexec/pyenv exec \"$program\"\n");
         }
         p.file(p.project() / ".python-version", "3.99\n");
         p.set("PATH", (p.venv() / "bin").string() + ":" + shims.string() + ":" +
                           p.world().user_environment.get("PATH"));
       }},
      {"a C compiler that is not gcc, without ld",
       [](Patient& p) {
         p.program(p.bin() / "clang-19");
         p.link(p.bin() / "cc", "clang-19");
         p.remove(p.bin() / "ld");
       }},
      {"cargo's configuration names a linker, and there is no cc",
       [](Patient& p) {
         p.remove(p.bin() / "cc");
         p.file(p.project() / ".cargo" / "config.toml",
                "[target.x86_64-unknown-linux-gnu]\nlinker = \"gcc\"\n");
       }},
      {"pkgconf",
       [](Patient& p) {
         p.remove(p.bin() / "pkg-config");
         p.program(p.bin() / "pkgconf");
       }},
      {"no Python, but an environment", [](Patient& p) { p.remove(p.bin() / "python3"); }},
      {"two names of one rustc",
       [](Patient& p) { p.link(p.bin() / "rustc", p.home() / ".cargo" / "bin" / "rustc"); }},
      {"a bare machine",
       [](Patient& p) {
         p.remove(p.bin());
         p.remove(p.home() / ".cargo");
       },
       false},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    Patient patient;
    row.make(patient);
    const Diagnosis diagnosis = programs_of(patient, row.with_project);
    INFO(Patient::account(diagnosis));
    CHECK(diagnosis.count(Severity::error) + diagnosis.count(Severity::warning) == 0);
    CHECK(diagnosis.could_not_check() == 0);
  }
}

TEST_CASE("a cargo that hangs is one check that has timed out, and the others stand") {
  Patient patient;
  patient.answers["cargo"] = [](const ProcessRequest&) {
    return ProcessOutcome{{ExitStatus::timed_out, 0}, {}, {}, {}};
  };
  patient.remove(patient.bin() / "cc");
  const Diagnosis diagnosis = programs_of(patient);
  CHECK(report_of(diagnosis, "cargo-answers").state == CheckReport::timed_out);
  CHECK(diagnosis.could_not_check() == 1);
  CHECK(diagnosis.count(Severity::error) == 1);
}

TEST_CASE("a cargo that says something else is told with what it said") {
  Patient patient;
  patient.answers["cargo"] = [](const ProcessRequest&) { return exits(1, "", "cargo: not for you\n"); };
  const Diagnosis diagnosis = programs_of(patient);
  const CheckReport& report = report_of(diagnosis, "cargo-answers");
  CHECK(report.state == CheckReport::failed);
  CHECK(contains(report.because, "not for you"));
}

TEST_CASE("a proxy of rustup without a toolchain is not started, because it could download one") {
  Patient patient;
  for (const char* name : {"cargo", "rustc"}) {
    patient.link(patient.home() / ".cargo" / "bin" / name, "rustup");
  }
  patient.file(patient.project() / "rust-toolchain.toml", "[toolchain]\nchannel = \"1.70.0\"\n");
  const Diagnosis diagnosis = programs_of(patient);
  CHECK(report_of(diagnosis, "cargo-answers").state == CheckReport::skipped);
  CHECK_FALSE(patient.world().processes.started("cargo"));
}

TEST_CASE("a missing compiler comes with this platform's packages") {
  Patient patient;
  patient.remove(patient.bin() / "cc");
  const Diagnosis diagnosis = programs_of(patient);
  REQUIRE(diagnosis.findings.size() == 1);
  const Fix& fix = diagnosis.findings.front().fixes.front();
  CHECK(fix.needs_root);
  REQUIRE(fix.commands.size() == 1);
  for (const std::string& package : patient.world().recipes.platform.packages.at("linker")) {
    CHECK(contains(fix.commands.front(), package));
  }
}

}  // namespace ftenv::test
