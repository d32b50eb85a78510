// What the project's interpreter says of itself, in one process for all checks.
#include "base/text.hpp"
#include "engine/checks/checks.hpp"
#include "engine/checks/interpreter/checks.hpp"
#include "engine/checks/venv/fix.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_shown = 120;

std::string first_line(std::string_view text) {
  const std::vector<std::string> lines = split_lines(text);
  std::string line = lines.empty() ? std::string() : strip_terminal_codes(lines.front());
  if (line.size() > k_shown) line = line.substr(0, k_shown) + "…";
  return line;
}

Finding does_not_answer(CheckContext& context, const VenvFacts& venv, const Error& error) {
  Finding finding = context.finding("PX-23", Severity::error,
                                    "`" + venv.executable.string() + "` does not answer: " + error.message,
                                    "an interpreter that starts and says what it is");
  finding.evidence = error.context;
  finding.fixes.push_back(remake_venv(context, venv));
  return finding;
}

void judge_noise(CheckContext& context, const InterpreterFacts& facts, CheckAnswer& answer) {
  if (facts.printed.empty()) return;
  const std::string python = shell_quote(facts.executable.string());
  Finding finding = context.finding("PX-23", Severity::error,
                                    "`" + facts.executable.string() + "` prints `" +
                                        first_line(facts.printed) + "` by itself when it is started",
                                    "an interpreter that prints nothing unless it is told to");
  finding.fixes.push_back(
      {"find who prints: a `sitecustomize.py` or a `.pth` file in site-packages; then take the line out",
       {python + " -v -c pass 2>&1 | grep -E 'sitecustomize|\\.pth'"},
       false,
       {}});
  answer.findings.push_back(std::move(finding));
}

void judge_bits(CheckContext& context, const InterpreterFacts& facts, const VenvFacts& venv,
                CheckAnswer& answer) {
  if (facts.bits != 32) return;
  const Result<RustFacts>& rust = context.facts.rust(context.processes);
  const bool wide = rust ? contains(rust->host, "64") : contains(context.facts.services().host.arch, "64");
  if (!wide) return;
  Finding finding =
      context.finding("PX-22", Severity::error,
                      "`" + facts.executable.string() + "` is a 32-bit program (`" + facts.platform +
                          "`), and Rust builds for 64 bits" + (rust ? " (`" + rust->host + "`)" : ""),
                      "a 64-bit interpreter");
  finding.fixes.push_back(remake_venv(context, venv));
  answer.findings.push_back(std::move(finding));
}

// Asked with `-I`, which ignores PYTHON_GIL: then it is something that site-packages starts.
void judge_gil(CheckContext& context, const InterpreterFacts& facts, CheckAnswer& answer) {
  if (!facts.free_threaded || !facts.gil_enabled) return;
  Finding finding = context.finding(
      "RT-03", Severity::error,
      "`" + facts.executable.string() + "` is free-threaded, but has its GIL on before anything is imported",
      "the GIL off at start");
  finding.why +=
      " Here no variable does it: it is also on when the environment is ignored, so a `.pth` file or "
      "`sitecustomize.py` imports something that needs the GIL.";
  finding.fixes.push_back({"see what is imported at start",
                           {shell_quote(facts.executable.string()) + " -X importtime -c pass"},
                           false,
                           {}});
  answer.findings.push_back(std::move(finding));
}

void judge_headers(CheckContext& context, const InterpreterFacts& facts, CheckAnswer& answer) {
  if (facts.headers_exist) return;
  Finding finding =
      context.finding("PP-09", Severity::warning,
                      "the interpreter in `" + facts.base_prefix.string() + "` came without `Python.h`",
                      "the headers of the same interpreter");
  finding.fixes.push_back({"install its development package, or let ftenv bring an interpreter that has them",
                           {up_command(context, "--from prebuilt")},
                           false,
                           {}});
  answer.findings.push_back(std::move(finding));
}

void judge_managed(CheckContext& context, const InterpreterFacts& facts, CheckAnswer& answer) {
  if (!facts.externally_managed) return;
  Finding finding = context.finding("PY-23", Severity::info,
                                    "the interpreter in `" + facts.base_prefix.string() +
                                        "` belongs to the system's package manager (`EXTERNALLY-MANAGED`)",
                                    "pip used inside of environments only");
  finding.fixes.push_back(
      {"start pip in the project's environment", {"ftenv run -- python -m pip install NAME"}, false, {}});
  answer.findings.push_back(std::move(finding));
}

void judge_compiler(CheckContext& context, const InterpreterFacts& facts, CheckAnswer& answer) {
  const std::vector<std::string> words = split_words(facts.compiler);
  const Environment& user = context.user();
  if (words.empty() || !user.get("CC").empty()) return;
  if (find_program(words.front(), user.get("PATH"))) return;
  // Without any compiler there is more to say than this, and the checks of programs say it.
  if (!find_program("cc", user.get("PATH"))) return;
  Finding finding = context.finding("IN-22", Severity::warning,
                                    "this interpreter was built with `" + words.front() +
                                        "` and calls it for every extension in C, but it is not on PATH",
                                    "a C compiler under this name, or `CC`");
  finding.fixes.push_back(
      {"name the compiler that is there, for the command that needs it", {"export CC=cc"}, false, {}});
  answer.findings.push_back(std::move(finding));
}

Result<CheckAnswer> check_answer(CheckContext& context) {
  CheckAnswer answer;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  if (!venv || !venv->is_venv || !venv->executable_alive) {
    answer.skipped = "there is no environment that works";
    return answer;
  }
  const Result<InterpreterFacts>& facts = context.facts.interpreter(context.processes);
  if (!facts) {
    if (contains(facts.error().message, "did not answer within")) return fail(facts.error());
    answer.findings.push_back(does_not_answer(context, *venv, facts.error()));
    return answer;
  }
  judge_noise(context, *facts, answer);
  judge_bits(context, *facts, *venv, answer);
  judge_gil(context, *facts, answer);
  judge_headers(context, *facts, answer);
  judge_managed(context, *facts, answer);
  judge_compiler(context, *facts, answer);
  answer.seen = "CPython " + facts->version.text() + (facts->free_threaded ? "t" : "") +
                (facts->gil_enabled ? ", GIL on" : ", GIL off") + (facts->shared ? ", shared" : ", static");
  return answer;
}

}  // namespace

std::vector<Check> interpreter_checks() {
  const auto check = [](std::string id, std::string title, std::vector<std::string> detects,
                        bool needs_project, Result<CheckAnswer> (*run)(CheckContext&)) {
    return Check{std::move(id),
                 Area::interpreter,
                 std::move(title),
                 std::move(detects),
                 needs_project,
                 CheckCost::quick,
                 run};
  };
  return {
      check("interpreter", "what the interpreter says of itself",
            {"PX-23", "PX-22", "RT-03", "PP-09", "PY-23", "IN-22"}, true, check_answer),
      check("libpython", "which libpython the loader takes for it", {"IN-15", "PY-08"}, true, check_library),
      check("linking", "can programs of the project link libpython", {"PY-12", "PY-13", "PY-26"}, true,
            check_linking),
      check("stdlib", "modules of the standard library that it lacks",
            {"PY-03", "PY-04", "PY-05", "PY-06", "PY-24"}, true, check_stdlib),
      check("misnamed", "interpreters whose folder promises another ABI", {"PY-10"}, false, check_misnamed),
      check("old-compiler", "a C compiler without C11 atomics", {"PY-15"}, false, check_old_compiler),
  };
}

}  // namespace ftenv
