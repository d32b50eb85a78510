#include "engine/deps/deps.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "inspect/locks/lock_readers.hpp"
#include "inspect/locks/lock_shortening.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

namespace ftenv {
namespace {

Host here() {
  Host host = linux_host("debian", "12", "bookworm");
  host.libc_version = "2.36";
  return host;
}

const WheelTarget k_free{Version{3, 14, 0, {}}, true, Version{3, 15, 0, {}}};

Judgement judged(const std::vector<std::string>& tags, bool sdist, const WheelTarget& python = k_free) {
  LockedDistribution one;
  one.name = "demo";
  one.version = "1.0";
  for (const std::string& tag : tags) one.wheels.push_back("demo-1.0-" + tag + ".whl");
  one.sdist = sdist;
  return judge(one, python, WheelTags(python, here()));
}

DepsReport report_of(const std::string& text) {
  const auto toml = Toml::parse(shorten_lock(text), "uv.lock");
  REQUIRE(toml);
  auto lock = read_uv_lock(*toml);
  REQUIRE(lock);
  lock->file = "/demo/uv.lock";
  const auto pages = FindingPages::load();
  REQUIRE(pages);
  return judge_dependencies(*lock, {k_free, "the default", ""}, here(), *pages);
}

const DependencyReport& dependency(const DepsReport& report, const std::string& name) {
  const auto at = std::find_if(report.dependencies.begin(), report.dependencies.end(),
                               [&](const DependencyReport& one) { return one.name == name; });
  INFO(name);
  REQUIRE(at != report.dependencies.end());
  return *at;
}

TEST_CASE("what there is of a dependency decides what pip does", "[deps]") {
  struct Row {
    std::vector<std::string> tags;
    bool sdist;
    WheelVerdict verdict;
    InstallWay way;
  };
  const std::string linux = "manylinux_2_17_x86_64";
  const std::vector<Row> rows{
      {{"cp314-cp314-" + linux, "cp314-cp314t-" + linux},
       true,
       WheelVerdict::built_for_it,
       InstallWay::wheel},
      {{"cp39-abi3-" + linux}, true, WheelVerdict::abi3_only, InstallWay::compile},
      {{"cp39-abi3-" + linux}, false, WheelVerdict::abi3_only, InstallWay::impossible},
      {{"cp314-cp314-" + linux, "cp314-cp314t-win_amd64"}, true, WheelVerdict::gil_only, InstallWay::compile},
      {{"cp313-cp313t-" + linux}, true, WheelVerdict::other_python, InstallWay::compile},
      {{"cp315-abi3-" + linux}, true, WheelVerdict::other_python, InstallWay::compile},
      {{"py2-none-any"}, false, WheelVerdict::other_python, InstallWay::impossible},
      {{"cp314-cp314t-win_amd64"}, true, WheelVerdict::other_system, InstallWay::compile},
      {{"cp314-cp314t-manylinux_2_39_x86_64"}, false, WheelVerdict::other_system, InstallWay::impossible},
      {{"py3-none-any"}, true, WheelVerdict::pure, InstallWay::wheel},
      {{"py3-none-any", "cp39-abi3-" + linux}, true, WheelVerdict::pure_replacement, InstallWay::wheel},
      {{"py3-none-any", "cp314-cp314-" + linux}, true, WheelVerdict::pure_replacement, InstallWay::wheel},
      // Compiled for others only: nobody here has anything else.
      {{"py3-none-any", "cp314-cp314-macosx_11_0_arm64"}, true, WheelVerdict::pure, InstallWay::wheel},
      {{"py3-none-" + linux}, true, WheelVerdict::any_python, InstallWay::wheel},
      {{}, true, WheelVerdict::no_wheel, InstallWay::compile},
      {{}, false, WheelVerdict::nothing, InstallWay::impossible},
  };
  for (const Row& row : rows) {
    INFO(join(row.tags, " ") << (row.sdist ? " and source" : ""));
    const Judgement judgement = judged(row.tags, row.sdist);
    CHECK(name_of(judgement.verdict) == name_of(row.verdict));
    CHECK(name_of(judgement.way) == name_of(row.way));
  }
  WheelTarget gil = k_free;
  gil.free_threaded = false;
  CHECK(judged({"cp39-abi3-" + linux}, true, gil).verdict == WheelVerdict::built_for_it);
}

const std::string k_lock = R"(
version = 1
requires-python = ">=3.11"
[[package]]
name = "demo"
version = "0"
source = { virtual = "." }
dependencies = [
    { name = "server", extra = ["loop"] },
    { name = "wincolor", marker = "sys_platform == 'win32'" },
    { name = "both", version = "1", marker = "python_full_version < '3.12'" },
    { name = "both", version = "2", marker = "python_full_version >= '3.12'" },
]
[package.optional-dependencies]
fast = [{ name = "gone" }, { name = "leaf" }]
[[package]]
name = "server"
version = "1"
dependencies = [{ name = "leaf" }]
wheels = [{ url = "server-1-py3-none-any.whl" }]
[package.optional-dependencies]
loop = [{ name = "looper" }]
[[package]]
name = "leaf"
version = "1"
wheels = [{ url = "leaf-1-py3-none-any.whl" }, { url = "leaf-1-cp39-abi3-manylinux_2_17_x86_64.whl" }]
[[package]]
name = "looper"
version = "1"
wheels = [{ url = "looper-1-cp39-abi3-manylinux_2_17_x86_64.whl" }]
[[package]]
name = "wincolor"
version = "1"
[[package]]
name = "both"
version = "1"
[[package]]
name = "both"
version = "2"
wheels = [{ url = "both-2-cp314-cp314t-manylinux_2_17_x86_64.whl" }]
[[package]]
name = "gone"
version = "1"
wheels = [{ url = "gone-1-cp314-cp314-manylinux_2_17_x86_64.whl" }]
)";

TEST_CASE("what applies here is listed, the worst first, and who drags it in", "[deps]") {
  const DepsReport report = report_of(k_lock);
  std::vector<std::string> names;
  for (const DependencyReport& one : report.dependencies) names.push_back(one.name + " " + one.version);
  CHECK(names == std::vector<std::string>{"gone 1", "looper 1", "leaf 1", "both 2", "server 1"});
  CHECK(dependency(report, "looper").chain == std::vector<std::string>{"demo", "server[loop]", "looper"});
  // An extra of the project asks for it as well, and more directly; but it is needed anyway.
  CHECK(dependency(report, "leaf").chain == std::vector<std::string>{"demo", "server", "leaf"});
  CHECK_FALSE(dependency(report, "leaf").optional);
  CHECK(dependency(report, "gone").chain == std::vector<std::string>{"demo[fast]", "gone"});
}

TEST_CASE("a finding for each problem; what only an extra asks for is no error", "[deps]") {
  const DepsReport report = report_of(k_lock);
  std::vector<std::string> ids;
  for (const Finding& one : report.findings)
    ids.push_back(one.id + " " + std::string(name_of(one.severity)) + " " + one.found.substr(0, 9));
  CHECK(ids == std::vector<std::string>{"DP-01 error `looper 1",
                                        "DP-01 warning `gone 1`:", "DP-05 warning `leaf 1`:"});
  CHECK_FALSE(report.good());
  for (const Finding& one : report.findings) {
    CHECK_FALSE(one.title.empty());
    CHECK_FALSE(one.why.empty());
    CHECK_FALSE(one.fixes.empty());
  }
}

TEST_CASE("a lock that excludes this Python is an error", "[deps]") {
  const DepsReport report = report_of(replace_all(k_lock, ">=3.11", ">=3.11,<3.14"));
  CHECK(std::any_of(report.findings.begin(), report.findings.end(),
                    [](const Finding& one) { return one.id == "DP-07" && one.severity == Severity::error; }));
}

TEST_CASE("a dependency that excludes this Python is named once, and stands first", "[deps]") {
  const auto toml = Toml::parse(
      "lock-version = '1.0'\n[[packages]]\nname = 'a'\nversion = '1'\n"
      "wheels = [{ name = 'a-1-cp39-abi3-manylinux_2_17_x86_64.whl' }]\nsdist = { url = 'a-1.tar.gz' }\n"
      "[[packages]]\nname = 'old'\nversion = '1'\nrequires-python = '<3.14'\n"
      "wheels = [{ name = 'old-1-cp314-cp314-manylinux_2_17_x86_64.whl' }]\n",
      "pylock.toml");
  REQUIRE(toml);
  const auto lock = read_pylock(*toml);
  const auto pages = FindingPages::load();
  REQUIRE(lock);
  REQUIRE(pages);
  const DepsReport report = judge_dependencies(*lock, {k_free, "the default", ""}, here(), *pages);
  REQUIRE(report.dependencies.size() == 2);
  CHECK(report.dependencies[0].name == "old");
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].id == "DP-07");
  CHECK(report.findings[1].id == "DP-02");
  CHECK(report.notes.size() == 1);  // which package needs which
}

TEST_CASE("members of a workspace, and extras that exclude each other", "[deps]") {
  const DepsReport report = report_of(
      "version = 1\n[manifest]\nmembers = ['demo', 'core']\n"
      "[[package]]\nname = 'demo'\nversion = '0'\nsource = { virtual = '.' }\n"
      "[package.optional-dependencies]\ncpu = [{ name = 'a', marker = \"extra == 'extra-4-demo-cpu'\" }]\n"
      "gpu = [{ name = 'b', marker = \"extra == 'extra-4-demo-cpu'\" }]\n"
      "[[package]]\nname = 'core'\nversion = '0'\nsource = { editable = 'core' }\n"
      "dependencies = [{ name = 'c' }]\n[[package]]\nname = 'a'\nversion = '1'\n"
      "dependencies = [{ name = 'd', marker = \"extra == 'extra-4-demo-cpu'\" }]\n"
      "[[package]]\nname = 'b'\nversion = '1'\n[[package]]\nname = 'c'\nversion = '1'\n"
      "[[package]]\nname = 'd'\nversion = '1'\n");
  REQUIRE(report.dependencies.size() == 3);
  CHECK(report.project == "demo");
  CHECK(dependency(report, "c").chain == std::vector<std::string>{"core", "c"});
  CHECK(dependency(report, "d").chain == std::vector<std::string>{"demo[cpu]", "a", "d"});
}

TEST_CASE("packages that need each other end", "[deps]") {
  const DepsReport report = report_of(
      "version = 1\n[[package]]\nname = 'demo'\nversion = '0'\nsource = { virtual = '.' }\n"
      "dependencies = [{ name = 'a' }]\n[[package]]\nname = 'a'\nversion = '1'\n"
      "dependencies = [{ name = 'b', extra = ['x'] }]\n[[package]]\nname = 'b'\nversion = '1'\n"
      "dependencies = [{ name = 'a' }, { name = 'b' }]\n"
      "[package.optional-dependencies]\nx = [{ name = 'b', extra = ['x'] }]\n");
  CHECK(report.dependencies.size() == 2);
}

// As the index has them: a compiled package has sixty wheels.
std::string large_lock(int packages) {
  std::string text = "version = 1\n", direct;
  for (int i = 0; i < packages; ++i) {
    const std::string name = "package-" + std::to_string(i);
    direct += "{ name = \"" + name + "\" },\n";
    text += "[[package]]\nname = \"" + name + "\"\nversion = \"1.0\"\nwheels = [\n";
    for (int wheel = 0; wheel < (i % 2 == 0 ? 60 : 1); ++wheel) {
      const std::string python = "cp3" + std::to_string(wheel % 20);
      text += "  { url = \"https://files.invalid/aa/bb/0123456789abcdef0123456789abcdef/package_" +
              std::to_string(i) + "-1.0-" + python + "-" + python +
              "t-manylinux_2_17_x86_64.manylinux2014_x86_64.whl\", hash = \"sha256:" + std::string(64, '0') +
              "\", size = 123456, upload-time = \"2026-11-01T11:20:05Z\" },\n";
    }
    text += "]\n";
  }
  return text +
         "[[package]]\nname = \"demo\"\nversion = \"0\"\nsource = { virtual = \".\" }\ndependencies = [\n" +
         direct + "]\n";
}

TEST_CASE("a lock of 200 packages takes a moment", "[deps]") {
  const std::string text = large_lock(200);
  auto best = std::chrono::milliseconds(10000);
  for (int round = 0; round < 3; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    const DepsReport report = report_of(text);
    const auto end = std::chrono::steady_clock::now();
    CHECK(report.dependencies.size() == 200);
    best = std::min(best, std::chrono::duration_cast<std::chrono::milliseconds>(end - begin));
  }
  INFO(best.count() << " ms");
#ifdef NDEBUG
  CHECK(best.count() <= 200);
#endif
}

}  // namespace
}  // namespace ftenv
