#include "inspect/python/probe.hpp"

#include <algorithm>

#include "base/embedded.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_begin = "@@ftenv-answer@@ ";
constexpr std::string_view k_end = " @@ftenv-end@@";
constexpr std::string_view k_importing = "@@ftenv-import@@\n";
constexpr std::size_t k_shown_lines = 6;

Result<std::string> script_text(std::string_view name) {
  for (const EmbeddedFile& file : embedded_probes()) {
    if (file.name == name) return std::string(file.content);
  }
  return fail(ErrorCode::internal, "the probe `" + std::string(name) + "` is not part of this ftenv");
}

// What a person needs to see of it: Python's last words are at the end of stderr.
void add_output(Error& error, const ProcessOutcome& outcome) {
  std::vector<std::string> lines = split_lines(outcome.err);
  if (lines.empty()) lines = split_lines(replace_all(outcome.out, k_importing, ""));
  const std::size_t skipped = lines.size() > k_shown_lines ? lines.size() - k_shown_lines : 0;
  for (std::size_t i = skipped; i < lines.size(); ++i) {
    if (!trim(lines[i]).empty()) error.context.push_back("it printed: " + strip_terminal_codes(lines[i]));
  }
}

// The interpreter works; what it was told to import does not come back.
Failure no_import(const fs::path& executable, const ProcessOutcome& outcome, const ProbeRequest& probe) {
  const std::string import = "import " + probe.module;
  Error error{ErrorCode::process, "`" + import + "`", {}, {}, {}, std::nullopt};
  std::string show = "import faulthandler; faulthandler.enable(); " + import;
  if (outcome.status.kind == ExitStatus::timed_out) {
    error.message += " did not end within " + std::to_string(probe.limit.count()) + " s";
    show = "import faulthandler; faulthandler.dump_traceback_later(10); " + import;
  } else {
    error.message += " ends the process: " + outcome.status.text();
    if (outcome.status.kind == ExitStatus::signaled) error.finding = "RT-12";
  }
  add_output(error, outcome);
  error.hints.push_back("see where: " + shell_line({executable.string(), "-c", show}));
  error.hints.emplace_back(
      "it is the module's own code that does it, in what runs when it is imported: the "
      "function with `#[pymodule]`, or an `__init__.py`");
  return Failure(std::move(error));
}

Failure no_answer(const fs::path& executable, const ProcessOutcome& outcome, const ProbeRequest& probe) {
  if (contains(outcome.out, k_importing)) return no_import(executable, outcome, probe);
  const std::string name = "`" + executable.string() + "`";
  Error error{ErrorCode::process, {}, {}, {}, {}, std::nullopt};
  switch (outcome.status.kind) {
    case ExitStatus::not_found:
      error.message = "there is no interpreter at " + name;
      break;
    case ExitStatus::not_executable:
      error.message = name + " can't be started: it is not executable on this machine";
      break;
    case ExitStatus::timed_out:
      error.message = name + " did not answer within " + std::to_string(probe.limit.count()) + " s";
      break;
    case ExitStatus::exited:
    case ExitStatus::signaled:
      error.message = name + " does not answer like a Python interpreter (" + outcome.status.text() + ")";
      break;
  }
  add_output(error, outcome);
  error.hints.push_back("try it by hand: " + shell_line({executable.string(), "-I", "-c", "print(1)"}));
  return Failure(std::move(error));
}

}  // namespace

Result<Json> read_probe_answer(std::string_view output) {
  const std::size_t begin = output.rfind(k_begin);
  const std::size_t end = begin == std::string_view::npos ? begin : output.find(k_end, begin);
  if (end == std::string_view::npos) return fail(ErrorCode::process, "there is no answer in the output");
  const std::size_t start = begin + k_begin.size();
  FTENV_TRY(Json answer, Json::parse(output.substr(start, end - start)));
  const std::string before = replace_all(std::string(output.substr(0, begin)), k_importing, "");
  const std::string noise = std::string(trim(before)) + std::string(trim(output.substr(end + k_end.size())));
  if (answer.is_object() && !noise.empty()) answer.set("printed", noise);
  return answer;
}

Result<Json> run_probe(ProcessRunner& runner, const Environment& environment, const fs::path& executable,
                       const ProbeRequest& probe) {
  FTENV_TRY(const std::string script, script_text(probe.script));
  ProcessRequest request;
  request.argv = {executable.string(), "-I"};
  if (!probe.with_site) request.argv.push_back("-S");
  request.argv.insert(request.argv.end(), {"-c", script});
  request.argv.insert(request.argv.end(), probe.arguments.begin(), probe.arguments.end());
  request.environment = environment;
  request.timeout = probe.limit;
  FTENV_TRY(const ProcessOutcome outcome, runner.run(request));
  if (!outcome.status.ok()) return no_answer(executable, outcome, probe);
  auto answer = read_probe_answer(outcome.out);
  if (!answer) return no_answer(executable, outcome, probe);
  return answer;
}

}  // namespace ftenv
