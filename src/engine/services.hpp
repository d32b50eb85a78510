// Everything a step may use of the world, made once in main.cpp and replaced by fakes in tests.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/options.hpp"
#include "engine/reporter.hpp"
#include "inspect/python/interpreter_search.hpp"
#include "io/network/download.hpp"
#include "io/store.hpp"
#include "model/environment.hpp"
#include "model/host.hpp"
#include "model/recipe/recipe.hpp"
#include "platform/cancel.hpp"
#include "platform/machine_facts.hpp"
#include "platform/packages/package_manager.hpp"
#include "platform/process.hpp"

namespace ftenv {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::steady_clock::time_point now() const = 0;
  virtual std::string utc() const = 0;  // "2026-11-23T16:04:30Z", for records
};

// What lies where on the machine: by default, on this one.
struct MachineView {
  std::function<std::optional<fs::path>(const std::string& name, const std::string& path)> find_program =
      ftenv::find_program;
  std::function<std::vector<FoundInterpreter>(const InterpretersRecipe&, const Host&,
                                              const Environment& user)>
      find_interpreters = ftenv::find_interpreters;
};

struct Services {
  ProcessRunner& processes;
  Downloader& downloader;
  PackageManager& packages;
  Reporter& reporter;
  Clock& clock;
  CancelToken& cancel;
  const Recipes& recipes;
  const Host& host;
  const Store& store;
  const Environment& user_environment;   // as ftenv was started, and SHELL: looked at, never handed on
  const Environment& child_environment;  // filtered by recipes/environment.toml
  std::vector<std::string> dropped_variables;
  const Machine* machine = &system_machine();
  fs::path system_root = "/";  // where /etc is looked for: somewhere else in tests
  std::string run = {};        // names this command in the ledger
  MachineView view = {};
};

}  // namespace ftenv
