// What all package managers have in common: asking their programs, becoming root, the log, what runs
// before an installation, and one more try with fresh lists. Private to platform/: a manager derives from
// it and says what is its own.
#pragma once

#include "platform/packages/package_failure.hpp"
#include "platform/packages/package_manager.hpp"
#include "platform/privilege.hpp"

namespace ftenv {

class SystemPackageManager : public PackageManager {
 public:
  // How to become root, asked for when it is needed; tests answer it themselves.
  using AskElevation = std::function<Elevation()>;

  bool has_lists() const override { return true; }
  std::vector<Command> install_commands(const std::vector<std::string>& packages) const override;
  Status install(const std::vector<std::string>& packages, const fs::path& log,
                 const std::function<void(std::string_view)>& on_line) override;
  std::vector<std::string> would_bring(const std::vector<std::string>& packages) override { return packages; }
  Result<std::vector<std::string>> remove(const std::vector<std::string>& packages,
                                          const fs::path& log) override;
  // Most distributions publish no upstream tarballs that could be had without installing more.
  Result<std::vector<SourcePackage>> find_sources(const SourcePackageQuery& query,
                                                  const fs::path& scratch) override;
  Result<fs::path> fetch_source(const SourcePackage& source, const fs::path& scratch,
                                const fs::path& log) override;

 protected:
  SystemPackageManager(PackageManagerContext context, AskElevation ask_elevation);

  // What the output of a failed run says.
  virtual PackageComplaint diagnose(const ProcessOutcome& outcome) const = 0;
  virtual bool succeeded(const ProcessOutcome& outcome) const { return outcome.status.ok(); }
  virtual Status judge_refresh(const ProcessOutcome& outcome, const fs::path& log) const;
  // Is it switched on? For managers without such repositories everything is.
  virtual bool has_repository(const std::string& id) const;
  // May lists that are here be fetched anew when a package is not in them?
  virtual bool may_refresh_again() const { return true; }
  // Does an installation get the lists of a repository that was just switched on by itself?
  virtual bool fetches_lists_itself() const { return true; }

  // Runs a program that only looks. Errors: unsupported when this machine lacks it.
  Result<ProcessOutcome> query(std::vector<std::string> argv) const;
  Error failure(const std::string& what, const ProcessOutcome& outcome, const fs::path& log = {}) const;
  // "apt-get install": the program and its first word that is neither a long option nor a path.
  static std::string what_runs(const Command& command);
  // A file or folder of the machine; `path` is absolute.
  fs::path machine_path(const std::string& path) const;
  // argv with `option` and the other root behind the program, where one was given.
  std::vector<std::string> with_root(std::vector<std::string> argv, const std::string& option) const;
  const PackageManagerContext& context() const { return m_context; }

 private:
  Result<ProcessOutcome> run(const Command& command, const fs::path& log,
                             const std::function<void(std::string_view)>& on_line) const;
  std::vector<Command> repository_commands(const std::vector<std::string>& packages) const;
  // `doing`: "installing".
  Status check_elevation(const std::vector<Command>& commands, const std::string& doing,
                         std::size_t count) const;

  PackageManagerContext m_context;
  AskElevation m_ask_elevation;
};

// The packages of `wanted` that are not in `installed`, in the same order.
std::vector<std::string> not_among(const std::vector<std::string>& wanted,
                                   const std::vector<std::string>& installed);

// A command that needs root.
Command root_command(std::vector<std::string> argv, const std::vector<std::string>& packages = {});

}  // namespace ftenv
