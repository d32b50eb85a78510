// Reading what dpkg and apt print (LC_ALL=C). Private to platform/. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/packages/package_failure.hpp"

namespace ftenv {

struct DpkgPackage {
  std::string name;
  bool installed = false;             // unpacked and configured
  std::vector<std::string> provides;  // names, without versions
};

// For `dpkg-query --show --showformat`.
inline constexpr const char* k_dpkg_format = "${Package}\t${Status}\t${Provides}\n";
std::vector<DpkgPackage> parse_dpkg_query(std::string_view output);

// The packages that `apt-get --simulate install` would bring anew; not those that it would upgrade.
std::vector<std::string> parse_simulated_install(std::string_view output);

// "Candidate:" of `apt-cache policy PACKAGE`, empty where there is none.
std::string parse_candidate(std::string_view policy);

// The first thing that apt complains of, by its "E:" and "W:" lines. An error outranks a warning.
PackageComplaint diagnose_apt(std::string_view output);

}  // namespace ftenv
