#include "platform/replace_process.hpp"

#include <cstdio>

#include "platform/windows/person_process.hpp"

namespace ftenv {
namespace {

// The child has heard it too, and what it answers is ours.
BOOL WINAPI leave_it_to_the_child(DWORD) {
  return TRUE;
}

}  // namespace

// No process of Windows can become another: this one waits, and ends as the other has ended.
Error replace_process(const std::vector<std::string>& argv, const Environment& environment) {
  std::fflush(nullptr);
  ::SetConsoleCtrlHandler(leave_it_to_the_child, TRUE);
  auto child = PersonProcess::start(argv, environment);
  if (!child) {
    ::SetConsoleCtrlHandler(leave_it_to_the_child, FALSE);
    return child.error();
  }
  child->wait(INFINITE);
  ::ExitProcess(static_cast<UINT>(child->status().value));
}

}  // namespace ftenv
