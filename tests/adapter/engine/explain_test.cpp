#include "engine/explain/explain.hpp"
#include <set>

#include "base/text.hpp"
#include "engine/explain/platform_text.hpp"
#include "engine/failure_log.hpp"
#include "patient.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

Explanation explain(Patient& patient, const std::string& log) {
  auto made = explain_log(patient.world().services, scan_build_log(log, known_failures()), patient.project());
  REQUIRE(made);
  return std::move(*made);
}

constexpr const char* k_no_rustc =
    "💥 maturin failed\n"
    "  Caused by: rustc, the rust compiler, is not installed or not in PATH. This package requires Rust and "
    "Cargo to compile extensions. Install it through the system's package manager or via rustup.\n";

}  // namespace

TEST_CASE("`rustc is not installed` with a rustc that is there: the wrapper is to blame") {
  Patient patient;
  patient.set("RUSTC_WRAPPER", "sccache");
  const Explanation wrong = explain(patient, k_no_rustc);
  REQUIRE_FALSE(wrong.findings.empty());
  const Finding& first = wrong.findings.front();
  CHECK(first.id == "MT-06");
  CHECK(first.confidence == Confidence::certain);
  REQUIRE_FALSE(first.evidence.empty());
  CHECK(contains(first.evidence.front(), "sccache"));
  REQUIRE_FALSE(first.fixes.empty());

  // Where nothing is wrong here, the log is not called a liar, and not believed either.
  Patient healthy;
  const Explanation elsewhere = explain(healthy, k_no_rustc);
  REQUIRE_FALSE(elsewhere.findings.empty());
  CHECK(elsewhere.findings.front().confidence == Confidence::likely);
  CHECK(contains(elsewhere.findings.front().evidence.front(), "not so now"));
}

TEST_CASE("of several causes the one that the machine confirms comes first") {
  Patient patient;
  patient.remove(patient.prefix());
  const std::string venv = patient.venv().string();
  const Explanation explanation =
      explain(patient,
              "ERROR: Could not find an activated virtualenv (required).\n"
              "  Caused by: Your virtualenv at " +
                  venv + " is broken. It contains a pyvenv.cfg but no python at " + venv + "/bin/python\n");
  REQUIRE(explanation.findings.size() == 2);
  CHECK(explanation.findings[0].id == "IN-10");
  CHECK(explanation.findings[0].confidence == Confidence::certain);
  CHECK(contains(explanation.findings[0].found, "line 2"));
  CHECK(explanation.findings[1].id == "IN-16");
}

TEST_CASE("explaining looks at the machine and imports nobody's modules") {
  const auto last_words = [](const Patient& patient) {
    std::set<std::string> words;
    for (const ProcessRequest& request : patient.processes().requests) words.insert(request.argv.back());
    return words;
  };
  const auto add_package = [](Patient& patient) {
    const fs::path info = patient.site_packages() / "fast-1.0.dist-info";
    patient.file(patient.site_packages() / "fast" / "__init__.py", "");
    patient.file(info / "METADATA", "Name: fast\nVersion: 1.0\n");
    patient.file(info / "RECORD", "fast/__init__.py,,\n");
  };
  Patient thorough;
  add_package(thorough);
  DoctorRequest deep;
  deep.only = {"imports"};
  thorough.examine(deep);
  REQUIRE(last_words(thorough).count("fast") == 1);

  Patient patient;
  const Explanation explanation =
      explain(patient,
              "RuntimeWarning: The global interpreter lock (GIL) has been enabled to load module 'hello', "
              "which has not declared that it can run safely without the GIL.\n");
  REQUIRE_FALSE(explanation.findings.empty());
  CHECK(last_words(patient).count("fast") == 0);
}

TEST_CASE("what is not known is not guessed at") {
  Patient patient;
  patient.remove(patient.prefix());  // there would be something to say, but the log does not speak of it
  const Explanation explanation = explain(patient, "all is well\nfrobnicator: error: out of cheese\n");
  CHECK(explanation.findings.empty());
  REQUIRE(explanation.first_error);
  CHECK(explanation.first_error->line_number == 2);
  CHECK_FALSE(explain(patient, "all is well\n").first_error);
}

TEST_CASE("a failed step takes the machine's word into its error") {
  Patient patient;
  patient.set("RUSTC_WRAPPER", "sccache");
  const fs::path log = patient.world().store.logs() / "extension.log";
  patient.file(log, k_no_rustc);
  Error error = explain_failure(patient.world().services, ErrorCode::process, "maturin failed", log);
  const std::size_t hints = error.hints.size();
  confirm_by_machine(patient.world().services, error, patient.project());
  CHECK(error.finding == "MT-06");
  CHECK(contains(error.context.back(), "sccache"));
  CHECK(error.hints.size() == hints + 1);
}

TEST_CASE("what to install is said in this platform's words, or in words that are true everywhere") {
  Patient patient;
  Services& services = patient.world().services;
  patient.world().recipes.platform.packages["linker"] = {"some-cc"};
  patient.world().host.root = false;
  CHECK(for_this_platform("run `{install:linker}` now", services) == "run `sudo fake-install some-cc` now");
  patient.world().host.root = true;
  CHECK(for_this_platform("{install:linker}", services) == "fake-install some-cc");
  const Fix fix = fix_on_this_platform("{install:linker}; then build {module_package:zlib} again", services);
  CHECK(fix.commands == std::vector<std::string>{"fake-install some-cc"});
  CHECK(starts_with(fix.text, "install a C compiler and the C library's headers; then build "));
  CHECK_FALSE(contains(fix.text, "{"));
  patient.world().recipes.platform.packages.clear();
  CHECK(contains(for_this_platform("{install:linker}", services), "a C compiler"));
  CHECK(fix_on_this_platform("{install:linker}", services).commands.empty());
  patient.world().recipes.platform.module_packages["_ctypes"] = "ffi-things";
  CHECK(for_this_platform("{module_package:_ctypes}", services) == "ffi-things");
  CHECK(for_any_platform("a {b} {module_package:_ssl} {c:d} {") ==
        "a {b} the development package of the library behind _ssl {c:d} {");
}
