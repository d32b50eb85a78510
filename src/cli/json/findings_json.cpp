#include "cli/json/findings_json.hpp"

namespace ftenv {
namespace {

const char* name_of(CheckReport::State state) {
  switch (state) {
    case CheckReport::checked:
      return "checked";
    case CheckReport::skipped:
      return "skipped";
    case CheckReport::failed:
      return "failed";
    case CheckReport::timed_out:
      return "timed_out";
    case CheckReport::crashed:
      return "crashed";
  }
  return "crashed";
}

const char* name_of(CheckCost cost) {
  return cost == CheckCost::quick ? "quick" : cost == CheckCost::online ? "online" : "deep";
}

}  // namespace

Json finding_json(const Finding& finding) {
  Json fixes(Json::Array{});
  for (const Fix& fix : finding.fixes) {
    fixes.push(Json::object({{"text", fix.text},
                             {"commands", Json::array(fix.commands)},
                             {"needs_root", fix.needs_root},
                             {"automatic", !std::holds_alternative<std::monostate>(fix.action)}}));
  }
  return Json::object({{"id", finding.id},
                       {"severity", std::string(ftenv::name_of(finding.severity))},
                       {"confidence", std::string(ftenv::name_of(finding.confidence))},
                       {"title", finding.title},
                       {"found", finding.found},
                       {"need", finding.need},
                       {"why", finding.why},
                       {"evidence", Json::array(finding.evidence)},
                       {"variables", Json::array(finding.variables)},
                       {"fixes", fixes},
                       {"docs", finding.docs()}});
}

Json findings_json(const std::vector<Finding>& findings) {
  Json list(Json::Array{});
  for (const Finding& finding : findings) list.push(finding_json(finding));
  return list;
}

Json diagnosis_json(const Diagnosis& diagnosis) {
  Json checks(Json::Array{});
  for (const CheckReport& report : diagnosis.reports) {
    Json ids(Json::Array{});
    for (const Finding& finding : report.findings) ids.push(finding.id);
    checks.push(Json::object({{"id", report.check},
                              {"area", std::string(ftenv::name_of(report.area))},
                              {"title", report.title},
                              {"state", name_of(report.state)},
                              {"because", report.because},
                              {"seen", report.seen},
                              {"findings", ids},
                              {"ms", static_cast<double>(report.elapsed.count()) / 1000.0}}));
  }
  Json ignored(Json::Array{});
  for (const IgnoredFinding& one : diagnosis.ignored)
    ignored.push(Json::object({{"id", one.id}, {"reason", one.reason}}));
  return Json::object({{"findings", findings_json(diagnosis.findings)},
                       {"counts", Json::object({{"error", diagnosis.count(Severity::error)},
                                                {"warning", diagnosis.count(Severity::warning)},
                                                {"info", diagnosis.count(Severity::info)},
                                                {"could_not_check", diagnosis.could_not_check()}})},
                       {"ignored", ignored},
                       {"checks", checks}});
}

Json checks_json(const std::vector<Check>& checks) {
  Json list(Json::Array{});
  for (const Check& check : checks) {
    list.push(Json::object({{"id", check.id},
                            {"area", std::string(ftenv::name_of(check.area))},
                            {"title", check.title},
                            {"cost", name_of(check.cost)},
                            {"needs_project", check.needs_project},
                            {"detects", Json::array(check.detects)}}));
  }
  return list;
}

}  // namespace ftenv
