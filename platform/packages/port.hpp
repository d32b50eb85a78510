// MacPorts. Private to platform/.
#pragma once

#include "platform/packages/system_package_manager.hpp"

namespace ftenv {

class Port : public SystemPackageManager {
 public:
  Port(PackageManagerContext context, AskElevation elevation)
      : SystemPackageManager(std::move(context), std::move(elevation)) {}

  std::string name() const override { return "port"; }
  Result<std::vector<std::string>> missing(const std::vector<std::string>& packages) override;
  Result<std::string> candidate(const std::string& package) override;
  Result<std::vector<std::string>> installed() override;
  Command remove_command(const std::vector<std::string>& packages) const override;
  Command install_command(const std::vector<std::string>& packages) const override;
  Command refresh_command() const override;

 protected:
  PackageComplaint diagnose(const ProcessOutcome& outcome) const override;
};

}  // namespace ftenv
