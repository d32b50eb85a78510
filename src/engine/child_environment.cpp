#include "engine/child_environment.hpp"

#include "inspect/python/venv.hpp"

namespace ftenv {

Environment with_path(const Environment& environment, const Host& host, const std::vector<fs::path>& first) {
  const bool windows = host.os == "windows";
  Environment result = environment;
  std::string path;
  for (const fs::path& directory : first) path += directory.string() + (windows ? ";" : ":");
  result.set("PATH", path + environment.get("PATH", windows ? "" : "/usr/local/bin:/usr/bin:/bin"));
  return result;
}

Environment with_libraries(const Environment& environment, const Host& host, const fs::path& directory) {
  // Windows looks for DLLs along PATH.
  if (host.os == "windows") return with_path(environment, host, {directory});
  const char* name = host.os == "macos" ? "DYLD_FALLBACK_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  Environment result = environment;
  const std::string before = environment.get(name);
  result.set(name, directory.string() + (before.empty() ? "" : ":" + before));
  return result;
}

Environment rust_environment(const Services& services, const RustToolchain& rust) {
  Environment environment = with_path(services.child_environment, services.host, {rust.cargo.parent_path()});
  // rustup would fetch a missing toolchain in the middle of a build; the step `rust` is where that is
  // planned and reported.
  environment.set("RUSTUP_AUTO_INSTALL", "0");
  return environment;
}

Environment venv_environment(const Environment& base, const Host& host, const fs::path& venv) {
  Environment environment = with_path(base, host, {venv_programs(host, venv)});
  environment.set("VIRTUAL_ENV", venv.string());
  return environment;
}

Environment maturin_environment(const Services& services, const RustToolchain& rust, const fs::path& venv,
                                const fs::path& target) {
  Environment environment = venv_environment(rust_environment(services, rust), services.host, venv);
  environment.set("CARGO_TARGET_DIR", target.string());
  return environment;
}

}  // namespace ftenv
