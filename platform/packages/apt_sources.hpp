// Upstream tarballs out of Debian's source packages, with a source list of our own in a scratch
// directory: the machine's configuration and lists stay as they are, and root is not needed. Private to
// platform/.
#pragma once

#include "platform/packages/package_manager.hpp"

namespace ftenv {

class AptSources {
 public:
  explicit AptSources(PackageManagerContext context);

  Result<std::vector<SourcePackage>> find(const SourcePackageQuery& query, const fs::path& scratch);
  Result<fs::path> fetch(const SourcePackage& source, const fs::path& scratch, const fs::path& log);

 private:
  Result<ProcessOutcome> run(std::vector<std::string> argv, const fs::path& directory, const fs::path& log);
  Result<std::vector<std::string>> mirrors(const std::string& component);
  Status update(const SourcePackageQuery& query, const std::string& mirror, const fs::path& scratch);
  Result<std::vector<SourcePackage>> list(const SourcePackageQuery& query, const std::string& suite,
                                          const fs::path& scratch);

  ProcessRunner& m_runner;
  Environment m_environment;
};

}  // namespace ftenv
