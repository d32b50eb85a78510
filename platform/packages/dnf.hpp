// The package manager of Fedora, the RHEL family and Amazon Linux. Private to platform/.
#pragma once

#include "platform/packages/system_package_manager.hpp"

namespace ftenv {

class Dnf : public SystemPackageManager {
 public:
  // `program`: of the same family, with the same options: "dnf", "microdnf", "yum".
  Dnf(PackageManagerContext context, AskElevation elevation, std::string program = "dnf")
      : SystemPackageManager(std::move(context), std::move(elevation)), m_program(std::move(program)) {}

  std::string name() const override { return m_program; }
  Result<std::vector<std::string>> missing(const std::vector<std::string>& packages) override;
  Result<std::string> candidate(const std::string& package) override;
  Result<std::vector<std::string>> installed() override;
  Command remove_command(const std::vector<std::string>& packages) const override;
  Command install_command(const std::vector<std::string>& packages) const override;
  Command refresh_command() const override;

 protected:
  PackageComplaint diagnose(const ProcessOutcome& outcome) const override;
  bool has_repository(const std::string& id) const override;

 private:
  std::string m_program;
};

}  // namespace ftenv
