#include "engine/planner.hpp"

#include "support/catch.hpp"
#include "support/fakes.hpp"

using namespace ftenv;

namespace {

// Answers its probe with a fixed verdict and notes when it was asked.
class Fixed : public StepKind {
 public:
  Fixed(Step step, std::vector<std::string> informed_by, Verdict verdict, std::vector<std::string>& asked)
      : m_step(std::move(step)), m_informed_by(std::move(informed_by)), m_verdict(verdict), m_asked(asked) {}
  Step describe() const override { return m_step; }
  std::vector<std::string> informed_by() const override { return m_informed_by; }
  Result<Probe> probe(StepContext& context) override {
    m_asked.push_back(m_step.id);
    for (const std::string& id : m_informed_by) REQUIRE(context.plan_so_far.find(id) != nullptr);
    if (m_step.id == "broken") return fail(ErrorCode::project, "no");
    return Probe{m_verdict, "because", {}};
  }
  Result<std::string> apply(StepContext&) override { return std::string("done"); }

 private:
  Step m_step;
  std::vector<std::string> m_informed_by;
  Verdict m_verdict;
  std::vector<std::string>& m_asked;
};

}  // namespace

TEST_CASE("steps are ordered by what must come before them, ties as given") {
  const auto order = order_steps({"a", "b", "c", "d"}, {{"a", {"c"}}, {"b", {}}, {"d", {"a", "unknown"}}});
  REQUIRE(order.has_value());
  CHECK(*order == std::vector<std::string>{"b", "c", "a", "d"});
}

TEST_CASE("a plan of a translated process says which processor it is for") {
  test::FakeWorld world;
  std::vector<std::string> asked;
  StepKinds kinds;
  kinds.push_back(
      std::make_unique<Fixed>(Step{"a", "a", {}}, std::vector<std::string>{}, Verdict::ready, asked));
  const auto notes = [&] {
    return make_plan(kinds, world.services, world.options, nullptr, world.wishes, world.state).value().notes;
  };
  world.host.arch = "x86_64";
  CHECK(notes().empty());
  world.host.translated = true;
  REQUIRE(notes().size() == 1);
  CHECK(notes()[0].find("everything below will be for x86_64") != std::string::npos);
}

TEST_CASE("a circle of steps is an error and not an endless loop") {
  const auto order = order_steps({"a", "b"}, {{"a", {"b"}}, {"b", {"a"}}});
  REQUIRE_FALSE(order.has_value());
  CHECK(order.error().code == ErrorCode::internal);
}

TEST_CASE("a probe runs after those that inform it, and the plan is in the order of running") {
  test::FakeWorld world;
  std::vector<std::string> asked;
  StepKinds kinds;
  kinds.push_back(std::make_unique<Fixed>(Step{"packages", "", {}}, std::vector<std::string>{"python"},
                                          Verdict::not_needed, asked));
  kinds.push_back(std::make_unique<Fixed>(Step{"python", "", {"packages"}}, std::vector<std::string>{},
                                          Verdict::ready, asked));
  const auto plan = make_plan(kinds, world.services, world.options, nullptr, world.wishes, world.state);
  REQUIRE(plan.has_value());
  CHECK(asked == std::vector<std::string>{"python", "packages"});
  CHECK(plan->steps[0].step.id == "packages");
  CHECK(plan->steps[1].step.id == "python");
  CHECK_FALSE(plan->changes());
}

TEST_CASE("the first probe that fails ends the planning") {
  test::FakeWorld world;
  std::vector<std::string> asked;
  StepKinds kinds;
  kinds.push_back(
      std::make_unique<Fixed>(Step{"broken", "", {}}, std::vector<std::string>{}, Verdict::ready, asked));
  kinds.push_back(
      std::make_unique<Fixed>(Step{"later", "", {}}, std::vector<std::string>{}, Verdict::ready, asked));
  const auto plan = make_plan(kinds, world.services, world.options, nullptr, world.wishes, world.state);
  REQUIRE_FALSE(plan.has_value());
  CHECK(plan.error().code == ErrorCode::project);
  CHECK(asked == std::vector<std::string>{"broken"});
}
