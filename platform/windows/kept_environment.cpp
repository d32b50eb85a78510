#include "platform/kept_environment.hpp"
#include "platform/windows/registry.hpp"

namespace ftenv {

std::vector<KeptVariable> kept_environment() {
  struct Place {
    HKEY root;
    const char* key;
    const char* shown;
    bool system;
  };
  static const Place k_places[] = {
      {HKEY_CURRENT_USER, "Environment", "HKCU\\Environment", false},
      {HKEY_LOCAL_MACHINE, "SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment",
       "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment", true},
  };
  std::vector<KeptVariable> variables;
  for (const Place& place : k_places)
    for (const auto& [name, value] : registry_texts(place.root, place.key))
      variables.push_back({name, value, place.shown, place.system});
  return variables;
}

}  // namespace ftenv
