#include "engine/failure_log.hpp"

#include "base/embedded.hpp"
#include "base/files.hpp"
#include "inspect/build_log.hpp"
#include "model/toml.hpp"

namespace ftenv {
namespace {

std::vector<FailurePattern> known_failures() {
  for (const EmbeddedFile& file : embedded_recipes()) {
    if (file.name != "failures.toml") continue;
    const auto toml = Toml::parse(file.content, "failures.toml");
    if (!toml) return {};
    return read_failure_patterns(*toml).value_or(std::vector<FailurePattern>{});
  }
  return {};
}

}  // namespace

Status start_log(const fs::path& log, const Command& command, const std::string& time) {
  return write_text_atomically(log, "# " + time + " " + display(command) + "\n");
}

Error explain_failure(ErrorCode code, std::string message, const fs::path& log) {
  Error error{code, std::move(message), {}, {}, {}, log.string()};
  const auto text = read_text(log, 256u << 20);
  if (!text) return error;
  const std::vector<LogFinding> findings = scan_build_log(*text, known_failures());
  if (findings.empty()) return error;
  const LogFinding& first = findings.front();
  if (first.kind == "network") error.code = ErrorCode::network;
  if (first.kind == "disk") error.code = ErrorCode::disk;
  error.finding = first.id;
  error.context.push_back("line " + std::to_string(first.line_number) + " of the log: " + first.line);
  if (!first.cause.empty()) error.context.push_back(first.cause);
  if (!first.fix.empty()) error.hints.push_back(first.fix);
  return error;
}

}  // namespace ftenv
