// Progress in a log of GitHub Actions: the lines of LineReporter, each step in a group of its own, and a
// failed one as an annotation.
#pragma once

#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

#include "engine/reporter.hpp"

namespace ftenv {

class ActionsReporter : public Reporter {
 public:
  // `lines` prints what people read on stderr; this one only adds the runner's commands to it.
  explicit ActionsReporter(std::unique_ptr<Reporter> lines, std::FILE* out = stderr);
  ~ActionsReporter() override;  // closes the group that is open
  void step_started(std::string_view id, std::string_view title) override;
  void step_progress(std::string_view id, const StepProgress& progress) override;
  void step_finished(std::string_view id, std::string_view because, double seconds) override;
  void step_failed(std::string_view id, double seconds) override;
  void step_stopped(std::string_view id, double seconds) override;
  void note(std::string_view text) override;

 private:
  void close();  // both need m_mutex
  void command(const std::string& line);

  std::unique_ptr<Reporter> m_lines;
  std::FILE* m_out;
  std::mutex m_mutex;
  std::string m_open;  // the step whose group is open
};

// The text of a command of the runner, which reads %, \r and \n in it as escapes.
std::string actions_text(std::string_view text);

}  // namespace ftenv
