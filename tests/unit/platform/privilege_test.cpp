#include "platform/privilege.hpp"

#include "platform/elevation_probe.hpp"
#include "platform/packages/package_manager.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

class FakeRunner : public ProcessRunner {
 public:
  explicit FakeRunner(ExitStatus status) : m_status(status) {}
  Result<ProcessOutcome> run(const ProcessRequest& request) override {
    requests.push_back(request);
    ProcessOutcome outcome;
    outcome.status = m_status;
    return outcome;
  }
  std::vector<ProcessRequest> requests;

 private:
  ExitStatus m_status;
};

using Line = std::vector<std::string>;

}  // namespace

TEST_CASE("root needs nothing and asks nobody") {
  FakeRunner runner({ExitStatus::exited, 1});
  CHECK(ask_elevation(runner, {}, true) == Elevation::already_root);
  CHECK(runner.requests.empty());
}

TEST_CASE("sudo counts only when it answers without a password") {
  struct Row {
    ExitStatus status;
    Elevation elevation;
  };
  const Row rows[] = {{{ExitStatus::exited, 0}, Elevation::sudo},
                      {{ExitStatus::exited, 1}, Elevation::none},
                      {{ExitStatus::not_found, 0}, Elevation::none},
                      {{ExitStatus::timed_out, 0}, Elevation::none}};
  for (const Row& row : rows) {
    FakeRunner runner(row.status);
    CHECK(ask_elevation(runner, {}, false) == row.elevation);
    REQUIRE(runner.requests.size() == 1);
    CHECK(runner.requests[0].argv == Line{"sudo", "-n", "true"});
    CHECK(runner.requests[0].timeout.has_value());
  }
}

TEST_CASE("a command is shown and run with what it needs to be root") {
  const Line argv{"tool", "-x"};
  CHECK(elevated(argv, Elevation::already_root) == argv);
  CHECK(elevated(argv, Elevation::sudo) == Line{"sudo", "-n", "--", "tool", "-x"});
  CHECK(elevated(argv, Elevation::none) == Line{"sudo", "tool", "-x"});
}

TEST_CASE("an unknown package manager is refused with the known ones") {
  FakeRunner runner({ExitStatus::exited, 0});
  const auto manager = make_package_manager("zzz", {runner, {}});
  REQUIRE(!manager);
  CHECK(manager.error().code == ErrorCode::unsupported);
  CHECK(manager.error().message == "the package manager `zzz` is not known to ftenv");
  CHECK(manager.error().hints == Line{"known ones: `apt`, `dnf`, `zypper`, `pacman`, `apk`, `xbps`, "
                                      "`brew`, `port`, `none`"});
  for (const char* id : {"apt", "dnf", "zypper", "pacman", "apk", "xbps", "brew", "port", "none"}) {
    const auto known = make_package_manager(id, {runner, {}});
    REQUIRE(known);
    CHECK((*known)->name() == id);
  }
  CHECK(runner.requests.empty());
}

}  // namespace ftenv::test
