#include "cli/grammar/surroundings.hpp"

#include "cli/exit_code.hpp"

namespace ftenv {

std::vector<Surrounding> exit_statuses() {
  const auto row = [](int code, const char* meaning) { return Surrounding{std::to_string(code), meaning}; };
  return {
      row(k_exit_ok, "Done, or healthy; warnings are allowed unless `--strict` is given."),
      row(k_exit_failed,
          "A step failed, errors were found, `plan --check` found changes, or stdout could not be written."),
      row(k_exit_usage, "The command line can't be understood."),
      row(k_exit_unchecked, "`doctor`: a check could not look."),
      row(k_exit_still_broken, "`doctor --fix`: tried, and it is still broken."),
      row(k_exit_network, "The network failed, or what came has the wrong digest."),
      row(k_exit_locked, "Another ftenv holds the lock."),
      row(k_exit_unsupported, "This system or this version is not supported."),
      row(k_exit_bug, "A bug in ftenv."),
      row(k_exit_interrupted, "Interrupted.")};
}

std::vector<Surrounding> environment_variables() {
  return {
      {"FTENV_HOME", "The folder in which ftenv keeps everything, downloads too."},
      {"XDG_DATA_HOME", "Where `ftenv/` with interpreters and logs is, in place of `~/.local/share`."},
      {"XDG_CACHE_HOME", "Where `ftenv/` with downloads and unfinished builds is, in place of `~/.cache`."},
      {"SHELL", "The shell that `ftenv env` prints lines for."},
      {"NO_COLOR", "Not empty: no colours. `--color` counts more."},
      {"FORCE_COLOR", "Not empty and not `0`: colours also where no terminal is."},
      {"http_proxy, https_proxy, all_proxy, no_proxy", "As for curl."},
      {"SSL_CERT_FILE, CURL_CA_BUNDLE, REQUESTS_CA_BUNDLE, SSL_CERT_DIR",
       "Whose certificates count for downloads."},
      {"GITHUB_ACTIONS", "`true`: each step is a group of the log, a failure an annotation."}};
}

std::vector<Surrounding> files_of_ftenv() {
  return {{"~/.local/share/ftenv",
           "The store: interpreters, logs, and the list of what ftenv has made. On "
           "Windows `%LOCALAPPDATA%\\ftenv`."},
          {"~/.cache/ftenv", "Downloads, and builds that can be gone on with."},
          {"PROJECT/.venv", "The project's environment."},
          {"PROJECT/target/ftenv-ABI", "What cargo has built for the Pythons of one ABI, such as `cp314t`."},
          {"PROJECT/ftenv.toml",
           "Settings of the project: `python`, `venv`, and `[doctor] ignore`. The same may stand in "
           "pyproject.toml under `[tool.ftenv]`."}};
}

}  // namespace ftenv
