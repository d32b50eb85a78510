// Result<T>: the one way in which a function that touches the world says that it could not.
//
// An Error is data: a code that decides the exit status, one sentence, the context that was added on
// the way up (innermost first), hints that the reader can act on, and the id of the finding that
// explains it (docs/troubleshooting.md has an anchor for each). Text is made of it once, in cli/.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace ftenv {

enum class ErrorCode {
  usage,        // the command line can't be understood
  recipe,       // a recipe or an overlay is malformed
  project,      // the user's project is malformed or not what ftenv works on
  unsupported,  // this host, interpreter or version can't do it
  network,      // nothing reachable gave an answer
  checksum,     // bytes arrived that are not the pinned ones
  archive,      // an archive is damaged, hostile or something else
  process,      // a child failed
  permission,   // not allowed to read, write or elevate
  disk,         // no space, no inodes, I/O error
  locked,       // another ftenv holds the lock
  interrupted,  // a signal asked us to stop
  internal,     // a bug in ftenv
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::vector<std::string> context;
  std::vector<std::string> hints;
  std::string finding;             // id such as "PX-02", empty where none applies
  std::optional<std::string> log;  // the full output of the child that failed
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = tl::expected<void, Error>;
using Failure = tl::unexpected<Error>;

// A failed Result of any type.
inline Failure fail(ErrorCode code, std::string message, std::vector<std::string> hints = {},
                    std::string finding = {}) {
  return Failure(Error{code, std::move(message), {}, std::move(hints), std::move(finding), std::nullopt});
}

inline Failure fail(Error error) {
  return Failure(std::move(error));
}

// The same error with one more line of context: what the caller was doing.
inline Failure fail_within(Error error, std::string doing) {
  error.context.push_back(std::move(doing));
  return Failure(std::move(error));
}

}  // namespace ftenv

// FTENV_TRY(auto text, read_text(path));  declares `text`, or returns the error to the caller.
// FTENV_CHECK(write_text(path, text));    the same for a Status.
#define FTENV_TRY_NAME2(a, b) a##b
#define FTENV_TRY_NAME(a, b) FTENV_TRY_NAME2(a, b)
#define FTENV_TRY_IMPL(name, declaration, ...)                 \
  auto name = (__VA_ARGS__);                                   \
  if (!name) return ::ftenv::Failure(std::move(name).error()); \
  declaration = std::move(name).value()
#define FTENV_TRY(declaration, ...) \
  FTENV_TRY_IMPL(FTENV_TRY_NAME(ftenv_try_, __LINE__), declaration, __VA_ARGS__)
#define FTENV_CHECK(...)                                                         \
  do {                                                                           \
    auto ftenv_status = (__VA_ARGS__);                                           \
    if (!ftenv_status) return ::ftenv::Failure(std::move(ftenv_status).error()); \
  } while (false)
