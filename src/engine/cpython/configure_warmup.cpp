#include "engine/cpython/configure_warmup.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <fstream>
#include <functional>
#include <mutex>
#include <thread>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/cpython/warmup_programs.hpp"

namespace ftenv {
namespace {

using Answers = std::map<std::string, std::string>;
using Kind = ConfigureQuestion::Kind;
using Task = std::function<Result<Answers>()>;

constexpr std::size_t k_programs_per_call = 24;

Result<ProcessOutcome> run(const Warmup& warmup, std::vector<std::string> argv) {
  ProcessRequest request;
  request.argv = std::move(argv);
  request.environment = warmup.environment;
  request.directory = warmup.scratch;
  request.timeout = std::chrono::seconds(120);
  return warmup.processes.run(request);
}

Result<ProcessOutcome> compile(const Warmup& warmup, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {warmup.compiler.string(), "-w"});
  return run(warmup, std::move(arguments));
}

// "VARIABLE=value" lines of one of our programs.
Answers printed_answers(std::string_view output) {
  Answers answers;
  for (const std::string& line : split_lines(output)) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) answers[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return answers;
}

Result<Answers> run_program(const Warmup& warmup, const std::string& name) {
  FTENV_TRY(const ProcessOutcome outcome, run(warmup, {(warmup.scratch / name).string()}));
  return outcome.status.ok() ? printed_answers(outcome.out) : Answers{};
}

// Two hundred files that nobody needs tomorrow: not the place for write_text_atomically's flush to disk.
Status write_program(const Warmup& warmup, const std::string& name, const std::string& text) {
  const fs::path path = warmup.scratch / name;
  std::ofstream file(path.string(), std::ios::binary);
  file << text;
  file.close();
  if (file) return {};
  return fail(file_error(FsError(errno, boost::system::generic_category()), "write", path));
}

// The linker names everything that it lacks in one go, so the second try is with all that there is.
Result<Answers> ask_functions(const Warmup& warmup, const std::vector<ConfigureQuestion>& questions,
                              const WarmupPreamble& preamble) {
  FTENV_CHECK(write_program(warmup, "main.c", functions_main()));
  std::set<std::string> without;
  for (int attempt = 0; attempt < 4; ++attempt) {
    FTENV_CHECK(write_program(warmup, "functions.c", functions_program(questions, preamble, without)));
    FTENV_TRY(const ProcessOutcome outcome, compile(warmup, {"-o", "functions", "functions.c", "main.c"}));
    if (outcome.status.ok()) return run_program(warmup, "functions");
    const std::size_t known = without.size();
    without.merge(undefined_names(outcome.err));
    if (without.size() == known) break;
  }
  return Answers{};
}

Result<Answers> ask_sizes(const Warmup& warmup, const std::vector<ConfigureQuestion>& questions,
                          const WarmupPreamble& preamble) {
  FTENV_CHECK(write_program(warmup, "sizes.c", sizes_program(questions, preamble)));
  FTENV_TRY(const ProcessOutcome outcome, compile(warmup, {"-o", "sizes", "sizes.c"}));
  if (!outcome.status.ok()) return Answers{};
  return run_program(warmup, "sizes");
}

// One program per question, many per call of the compiler. The driver goes on after one that fails, and
// an assembler file stands beside those that did not.
Result<Answers> ask_compiler(const Warmup& warmup, const std::vector<ConfigureQuestion>& questions,
                             const WarmupPreamble& preamble, const std::string& prefix) {
  std::vector<std::string> arguments{"-S", "-O0"};
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::string name = prefix + std::to_string(i);
    FTENV_CHECK(write_program(warmup, name + ".c", compile_program(questions[i], preamble)));
    arguments.push_back(name + ".c");
    const std::string refuting = refuting_program(questions[i], preamble);
    if (refuting.empty()) continue;
    FTENV_CHECK(write_program(warmup, name + "r.c", refuting));
    arguments.push_back(name + "r.c");
  }
  FTENV_TRY([[maybe_unused]] const ProcessOutcome outcome, compile(warmup, std::move(arguments)));
  Answers answers;
  FsError ignored;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::string name = prefix + std::to_string(i);
    const bool compiled = fs::exists(warmup.scratch / (name + ".s"), ignored);
    const bool refuted = fs::exists(warmup.scratch / (name + "r.s"), ignored);
    if (compiled && !refuted) answers[questions[i].variable] = "yes";
  }
  return answers;
}

// The only "no" among the answers. Whatever configure adds to CPPFLAGS for a library, it asks these headers
// without.
Result<Answers> ask_absent_headers(const Warmup& warmup, const std::vector<ConfigureQuestion>& questions,
                                   const WarmupPreamble& preamble) {
  FTENV_CHECK(write_program(warmup, "absent.c", absent_headers_program(questions, preamble)));
  FTENV_TRY(const ProcessOutcome outcome, compile(warmup, {"-E", "-P", "absent.c"}));
  return outcome.status.ok() ? printed_answers(outcome.out) : Answers{};
}

// Runs the tasks on so many threads; the first error ends it.
Result<Answers> run_tasks(const std::vector<Task>& tasks, int jobs) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  Answers answers;
  std::optional<Error> error;
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      Result<Answers> result = tasks[i]();
      const std::lock_guard<std::mutex> lock(mutex);
      if (error) return;
      if (!result) {
        error = std::move(result).error();
        return;
      }
      answers.merge(*result);
    }
  };
  std::vector<std::thread> threads;
  for (int i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  if (error) return fail(std::move(*error));
  return answers;
}

}  // namespace

Result<Answers> measure_answers(const Warmup& warmup, const WarmupRecipe& recipe,
                                const std::vector<ConfigureQuestion>& all_questions) {
  const WarmupPreamble preamble = warmup_preamble(recipe);
  std::vector<ConfigureQuestion> questions = all_questions;
  std::erase_if(questions, [&](const ConfigureQuestion& question) {
    return std::find(recipe.leave.begin(), recipe.leave.end(), question.variable) != recipe.leave.end();
  });
  FTENV_CHECK(make_directories(warmup.scratch));
  FTENV_TRY(const Answers absent, ask_absent_headers(warmup, questions, preamble));
  std::vector<std::vector<ConfigureQuestion>> groups;
  for (const ConfigureQuestion& question : questions) {
    if (absent.count(question.variable) != 0 || compile_program(question, preamble).empty()) continue;
    if (groups.empty() || groups.back().size() == k_programs_per_call) groups.emplace_back();
    groups.back().push_back(question);
  }
  std::vector<Task> tasks{[&] { return ask_functions(warmup, questions, preamble); },
                          [&] { return Result<Answers>(absent); }};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    tasks.push_back(
        [&, i] { return ask_compiler(warmup, groups[i], preamble, "q" + std::to_string(i) + "_"); });
  }
  tasks.push_back([&] { return ask_sizes(warmup, questions, preamble); });
  return run_tasks(tasks, warmup.jobs);
}

std::string site_script(const Answers& answers) {
  std::string script =
      "# Answers to questions of ./configure that ftenv got from this machine's compiler beforehand,\n"
      "# many at once. Made anew before every run of configure.\n";
  for (const auto& [variable, value] : answers) script += variable + "=" + value + "\n";
  return script;
}

}  // namespace ftenv
