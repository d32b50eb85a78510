#include "plants.hpp"

namespace ftenv::test {
namespace {

using Imports = std::map<std::string, std::function<ProcessOutcome()>>;

ProcessOutcome answer(const Json& json) {
  return exits(0, "\n@@ftenv-answer@@ " + json.dump(-1) + " @@ftenv-end@@\n");
}

ProcessOutcome harmless(const std::string& file) {
  return answer(Json::object({{"gil_before", false}, {"gil_after", false}, {"file", file}, {"problem", ""}}));
}

// CPython names `culprit`, which lies in `file`.
ProcessOutcome switches_on(const std::string& culprit, const fs::path& file) {
  return answer(Json::object(
      {{"gil_before", false},
       {"gil_after", true},
       {"file", file.string()},
       {"warned", Json::array({culprit})},
       {"extensions", Json(Json::Array{Json::object({{"module", culprit}, {"file", file.string()}})})},
       {"problem", ""}}));
}

// The probe of imports is told from the one that asks what an interpreter is by its last argument.
void importing(Patient& p, Imports imports) {
  const auto usual = p.answers["python"];
  p.answers["python"] = [usual, imports](const ProcessRequest& request) {
    const auto known = imports.find(request.argv.back());
    if (known != imports.end()) return known->second();
    const bool asks = request.argv.back() == "hello" || request.argv.back() == "pip";
    return asks ? harmless("/x/" + request.argv.back()) : usual(request);
  };
}

void install(Patient& p, const std::string& name, const std::string& record, const std::string& tag) {
  const fs::path info = p.site_packages() / (name + "-1.0.dist-info");
  p.file(info / "RECORD", record);
  p.file(info / "METADATA", "Name: " + name + "\n");
  p.file(info / "WHEEL", "Wheel-Version: 1.0\nTag: " + tag + "\n");
}

Plant deep(std::string id, std::string what, std::function<void(Patient&)> make) {
  return {std::move(id), std::move(what), Severity::error, std::move(make), {{"imports"}, true, false}};
}

void with_cffi(Patient& p, const std::string& tag) {
  const std::string file = "_cffi_backend.cpython-314t-x86_64-linux-gnu.so";
  install(p, "cffi", "cffi/__init__.py,sha256=x,1\n" + file + ",sha256=x,1\ncffi-1.0.dist-info/RECORD,,\n",
          tag);
  const auto culprit = [file = p.site_packages() / file] { return switches_on("_cffi_backend", file); };
  importing(p, {{"_cffi_backend", culprit}, {"cffi", culprit}});
}

}  // namespace

std::vector<Plant> import_plants() {
  return {
      deep("RT-01", "the project's own module needs the GIL",
           [](Patient& p) {
             importing(p, {{"hello", [&p] { return switches_on("hello", p.site_packages() / "hello.so"); }}});
           }),
      deep("RT-02", "a dependency in C needs the GIL",
           [](Patient& p) { with_cffi(p, "cp314-cp314-manylinux_2_17_x86_64"); }),
      deep("PP-12", "a dependency needs the GIL, and its wheel says that it does not",
           [](Patient& p) { with_cffi(p, "cp314-cp314t-manylinux_2_17_x86_64"); }),
      deep("RT-12", "a dependency crashes",
           [](Patient& p) {
             install(p, "fragile", "fragile.py,,\n", "py3-none-any");
             importing(p, {{"fragile", [] {
                              return ProcessOutcome{{ExitStatus::signaled, 11}, {}, {}, {}};
                            }}});
           }),
      deep("RT-14", "the project's own module was never built",
           [](Patient& p) {
             importing(p, {{"hello", [] {
                              return answer(Json::object(
                                  {{"problem", "ModuleNotFoundError: No module named 'hello'"}}));
                            }}});
           }),
  };
}

TEST_CASE("doctor --deep names each culprit once, with all imports that led to it") {
  Patient patient;
  with_cffi(patient, "cp314-cp314-manylinux_2_17_x86_64");
  const Diagnosis diagnosis = patient.examine({{"imports"}, true, false});
  INFO(Patient::account(diagnosis));
  REQUIRE(diagnosis.findings.size() == 1);
  const Finding& finding = diagnosis.findings[0];
  CHECK(finding.found == "importing `_cffi_backend` (cffi 1.0) switches the GIL on");
  REQUIRE(finding.evidence.size() == 3);
  CHECK(finding.evidence[1].rfind("_cffi_backend: GIL off → on, ", 0) == 0);
  CHECK(finding.evidence[2].rfind("cffi: GIL off → on, ", 0) == 0);
  CHECK(diagnosis.reports[0].seen == "the GIL stays off after 1 of 3 imports");
}

TEST_CASE("doctor --deep has a line of its own for an import that hangs or fails") {
  Patient patient;
  install(patient, "slow", "slow.py,,\n", "py3-none-any");
  install(patient, "broken", "broken/__init__.py,,\n", "py3-none-any");
  importing(patient, {{"slow",
                       [] {
                         return ProcessOutcome{{ExitStatus::timed_out, 0}, {}, {}, {}};
                       }},
                      {"broken", [] {
                         return answer(Json::object({{"problem", "ImportError: no libfoo"}}));
                       }}});
  const Diagnosis diagnosis = patient.examine({{"imports"}, true, false});
  INFO(Patient::account(diagnosis));
  REQUIRE(diagnosis.findings.size() == 1);
  CHECK(diagnosis.findings[0].severity == Severity::info);
  CHECK(diagnosis.findings[0].found == "`import slow` did not end within 10 s (slow 1.0)");
  REQUIRE(diagnosis.reports.size() == 1);
  CHECK(diagnosis.reports[0].state == CheckReport::checked);
  CHECK(diagnosis.reports[0].seen ==
        "the GIL stays off after 1 of 1 imports; `import broken` fails: ImportError: no libfoo");
}

}  // namespace ftenv::test
