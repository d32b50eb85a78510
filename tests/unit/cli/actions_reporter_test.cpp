#include "cli/progress/actions_reporter.hpp"

#include "support/catch.hpp"

using namespace ftenv;

namespace {

class Silent : public Reporter {
 public:
  void step_started(std::string_view, std::string_view) override {}
  void step_progress(std::string_view, const StepProgress&) override {}
  void step_finished(std::string_view, std::string_view, double) override {}
  void step_failed(std::string_view, double) override {}
  void step_stopped(std::string_view, double) override {}
  void note(std::string_view) override {}
};

// What the runner is told while `act` runs and the reporter is taken down.
template <class Act>
std::string told(const Act& act) {
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  {
    ActionsReporter reporter(std::make_unique<Silent>(), file);
    act(reporter);
  }
  std::rewind(file);
  std::string text(1000, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}

}  // namespace

TEST_CASE("each step has a group of the runner, and a failed one an annotation outside of it") {
  CHECK(told([](Reporter& reporter) {
          reporter.step_started("venv", "environment");
          reporter.step_finished("venv", "made", 1);
          reporter.step_started("source", "CPython's source");
          reporter.step_failed("source", 2);
        }) ==
        "::group::venv: environment\n::endgroup::\n::group::source: CPython's source\n::endgroup::\n"
        "::error title=ftenv::the step source failed after 2.0 s\n");
}

TEST_CASE("a step that was only told to stop has no annotation") {
  CHECK(told([](Reporter& reporter) {
          reporter.step_started("crates", "crates");
          reporter.step_stopped("crates", 1);
        }) == "::group::crates: crates\n::endgroup::\n");
}

TEST_CASE("groups do not nest where steps run side by side, and the last is closed at the end") {
  CHECK(told([](Reporter& reporter) {
          reporter.step_started("python", "CPython");
          reporter.step_started("rust", "Rust");
          reporter.step_finished("python", "built", 1);
        }) == "::group::python: CPython\n::endgroup::\n::group::rust: Rust\n::endgroup::\n");
}

TEST_CASE("no text can end a command of the runner and begin another") {
  CHECK(told([](Reporter& reporter) { reporter.step_started("a", "b\r\n::stop-commands::x"); }) ==
        "::group::a: b%0D%0A::stop-commands::x\n::endgroup::\n");
  CHECK(actions_text("50 % of a\r\nb") == "50 %25 of a%0D%0Ab");
  CHECK(actions_text("%0A") == "%250A");
  CHECK(actions_text("plain: text, größe") == "plain: text, größe");
}
