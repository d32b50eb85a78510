#include "engine/runner.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace ftenv {
namespace {

enum class Phase { waiting, running, done, failed };

// The state that the scheduling thread and the step threads share.
class Graph {
 public:
  Graph(const Plan& plan, const StepKinds& kinds, StepContext& context)
      : m_plan(plan), m_kinds(kinds), m_context(context) {
    for (const PlannedStep& step : plan.steps) {
      m_phase[step.step.id] = step.verdict == Verdict::change ? Phase::waiting : Phase::done;
    }
  }

  Status run(RunOutcome& outcome) {
    std::unique_lock lock(m_mutex);
    std::vector<std::thread> threads;
    for (;;) {
      if (!m_error) {
        for (const PlannedStep& step : m_plan.steps) {
          if (!is_startable(step)) continue;
          m_phase[step.step.id] = Phase::running;
          ++m_running;
          threads.emplace_back([this, &step] { run_step(step); });
        }
      }
      if (m_running == 0) break;
      m_changed.wait(lock);
    }
    lock.unlock();
    for (std::thread& thread : threads) thread.join();
    for (const PlannedStep& step : m_plan.steps) {
      if (const auto found = m_outcomes.find(step.step.id); found != m_outcomes.end()) {
        outcome.steps.push_back(found->second);
      } else if (step.verdict != Verdict::change) {
        outcome.steps.push_back({step.step.id, step.verdict, step.because, 0});
      }
    }
    if (m_error) return fail(*m_error);
    return {};
  }

 private:
  bool is_startable(const PlannedStep& step) const {
    if (m_phase.at(step.step.id) != Phase::waiting) return false;
    for (const std::string& need : step.step.needs) {
      const auto found = m_phase.find(need);
      if (found != m_phase.end() && found->second != Phase::done) return false;
    }
    return true;
  }

  void run_step(const PlannedStep& step) {
    Services& services = m_context.services;
    const std::string& id = step.step.id;
    services.reporter.step_started(id, step.step.title);
    const auto begin = services.clock.now();
    StepKind* kind = nullptr;
    for (const auto& candidate : m_kinds) {
      if (candidate->describe().id == id) kind = candidate.get();
    }
    auto result = kind->apply(m_context);
    const double seconds = std::chrono::duration<double>(services.clock.now() - begin).count();

    const std::lock_guard lock(m_mutex);
    if (result) {
      m_phase[id] = Phase::done;
      m_outcomes[id] = {id, Verdict::change, *result, seconds};
      services.reporter.step_finished(id, *result, seconds);
    } else {
      m_phase[id] = Phase::failed;
      if (result.error().code == ErrorCode::interrupted) {
        services.reporter.step_stopped(id, seconds);
      } else {
        services.reporter.step_failed(id, seconds);
      }
      if (!m_error) {
        m_error = std::move(result).error();
        m_error->context.push_back("step `" + id + "`");
        // The neighbours' work is lost or kept by their own rules; none of them may go on unseen.
        services.cancel.request(CancelToken::k_by_failure);
      } else if (result.error().code != ErrorCode::interrupted) {
        m_error->context.push_back("step `" + id + "` failed too: " + result.error().message);
      }
    }
    --m_running;
    m_changed.notify_all();
  }

  const Plan& m_plan;
  const StepKinds& m_kinds;
  StepContext& m_context;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::map<std::string, Phase> m_phase;
  std::map<std::string, StepOutcome> m_outcomes;
  std::optional<Error> m_error;
  int m_running = 0;
};

}  // namespace

Status run_plan(const Plan& plan, const StepKinds& kinds, StepContext& context, RunOutcome& outcome) {
  Graph graph(plan, kinds, context);
  Status status = graph.run(outcome);
  const int signal = context.services.cancel.signal();
  if (signal > 0)
    return fail(ErrorCode::interrupted, "interrupted",
                {"nothing half-made is left; the same command goes on from here"});
  return status;
}

}  // namespace ftenv
