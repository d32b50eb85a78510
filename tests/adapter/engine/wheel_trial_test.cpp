// A wheel that is tried: what the children answer becomes findings. Real ones are in
// tests/e2e/wheel_build.sh.
#include "adapter/engine/wheel_maker.hpp"
#include "base/text.hpp"
#include "engine/wheel/trial.hpp"
#include "support/fakes.hpp"

namespace ftenv::test {
namespace {

struct Trial {
  TestDir dir;
  FakeWorld world;
  WheelReport report;
  std::string imported = R"({"gil_before": false, "gil_after": false, "file": "/x.so"})";
  int pip = 0;

  explicit Trial(const std::string& tag = "cp314-cp314t-linux_x86_64") {
    WheelParts parts;
    parts.tag = tag;
    parts.files["hello/_e.cpython-314t-x86_64-linux-gnu.so"] = free_threaded_module("_e");
    report = look_at(make_wheel(dir, parts));
    report.findings.clear();
    world.host = linux_here().host;
    world.processes.answer = [this](const ProcessRequest& request) {
      const std::string line = join(request.argv, " ");
      if (contains(line, " pip install ")) return exits(pip);
      if (contains(line, " -m venv ")) return exits(0);
      return exits(0, "@@ftenv-answer@@ " + imported + " @@ftenv-end@@\n");
    };
  }

  std::string run(bool free_threaded = true) {
    const TrialPython python{"/p/bin/python", {Version{3, 14, 1, {}}, free_threaded, "/p/bin/python"}};
    REQUIRE(try_wheel(world.services, python, report));
    FsError error;
    CHECK((!fs::exists(world.store.staging(), error) || fs::is_empty(world.store.staging(), error)));
    return ids_of(report);
  }
};

}  // namespace

TEST_CASE("a wheel that imports without the GIL is told so") {
  Trial trial;
  CHECK(trial.run().empty());
  CHECK(trial.report.imported == std::vector<std::string>{"hello._e"});
  CHECK(contains(trial.report.imported_by, "free-threaded CPython 3.14.1"));
  bool alone = false;
  for (const ProcessRequest& request : trial.world.processes.requests) {
    const std::string line = join(request.argv, " ");
    alone = alone || (contains(line, "--no-index") && contains(line, "--no-deps") && contains(line, ".whl"));
  }
  CHECK(alone);
}

TEST_CASE("what goes wrong in a trial is a finding") {
  Trial gil;
  gil.imported = R"({"gil_before": false, "gil_after": true, "file": "/x.so", "warned": ["hello._e"]})";
  CHECK(gil.run() == "RT-01");
  Trial fails;
  fails.imported = R"({"problem": "SystemError: init function of _e returned uninitialized object"})";
  CHECK(fails.run() == "WH-23");
  CHECK(contains(fails.report.findings[0].found, "uninitialized object"));
  Trial dependency;
  dependency.imported = R"({"problem": "ModuleNotFoundError: No module named 'numpy'"})";
  CHECK(dependency.run().empty());
  REQUIRE(dependency.report.findings.size() == 1);
  CHECK(contains(dependency.report.findings[0].found, "`numpy`"));
  Trial own;
  own.imported = R"({"problem": "ModuleNotFoundError: No module named 'hello._e'"})";
  CHECK(own.run() == "WH-23");
  Trial pip;
  pip.pip = 1;
  CHECK(pip.run() == "WH-23");
  CHECK(pip.report.imported.empty());
}

TEST_CASE("a wheel for another interpreter or system is not tried") {
  Trial gil;
  CHECK(gil.run(/*free_threaded=*/false).empty());
  CHECK(gil.world.processes.requests.empty());
  CHECK(gil.report.findings.size() == 1);
  Trial windows("cp314-cp314t-win_amd64");
  CHECK(windows.run().empty());
  CHECK(windows.world.processes.requests.empty());
}

}  // namespace ftenv::test
