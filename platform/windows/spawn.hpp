// CreateProcessW with nothing left to chance: the line, the environment, the handles. Private to
// platform/windows.
#pragma once

#include <variant>
#include <vector>

#include "platform/process.hpp"
#include "platform/windows/job.hpp"
#include "platform/windows/unique_handle.hpp"

namespace ftenv {

struct SpawnRequest {
  fs::path program;  // a full path
  std::wstring line;
  std::wstring environment;  // as CreateProcessW wants it
  fs::path directory;        // empty: ours
  HANDLE input = nullptr;    // null: the null device
  HANDLE output = nullptr;   // null: our own streams
  HANDLE error = nullptr;
  bool own_console = true;   // an invisible one, instead of ours
  const Job* job = nullptr;  // it is in there before its first instruction
};

struct SpawnedProcess {
  UniqueHandle process;
  DWORD pid = 0;
};

// Only the streams reach the child, whatever else can be inherited: two children that are started at once
// don't get each other's pipes. A program that can't be started is an ExitStatus. Errors: process, when the
// directory can't be entered; internal.
Result<std::variant<SpawnedProcess, ExitStatus>> spawn(const SpawnRequest& request);

// The line for argv, whose program was found at `program`. Error: process, where a batch file can't be given
// these arguments.
Result<std::wstring> line_for(const fs::path& program, const std::vector<std::string>& argv);

}  // namespace ftenv
