#include "platform/privilege.hpp"

#include <mutex>

#include "platform/elevation_probe.hpp"
#include "platform/identity.hpp"

namespace ftenv {

Elevation ask_elevation(ProcessRunner& runner, const Environment& environment, bool root) {
  if (root) return Elevation::already_root;
  ProcessRequest request;
  request.argv = {"sudo", "-n", "true"};
  request.environment = environment;
  request.timeout = std::chrono::seconds(10);  // its rules may come from a directory server
  request.capture_limit = 0;
  // A remembered password belongs to the terminal's session; a child in one of its own has none.
  request.terminal_input = true;
  const auto outcome = runner.run(request);
  return outcome && outcome->status.ok() ? Elevation::sudo : Elevation::none;
}

Elevation probe_elevation(ProcessRunner& runner, const Environment& environment) {
  static std::mutex mutex;
  static std::optional<Elevation> answer;
  const std::lock_guard lock(mutex);
  if (!answer) answer = ask_elevation(runner, environment, is_root());
  return *answer;
}

std::vector<std::string> elevated(const std::vector<std::string>& argv, Elevation elevation) {
  std::vector<std::string> line;
  if (elevation == Elevation::sudo) line = {"sudo", "-n", "--"};
  if (elevation == Elevation::none) line = {"sudo"};
  line.insert(line.end(), argv.begin(), argv.end());
  return line;
}

}  // namespace ftenv
