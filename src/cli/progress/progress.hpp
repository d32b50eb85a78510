// What the person sees while a command runs: the reporter that suits the terminal, until it is taken down.
#pragma once

#include <memory>

#include "cli/invocation.hpp"
#include "engine/reporter.hpp"
#include "model/environment.hpp"

namespace ftenv {

class Progress : public Reporter {
 public:
  // Live lines on a terminal, plain ones without one or with -vv, groups in a log of GitHub Actions.
  Progress(const Invocation& invocation, const Environment& user);
  // Whatever comes afterwards is not shown. Not while steps run.
  void end() { m_shown.reset(); }

  void step_started(std::string_view id, std::string_view title) override;
  void step_progress(std::string_view id, const StepProgress& progress) override;
  void step_finished(std::string_view id, std::string_view because, double seconds) override;
  void step_failed(std::string_view id, double seconds) override;
  void step_stopped(std::string_view id, double seconds) override;
  void note(std::string_view text) override;

 private:
  std::unique_ptr<Reporter> m_shown;
};

}  // namespace ftenv
