#include "engine/doctor/check.hpp"

namespace ftenv {

std::string_view name_of(Area area) {
  switch (area) {
    case Area::programs:
      return "programs";
    case Area::variables:
      return "variables";
    case Area::venv:
      return "venv";
    case Area::interpreter:
      return "interpreter";
    case Area::crate:
      return "crate";
    case Area::artefacts:
      return "artefacts";
    case Area::places:
      return "places";
    case Area::network:
      return "network";
    case Area::imports:
      return "imports";
  }
  return "";
}

std::string_view title_of(Area area) {
  switch (area) {
    case Area::programs:
      return "which programs the names on PATH start";
    case Area::variables:
      return "environment variables, and where they were set";
    case Area::venv:
      return "the project's virtual environment";
    case Area::interpreter:
      return "the interpreter and its libraries";
    case Area::crate:
      return "the crate, its features and versions";
    case Area::artefacts:
      return "what earlier builds have left";
    case Area::places:
      return "space, rights, clock and locale";
    case Area::network:
      return "registries, proxies and certificates";
    case Area::imports:
      return "which import switches the GIL on";
  }
  return "";
}

std::chrono::milliseconds limit_of(CheckCost cost) {
  switch (cost) {
    case CheckCost::quick:
      return std::chrono::milliseconds(2000);
    case CheckCost::online:
      return std::chrono::milliseconds(15000);
    case CheckCost::deep:
      return std::chrono::milliseconds(180000);
  }
  return std::chrono::milliseconds(2000);
}

Finding CheckContext::finding(const std::string& id, Severity severity, std::string found,
                              std::string need) const {
  Finding finding;
  finding.id = id;
  finding.severity = severity;
  finding.found = std::move(found);
  finding.need = std::move(need);
  if (const FindingPage* page = facts.pages().find(id)) {
    finding.title = page->title;
    finding.why = page->about;
  }
  return finding;
}

}  // namespace ftenv
