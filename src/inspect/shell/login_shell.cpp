#include "inspect/shell/login_shell.hpp"

#include <set>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr const char* k_begin = "ftenv-login-environment-begin";
constexpr const char* k_end = "ftenv-login-environment-end";

// Shells set these for themselves, and differently each time.
bool is_volatile(const std::string& name) {
  static const std::set<std::string> names = {"_", "SHLVL", "PWD", "OLDPWD", "RANDOM", "SECONDS", "LINENO"};
  return names.count(name) != 0;
}

// A profile may print a greeting, so only what stands between our marks counts. A value may hold
// newlines: a line without a name in front belongs to the variable before it.
Environment parse_listing(std::string_view out) {
  Environment environment;
  std::string name;
  bool inside = false;
  for (const std::string& line : split_lines(out)) {
    if (line == k_begin) {
      inside = true;
      continue;
    }
    if (line == k_end) break;
    if (!inside) continue;
    const auto equals = line.find('=');
    const bool named =
        equals != std::string::npos && equals > 0 &&
        line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == equals;
    if (named) {
      name = line.substr(0, equals);
      environment.set(name, line.substr(equals + 1));
    } else if (!name.empty()) {
      environment.set(name, environment.get(name) + "\n" + line);
    }
  }
  Environment lasting;
  for (const auto& [key, value] : environment.variables()) {
    if (!is_volatile(key)) lasting.set(key, value);
  }
  return lasting;
}

}  // namespace

Result<LoginEnvironment> ask_login_shell(ProcessRunner& runner, const Environment& user) {
  LoginEnvironment login;
  login.shell = user.get("SHELL", "/bin/sh");
  ProcessRequest request;
  const std::string script = std::string("echo ") + k_begin + "; env; echo " + k_end;
  request.argv = {login.shell, "-l", "-c", script};
  request.environment.set("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  for (const char* name : {"HOME", "USER", "LOGNAME", "SHELL", "TERM"}) {
    if (const std::string* value = user.find(name)) request.environment.set(name, *value);
  }
  request.timeout = std::chrono::seconds(5);
  FTENV_TRY(const ProcessOutcome outcome, runner.run(request));
  if (!contains(outcome.out, k_end)) {
    return fail(ErrorCode::process, "the login shell `" + login.shell + "` did not list its environment (" +
                                        outcome.status.text() + ")");
  }
  login.environment = parse_listing(outcome.out);
  return login;
}

std::vector<std::string> changed_variables(const Environment& before, const Environment& after) {
  std::set<std::string> names;
  for (const auto& [name, value] : before.variables()) {
    const std::string* now = after.find(name);
    if (now == nullptr || *now != value) names.insert(name);
  }
  for (const auto& [name, value] : after.variables()) {
    if (!before.has(name)) names.insert(name);
  }
  return {names.begin(), names.end()};
}

}  // namespace ftenv
