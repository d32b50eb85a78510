// Variables that the system itself keeps for every new login: the registry of Windows. Elsewhere files do
// that (inspect/shell/variable_origin.hpp), and there is nothing here.
#pragma once

#include <string>
#include <vector>

namespace ftenv {

struct KeptVariable {
  std::string name;
  std::string value;  // as it is kept: "%USERPROFILE%\bin" is not expanded
  std::string place;  // for people: "HKCU\Environment"
  bool system = false;
};

std::vector<KeptVariable> kept_environment();

}  // namespace ftenv
