#include <algorithm>
#include <atomic>
#include <thread>

#include "inspect/python/interpreter.hpp"
#include "inspect/python/interpreter_use.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_at_once = 4;
constexpr std::chrono::seconds k_patience{10};

SurveyedInterpreter look_at(ProcessRunner& runner, const Environment& environment, const Version& first,
                            const FoundInterpreter& found) {
  SurveyedInterpreter seen{found, {}, {}, {}};
  if (!found.not_started.empty()) {
    seen.error = Error{ErrorCode::unsupported, found.not_started, {}, {}, {}, std::nullopt};
    return seen;
  }
  // Without the start-up code of its site-packages: that is a stranger's, and the answer has no need of it.
  auto facts = question_interpreter(runner, environment, found.file, {modules_for_use(), false, k_patience});
  if (!facts) {
    seen.error = std::move(facts).error();
    return seen;
  }
  seen.use = judge_interpreter(*facts, first);
  seen.facts = std::move(*facts);
  return seen;
}

// A script that starts another interpreter, as images put them on PATH, answers with that one's facts.
std::size_t same_as(const std::vector<SurveyedInterpreter>& all, std::size_t index) {
  const SurveyedInterpreter& one = all[index];
  if (!one.facts) return index;
  FsError ignored;
  const fs::path real = fs::canonical(one.facts->executable, ignored);
  if (real.empty() || real == one.found.file) return index;
  for (std::size_t other = 0; other < all.size(); ++other) {
    if (other != index && all[other].facts && fs::equivalent(real, all[other].found.file, ignored))
      return other;
  }
  return index;
}

std::vector<SurveyedInterpreter> merged(std::vector<SurveyedInterpreter> all) {
  std::vector<bool> is_second_name(all.size(), false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t real = same_as(all, i);
    if (real == i || is_second_name[real]) continue;
    FoundInterpreter& kept = all[real].found;
    const FoundInterpreter& script = all[i].found;
    kept.names.insert(kept.names.end(), script.names.begin(), script.names.end());
    kept.on_path = kept.on_path || script.on_path;
    is_second_name[i] = true;
  }
  std::vector<SurveyedInterpreter> rows;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!is_second_name[i]) rows.push_back(std::move(all[i]));
  }
  return rows;
}

}  // namespace

Result<std::vector<SurveyedInterpreter>> survey_interpreters(ProcessRunner& runner,
                                                             const Environment& child_environment,
                                                             const Version& first,
                                                             const std::vector<FoundInterpreter>& found) {
  std::vector<SurveyedInterpreter> all(found.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < found.size(); i = next++) {
      all[i] = look_at(runner, child_environment, first, found[i]);
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(k_at_once, found.size()); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  for (const SurveyedInterpreter& one : all) {
    if (one.error && one.error->code == ErrorCode::interrupted) return fail(*one.error);
  }
  return merged(std::move(all));
}

}  // namespace ftenv
