#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#include <functional>

#include "children.hpp"
#include "platform/terminal.hpp"

namespace ftenv::test {
namespace {

// Runs `body` in a process whose controlling terminal and three streams are a new pseudo terminal, types
// `input` there, and returns what the screen shows.
std::string on_terminal(const std::string& input, const std::function<void()>& body) {
  const int screen = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(screen >= 0);
  REQUIRE(::grantpt(screen) == 0);
  REQUIRE(::unlockpt(screen) == 0);
  const std::string name = ::ptsname(screen);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::setsid();
    const int terminal = ::open(name.c_str(), O_RDWR);  // becomes the controlling one
    for (int stream = 0; stream < 3; ++stream) ::dup2(terminal, stream);
    winsize size{};
    size.ws_col = 123;
    ::ioctl(STDERR_FILENO, TIOCSWINSZ, &size);
    body();
    ::_exit(0);
  }
  REQUIRE(::write(screen, input.data(), input.size()) == static_cast<ssize_t>(input.size()));
  std::string shown;
  char buffer[256];
  // The last close of the other side ends this with EIO.
  for (ssize_t got; (got = ::read(screen, buffer, sizeof buffer)) > 0;)
    shown.append(buffer, static_cast<std::size_t>(got));
  ::close(screen);
  REQUIRE(::waitpid(pid, nullptr, 0) == pid);
  return shown;
}

void say(const std::string& text) {
  [[maybe_unused]] const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
}

}  // namespace

TEST_CASE("a child that needs the terminal can ask and read there") {
  const std::string shown = on_terminal("secret\n", [] {
    ProcessRequest request =
        shell("read line; echo \"got $line\"; test -t 0 && echo terminal; : < /dev/tty && echo has");
    request.terminal_input = true;
    request.timeout = 5s;
    say("[" + run(request).value().out + "]");
  });
  CHECK(contains(replace_all(shown, "\r\n", "|"), "[got secret|terminal|has|]"));
}

TEST_CASE("any other child has no terminal, even when we have one") {
  const std::string shown = on_terminal("secret\n", [] {
    ProcessRequest request = shell("read line; echo \"got $line\"; (: < /dev/tty) 2>/dev/null || echo none");
    request.timeout = 5s;
    say("[" + run(request).value().out + "]");
  });
  CHECK(contains(replace_all(shown, "\r\n", "|"), "[got |none|]"));
}

TEST_CASE("a terminal's facts are seen") {
  const std::string shown = on_terminal("", [] {
    const TerminalFacts facts = probe_terminal(Environment());
    say("[" + std::to_string(facts.stdin_is_terminal + facts.stdout_is_terminal + facts.stderr_is_terminal) +
        " " + std::to_string(facts.columns) + "]");
  });
  CHECK(contains(shown, "[3 123]"));
}

TEST_CASE("a stream that is no terminal is not taken for one") {
  const std::string shown = on_terminal("", [] {
    const int screen = ::dup(STDERR_FILENO);
    const int null = ::open("/dev/null", O_RDWR);
    for (int stream = 0; stream < 3; ++stream) ::dup2(null, stream);
    const TerminalFacts facts = probe_terminal(Environment());
    ::dup2(screen, STDOUT_FILENO);
    say("[" + std::to_string(facts.stdin_is_terminal + facts.stdout_is_terminal + facts.stderr_is_terminal) +
        " " + std::to_string(facts.columns) + "]");
  });
  CHECK(contains(shown, "[0 80]"));
}

}  // namespace ftenv::test
