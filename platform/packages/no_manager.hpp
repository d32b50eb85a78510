// A system whose packages ftenv can't install: it says what a person has to. Private to platform/.
#pragma once

#include "platform/packages/package_manager.hpp"

namespace ftenv {

class NoManager : public PackageManager {
 public:
  std::string name() const override { return "none"; }
  // It can't look: all of them. What is not to be installed by hand does not belong into such a recipe.
  Result<std::vector<std::string>> missing(const std::vector<std::string>& packages) override;
  Result<std::string> candidate(const std::string& package) override;
  // For showing only: "install-by-hand NAME…", which is no program.
  Command install_command(const std::vector<std::string>& packages) const override;
  Result<std::vector<std::string>> installed() override;
  Command remove_command(const std::vector<std::string>& packages) const override;
  std::vector<std::string> would_bring(const std::vector<std::string>& packages) override { return packages; }
  Result<std::vector<std::string>> remove(const std::vector<std::string>& packages,
                                          const fs::path& log) override;
  Command refresh_command() const override { return {}; }
  bool has_lists() const override { return true; }
  std::vector<Command> install_commands(const std::vector<std::string>& packages) const override;
  Status install(const std::vector<std::string>& packages, const fs::path& log,
                 const std::function<void(std::string_view)>& on_line) override;
  Result<std::vector<SourcePackage>> find_sources(const SourcePackageQuery& query,
                                                  const fs::path& scratch) override;
  Result<fs::path> fetch_source(const SourcePackage& source, const fs::path& scratch,
                                const fs::path& log) override;
};

}  // namespace ftenv
