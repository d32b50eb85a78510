#include "model/home.hpp"

#include "base/fs.hpp"

namespace ftenv {

std::string home_of(const Environment& user) {
  std::string profile = user.get("USERPROFILE");
  return fs::path(profile).has_root_name() ? profile : user.get("HOME");
}

std::string home_or_root(const Environment& user) {
  std::string home = home_of(user);
  return home.empty() ? "/" : home;
}

}  // namespace ftenv
