#include "platform/packages/package_manager.hpp"

#include "base/text.hpp"
#include "platform/packages/apk.hpp"
#include "platform/packages/apt.hpp"
#include "platform/packages/brew.hpp"
#include "platform/packages/dnf.hpp"
#include "platform/packages/no_manager.hpp"
#include "platform/packages/pacman.hpp"
#include "platform/packages/port.hpp"
#include "platform/packages/xbps.hpp"
#include "platform/packages/zypper.hpp"

namespace ftenv {
namespace {

using AskElevation = SystemPackageManager::AskElevation;
using Made = std::unique_ptr<PackageManager>;

// What minimal images have instead of dnf takes the same options.
std::string dnf_program(const Environment& environment) {
  for (const char* program : {"dnf", "microdnf", "yum"})
    if (find_program(program, environment.get("PATH"))) return program;
  return "dnf";
}

template <class Manager>
Made make(PackageManagerContext context, AskElevation ask) {
  return std::make_unique<Manager>(std::move(context), std::move(ask));
}

struct Known {
  std::string_view id;
  Made (*make)(PackageManagerContext, AskElevation);
};

constexpr Known k_known[] = {
    {"apt",
     [](PackageManagerContext context, AskElevation ask) -> Made {
       const fs::path lists = (context.root.empty() ? fs::path("/") : context.root) / "var/lib/apt/lists";
       return std::make_unique<Apt>(std::move(context), lists, std::move(ask));
     }},
    {"dnf",
     [](PackageManagerContext context, AskElevation ask) -> Made {
       std::string program = dnf_program(context.environment);
       return std::make_unique<Dnf>(std::move(context), std::move(ask), std::move(program));
     }},
    {"zypper", make<Zypper>},
    {"pacman", make<Pacman>},
    {"apk", make<Apk>},
    {"xbps", make<Xbps>},
    {"brew", make<Brew>},
    {"port", make<Port>},
    {"none", [](PackageManagerContext, AskElevation) -> Made { return std::make_unique<NoManager>(); }},
};

}  // namespace

Result<std::unique_ptr<PackageManager>> make_package_manager(const std::string& id,
                                                             PackageManagerContext context) {
  std::vector<std::string> names;
  for (const Known& known : k_known) {
    names.push_back("`" + std::string(known.id) + "`");
    if (known.id != id) continue;
    auto ask = [&runner = context.runner, environment = context.environment] {
      return probe_elevation(runner, environment);
    };
    return known.make(std::move(context), std::move(ask));
  }
  return fail(ErrorCode::unsupported, "the package manager `" + id + "` is not known to ftenv",
              {"known ones: " + join(names, ", ")});
}

}  // namespace ftenv
