#include "cli/text/deps_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "support/catch.hpp"

namespace ftenv {
namespace {

DepsReport sample() {
  DepsReport report;
  report.kind = LockKind::uv;
  report.file = "/demo/uv.lock";
  report.project = "demo";
  report.target.python = {Version{3, 14, 2, {}}, true, Version{3, 15, 0, {}}};
  report.target.from = "the default";
  report.system = "Linux x86_64 with glibc 2.36";
  report.notes = {"a note"};
  DependencyReport bad;
  bad.name = "looper";
  bad.version = "1.0";
  bad.judgement.verdict = WheelVerdict::abi3_only;
  bad.judgement.way = InstallWay::impossible;
  bad.problem = true;
  bad.severity = Severity::error;
  bad.chain = {"demo", "server[loop]", "looper"};
  DependencyReport good;
  good.name = "server";
  good.version = "2.0";
  good.judgement.verdict = WheelVerdict::pure;
  good.judgement.way = InstallWay::wheel;
  good.judgement.wheel = "server-2.0-py3-none-any.whl";
  good.chain = {"demo", "server"};
  report.dependencies = {bad, good};
  Finding finding;
  finding.id = "DP-01";
  finding.title = "nothing installs";
  finding.found = "`looper 1.0`";
  report.findings = {finding};
  return report;
}

TEST_CASE("the table of deps has a line for each, with what drags it in", "[deps]") {
  const std::string text = render_deps(sample(), TextLayout{});
  INFO(text);
  CHECK(contains(text, "demo: 2 dependencies of /demo/uv.lock"));
  CHECK(contains(text, "for free-threaded CPython 3.14 (cp314t) on Linux x86_64"));
  CHECK(contains(text, "note: a note"));
  CHECK(contains(text, "looper 1.0  only abi3: does not install  demo → server[loop] → looper"));
  CHECK(contains(text, "server 2.0  pure Python\n"));
  CHECK(contains(text, "1 can't be installed, 1 well"));
  CHECK(contains(text, "DP-01"));
}

TEST_CASE("deps --json has every dependency with its verdict", "[deps]") {
  const Json document = deps_json(sample());
  CHECK(document["schema"].int_or(0) == 1);
  CHECK_FALSE(document["ok"].bool_or(true));
  CHECK(document["kind"].string_or("") == "uv.lock");
  CHECK(document["python"]["abi"].string_or("") == "cp314t");
  const auto& all = document["dependencies"].items();
  REQUIRE(all.size() == 2);
  CHECK(all[0]["verdict"].string_or("") == "abi3_only");
  CHECK(all[0]["install"].string_or("") == "impossible");
  CHECK(all[0]["severity"].string_or("") == "error");
  CHECK(all[0]["because"].strings() == std::vector<std::string>{"demo", "server[loop]", "looper"});
  CHECK(all[1]["severity"].is_null());
  CHECK(all[1]["wheel"].string_or("") == "server-2.0-py3-none-any.whl");
  CHECK(document["findings"].items().size() == 1);
}

}  // namespace
}  // namespace ftenv
