// Debian's and Ubuntu's package manager. Private to platform/: callers have package_manager.hpp.
#pragma once

#include "platform/apt_sources.hpp"
#include "platform/package_manager.hpp"
#include "platform/privilege.hpp"

namespace ftenv {

class Apt : public PackageManager {
 public:
  // `lists`: where the machine keeps its package lists. `elevation`: how to become root, asked for when
  // it is needed; tests answer it themselves.
  using AskElevation = std::function<Elevation()>;
  Apt(PackageManagerContext context, fs::path lists, AskElevation elevation);

  std::string name() const override { return "apt"; }
  Result<std::vector<std::string>> missing(const std::vector<std::string>& packages) override;
  Result<std::string> candidate(const std::string& package) override;
  Command install_command(const std::vector<std::string>& packages) const override;
  Command refresh_command() const override;
  bool has_lists() const override;
  Status install(const std::vector<std::string>& packages, const fs::path& log,
                 const std::function<void(std::string_view)>& on_line) override;
  Result<std::vector<SourcePackage>> find_sources(const SourcePackageQuery& query,
                                                  const fs::path& scratch) override;
  Result<fs::path> fetch_source(const SourcePackage& source, const fs::path& scratch,
                                const fs::path& log) override;

 private:
  Result<ProcessOutcome> query(std::vector<std::string> argv);
  Result<ProcessOutcome> run_as_root(const Command& command, const fs::path& log,
                                     const std::function<void(std::string_view)>& on_line);
  Status refresh(const fs::path& log, const std::function<void(std::string_view)>& on_line);
  Status check_elevation(const std::vector<std::string>& packages);

  PackageManagerContext m_context;
  fs::path m_lists;
  AskElevation m_ask_elevation;
  AptSources m_sources;
};

}  // namespace ftenv
