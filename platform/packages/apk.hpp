// Alpine's package manager. Private to platform/.
#pragma once

#include "platform/packages/system_package_manager.hpp"

namespace ftenv {

class Apk : public SystemPackageManager {
 public:
  Apk(PackageManagerContext context, AskElevation elevation)
      : SystemPackageManager(std::move(context), std::move(elevation)) {}

  std::string name() const override { return "apk"; }
  Result<std::vector<std::string>> missing(const std::vector<std::string>& packages) override;
  Result<std::string> candidate(const std::string& package) override;
  Result<std::vector<std::string>> installed() override;
  Command remove_command(const std::vector<std::string>& packages) const override;
  Command install_command(const std::vector<std::string>& packages) const override;
  Command refresh_command() const override;
  bool has_lists() const override;

 protected:
  PackageComplaint diagnose(const ProcessOutcome& outcome) const override;
  bool has_repository(const std::string& id) const override;
  bool fetches_lists_itself() const override { return false; }
};

}  // namespace ftenv
