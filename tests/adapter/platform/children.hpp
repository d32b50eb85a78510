// What the tests of real processes share.
#pragma once

#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <thread>

#include "base/files.hpp"
#include "base/text.hpp"
#include "platform/process.hpp"
#include "support/catch.hpp"

namespace ftenv::test {

using namespace std::chrono_literals;

using Variables = std::map<std::string, std::string>;

inline Environment small_environment() {
  return Environment(Variables{{"PATH", "/usr/bin:/bin"}});
}

inline ProcessRequest shell(const std::string& script) {
  ProcessRequest request;
  request.argv = {"sh", "-c", script};
  request.environment = small_environment();
  return request;
}

inline StopIntervals impatient() {
  return {300ms, 600ms, 200ms};
}

// For tests that cancel nothing.
inline Result<ProcessOutcome> run(const ProcessRequest& request, StopIntervals intervals = {}) {
  const CancelToken never;
  return SystemProcessRunner(never, intervals).run(request);
}

inline TempDir scratch() {
  auto made = TempDir::create(fs::temp_directory_path(), "ftenv-platform");
  REQUIRE(made);
  return std::move(*made);
}

// Alive and not a zombie.
inline bool lives(long pid) {
  const auto stat = read_text("/proc/" + std::to_string(pid) + "/stat");
  if (!stat) return false;
  const auto name_end = stat->rfind(')');
  return name_end != std::string::npos && (*stat)[name_end + 2] != 'Z';
}

// The number that a child writes into `file`, or 0 when it does not within five seconds.
inline long pid_in(const fs::path& file) {
  for (int i = 0; i < 500; ++i) {
    const auto text = read_text(file);
    if (text && !text->empty() && text->back() == '\n') return std::strtol(text->c_str(), nullptr, 10);
    std::this_thread::sleep_for(10ms);
  }
  return 0;
}

class Stopwatch {
 public:
  std::chrono::milliseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_start);
  }

 private:
  std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

}  // namespace ftenv::test
