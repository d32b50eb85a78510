// Debian's and Ubuntu's package manager. Private to platform/: callers have package_manager.hpp.
#pragma once

#include "platform/packages/apt_sources.hpp"
#include "platform/packages/system_package_manager.hpp"

namespace ftenv {

class Apt : public SystemPackageManager {
 public:
  // `lists`: where the machine keeps its package lists.
  Apt(PackageManagerContext context, fs::path lists, AskElevation elevation);

  std::string name() const override { return "apt"; }
  Result<std::vector<std::string>> missing(const std::vector<std::string>& packages) override;
  Result<std::string> candidate(const std::string& package) override;
  Result<std::vector<std::string>> installed() override;
  Command remove_command(const std::vector<std::string>& packages) const override;
  Command install_command(const std::vector<std::string>& packages) const override;
  Command refresh_command() const override;
  std::vector<std::string> would_bring(const std::vector<std::string>& packages) override;
  bool has_lists() const override;
  Result<std::vector<SourcePackage>> find_sources(const SourcePackageQuery& query,
                                                  const fs::path& scratch) override;
  Result<fs::path> fetch_source(const SourcePackage& source, const fs::path& scratch,
                                const fs::path& log) override;

 protected:
  PackageComplaint diagnose(const ProcessOutcome& outcome) const override;
  Status judge_refresh(const ProcessOutcome& outcome, const fs::path& log) const override;
  bool fetches_lists_itself() const override { return false; }

 private:
  fs::path m_lists;
  AptSources m_sources;
};

}  // namespace ftenv
