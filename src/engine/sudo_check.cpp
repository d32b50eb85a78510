#include "engine/sudo_check.hpp"

namespace ftenv {

Status refuse_sudo(const Services& services) {
  const std::string user = services.user_environment.get("SUDO_UID");
  if (!services.host.root || user.empty() || user == "0") return {};
  const std::string name = services.user_environment.get("SUDO_USER");
  return fail(
      ErrorCode::permission,
      "ftenv was started by sudo: its files in the home and the project would belong to root" +
          (name.empty() ? "" : ", and not to `" + name + "`"),
      {"run the same command without sudo: ftenv asks for root's rights by itself, for packages alone",
       "`--yes` does it all the same"});
}

}  // namespace ftenv
