// The list of what ftenv created: a line of JSON each in $FTENV_HOME/ledger.jsonl, appended before the
// thing becomes visible under its final name. undo reads it; a probe never trusts it.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"

namespace ftenv {

// Kinds of entries.
inline constexpr const char* k_made_tree = "tree";            // a folder that others may write into as well
inline constexpr const char* k_made_directory = "directory";  // a folder whose whole content is derived
inline constexpr const char* k_made_folder = "folder";        // made to hold others; goes when it is empty
inline constexpr const char* k_made_home = "home";  // as a tree, but of another program: cargo, rustup
inline constexpr const char* k_made_file = "file";
inline constexpr const char* k_made_package = "package";
// Files of somebody else's (engine/recorded_edit.hpp).
inline constexpr const char* k_edited_file = "edited";    // mended by doctor; undo puts it back
inline constexpr const char* k_written_file = "written";  // what a person had ftenv write into the project
inline constexpr const char* k_moved_file = "moved";      // out of the way, into the backup

struct LedgerEntry {
  std::string kind;
  std::string path;  // absolute, without links in its parents; or the package's name
  std::string step;
  std::string digest;       // of a file, as ftenv left it; empty otherwise
  std::string time;         // UTC
  std::string run;          // "20260102-030405-77": what one command has made
  std::string backup = {};  // how a file was before; empty where there was none
  bool operator==(const LedgerEntry& other) const = default;
};

class Ledger {
 public:
  explicit Ledger(fs::path file, std::string run = {}) : m_file(std::move(file)), m_run(std::move(run)) {}
  // Appends and syncs. Creates the store's directory.
  Status record(const LedgerEntry& entry);
  // Takes an entry of this kind and path back.
  Status record_removed(const LedgerEntry& entry);
  // What is recorded and not taken back, oldest first; of several with one kind, path and backup the last.
  // Unreadable lines are skipped: a crash may have cut the last one.
  Result<std::vector<LedgerEntry>> entries() const;
  bool has(const std::string& kind, const fs::path& path) const;

 private:
  fs::path m_file;
  std::string m_run;
};

// Where `path` lies when the links in its parents are followed; itself where they can't be.
fs::path with_real_parents(const fs::path& path);

}  // namespace ftenv
