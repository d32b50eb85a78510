// What the person asked for, after parsing. One struct for all commands; cli/ fills it.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"

namespace ftenv {

struct Options {
  fs::path project = ".";
  std::string python;         // --python; empty: the project's settings, else the newest pinned series
  std::string from = "auto";  // --from
  std::string archive;        // --archive FILE|URL
  std::string mirror;         // --mirror URL
  std::string venv;           // --venv DIR; empty: .venv
  // plan --host: it is about a machine that is only described, and whose paths are those of
  // model/paper_path.hpp.
  bool on_paper = false;
  int jobs = 0;  // --jobs; 0: as many as there are cores for us
  bool offline = false;
  bool optimized = false;  // --optimized: PGO and LTO
  bool tkinter = false;    // --with-tkinter
  bool release = false;    // --release: the extension's cargo profile
  bool yes = false;
};

}  // namespace ftenv
