// Each illness is found under its id, a healthy patient has none, and what is listed as detected is.
#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "plants.hpp"
#include "support/catch.hpp"

namespace ftenv::test {

std::vector<Plant> all_plants() {
  std::vector<Plant> all;
  for (const auto& area : {program_plants, variable_plants, venv_plants, interpreter_plants, crate_plants,
                           artefact_plants, place_plants, network_plants, import_plants}) {
    for (Plant& plant : area()) all.push_back(std::move(plant));
  }
  return all;
}

namespace {

int above_info(const Diagnosis& diagnosis) {
  return diagnosis.count(Severity::warning) + diagnosis.count(Severity::error);
}

}  // namespace

TEST_CASE("doctor finds nothing wrong with a healthy project and a healthy machine") {
  for (const bool with_project : {true, false}) {
    Patient patient;
    const Diagnosis diagnosis = patient.examine({}, with_project);
    INFO(Patient::account(diagnosis));
    CHECK(above_info(diagnosis) == 0);
    CHECK(diagnosis.could_not_check() == 0);
    CHECK(diagnosis.reports.size() == select_checks(all_checks(), {})->size());
  }
}

TEST_CASE("doctor finds every planted illness under its id") {
  std::map<std::string, std::set<std::string>> detects;
  for (const Check& check : all_checks()) detects[check.id] = {check.detects.begin(), check.detects.end()};
  for (const Plant& plant : all_plants()) {
    INFO(plant.id << ": " << plant.what);
    Patient patient;
    plant.make(patient);
    const Diagnosis diagnosis = patient.examine(plant.request, plant.with_project);
    INFO(Patient::account(diagnosis));
    bool found = false;
    for (const CheckReport& report : diagnosis.reports) {
      for (const Finding& finding : report.findings) {
        // No check reports what it does not say it can.
        CHECK(detects[report.check].count(finding.id) == 1);
        CHECK_FALSE(finding.title.empty());
        CHECK_FALSE(finding.found.empty());
        CHECK_FALSE(finding.need.empty());
        CHECK_FALSE(finding.why.empty());
        if (finding.severity != Severity::info) CHECK_FALSE(finding.fixes.empty());
        if (finding.id != plant.id) continue;
        // Two checks may see the same thing from two sides, and not mind it equally.
        found = found || finding.severity == plant.severity;
      }
    }
    CHECK(found);
  }
}

TEST_CASE("doctor does not send a person to `up` for an environment while the project can't be understood") {
  for (const bool broken : {true, false}) {
    Patient patient;
    patient.remove(patient.venv());
    if (broken) patient.file(patient.project() / "Cargo.toml", "[package]\nname =");
    const Diagnosis diagnosis = patient.examine({}, true);
    INFO(Patient::account(diagnosis));
    const bool asked = std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(),
                                   [](const Finding& finding) { return finding.id == "IN-08"; });
    CHECK(asked != broken);
  }
}

TEST_CASE("every id that a check can report has its illness in these tests") {
  std::set<std::string> planted;
  for (const Plant& plant : all_plants()) planted.insert(plant.id);
  for (const Check& check : all_checks()) {
    for (const std::string& id : check.detects) {
      INFO(check.id << " detects " << id);
      CHECK(planted.count(id) == 1);
    }
  }
}

}  // namespace ftenv::test
