#include "io/store.hpp"

#include "base/files.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

// The value as a directory; empty where the variable is unset or empty. Error: usage when it is relative.
Result<fs::path> directory_from(const Environment& environment, const std::string& name) {
  const std::string value = environment.get(name);
  if (value.empty()) return fs::path();
  const fs::path path(value);
  if (!path.is_absolute()) {
    return fail(ErrorCode::usage, "`" + name + "` is `" + value + "`, which is not an absolute path",
                {"give it a path that starts at the root, or unset it"});
  }
  return absolute_normal(path, path.root_path());
}

// The XDG specification wants relative values of its variables ignored, not refused.
fs::path xdg_directory(const Environment& environment, const std::string& name) {
  const fs::path path(environment.get(name));
  return path.is_absolute() ? absolute_normal(path, path.root_path()) : fs::path();
}

Error no_place(const std::string& variables) {
  return {ErrorCode::usage,
          "neither " + variables + " is set, so there is no place to keep things",
          {},
          {"set FTENV_HOME to a directory that ftenv may fill"},
          "",
          std::nullopt};
}

Result<Store> in_home(const Environment& environment) {
  FTENV_TRY(const fs::path home, directory_from(environment, "HOME"));
  if (home.empty()) return fail(no_place("`FTENV_HOME` nor `HOME`"));
  return Store{home / ".local" / "share" / "ftenv", home / ".cache" / "ftenv"};
}

// LOCALAPPDATA is what stays on this machine when the profile is copied to others.
Result<Store> in_local_data(const Environment& environment) {
  FTENV_TRY(fs::path local, directory_from(environment, "LOCALAPPDATA"));
  if (local.empty()) {
    FTENV_TRY(const fs::path profile, directory_from(environment, "USERPROFILE"));
    if (profile.empty()) return fail(no_place("`FTENV_HOME` nor `LOCALAPPDATA` nor `USERPROFILE`"));
    local = profile / "AppData" / "Local";
  }
  return Store{local / "ftenv", local / "ftenv" / "cache"};
}

}  // namespace

Result<Store> Store::locate(const Environment& environment, const Host& host) {
  FTENV_TRY(const fs::path own, directory_from(environment, "FTENV_HOME"));
  if (!own.empty()) return Store{own, own / "cache"};

  const fs::path data = xdg_directory(environment, "XDG_DATA_HOME");
  const fs::path cache = xdg_directory(environment, "XDG_CACHE_HOME");
  if (!data.empty() && !cache.empty()) return Store{data / "ftenv", cache / "ftenv"};

  FTENV_TRY(const Store usual, host.os == "windows" ? in_local_data(environment) : in_home(environment));
  return Store{data.empty() ? usual.home : data / "ftenv", cache.empty() ? usual.cache : cache / "ftenv"};
}

std::string toolchain_name(const Version& version, const Host& host, const std::string& inputs) {
  std::string name = "cpython-" + version.text() + "t-" + host.os + "-" + host.arch;
  if (!host.libc.empty()) name += "-" + host.libc;
  return name + "-" + sha256_of(inputs).substr(0, 8);
}

}  // namespace ftenv
