// Reading what dpkg and apt print (LC_ALL=C). Private to platform/. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ftenv {

struct DpkgPackage {
  std::string name;
  bool installed = false;             // unpacked and configured
  std::vector<std::string> provides;  // names, without versions
};

// For `dpkg-query --show --showformat`.
inline constexpr const char* k_dpkg_format = "${Package}\t${Status}\t${Provides}\n";
std::vector<DpkgPackage> parse_dpkg_query(std::string_view output);

// "Candidate:" of `apt-cache policy PACKAGE`, empty where there is none.
std::string parse_candidate(std::string_view policy);

enum class AptTrouble {
  none,
  unknown_package,  // not in the lists that are here
  stale_lists,      // the lists name files that are gone
  no_release,       // the mirror answers, but has no such suite
  no_index,         // asked about a suite whose index did not arrive
  signature,        // the keyring does not know who signed
  network,
  locked,            // another package manager runs
  interrupted_dpkg,  // an earlier run was cut off
  disk,
  other,
};

// The first thing that apt complains of, by its "E:" and "W:" lines. An error outranks a warning.
struct AptComplaint {
  AptTrouble trouble = AptTrouble::none;
  std::string line;  // without "E: "
};
AptComplaint diagnose_apt(std::string_view output);

}  // namespace ftenv
