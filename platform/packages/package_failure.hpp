// What a package manager complained of, and that as an error which a person can act on. Private to
// platform/. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/process.hpp"

namespace ftenv {

enum class PackageTrouble {
  none,
  unknown_package,  // not in the lists that are here
  stale_lists,      // the lists name files that are gone
  no_release,       // the mirror answers, but has no such suite
  no_index,         // asked about a suite whose index did not arrive
  signature,        // the keyring does not know who signed
  network,
  locked,       // another package manager runs
  interrupted,  // an earlier run was cut off, or the manager itself has to be mended first
  no_root,
  disk,
  other,
};

struct PackageComplaint {
  PackageTrouble trouble = PackageTrouble::none;
  std::string line;       // of the manager, without its "error:"
  std::string hint = {};  // what its own documentation says to do
};

struct KnownComplaint {
  std::string_view part;  // of a line
  PackageTrouble trouble;
  std::string_view hint = {};
};

// The first line of `output` with the first part of the table that is in it at all: what is behind a
// complaint stands before what follows from it. Without one, the first line that begins with "error" in any
// case, as `other`.
PackageComplaint find_complaint(std::string_view output, const std::vector<KnownComplaint>& known);

// `what`: the program and its verb, "apt-get install". `log`: where its whole output is, or empty.
Error package_failure(const std::string& what, const ProcessOutcome& outcome,
                      const PackageComplaint& complaint, const fs::path& log);

}  // namespace ftenv
