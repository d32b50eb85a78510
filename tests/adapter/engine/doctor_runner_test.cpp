// One check that misbehaves costs its time and nothing else.
#include <chrono>
#include <set>
#include <stdexcept>
#include <thread>

#include "base/text.hpp"
#include "patient.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

Check check(const std::string& id, std::function<Result<CheckAnswer>(CheckContext&)> run) {
  return {id, Area::programs, "a check of a test", {"XX-01"}, false, CheckCost::quick, std::move(run)};
}

// A check that starts `program` as a check of Rust would.
Check starts(const std::string& id, const fs::path& program) {
  return check(id, [program](CheckContext& context) -> Result<CheckAnswer> {
    ProcessRequest request;
    request.argv = {program.string()};
    request.environment.set("PATH", "/usr/bin:/bin");
    FTENV_TRY(const ProcessOutcome outcome, context.processes.run(request));
    if (!outcome.status.ok()) return fail(ErrorCode::process, "`cargo` " + outcome.status.text());
    return CheckAnswer{{}, "answered", {}};
  });
}

struct Run {
  Diagnosis diagnosis;
  double seconds = 0;
  const CheckReport& of(const std::string& id) const {
    for (const CheckReport& report : diagnosis.reports) {
      if (report.check == id) return report;
    }
    FAIL("no report of " << id);
    return diagnosis.reports.front();
  }
};

// With real processes, ended as `ftenv doctor` ends them.
Run run(const std::vector<Check>& checks) {
  static Patient patient;
  CancelToken cancel;
  StopIntervals intervals;
  intervals.grace = std::chrono::milliseconds(150);
  SystemProcessRunner processes(cancel, intervals);
  FakeWorld& world = patient.world();
  Services services{processes,
                    world.downloader,
                    world.packages,
                    world.reporter,
                    world.clock,
                    cancel,
                    world.recipes,
                    world.host,
                    world.store,
                    world.user_environment,
                    world.child_environment,
                    {}};
  const auto begin = std::chrono::steady_clock::now();
  auto diagnosis =
      diagnose(std::make_shared<Facts>(services, Options{}, std::nullopt, FindingPages{}), checks);
  REQUIRE(diagnosis);
  return {std::move(*diagnosis),
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
}

// The command lines of living processes that name `part`.
std::string running(const std::string& part) {
  std::string found;
  for (fs::directory_iterator at("/proc"), end; at != end; ++at) {
    const auto command = read_text(at->path() / "cmdline");
    if (command && contains(*command, part)) found += replace_all(*command, std::string(1, '\0'), " ") + "\n";
  }
  return found;
}

CheckAnswer fine() {
  return {{}, "fine", {}};
}

}  // namespace

TEST_CASE("programs that hang, wait for input, print without end or leave a child behind cost two seconds") {
  Patient patient;
  const fs::path folder = patient.world().directory.path() / "odd";
  const auto script = [&](const std::string& name, const std::string& text) {
    patient.program(folder / name, "#!/bin/sh\n" + text);
    return starts(name, folder / name);
  };
  const std::vector<Check> checks = {
      script("sleeps", "sleep 60\n"),
      script("ignores-term", "trap '' TERM\nwhile :; do sleep 1; done\n"),
      script("reads", "read answer\nread more\necho done\n"),
      script("floods", "yes abcdefghijklmnopqrstuvwxyz | head -c 1000000000\nsleep 60\n"),
      script("forks", "sleep 60 &\nexit 0\n"),
      check("healthy", [](CheckContext&) -> Result<CheckAnswer> { return fine(); }),
  };
  const Run all = run(checks);
  CHECK(all.seconds < 2.4);
  CHECK(all.of("healthy").state == CheckReport::checked);
  for (const char* id : {"sleeps", "ignores-term", "floods"}) {
    INFO(id << ": " << all.of(id).because);
    CHECK(all.of(id).state == CheckReport::timed_out);
    CHECK(contains(all.of(id).because, "no answer within 2.0 s"));
  }
  // The null device answers at once: what waits for a person gets the end of its input.
  CHECK_FALSE(all.of("reads").state == CheckReport::timed_out);
  CHECK(all.diagnosis.could_not_check() >= 3);
  CHECK_FALSE(all.diagnosis.stragglers);
  CHECK(running(folder.string()) == "");
}

TEST_CASE("a check that throws or can't look is told apart from a healthy one") {
  const Run all = run({
      check("throws", [](CheckContext&) -> Result<CheckAnswer> { throw std::runtime_error("surprise"); }),
      check("fails", [](CheckContext&) -> Result<CheckAnswer> { return fail(ErrorCode::disk, "no disk"); }),
      check("does-not-apply",
            [](CheckContext&) -> Result<CheckAnswer> {
              return CheckAnswer{{}, {}, "not here"};
            }),
      check("healthy", [](CheckContext&) -> Result<CheckAnswer> { return fine(); }),
  });
  CHECK(all.of("throws").state == CheckReport::crashed);
  CHECK(all.of("throws").because == "surprise");
  CHECK(all.of("fails").state == CheckReport::failed);
  CHECK(all.of("fails").because == "no disk");
  CHECK(all.of("does-not-apply").state == CheckReport::skipped);
  CHECK(all.of("healthy").seen == "fine");
  CHECK(all.diagnosis.could_not_check() == 2);
}

TEST_CASE("a check that is stuck outside of any program is left behind after its time") {
  const auto release = std::make_shared<std::atomic<bool>>(false);
  const Run all = run({check("stuck",
                             [release](CheckContext&) -> Result<CheckAnswer> {
                               while (!*release) std::this_thread::sleep_for(std::chrono::milliseconds(20));
                               return fine();
                             }),
                       check("healthy", [](CheckContext&) -> Result<CheckAnswer> { return fine(); })});
  CHECK(all.seconds > 1.9);
  CHECK(all.seconds < 2.4);
  CHECK(all.of("stuck").state == CheckReport::timed_out);
  CHECK(all.of("healthy").state == CheckReport::checked);
  CHECK(all.diagnosis.stragglers);
  *release = true;
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

TEST_CASE("a check is meant by its id, its area, or what it can find") {
  const std::vector<Check> all = all_checks();
  DoctorRequest request;
  request.only = {"in-10"};
  const auto by_finding = select_checks(all, request);
  REQUIRE(by_finding);
  CHECK_FALSE(by_finding->empty());
  CHECK(by_finding->size() < all.size());
  request.only = {"venv"};
  const auto by_area = select_checks(all, request);
  REQUIRE(by_area);
  for (const Check& one : *by_area) CHECK(one.area == Area::venv);
  request.only = {"IN-1O"};
  const auto none = select_checks(all, request);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::usage);
  CHECK(contains(none.error().hints.front(), "IN-1"));
}

TEST_CASE("what costs more than milliseconds runs only when it is asked for, or named") {
  const std::vector<Check> all = all_checks();
  const auto costs = [&](DoctorRequest request) {
    std::set<CheckCost> seen;
    const auto chosen = select_checks(all, request);
    for (const Check& one : *chosen) seen.insert(one.cost);
    return seen;
  };
  CHECK(costs({}) == std::set<CheckCost>{CheckCost::quick});
  DoctorRequest deep, online, named;
  deep.deep = true;
  online.online = true;
  named.only = {"imports"};
  CHECK(costs(deep) == std::set<CheckCost>{CheckCost::quick, CheckCost::deep});
  CHECK(costs(online) == std::set<CheckCost>{CheckCost::quick, CheckCost::online});
  CHECK(costs(named) == std::set<CheckCost>{CheckCost::deep});
}

TEST_CASE("what the project has decided to live with is counted and not shown") {
  Patient patient;
  patient.remove(patient.venv());
  patient.set("PIP_TARGET", "/x");
  patient.set("PIP_PREFIX", "/y");
  patient.file(
      patient.project() / "ftenv.toml",
      "[doctor]\n"
      "ignore = [{ id = \"IN-08\", reason = \"made in CI\" }, { id = \"IN-17\", reason = \"ours\" },\n"
      "          { id = \"PP-14\", reason = \"x\" }]\n");
  const Diagnosis diagnosis = patient.examine();
  INFO(Patient::account(diagnosis));
  for (const Finding& finding : diagnosis.findings) CHECK((finding.id != "IN-08" && finding.id != "IN-17"));
  // Each once, however many findings it stands for; what was not found is not mentioned.
  REQUIRE(diagnosis.ignored.size() == 2);
  CHECK(diagnosis.ignored[0].reason == "ours");
  CHECK(diagnosis.ignored[1].reason == "made in CI");
}

TEST_CASE("two checks that come upon the same thing tell it once, and two things of one id are both told") {
  const auto finds = [](const std::string& id, const std::string& found) {
    return check(id, [found](CheckContext& context) -> Result<CheckAnswer> {
      return CheckAnswer{{context.finding("XX-01", Severity::error, found, "nothing")}, {}, {}};
    });
  };
  const Run all = run({finds("one", "this"), finds("two", "this"), finds("three", "that")});
  CHECK(all.diagnosis.count(Severity::error) == 2);
}
