#include "cli/text/wheel_text.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

WheelReport a_report() {
  WheelReport report;
  report.file = "dist/hello-0.1.0-cp314-cp314t-win_amd64.whl";
  const auto name = read_wheel_name("hello-0.1.0-cp314-cp314t-win_amd64.whl");
  REQUIRE(name);
  report.name = *name;
  report.installs = "free-threaded CPython 3.14, on Windows amd64";
  report.refused = "pip would refuse it here: it is for Windows amd64, and this is Linux x86_64";
  report.files = 5;
  WheelExtension extension;
  extension.path = "hello/_e.pyd";
  extension.module = "hello._e";
  extension.processors = {"x86_64"};
  extension.abi.format = NativeFormat::pe;
  extension.abi.abi = AbiGuess::gil;
  extension.abi.evidence = {"python314.dll"};
  report.extensions.push_back(extension);
  Finding finding;
  finding.id = "WH-10";
  finding.title = "compiled for the GIL";
  finding.found = "`hello/_e.pyd` needs `python314.dll`";
  report.findings.push_back(finding);
  finding.id = "WH-18";
  finding.severity = Severity::info;
  finding.title = "no classifier";
  report.findings.push_back(finding);
  return report;
}

}  // namespace

TEST_CASE("a wheel's report says where it installs and what was found") {
  TextLayout layout;
  const std::string text = render_wheel(a_report(), layout);
  INFO(text);
  CHECK(contains(text, "hello-0.1.0-cp314-cp314t-win_amd64.whl\n"));
  CHECK(contains(text, "installs free-threaded CPython 3.14, on Windows amd64"));
  CHECK(contains(text, "here     pip would refuse it here"));
  CHECK(contains(text, "WH-10 compiled for the GIL"));
  CHECK_FALSE(contains(text, "WH-18"));
  CHECK(contains(text, "1 remark more with -v"));
  layout.verbose = true;
  const std::string all = render_wheel(a_report(), layout);
  CHECK(contains(all, "WH-18 no classifier"));
  CHECK(contains(all, "hello._e: compiled for the GIL"));
}

TEST_CASE("the JSON of wheels has facts, and the findings of all with their file") {
  WheelReport good = a_report();
  good.findings.clear();
  const Json document = wheels_json({good, a_report()});
  CHECK(document["schema"].int_or(0) == 1);
  CHECK_FALSE(document["ok"].bool_or(true));
  REQUIRE(document["wheels"].items().size() == 2);
  const Json& wheel = document["wheels"].items()[0];
  CHECK(wheel["ok"].bool_or(false));
  CHECK(wheel["name"]["tags"].strings() == std::vector<std::string>{"cp314-cp314t-win_amd64"});
  CHECK(wheel["extensions"].items()[0]["abi"].string_or("") == "gil");
  REQUIRE(document["findings"].items().size() == 2);
  CHECK(document["findings"].items()[0]["wheel"].string_or("") ==
        "dist/hello-0.1.0-cp314-cp314t-win_amd64.whl");
  CHECK(document["findings"].items()[0]["id"].string_or("") == "WH-10");
}

}  // namespace ftenv::test
