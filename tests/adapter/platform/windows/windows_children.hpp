// Starting the child of these tests. Its path is in FTENV_TEST_CHILD.
#pragma once

#include <windows.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "platform/host_probe.hpp"
#include "platform/process.hpp"
#include "platform/windows/wide.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

inline std::string child_program() {
  const std::string program = current_environment().get("FTENV_TEST_CHILD");
  REQUIRE(!program.empty());
  return program;
}

inline ProcessRequest child(std::vector<std::string> words) {
  ProcessRequest request;
  request.argv = {child_program()};
  request.argv.insert(request.argv.end(), words.begin(), words.end());
  request.environment.set("SYSTEMROOT", current_environment().get("SYSTEMROOT"));
  // Nothing here takes long; whatever hangs shall fail and not block.
  request.timeout = std::chrono::seconds(60);
  return request;
}

inline Result<ProcessOutcome> run(const ProcessRequest& request) {
  const CancelToken cancel;
  return SystemProcessRunner(cancel).run(request);
}

inline ProcessOutcome ran(const ProcessRequest& request) {
  auto outcome = run(request);
  if (!outcome) FAIL(full_text(outcome.error()));
  return *outcome;
}

inline bool is_alive(DWORD pid) {
  const HANDLE process = ::OpenProcess(SYNCHRONIZE, FALSE, pid);
  if (process == nullptr) return false;
  const bool alive = ::WaitForSingleObject(process, 0) == WAIT_TIMEOUT;
  ::CloseHandle(process);
  return alive;
}

inline bool within(std::chrono::milliseconds time, const std::function<bool()>& question) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
    if (question()) return true;
    ::Sleep(20);
  }
  return question();
}

}  // namespace ftenv::test
