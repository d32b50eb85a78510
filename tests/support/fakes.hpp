// Stand-ins for the seams of the engine, and a Services made of them on real temporary directories.
#pragma once

#include <algorithm>
#include <functional>
#include <mutex>

#include "base/files.hpp"

#include "engine/run_state.hpp"
#include "engine/services.hpp"
#include "model/plan.hpp"

namespace ftenv::test {

// Answers each request by a function of it, and remembers all.
class FakeProcesses : public ProcessRunner {
 public:
  std::function<ProcessOutcome(const ProcessRequest&)> answer = [](const ProcessRequest&) {
    return ProcessOutcome{};
  };
  std::vector<ProcessRequest> requests;

  Result<ProcessOutcome> run(const ProcessRequest& request) override {
    const std::lock_guard lock(m_mutex);
    requests.push_back(request);
    return answer(request);
  }
  bool started(const std::string& program) const {
    for (const ProcessRequest& request : requests) {
      if (fs::path(request.argv.front()).filename() == program) return true;
    }
    return false;
  }

 private:
  std::mutex m_mutex;
};

inline ProcessOutcome exits(int code, std::string out = {}, std::string err = {}) {
  return {{ExitStatus::exited, code}, std::move(out), std::move(err), {}};
}

class FakeDownloader : public Downloader {
 public:
  std::function<Result<Download>(const DownloadRequest&)> answer = [](const DownloadRequest& request) {
    return Result<Download>(fail(Error{ErrorCode::network,
                                       "no server in this test",
                                       {request.urls.front() + ": none"},
                                       {},
                                       "",
                                       std::nullopt}));
  };
  std::vector<DownloadRequest> requests;
  Result<Download> fetch(const DownloadRequest& request) override {
    requests.push_back(request);
    return answer(request);
  }
};

class FakePackages : public PackageManager {
 public:
  std::vector<std::string> here;
  std::string rust_candidate;
  std::vector<SourcePackage> sources;
  std::function<Result<fs::path>(const SourcePackage&)> fetch = [](const SourcePackage&) {
    return Result<fs::path>(fail(ErrorCode::network, "404 Not Found"));
  };
  std::vector<std::string> install_calls, remove_calls;
  bool refuses = false;                   // to install
  std::vector<std::string> dependencies;  // come with any installation
  std::vector<std::string> meanwhile;     // somebody else installs while ours waits
  std::vector<std::string> needed;        // something else needs them: they can't be removed

  std::string name() const override { return "fake"; }
  Result<std::vector<std::string>> missing(const std::vector<std::string>& packages) override {
    std::vector<std::string> missing;
    for (const std::string& package : packages) {
      if (std::find(here.begin(), here.end(), package) == here.end()) missing.push_back(package);
    }
    return missing;
  }
  Result<std::string> candidate(const std::string&) override { return rust_candidate; }
  Command install_command(const std::vector<std::string>& packages) const override {
    Command command{{"fake-install"}, {}, "", true};
    command.argv.insert(command.argv.end(), packages.begin(), packages.end());
    return command;
  }
  Result<std::vector<std::string>> installed() override { return here; }
  std::vector<std::string> would_bring(const std::vector<std::string>& packages) override { return packages; }
  Command remove_command(const std::vector<std::string>& packages) const override {
    Command command{{"fake-remove"}, {}, "", true};
    command.argv.insert(command.argv.end(), packages.begin(), packages.end());
    return command;
  }
  Result<std::vector<std::string>> remove(const std::vector<std::string>& packages,
                                          const fs::path&) override {
    std::vector<std::string> stay;
    for (const std::string& package : packages) {
      remove_calls.push_back(package);
      if (std::find(needed.begin(), needed.end(), package) != needed.end())
        stay.push_back(package);
      else
        here.erase(std::remove(here.begin(), here.end(), package), here.end());
    }
    return stay;
  }
  Command refresh_command() const override { return {{"fake-refresh"}, {}, "", true}; }
  bool has_lists() const override { return true; }
  std::vector<Command> install_commands(const std::vector<std::string>& packages) const override {
    return {install_command(packages)};
  }
  Status install(const std::vector<std::string>& packages, const fs::path&,
                 const std::function<void(std::string_view)>& on_line) override {
    if (refuses) return fail(ErrorCode::process, "the fake manager refuses");
    install_calls.insert(install_calls.end(), packages.begin(), packages.end());
    here.insert(here.end(), meanwhile.begin(), meanwhile.end());
    for (const auto& names : {packages, dependencies}) {
      here.insert(here.end(), names.begin(), names.end());
      for (const std::string& name : names)
        if (on_line) on_line("Setting up " + name + ":amd64 (1.0) ...");
    }
    return {};
  }
  Result<std::vector<SourcePackage>> find_sources(const SourcePackageQuery& query, const fs::path&) override {
    std::vector<SourcePackage> found;
    for (const SourcePackage& source : sources) {
      if (source.package == query.package) found.push_back(source);
    }
    return found;
  }
  Result<fs::path> fetch_source(const SourcePackage& source, const fs::path&, const fs::path&) override {
    return fetch(source);
  }
};

class FakeReporter : public Reporter {
 public:
  std::vector<std::string> started, finished, failed, stopped, notes;
  void step_started(std::string_view id, std::string_view) override { add(started, id); }
  void step_progress(std::string_view, const StepProgress&) override {}
  void step_finished(std::string_view id, std::string_view, double) override { add(finished, id); }
  void step_failed(std::string_view id, double) override { add(failed, id); }
  void step_stopped(std::string_view id, double) override { add(stopped, id); }
  void note(std::string_view text) override { add(notes, text); }

 private:
  void add(std::vector<std::string>& list, std::string_view text) {
    const std::lock_guard lock(m_mutex);
    list.emplace_back(text);
  }
  std::mutex m_mutex;
};

class FakeClock : public Clock {
 public:
  std::chrono::steady_clock::time_point now() const override { return std::chrono::steady_clock::now(); }
  std::string utc() const override { return "2026-01-02T03:04:05Z"; }
};

// Everything together. `services` refers to the members, so a World stays where it is.
struct FakeWorld {
  FakeProcesses processes;
  FakeDownloader downloader;
  FakePackages packages;
  FakeReporter reporter;
  FakeClock clock;
  CancelToken cancel;
  Recipes recipes;
  Host host;
  TempDir directory = TempDir::create(fs::temp_directory_path(), "ftenv-test").value();
  Store store{directory.path() / "home", directory.path() / "cache"};
  Environment user_environment{{{"HOME", directory.path().string()}, {"PATH", "/usr/bin:/bin"}}};
  Environment child_environment = user_environment;
  Options options;
  RunState state;
  Plan plan;
  std::vector<PythonWish> wishes;
  Services services{processes, downloader, packages,         reporter,          clock, cancel, recipes,
                    host,      store,      user_environment, child_environment, {}};
};

}  // namespace ftenv::test
