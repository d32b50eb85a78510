#include "engine/rust/toolchain.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/child_environment.hpp"
#include "io/digest.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

// A file's size and time of change: enough to see that it was replaced.
std::string stamp_of(const fs::path& path) {
  FsError error;
  const fs::path real = fs::canonical(path, error);
  if (error) return path.string() + " absent";
  const auto size = fs::file_size(real, error);
  const auto time = fs::last_write_time(real, error);
  return real.string() + " " + std::to_string(size) + " " + std::to_string(time);
}

// The rustc on PATH may be rustup's own, which stays the same whatever it starts. An update writes into the
// folders of a toolchain, and no folder above them tells.
std::vector<fs::path> toolchains_of(const fs::path& rustup) {
  std::vector<fs::path> toolchains;
  FsError error;
  for (fs::directory_iterator entry(rustup / "toolchains", error), end; !error && entry != end;
       entry.increment(error))
    toolchains.push_back(entry->path());
  std::sort(toolchains.begin(), toolchains.end());
  return toolchains;
}

std::optional<fs::path> find_in_path_or_cargo_home(const Services& services, const std::string& name) {
  const Environment& environment = services.child_environment;
  if (auto found = services.view.find_program(name, environment.get("PATH"))) return found;
  return services.view.find_program((cargo_home(environment) / "bin" / name).string(), "");
}

// A rustup proxy without a toolchain can't answer, and asking it creates its folder in HOME: a plan must
// not do that.
bool is_empty_rustup(const fs::path& rustc, const Environment& environment) {
  FsError error;
  if (!fs::equivalent(rustc, rustc.parent_path() / "rustup", error) || error) return false;
  const fs::path toolchains = rustup_home(environment) / "toolchains";
  return !fs::is_directory(toolchains, error) || fs::is_empty(toolchains, error);
}

// rustc 1.95.0 (59807616e 2026-04-14)
// …
// release: 1.95.0
std::optional<Version> release_of(std::string_view verbose_version) {
  for (const std::string& line : split_lines(verbose_version)) {
    if (starts_with(line, "release: ")) return Version::parse(line.substr(9));
  }
  return std::nullopt;
}

}  // namespace

fs::path cargo_home(const Environment& environment) {
  if (const std::string* home = environment.find("CARGO_HOME"); home != nullptr && !home->empty())
    return *home;
  return fs::path(home_or_root(environment)) / ".cargo";
}

fs::path rustup_home(const Environment& environment) {
  if (const std::string* home = environment.find("RUSTUP_HOME"); home != nullptr && !home->empty())
    return *home;
  return fs::path(home_or_root(environment)) / ".rustup";
}

std::string rust_identity(const Services& services, const fs::path& directory) {
  const Environment& environment = services.child_environment;
  const auto rustc = find_in_path_or_cargo_home(services, "rustc");
  const auto cargo = find_in_path_or_cargo_home(services, "cargo");
  if (!rustc || !cargo) return {};
  std::vector<std::string> lines = {stamp_of(*rustc), stamp_of(*cargo)};
  const fs::path rustup = rustup_home(environment);
  lines.push_back(stamp_of(rustup / "settings.toml"));
  for (const fs::path& toolchain : toolchains_of(rustup))
    lines.push_back(stamp_of(toolchain / "bin" / (services.host.os == "windows" ? "rustc.exe" : "rustc")));
  lines.push_back("RUSTUP_TOOLCHAIN=" + environment.get("RUSTUP_TOOLCHAIN"));
  for (fs::path at = directory; !at.empty(); at = at.parent_path()) {
    for (const char* name : {"rust-toolchain", "rust-toolchain.toml"}) {
      if (const auto text = read_text(at / name))
        lines.push_back((at / name).string() + " " + sha256_of(*text));
    }
    if (at == at.root_path()) break;
  }
  return sha256_of(join(lines, "\n"));
}

std::optional<RustToolchain> find_rust(Services& services, const fs::path& directory, std::string& why_not) {
  const Environment& environment = services.child_environment;
  const auto rustc = find_in_path_or_cargo_home(services, "rustc");
  const auto cargo = find_in_path_or_cargo_home(services, "cargo");
  if (!rustc || !cargo) {
    why_not = !rustc && !cargo ? "there is no cargo and no rustc on PATH"
                               : std::string("there is no ") + (rustc ? "cargo" : "rustc") + " on PATH";
    return std::nullopt;
  }
  if (is_empty_rustup(*rustc, environment)) {
    why_not = "rustup is there, but it has no toolchain in `" + rustup_home(environment).string() + "`";
    return std::nullopt;
  }
  RustToolchain rust;
  rust.cargo = *cargo;
  rust.rustc = *rustc;
  rust.origin = "PATH";
  ProcessRequest request;
  request.argv = {rustc->string(), "-vV"};
  request.environment = rust_environment(services, rust);
  request.directory = directory;
  request.timeout = std::chrono::seconds(20);
  const auto outcome = services.processes.run(request);
  const auto version = outcome ? release_of(outcome->out) : std::nullopt;
  if (!version) {
    const std::string said = outcome ? std::string(trim(outcome->err)) : outcome.error().message;
    why_not = "`" + rustc->string() + "` does not work here" +
              (said.empty() ? "" : ": " + split_lines(said).front());
    return std::nullopt;
  }
  rust.version = *version;
  rust.identity = rust_identity(services, directory);
  return rust;
}

}  // namespace ftenv
