// The list of what ftenv created: a line of JSON each in $FTENV_HOME/ledger.jsonl, appended before the
// thing becomes visible under its final name. undo reads it; a probe never trusts it.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

struct LedgerEntry {
  std::string kind;  // "directory", "file", "package"
  std::string path;  // absolute path, or the package's name
  std::string step;
  std::string digest;  // of a file; empty otherwise
  std::string time;    // UTC
};

class Ledger {
 public:
  explicit Ledger(fs::path file) : m_file(std::move(file)) {}
  // Appends and syncs. Creates the store's directory.
  Status record(const LedgerEntry& entry);
  // Unreadable lines are skipped: a crash may have cut the last one.
  Result<std::vector<LedgerEntry>> entries() const;

 private:
  fs::path m_file;
};

}  // namespace ftenv
