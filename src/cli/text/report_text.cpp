#include <cstdio>

#include "base/text.hpp"
#include "cli/text/output.hpp"

namespace ftenv {
namespace {

std::string seconds_text(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f s", seconds);
  return text;
}

std::string factor_text(double factor) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", factor);
  return text;
}

std::string row(const char* name, const std::string& value) {
  return "  " + pad_to(name, 12) + value + "\n";
}

std::string environment_text(const EnvironmentFacts& environment) {
  std::string text;
  if (!environment.checked) {
    text = "not checked" + (environment.because.empty() ? std::string() : ": " + environment.because);
  } else if (environment.changed.empty()) {
    text = "a fresh login shell is as it was before; no build variable was left behind";
  } else {
    text = "a fresh login shell differs in " + join(environment.changed, ", ");
  }
  if (!environment.watched.empty()) {
    text += "; your shell itself sets " + join(environment.watched, ", ") + " (`ftenv env --unset` helps)";
  }
  return text;
}

}  // namespace

std::string render_report(const MainJob& job, const RunOutcome& outcome, const Style& style,
                          const Services& services, bool verbose) {
  const RunState& state = job.state;
  std::string text;
  bool worked = false;
  for (const StepOutcome& step : outcome.steps) worked = worked || step.verdict == Verdict::change;
  text += style.mark_done() + " " +
          style.bold(worked ? "done: the extension was imported without the GIL"
                            : "nothing to do: the extension was imported without the GIL before") +
          "\n\n";
  if (state.python) {
    const Toolchain& python = *state.python;
    text += row("python", "CPython " + python.facts.version.text() + "t (" + python.facts.abi() +
                              "), GIL off" + (python.facts.shared ? ", shared" : ", static"));
    text += row("", python.executable.string());
    if (!python.pinned)
      text += row("", "from an archive whose digest no recipe vouches for: sha256 " + python.sha256);
  }
  for (const SkippedVersion& skipped : state.skipped) {
    text += row("", "preferred " + skipped.wish + " can't be had: " + skipped.reason);
  }
  if (state.venv) text += row("venv", state.venv->string());
  if (state.extension) {
    text += row(
        "module",
        state.extension->module +
            (state.extension->features.empty() ? "" : ", features " + join(state.extension->features, ", ")));
    text += row("", state.extension->file.string());
  }
  if (state.witness) {
    const ThreadMeasure& threads = state.witness->threads;
    text += row("threads", "the same work took " + seconds_text(threads.serial_s) + " on one thread and " +
                               seconds_text(threads.parallel_s) + " on " + std::to_string(threads.threads) +
                               ": " + factor_text(threads.speedup()) + " times as fast");
  }
  if (state.environment) text += row("environment", environment_text(*state.environment));
  if (verbose && !services.dropped_variables.empty()) {
    text += row("dropped", "kept from all builds: " + join(services.dropped_variables, ", "));
  }
  for (const Overlay& overlay : services.recipes.overlays)
    text += row("recipes", "your own count as well: " + overlay.folder);
  text += row("logs", services.store.logs().string());
  if (job.project && state.extension) {
    const std::string module = state.extension->module;
    text += "\nnext, for example:\n  ftenv run --project " + shell_quote(job.project->root.string()) +
            " -- python -c " + shell_quote("import " + module + ", sys; print(sys._is_gil_enabled())") + "\n";
  }
  return text;
}

}  // namespace ftenv
