#include "base/log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <functional>

#include "base/text.hpp"
#include "support/temp.hpp"

namespace ftenv {
namespace {

// What `act` writes to descriptor 2.
std::string stderr_of(const test::TestDir& dir, const std::function<void()>& act) {
  const fs::path path = dir / "stderr";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int saved = ::dup(2);
  REQUIRE(::dup2(file, 2) == 2);
  act();
  std::fflush(stderr);
  ::dup2(saved, 2);
  ::close(saved);
  ::close(file);
  return test::read_file(path);
}

TEST_CASE("the trace goes to stderr and only as far as it was asked for") {
  const test::TestDir dir;
  const auto write_both = [] {
    log_info("what {happened} %s");
    log_debug("detail");
  };
  CHECK(stderr_of(dir, write_both).empty());
  set_log_level(LogLevel::info);
  const std::string info = stderr_of(dir, write_both);
  set_log_level(LogLevel::debug);
  const std::string debug = stderr_of(dir, write_both);
  set_log_level(LogLevel::off);

  CHECK(contains(info, "info: what {happened} %s\n"));
  CHECK_FALSE(contains(info, "detail"));
  CHECK(contains(debug, "debug: detail\n"));
}

}  // namespace
}  // namespace ftenv
