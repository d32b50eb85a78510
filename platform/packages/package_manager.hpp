// The system's package manager, asked and driven through its own programs.
//
// Queries never change anything and never need root. Which manager a platform has is recipe data.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/command.hpp"
#include "model/environment.hpp"
#include "model/recipe/recipe.hpp"
#include "platform/process.hpp"

namespace ftenv {

// The upstream tarball that the distribution's source package carries.
struct SourcePackageQuery {
  std::string package;              // "python3.14"
  std::vector<std::string> suites;  // asked in this order
  std::string component;
  std::string keyring;
};
struct SourcePackage {
  std::string package;
  std::string upstream_version;  // "3.13.5"
  std::string package_version;   // "3.13.5-2"
  std::string suite;
  std::string sha256;  // of the upstream tarball, by the signed index; may be empty
};

class PackageManager {
 public:
  virtual ~PackageManager() = default;
  virtual std::string name() const = 0;

  // Those of `packages` that are not installed, in the same order. A virtual package counts as
  // installed when something installed provides it.
  virtual Result<std::vector<std::string>> missing(const std::vector<std::string>& packages) = 0;

  // The version that an install of `package` would bring, empty when it is unknown here.
  virtual Result<std::string> candidate(const std::string& package) = 0;

  // What install() runs, for showing; argv without elevation.
  virtual Command install_command(const std::vector<std::string>& packages) const = 0;
  virtual Command refresh_command() const = 0;
  // Are there package lists at all? A fresh container has none.
  virtual bool has_lists() const = 0;
  // All that install() is going to run, in order: lists where there are none, repositories that have to
  // be switched on, the installation. Nothing for no packages.
  virtual std::vector<Command> install_commands(const std::vector<std::string>& packages) const = 0;

  // Runs install_commands(); all packages at once. The lists are refreshed once more when the manager says
  // that a package is unknown. `log` gets the full output. Errors: permission (no way to become root; the
  // hints are the exact commands), process, network, disk, interrupted, unsupported (no such program).
  virtual Status install(const std::vector<std::string>& packages, const fs::path& log,
                         const std::function<void(std::string_view)>& on_line) = 0;

  // Names of all that is installed.
  virtual Result<std::vector<std::string>> installed() = 0;
  // What install() would bring, with all that is needed for it, where the manager can tell beforehand from
  // the lists that are here; else `packages`.
  virtual std::vector<std::string> would_bring(const std::vector<std::string>& packages) = 0;

  // Removes these and nothing else, their configuration included; argv without elevation.
  virtual Command remove_command(const std::vector<std::string>& packages) const = 0;
  // Returns those that stay, because something else needs them or the manager will not let go of them.
  // Errors: as install().
  virtual Result<std::vector<std::string>> remove(const std::vector<std::string>& packages,
                                                  const fs::path& log) = 0;

  // What source packages the configured suites carry, newest first; needs the network, not root.
  // Works in `scratch`, with a source list of its own: the machine's configuration stays as it is.
  // Errors: unsupported where the distribution has none, among others.
  virtual Result<std::vector<SourcePackage>> find_sources(const SourcePackageQuery& query,
                                                          const fs::path& scratch) = 0;
  // Downloads the upstream tarball into `scratch`; returns its path. Call find_sources first.
  virtual Result<fs::path> fetch_source(const SourcePackage& source, const fs::path& scratch,
                                        const fs::path& log) = 0;
};

struct PackageManagerContext {
  ProcessRunner& runner;
  Environment environment;                          // already filtered
  std::vector<RepositoryRecipe> repositories = {};  // that packages may need
  fs::path root = {};                               // of another system, as tests have it; empty: this one
};

// The manager with this id ("apt"), or an error (unsupported) that names the known ones.
Result<std::unique_ptr<PackageManager>> make_package_manager(const std::string& id,
                                                             PackageManagerContext context);

}  // namespace ftenv
