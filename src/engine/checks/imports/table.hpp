// What each import does to the GIL: a fresh process per module, several at a time.
#pragma once

#include <string>
#include <vector>

#include "engine/doctor/check.hpp"
#include "inspect/native/extension_file.hpp"
#include "inspect/python/installed_distributions.hpp"

namespace ftenv {

struct ImportRow {
  enum Outcome { imported, failed, killed, hung } outcome = imported;
  std::string module;
  std::string package;  // distribution; empty: the project itself
  ImportWitness witness;
  std::string problem;  // where it was not imported

  bool switches_gil_on() const { return outcome == imported && !witness.gil_before && witness.gil_after; }
  // "numpy: GIL off → off, FILE (numpy 2.3.1)"
  std::string text() const;
};

// The modules of all distributions and of the project, in this order. Each has at most ten seconds.
std::vector<ImportRow> import_table(CheckContext& context, const fs::path& executable,
                                    const std::vector<InstalledDistribution>& installed,
                                    const std::string& project_module);

}  // namespace ftenv
