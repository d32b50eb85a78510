// Findings and what doctor saw, for programs: "schema" 1 of design §6. The values are those of
// findings_text.hpp; a test renders both from one vector and compares.
#pragma once

#include <vector>

#include "base/json.hpp"
#include "engine/doctor/doctor.hpp"
#include "model/finding.hpp"

namespace ftenv {

Json finding_json(const Finding& finding);
Json findings_json(const std::vector<Finding>& findings);
Json diagnosis_json(const Diagnosis& diagnosis);  // without "schema" and "ok"
Json checks_json(const std::vector<Check>& checks);

}  // namespace ftenv
