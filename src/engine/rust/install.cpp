#include "engine/rust/install.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/child_environment.hpp"
#include "engine/creation.hpp"
#include "engine/logged_run.hpp"
#include "engine/store_lock.hpp"

namespace ftenv {
namespace {

std::string host_triple(const Host& host) {
  if (host.os == "linux") return host.arch + "-unknown-linux-" + (host.libc == "musl" ? "musl" : "gnu");
  if (host.os == "macos") return (host.arch == "arm64" ? "aarch64" : host.arch) + "-apple-darwin";
  return (host.arch == "arm64" ? "aarch64" : host.arch) + "-pc-windows-msvc";
}

std::optional<fs::path> find_rustup(const Services& services) {
  const Environment& environment = services.child_environment;
  if (auto found = services.view.find_program("rustup", environment.get("PATH"))) return found;
  return services.view.find_program((cargo_home(environment) / "bin" / "rustup").string(), "");
}

fs::path rust_log(const Services& services) {
  return services.store.logs() / "rust.log";
}

// The proxies in CARGO_HOME/bin answer for the default toolchain, which may be an older one that the
// user wants to keep; so the binaries of the toolchain itself are taken.
Result<RustToolchain> rust_of_rustup(Services& services, const fs::path& rustup, const fs::path& directory) {
  ProcessRequest request;
  request.argv = {rustup.string(), "which", "--toolchain", services.recipes.rust.toolchain, "cargo"};
  request.environment = services.child_environment;
  FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
  const fs::path cargo = std::string(trim(outcome.out));
  if (!outcome.status.ok() || cargo.empty()) {
    return fail(ErrorCode::process,
                "rustup does not say where its cargo is: " + std::string(trim(outcome.err)));
  }
  RustToolchain rust;
  rust.cargo = cargo;
  rust.rustc = cargo.parent_path() / "rustc";
  request.argv = {rust.rustc.string(), "--version"};
  request.directory = directory;
  FTENV_TRY(const ProcessOutcome version, services.processes.run(request));
  const auto words = split_words(version.out);
  const auto parsed = words.size() > 1 ? Version::parse(words[1]) : std::nullopt;
  if (!parsed) return fail(ErrorCode::process, "`" + rust.rustc.string() + "` does not tell its version");
  rust.version = *parsed;
  rust.origin = "rustup";
  rust.identity = rust_identity(services, directory);
  return rust;
}

Status add_toolchain(Services& services, const fs::path& rustup) {
  return run_logged(services, {"rust",
                               {rustup.string(), "toolchain", "install", services.recipes.rust.toolchain,
                                "--profile", "minimal", "--no-self-update"},
                               services.child_environment,
                               {},
                               "rustup could not add a toolchain"});
}

Status run_rustup_installer(Services& services, const Options& options) {
  const RustRecipe& recipe = services.recipes.rust;
  const std::string triple = host_triple(services.host);
  const RustupTarget* target = nullptr;
  for (const RustupTarget& candidate : recipe.targets) {
    if (candidate.triple == triple) target = &candidate;
  }
  if (target == nullptr)
    return fail(ErrorCode::unsupported, "no pinned rustup installer for `" + triple + "`");
  if (options.offline) return fail(ErrorCode::network, "rustup is not asked because of --offline");

  std::string server = services.child_environment.get("RUSTUP_UPDATE_ROOT");
  if (server.empty()) server = recipe.default_server + "/rustup";
  std::string url = replace_all(recipe.rustup_url, "{server}/rustup", server);
  url = replace_all(url, "{server}", recipe.default_server);
  url = replace_all(replace_all(url, "{version}", recipe.rustup_version), "{triple}", triple);
  const std::string exe = services.host.os == "windows" ? ".exe" : "";
  url = replace_all(url, "{exe}", exe);
  DownloadRequest request;
  request.urls = {url};
  request.sha256 = target->sha256;
  request.directory = services.store.downloads();
  request.on_progress = [&](std::uintmax_t done, std::uintmax_t total, double rate) {
    services.reporter.step_progress("rust", {"downloading rustup", done, total, true, rate});
  };
  FTENV_TRY(const Download download, services.downloader.fetch(request));

  // The installer looks at its own file name to know what it is.
  FTENV_TRY(const TempDir directory, TempDir::create(services.store.staging(), "rustup"));
  const fs::path installer = directory.path() / ("rustup-init" + exe);
  FsError error;
  fs::copy_file(download.path, installer, error);
  if (!error) fs::permissions(installer, fs::owner_all, error);
  if (error) return fail(file_error(error, "prepare", installer));

  const Environment& environment = services.child_environment;
  return run_logged(services, {"rust",
                               {installer.string(), "-y", "--quiet", "--no-modify-path", "--profile",
                                "minimal", "--default-toolchain", recipe.toolchain},
                               environment,
                               {},
                               "rustup's installer failed"});
}

Result<RustToolchain> rust_by_rustup(Services& services, const Options& options, const fs::path& directory) {
  auto rustup = find_rustup(services);
  if (rustup) {
    FTENV_CHECK(add_toolchain(services, *rustup));
  } else {
    FTENV_CHECK(run_rustup_installer(services, options));
    rustup = find_rustup(services);
    if (!rustup)
      return fail(ErrorCode::process, "rustup's installer succeeded, but there is no `rustup` now");
  }
  return rust_of_rustup(services, *rustup, directory);
}

Result<RustToolchain> rust_of_distribution(Services& services, const fs::path& directory,
                                           const Version& required) {
  const auto found = services.recipes.platform.packages.find("rust");
  if (found == services.recipes.platform.packages.end() || found->second.empty()) {
    return fail(ErrorCode::unsupported, "this system has no package of Rust that ftenv knows");
  }
  const std::string& package = found->second.front();
  FTENV_TRY(const std::string candidate, services.packages.candidate(package));
  const auto version = Version::parse(candidate.substr(0, candidate.find_first_of("+-~")));
  if (!version || *version < required) {
    return fail(ErrorCode::unsupported, "the system's package `" + package + "` is " +
                                            (candidate.empty() ? "not available" : candidate) + ", but " +
                                            required.text() + " or newer is needed");
  }
  for (const std::string& name : found->second) {
    FTENV_CHECK(record_creation(services, k_made_package, name, "rust"));
  }
  for (const Command& command : services.packages.install_commands(found->second)) {
    const std::string sudo = services.host.root || !command.privileged ? "" : "sudo -n ";
    services.reporter.note("running: " + sudo + display(command));
  }
  FTENV_CHECK(services.packages.install(found->second, rust_log(services), [&](std::string_view line) {
    services.reporter.step_progress("rust", {std::string(trim(line)), 0, 0, false, 0});
  }));
  std::string why_not;
  auto rust = find_rust(services, directory, why_not);
  if (!rust) return fail(ErrorCode::process, why_not);
  if (rust->version < required) {
    return fail(ErrorCode::unsupported,
                "`" + rust->rustc.string() + "` is still Rust " + rust->version.text());
  }
  rust->origin = "distribution";
  return *rust;
}

}  // namespace

Command rust_install_command(const Services& services) {
  const std::string& toolchain = services.recipes.rust.toolchain;
  if (const auto rustup = find_rustup(services)) {
    return {{rustup->string(), "toolchain", "install", toolchain, "--profile", "minimal", "--no-self-update"},
            {},
            "",
            false};
  }
  const auto& targets = services.recipes.rust.targets;
  const std::string triple = host_triple(services.host);
  const bool pinned = std::any_of(targets.begin(), targets.end(),
                                  [&](const RustupTarget& target) { return target.triple == triple; });
  const auto& packages = services.recipes.platform.packages;
  const auto distribution = packages.find("rust");
  if (!pinned && distribution != packages.end() && !distribution->second.empty())
    return services.packages.install_command(distribution->second);
  return {{"rustup-init", "-y", "--quiet", "--no-modify-path", "--profile", "minimal", "--default-toolchain",
           toolchain},
          {},
          "",
          false};
}

Result<RustToolchain> install_rust(Services& services, const Options& options, const fs::path& directory,
                                   const Version& required) {
  FTENV_CHECK(make_directories(services.store.logs()));
  bool waited = false;
  FTENV_TRY(const FileLock lock, wait_for_named_lock(services, "rust", waited));
  if (waited) {
    std::string why_not;
    const auto others = find_rust(services, directory, why_not);
    if (others && others->version >= required) return *others;
  }
  auto rustup = rust_by_rustup(services, options, directory);
  if (rustup && rustup->version >= required) return rustup;
  const std::string rustup_reason =
      rustup ? "rustup's " + services.recipes.rust.toolchain + " is " + rustup->version.text()
             : rustup.error().message;
  if (!rustup && rustup.error().code == ErrorCode::interrupted) return rustup;

  auto distribution = rust_of_distribution(services, directory, required);
  if (distribution) {
    services.reporter.note("rust: " + rustup_reason + "; took the system's package, Rust " +
                           distribution->version.text());
    return distribution;
  }
  if (distribution.error().code == ErrorCode::interrupted) return distribution;
  Error error = distribution.error();
  // Had the network been there, rustup would have brought it: that is what a person has to mend.
  if (!rustup && rustup.error().code == ErrorCode::network) error.code = ErrorCode::network;
  error.message = "no Rust " + required.text() + " or newer can be had: " + error.message;
  error.context.insert(error.context.begin(), "rustup: " + rustup_reason);
  error.hints.push_back("install Rust " + required.text() +
                        " or newer by hand, and run the same command again");
  return fail(std::move(error));
}

}  // namespace ftenv
