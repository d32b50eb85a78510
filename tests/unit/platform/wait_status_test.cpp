#include "platform/posix/wait_status.hpp"

#include <signal.h>

#include <cerrno>

#include "support/catch.hpp"

namespace ftenv::test {

// The encoding that Linux and the BSDs share: the signal in the low seven bits, bit 7 for a core, the
// exit code in the second byte.
TEST_CASE("a raw wait status is an exit code or a signal") {
  struct Row {
    int raw;
    ExitStatus::Kind kind;
    int value;
    const char* text;
  };
  const Row rows[] = {
      {0x0000, ExitStatus::exited, 0, "exit code 0"},
      {0x0100, ExitStatus::exited, 1, "exit code 1"},
      {0x8900, ExitStatus::exited, 137, "exit code 137"},
      {0xff00, ExitStatus::exited, 255, "exit code 255"},
      {0x0009, ExitStatus::signaled, SIGKILL, "killed by signal 9 (SIGKILL)"},
      {0x000f, ExitStatus::signaled, SIGTERM, "killed by signal 15 (SIGTERM)"},
      {0x008b, ExitStatus::signaled, SIGSEGV, "killed by signal 11 (SIGSEGV)"},
      {0x0086, ExitStatus::signaled, SIGABRT, "killed by signal 6 (SIGABRT)"},
      {0x0028, ExitStatus::signaled, 40, "killed by signal 40 (signal 40)"},
  };
  for (const Row& row : rows) {
    const ExitStatus status = decode_wait_status(row.raw);
    INFO(row.raw);
    CHECK(status.kind == row.kind);
    CHECK(status.value == row.value);
    CHECK(status.text() == row.text);
    CHECK(status.ok() == (row.raw == 0));
  }
}

TEST_CASE("an exec that failed says whether the program is there") {
  CHECK(decode_exec_errno(ENOENT, false).kind == ExitStatus::not_found);
  CHECK(decode_exec_errno(ENOTDIR, false).kind == ExitStatus::not_found);
  CHECK(decode_exec_errno(ENOENT, true).kind == ExitStatus::not_executable);  // its #! interpreter
  CHECK(decode_exec_errno(EACCES, true).kind == ExitStatus::not_executable);
  CHECK(decode_exec_errno(ENOEXEC, true).kind == ExitStatus::not_executable);
  CHECK(decode_exec_errno(EACCES, false).kind ==
        ExitStatus::not_executable);  // a directory we can't see into
  CHECK(decode_exec_errno(ENOENT, false).value == ENOENT);
  CHECK(ExitStatus{ExitStatus::not_executable, EACCES}.text() == "not executable");
  CHECK(ExitStatus{ExitStatus::timed_out, 0}.text() == "timed out");
  CHECK(!ExitStatus{ExitStatus::timed_out, 0}.ok());
  CHECK(!ExitStatus{ExitStatus::not_found, 0}.ok());
}

}  // namespace ftenv::test
