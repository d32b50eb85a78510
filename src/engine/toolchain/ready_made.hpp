// An interpreter that somebody has built, unpacked from an archive: put right for where it will stand,
// verified there where it is, and published into the store.
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "engine/services.hpp"
#include "engine/toolchain/relocation.hpp"
#include "model/toolchain.hpp"

namespace ftenv {

struct ReadyMade {
  std::string origin;  // as Toolchain::origin
  std::string sha256;  // of the archive
  bool pinned = true;
  std::string from;       // for people
  Relocation relocation;  // new_prefix is filled in
  bool ours = false;      // held to what our own builds are held to
  bool optimized = true;
  bool tkinter = false;
  int jobs = 1;
  // Asked before anything is changed: is it the right one? Unset: it is.
  std::function<Status(const InterpreterFacts&)> accept = {};
};

// Is there room for one more interpreter? Error: disk, with how much is needed, how much is free, and where.
Status check_install_space(const Services& services);

// Where one of this archive goes: the same archive, the same directory.
fs::path ready_made_prefix(const Services& services, const Version& version, const std::string& sha256);

// `unpacked` holds bin/ and lib/ and is moved away. One that is in the store already is taken as it is.
// Errors: archive, when there is no interpreter in it; unsupported, when it has the GIL; process, disk.
Result<Toolchain> publish_ready_made(Services& services, const fs::path& unpacked, ReadyMade made);

}  // namespace ftenv
