#include "engine/runner.hpp"

#include <atomic>
#include <thread>

#include "support/catch.hpp"
#include "support/fakes.hpp"

using namespace ftenv;

namespace {

using Work = std::function<Result<std::string>(StepContext&)>;

class Working : public StepKind {
 public:
  Working(Step step, Work work) : m_step(std::move(step)), m_work(std::move(work)) {}
  Step describe() const override { return m_step; }
  Result<Probe> probe(StepContext&) override { return Probe{}; }
  Result<std::string> apply(StepContext& context) override { return m_work(context); }

 private:
  Step m_step;
  Work m_work;
};

struct Job {
  test::FakeWorld world;
  StepKinds kinds;
  Plan plan;
  RunOutcome outcome;

  void add(const std::string& id, std::vector<std::string> needs, Verdict verdict, Work work) {
    const Step step{id, id, std::move(needs)};
    kinds.push_back(std::make_unique<Working>(step, std::move(work)));
    plan.steps.push_back({step, verdict, "planned", {}});
  }
  Status run() {
    StepContext context{world.services, world.options, nullptr, world.wishes, world.state, plan};
    return run_plan(plan, kinds, context, outcome);
  }
};

Result<std::string> fine(StepContext&) {
  return std::string("done");
}

}  // namespace

TEST_CASE("only changes are applied, and each after what it needs") {
  Job job;
  std::vector<std::string> order;
  std::mutex mutex;
  const auto note = [&](const std::string& id) {
    return [&, id](StepContext&) -> Result<std::string> {
      const std::lock_guard lock(mutex);
      order.push_back(id);
      return id + " done";
    };
  };
  job.add("first", {}, Verdict::change, note("first"));
  job.add("ready", {"first"}, Verdict::ready, note("ready"));
  job.add("last", {"first", "ready"}, Verdict::change, note("last"));
  REQUIRE(job.run().has_value());
  CHECK(order == std::vector<std::string>{"first", "last"});
  REQUIRE(job.outcome.steps.size() == 3);
  CHECK(job.outcome.steps[0].because == "first done");
  CHECK(job.outcome.steps[1].because == "planned");
  CHECK(job.outcome.steps[1].verdict == Verdict::ready);
}

TEST_CASE("independent steps run at the same time") {
  Job job;
  std::atomic<int> inside{0};
  std::atomic<bool> met{false};
  const auto meet = [&](StepContext&) -> Result<std::string> {
    ++inside;
    for (int i = 0; i < 2000 && !met; ++i) {
      if (inside == 2) met = true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return std::string("done");
  };
  job.add("network", {}, Verdict::change, meet);
  job.add("processor", {}, Verdict::change, meet);
  REQUIRE(job.run().has_value());
  CHECK(met);
}

TEST_CASE("a failure cancels the neighbours, starts nothing more and is the error") {
  Job job;
  std::atomic<bool> neighbour_saw_it{false};
  job.add("bad", {}, Verdict::change,
          [](StepContext&) -> Result<std::string> { return fail(ErrorCode::disk, "no space"); });
  job.add("neighbour", {}, Verdict::change, [&](StepContext& context) -> Result<std::string> {
    for (int i = 0; i < 5000 && !context.services.cancel.requested(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    neighbour_saw_it = context.services.cancel.requested();
    return fail(ErrorCode::interrupted, "cancelled");
  });
  bool later_ran = false;
  job.add("later", {"neighbour"}, Verdict::change, [&](StepContext& context) {
    later_ran = true;
    return fine(context);
  });
  const Status status = job.run();
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().code == ErrorCode::disk);
  CHECK(status.error().context.back() == "step `bad`");
  CHECK(neighbour_saw_it);
  CHECK_FALSE(later_ran);
  CHECK(job.world.reporter.failed == std::vector<std::string>{"bad"});
  CHECK(job.world.reporter.stopped == std::vector<std::string>{"neighbour"});
}

TEST_CASE("who fails beside the first one is heard too, unless it was only told to stop") {
  Job job;
  std::atomic<int> inside{0};
  const auto fail_together = [&](const std::string& message) {
    return [&, message](StepContext&) -> Result<std::string> {
      ++inside;
      for (int i = 0; i < 5000 && inside < 2; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      return fail(ErrorCode::network, message);
    };
  };
  job.add("one", {}, Verdict::change, fail_together("no way out"));
  job.add("two", {}, Verdict::change, fail_together("no way out"));
  const Status status = job.run();
  REQUIRE_FALSE(status.has_value());
  const std::vector<std::string>& context = status.error().context;
  REQUIRE(context.size() == 2);
  const std::string first = context[0] == "step `one`" ? "one" : "two";
  CHECK(context[0] == "step `" + first + "`");
  CHECK(context[1] == "step `" + std::string(first == "one" ? "two" : "one") + "` failed too: no way out");
}

TEST_CASE("a signal ends as interrupted, whatever the step says") {
  Job job;
  job.add("slow", {}, Verdict::change, [](StepContext& context) -> Result<std::string> {
    context.services.cancel.request(2);
    return fail(ErrorCode::process, "killed");
  });
  const Status status = job.run();
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().code == ErrorCode::interrupted);
}
