#include "engine/doctor/origins.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

template <class T, class Same>
void add_new(std::vector<T>& all, T one, Same same) {
  if (std::none_of(all.begin(), all.end(), [&](const T& known) { return same(known, one); })) {
    all.push_back(std::move(one));
  }
}

void add_evidence(Finding& finding, std::string line) {
  add_new(finding.evidence, std::move(line), [](const auto& a, const auto& b) { return a == b; });
}

void add_fix(Finding& finding, Fix fix) {
  add_new(finding.fixes, std::move(fix), [](const Fix& a, const Fix& b) { return a.text == b.text; });
}

std::string sentence(const VariableLine& line, bool is_set, const Environment& user) {
  const std::string place = place_text(line.file, line.line, user);
  if (!is_set) return "`" + line.name + "` is set in " + place + " for the next terminal";
  if (line.match > 0) return "`" + line.name + "` is set in " + place;
  return "`" + line.name + "` is also set in " + place + ", to another value";
}

void add_origin(Finding& finding, const std::string& name, Facts& facts, const VariableOrigins& origins) {
  const Environment& user = facts.services().user_environment;
  const std::string* value = user.find(name);
  const std::vector<VariableLine> lines = origins.lines_of(name, value == nullptr ? "" : *value);
  const CargoSetting cargo = facts.cargo_config().environment(name);
  bool known = value == nullptr;
  for (const VariableLine& line : lines) {
    // Without a value only what the next terminal will read is to blame.
    if (value == nullptr && !line.next_terminal) continue;
    known = known || line.match > 0;
    add_evidence(finding, sentence(line, value != nullptr, user));
  }
  if (cargo)
    add_evidence(finding, "`" + name + "` is set for cargo in " +
                              place_text(cargo.file, cargo.value->at().line, user));
  if (!known) {
    add_evidence(finding,
                 "`" + name + "` comes from this terminal; no file that ftenv knows sets it to this value");
  }
  for (const VariableLine& line : lines) {
    const bool guilty = value == nullptr ? line.next_terminal : line.match > 0;
    if (guilty) add_fix(finding, line_fix(line, user));
  }
  if (value != nullptr) add_fix(finding, unset_fix(name, user));
}

}  // namespace

std::string place_text(const fs::path& file, int line, const Environment& user) {
  const std::string home = home_of(user);
  std::string path = file.string();
  if (home.size() > 1 && (starts_with(path, home + "/") || starts_with(path, home + "\\")))
    path = "~" + path.substr(home.size());
  return "`" + path + ":" + std::to_string(line) + "`";
}

VariableOrigins read_origins(Facts& facts) {
  const Services& services = facts.services();
  return VariableOrigins::read(services.user_environment,
                               facts.has_project() ? facts.root() : fs::current_path(), services.system_root);
}

Fix unset_fix(const std::string& name, const Environment& user) {
  const std::string shell = fs::path(user.get("SHELL", "sh")).filename().string();
  std::string command = "unset " + name;
  if (shell == "fish") command = "set -e " + name;
  if (shell == "csh" || shell == "tcsh") command = "unsetenv " + name;
  return {"take `" + name + "` out of this terminal", {command}, false, {}};
}

Fix line_fix(const VariableLine& line, const Environment& user) {
  const std::string place = place_text(line.file, line.line, user);
  Fix fix;
  fix.needs_root = line.system;
  if (!line.alone) {
    fix.text = "take `" + line.name + "` out of " + place + ", whose line does something else too";
    return fix;
  }
  fix.text = "comment out " + place + ", which sets `" + line.name + "`";
  fix.commands = {shell_line({"sed", "-i.bak", std::to_string(line.line) + "s/^/# /", line.file.string()})};
  if (line.system) {
    fix.commands.front() = "sudo " + fix.commands.front();
  } else {
    fix.action = CommentOutLine{line.file, line.line, line.text};
  }
  return fix;
}

void add_origins(std::vector<Finding>& findings, Facts& facts) {
  const bool any = std::any_of(findings.begin(), findings.end(),
                               [](const Finding& finding) { return !finding.variables.empty(); });
  if (!any) return;
  const VariableOrigins origins = read_origins(facts);
  for (Finding& finding : findings) {
    for (const std::string& name : finding.variables) add_origin(finding, name, facts, origins);
  }
}

}  // namespace ftenv
