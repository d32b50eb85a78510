#include <cstdio>

#include "cli/exit_code.hpp"
#include "cli/text/output.hpp"

namespace ftenv {

std::string render_error(const Error& error, const Style& style) {
  std::string text = style.bad("error:") + " " + error.message + "\n";
  for (const std::string& line : error.context) text += "  " + line + "\n";
  for (const std::string& hint : error.hints) text += style.bold("hint:") + " " + hint + "\n";
  if (error.log) text += "log: " + *error.log + "\n";
  if (!error.finding.empty()) text += "see: docs/troubleshooting.md#" + error.finding + "\n";
  return text;
}

Json error_json(const Error& error) {
  Json json = Json::object({{"code", name_of(error.code)},
                            {"message", error.message},
                            {"context", Json::array(error.context)},
                            {"hints", Json::array(error.hints)}});
  json.set("finding", error.finding.empty() ? Json() : Json(error.finding));
  json.set("log", error.log ? Json(*error.log) : Json());
  return json;
}

int report_failure(const Invocation& invocation, const Error& error, int signal, Json document) {
  const int code = exit_code_of(error, signal);
  if (invocation.json) {
    if (!document.is_object()) document = Json::object({{"schema", 1}});
    document.set("ok", false);
    document.set("error", error_json(error));
    std::printf("%s\n", document.dump().c_str());
  }
  // With --json too: a person who watches the run reads stderr.
  std::fputs(render_error(error, stderr_style(invocation)).c_str(), stderr);
  return code;
}

}  // namespace ftenv
