#include "cli/text/output.hpp"

namespace ftenv {

Json overlays_json(const Overlays& overlays) {
  Json list(Json::Array{});
  for (const Overlay& overlay : overlays) {
    std::vector<std::string> names;
    for (const OverlayFile& file : overlay.files) names.push_back(file.name);
    list.push(Json::object({{"folder", overlay.folder}, {"files", Json::array(names)}}));
  }
  return list;
}

Json threads_json(const ThreadMeasure& threads) {
  return Json::object({{"threads", threads.threads},
                       {"serial_s", threads.serial_s},
                       {"parallel_s", threads.parallel_s},
                       {"speedup", threads.speedup()}});
}

Json toolchain_json(const Toolchain& toolchain) {
  return Json::object({{"version", toolchain.facts.version.text()},
                       {"abi", toolchain.facts.abi()},
                       {"prefix", toolchain.prefix.string()},
                       {"executable", toolchain.executable.string()},
                       {"source", toolchain.origin},
                       {"sha256", toolchain.sha256.empty() ? Json() : Json(toolchain.sha256)},
                       {"pinned", toolchain.pinned},
                       {"gil_enabled", toolchain.facts.gil_enabled},
                       {"shared", toolchain.facts.shared},
                       {"relocatable", toolchain.relocatable},
                       {"ext_suffix", toolchain.facts.ext_suffix},
                       {"optimized", toolchain.optimized}});
}

namespace {

Json steps_json(const RunOutcome& outcome) {
  Json steps(Json::Array{});
  for (const StepOutcome& step : outcome.steps) {
    steps.push(Json::object({{"id", step.id},
                             {"verdict", std::string(verdict_name(step.verdict))},
                             {"because", step.because},
                             {"seconds", step.seconds}}));
  }
  return steps;
}

Json environment_json(const EnvironmentFacts& environment) {
  return Json::object({{"checked", environment.checked},
                       {"changed", Json::array(environment.changed)},
                       {"watched_set", Json::array(environment.watched)},
                       {"because", environment.because.empty() ? Json() : Json(environment.because)}});
}

}  // namespace

Json report_json(const MainJob& job, const RunOutcome& outcome, const Services& services) {
  const RunState& state = job.state;
  Json document = Json::object({{"schema", 1}, {"ok", true}, {"steps", steps_json(outcome)}});
  if (state.python) document.set("python", toolchain_json(*state.python));
  Json skipped(Json::Array{});
  for (const SkippedVersion& version : state.skipped) {
    skipped.push(Json::object({{"wish", version.wish}, {"reason", version.reason}}));
  }
  document.set("skipped", skipped);
  if (state.rust) {
    document.set("rust", Json::object({{"version", state.rust->version.text()},
                                       {"cargo", state.rust->cargo.string()},
                                       {"rustc", state.rust->rustc.string()},
                                       {"origin", state.rust->origin}}));
  }
  if (state.venv) document.set("venv", state.venv->string());
  if (!state.maturin.empty()) document.set("maturin", state.maturin);
  if (state.extension) {
    Json extension = Json::object({{"module", state.extension->module},
                                   {"file", state.extension->file.string()},
                                   {"features", Json::array(state.extension->features)},
                                   {"target_dir", state.extension->target_dir.string()}});
    if (state.witness) extension.set("gil_enabled_after_import", state.witness->gil_enabled_after_import);
    document.set("extension", extension);
  }
  if (state.witness) document.set("threads", threads_json(state.witness->threads));
  if (state.environment) document.set("environment", environment_json(*state.environment));
  document.set("dropped_variables", Json::array(services.dropped_variables));
  document.set("recipes", overlays_json(services.recipes.overlays));
  document.set("logs", services.store.logs().string());
  return document;
}

}  // namespace ftenv
