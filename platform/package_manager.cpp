#include "platform/package_manager.hpp"

#include "platform/apt.hpp"
#include "platform/privilege.hpp"

namespace ftenv {

Result<std::unique_ptr<PackageManager>> make_package_manager(const std::string& id,
                                                             PackageManagerContext context) {
  if (id == "apt") {
    auto ask = [&runner = context.runner, environment = context.environment] {
      return probe_elevation(runner, environment);
    };
    return std::unique_ptr<PackageManager>(
        std::make_unique<Apt>(std::move(context), "/var/lib/apt/lists", std::move(ask)));
  }
  return fail(ErrorCode::unsupported, "the package manager `" + id + "` is not known to ftenv",
              {"known ones: `apt`"});
}

}  // namespace ftenv
