// Where ftenv keeps things, and the names in it. Creates nothing by itself.
#pragma once

#include <string>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/environment.hpp"
#include "model/host.hpp"
#include "model/version.hpp"

namespace ftenv {

struct Store {
  // On Windows %LOCALAPPDATA%\ftenv and %LOCALAPPDATA%\ftenv\cache in place of the two below ~.
  fs::path home;   // $FTENV_HOME, else $XDG_DATA_HOME/ftenv, else ~/.local/share/ftenv
  fs::path cache;  // $XDG_CACHE_HOME/ftenv, else ~/.cache/ftenv; $FTENV_HOME/cache where that is set

  fs::path pythons() const { return home / "pythons"; }
  fs::path tools() const { return home / "tools"; }
  fs::path logs() const { return home / "logs"; }
  fs::path staging() const { return home / "staging"; }
  fs::path trees() const { return home / "trees"; }    // engine/undo/tree_records.hpp
  fs::path backup() const { return home / "backup"; }  // engine/recorded_edit.hpp
  fs::path locks() const { return home / "locks"; }
  fs::path ledger() const { return home / "ledger.jsonl"; }
  fs::path lock() const { return home / "lock"; }
  fs::path downloads() const { return cache / "downloads"; }
  fs::path builds() const { return cache / "builds"; }

  // Error: usage, when no variable of that system says where, or one that counts is a relative path.
  static Result<Store> locate(const Environment& environment, const Host& host);
};

// "cpython-3.14.8t-linux-x86_64-glibc-1a2b3c4d": `inputs` is everything that the result depends on, one
// item a line; its digest's first 8 digits end the name.
std::string toolchain_name(const Version& version, const Host& host, const std::string& inputs);

}  // namespace ftenv
