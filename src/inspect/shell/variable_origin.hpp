// Which line of which file sets an environment variable: the start-up files of shells, what the system's
// login reads, and .envrc and .env up the tree. Reads the files once and runs nothing; a file that can't
// be read is as if it were not there. What another program sets (a desktop, an editor, a container)
// stands in none of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.hpp"
#include "inspect/shell/shell_assignments.hpp"
#include "model/environment.hpp"

namespace ftenv {

struct VariableLine {
  fs::path file;
  int line = 0;  // 1-based
  std::string name;
  std::string value;           // as written, without quotes
  std::string text;            // the whole line
  bool system = false;         // a file of the system: changing it takes root
  bool next_terminal = false;  // the person's next terminal or login will have it, in any case
  bool alone = false;          // nothing else happens on this line: it can be commented out
  // Does the line give the value that was asked about? 2: it does, 1: perhaps (it has a part that only
  // running it would tell), 0: another one.
  int match = 0;
};

class VariableOrigins {
 public:
  // `folder`: where .envrc and .env are looked for from. `root`: where /etc is, "/" but in tests.
  static VariableOrigins read(const Environment& user, const fs::path& folder, const fs::path& root);

  // The lines that set `name`: the best match for `value` first, and of equal ones the last that is read.
  std::vector<VariableLine> lines_of(std::string_view name, std::string_view value) const;

  // What a variable is going to have in the next terminal: the last line for it; nullptr where none sets
  // it in any case.
  const VariableLine* next_of(std::string_view name) const;

  // The value that it is then going to have; nothing where only running the file would tell.
  std::optional<std::string> next_value(const VariableLine& line) const;

  // Every name that the next terminal will have.
  std::vector<std::string> next_names() const;

 private:
  void add(const fs::path& file, ShellDialect dialect, bool system, bool next_terminal);

  Environment m_user;
  std::vector<VariableLine> m_lines;  // in the order in which they are read
};

}  // namespace ftenv
