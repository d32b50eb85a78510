#include "base/text.hpp"
#include "engine/doctor/fix.hpp"
#include "patient.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

Finding finding(const std::string& id, Severity severity, std::vector<Fix> fixes) {
  Finding one;
  one.id = id;
  one.severity = severity;
  one.fixes = std::move(fixes);
  return one;
}

Diagnosis with(std::vector<Finding> findings) {
  Diagnosis diagnosis;
  diagnosis.findings = std::move(findings);
  return diagnosis;
}

Fix does(FixAction action, bool needs_root = false) {
  return {"mend it", {}, needs_root, std::move(action)};
}

Result<FixOutcome> apply(Patient& patient, FixAction action) {
  return apply_fix(patient.world().services, {"XX-01", does(std::move(action))});
}

}  // namespace

TEST_CASE("what is safe is done; root's, a person's and what is only odd is not") {
  const CommentOutLine line{"/home/ada/.bashrc", 3, "export A=1"};
  const Diagnosis diagnosis = with({
      finding("IN-10", Severity::error, {does(RemakeVenv{"/p/.venv"})}),
      finding("RT-05", Severity::error, {does({}), does(RemoveFiles{{"/p/x.so"}})}),
      finding("PY-10", Severity::error, {does({}), does(line)}),
      finding("CG-14", Severity::error, {does(RemoveFiles{{"/root/x"}}, true)}),
      finding("PX-03", Severity::info, {does(RemoveFiles{{"/p/odd"}})}),
      finding("IN-04", Severity::warning, {does(RemakeVenv{"/p/.venv"})}),
  });
  const FixPlan plan = plan_fixes(diagnosis, {});
  REQUIRE(plan.ours.size() == 2);  // IN-04 is mended by the same action as IN-10
  CHECK(plan.ours[0].id == "IN-10");
  CHECK(plan.ours[1].id == "RT-05");
  CHECK(plan.runs_up);
  REQUIRE(plan.theirs.size() == 2);
  CHECK(plan.theirs[0].id == "PY-10");
  CHECK(plan.theirs[1].id == "CG-14");
}

TEST_CASE("an id that was typed is the only one, and a line of the person's files may then be changed") {
  const CommentOutLine first{"/home/ada/.bashrc", 3, "export A=1"};
  const CommentOutLine second{"/home/ada/.profile", 1, "export A=2"};
  const Diagnosis diagnosis = with({
      finding("IN-10", Severity::error, {does(RemakeVenv{"/p/.venv"})}),
      finding("PY-10", Severity::error, {does({}), does(first), does(second)}),
  });
  const FixPlan plan = plan_fixes(diagnosis, {"py-10"});
  REQUIRE(plan.ours.size() == 2);
  CHECK(plan.ours[0].id == "PY-10");
  CHECK_FALSE(plan.runs_up);
  const Environment user({{"A", "1"}, {"AB", "2"}});
  const Environment after = environment_after(user, plan);
  CHECK_FALSE(after.has("A"));
  CHECK(after.has("AB"));
}

TEST_CASE("files that are taken away lie in a backup") {
  Patient patient;
  const fs::path one = patient.project() / "hello.abi3.so";
  const fs::path two = patient.project() / "below" / "hello.abi3.so";
  patient.file(one, "one");
  patient.file(two, "two");
  const auto outcome = apply(patient, RemoveFiles{{one, two, patient.project() / "gone.so"}});
  REQUIRE(outcome);
  CHECK_FALSE(fs::exists(one));
  CHECK_FALSE(fs::exists(two));
  REQUIRE(outcome->done.size() == 2);
  const fs::path backup = patient.world().store.home / "backup" / "2026-01-02T03-04-05Z";
  CHECK(patient.text(backup / "hello.abi3.so") == "one");
  CHECK(patient.text(backup / "hello.abi3.so.2") == "two");
  CHECK_FALSE(apply(patient, RemoveFiles{{patient.project() / "src"}}));
  CHECK(fs::exists(patient.project() / "src" / "lib.rs"));
}

TEST_CASE("of a target directory only what was built for PyO3 goes, and no link is followed") {
  Patient patient;
  const fs::path target = patient.project() / "target";
  for (const char* profile : {"debug", "x86_64-unknown-linux-gnu/release"}) {
    for (const char* entry : {".fingerprint/pyo3-ffi-1/x", "build/pyo3-ffi-2/output", "deps/libpyo3-3.rlib",
                              "deps/libserde-4.rlib", "build/libc-5/output"})
      patient.file(target / profile / entry, "x");
  }
  patient.file(patient.project() / "elsewhere" / ".fingerprint" / "pyo3-9" / "x", "x");
  patient.link(target / "linked", patient.project() / "elsewhere");
  const auto outcome = apply(patient, CleanTarget{target});
  REQUIRE(outcome);
  CHECK(contains(outcome->done.front(), "6 entries"));
  for (const char* profile : {"debug", "x86_64-unknown-linux-gnu/release"}) {
    CHECK_FALSE(fs::exists(target / profile / "build" / "pyo3-ffi-2"));
    CHECK(fs::exists(target / profile / "deps" / "libserde-4.rlib"));
    CHECK(fs::exists(target / profile / "build" / "libc-5" / "output"));
  }
  CHECK(fs::exists(patient.project() / "elsewhere" / ".fingerprint" / "pyo3-9" / "x"));
}

TEST_CASE("a line is commented out, with a backup, its rights and the links on the way kept") {
  Patient patient;
  const fs::path real = patient.home() / "dotfiles" / "bashrc";
  patient.file(real, "# mine\nexport PYTHON_CONFIGURE_OPTS=--disable-gil\nexport B=2\n");
  fs::permissions(real, fs::owner_read | fs::owner_write);
  patient.link(patient.home() / ".bashrc", real);
  const CommentOutLine line{patient.home() / ".bashrc", 2, "export PYTHON_CONFIGURE_OPTS=--disable-gil"};
  const auto outcome = apply(patient, line);
  REQUIRE(outcome);
  CHECK(patient.text(real) ==
        "# mine\n# export PYTHON_CONFIGURE_OPTS=--disable-gil  # by ftenv doctor --fix XX-01\nexport B=2\n");
  CHECK(fs::is_symlink(patient.home() / ".bashrc"));
  CHECK((fs::status(real).permissions() & fs::perms_mask) == (fs::owner_read | fs::owner_write));
  CHECK(patient.text(patient.world().store.backup() / "2026-01-02T03-04-05Z" / "bashrc") ==
        "# mine\nexport PYTHON_CONFIGURE_OPTS=--disable-gil\nexport B=2\n");
  // Once more: it is no longer what was found.
  const auto again = apply(patient, line);
  REQUIRE_FALSE(again);
  CHECK(contains(again.error().message, "has changed"));
}

TEST_CASE("a line that goes on is left to its owner") {
  Patient patient;
  patient.file(patient.home() / ".bashrc", "export A=1 \\\n  B=2\n");
  const auto first = apply(patient, CommentOutLine{patient.home() / ".bashrc", 1, "export A=1 \\"});
  REQUIRE_FALSE(first);
  const auto second = apply(patient, CommentOutLine{patient.home() / ".bashrc", 2, "  B=2"});
  REQUIRE_FALSE(second);
  CHECK(patient.text(patient.home() / ".bashrc") == "export A=1 \\\n  B=2\n");
}
