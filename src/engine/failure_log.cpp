#include "engine/failure_log.hpp"

#include "base/files.hpp"
#include "engine/explain/platform_text.hpp"
#include "inspect/overlay_failures.hpp"
#include "model/recipe/recipe_loader.hpp"

namespace ftenv {
namespace {

std::vector<FailurePattern> read_shipped_failures() {
  const auto recipe = shipped_recipe("failures.toml");
  if (!recipe) return {};
  return read_failure_patterns(*recipe).value_or(std::vector<FailurePattern>{});
}

}  // namespace

std::vector<FailurePattern> known_failures(const Overlays& overlays) {
  static const std::vector<FailurePattern> shipped = read_shipped_failures();
  std::vector<FailurePattern> patterns;
  for (auto overlay = overlays.rbegin(); overlay != overlays.rend(); ++overlay) {
    const OverlayFile* file = overlay->find("failures.toml");
    if (!file) continue;
    const auto own = read_overlay_failures(*file);
    if (own) patterns.insert(patterns.end(), own->begin(), own->end());
  }
  patterns.insert(patterns.end(), shipped.begin(), shipped.end());
  return patterns;
}

Status start_log(const fs::path& log, const Command& command, const std::string& time) {
  return write_text_atomically(log, "# " + time + " " + display(command) + "\n");
}

Error explain_failure(const Services& services, ErrorCode code, std::string message, const fs::path& log) {
  Error error{code, std::move(message), {}, {}, {}, log.string()};
  const auto findings = scan_log_file(log, known_failures(services.recipes.overlays));
  if (!findings || findings->empty()) return error;
  const LogFinding& first = findings->front();
  if (first.kind == "network") error.code = ErrorCode::network;
  if (first.kind == "disk") error.code = ErrorCode::disk;
  error.finding = first.id;
  error.context.push_back("line " + std::to_string(first.line_number) + " of the log: " + first.line);
  if (!first.cause.empty()) error.context.push_back(for_this_platform(first.cause, services));
  if (!first.fix.empty()) error.hints.push_back(for_this_platform(first.fix, services));
  return error;
}

}  // namespace ftenv
