// stdout is data, stderr is talk.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "cli/text/style.hpp"
#include "engine/main_job.hpp"

namespace ftenv {

Style stdout_style(const Invocation& invocation);
Style stderr_style(const Invocation& invocation);

// "error: …", its context, hints and docs anchor, the log's path.
std::string render_error(const Error& error, const Style& style);
Json error_json(const Error& error);

// A failed command: text on stderr, or with --json a document {"schema", "ok": false, "error"} on
// stdout. Returns the exit code.
int report_failure(const Invocation& invocation, const Error& error, int signal, Json document = Json());

// The plan for people, and as values. Without root, the commands that need it
// are shown behind sudo.
std::string render_plan(const Plan& plan, const Style& style, bool with_commands, const Host& host);
Json plan_json(const Plan& plan, const Host& host);

// What `up` reports at its end.
std::string render_report(const MainJob& job, const RunOutcome& outcome, const Style& style,
                          const Services& services, bool verbose);
Json report_json(const MainJob& job, const RunOutcome& outcome, const Services& services);
Json toolchain_json(const Toolchain& toolchain);
// Which recipes of the person's own counted: [{"folder": …, "files": […]}].
Json overlays_json(const Overlays& overlays);
Json threads_json(const ThreadMeasure& threads);

}  // namespace ftenv
