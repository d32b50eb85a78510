#include "engine/toolchain/ready_made.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/creation.hpp"
#include "engine/store_lock.hpp"
#include "engine/toolchain/byte_compile.hpp"
#include "engine/toolchain/mach_o_move.hpp"
#include "engine/toolchain/manifest.hpp"
#include "engine/toolchain/store.hpp"
#include "engine/toolchain/verify.hpp"

namespace ftenv {
namespace {

// Changes when ftenv puts more right in the same archive.
constexpr const char* k_layout = "ready-made 1";

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

// bin/python3.14t, not a link and not python3.14t-config: its library folder is named like it.
fs::path find_executable(const fs::path& tree) {
  constexpr std::string_view start = "python3.";
  std::vector<fs::path> found;
  FsError error;
  for (fs::directory_iterator at(tree / "bin", error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (!starts_with(name, start) || at->symlink_status(error).type() != fs::regular_file) continue;
    std::string_view rest = std::string_view(name).substr(start.size());
    while (!rest.empty() && is_digit(rest.front())) rest.remove_prefix(1);
    if (rest.empty() || rest == "t") found.push_back(at->path());
  }
  // A build with both kinds has the free-threaded one under the longer name.
  std::sort(found.begin(), found.end());
  return found.empty() ? fs::path() : found.back();
}

void report(Services& services, const std::string& doing) {
  services.reporter.step_progress("python", {doing, 0, 0, false, 0});
}

ToolchainManifest manifest_of(const Services& services, const ReadyMade& made, const fs::path& executable,
                              const InterpreterVerification& seen) {
  ToolchainManifest manifest;
  manifest.version = seen.facts.version;
  manifest.abi = seen.facts.abi();
  manifest.executable = "bin/" + executable.filename().string();
  manifest.origin = made.origin;
  manifest.sha256 = made.sha256;
  manifest.pinned = made.pinned;
  manifest.from = made.from;
  manifest.libc = services.host.libc.empty() ? "" : services.host.libc + " " + services.host.libc_version;
  manifest.optimized = made.optimized;
  manifest.tkinter = made.tkinter;
  manifest.created = services.clock.utc();
  manifest.relocatable = true;  // it was verified in staging and will run elsewhere
  manifest.threads = seen.threads;
  return manifest;
}

}  // namespace

Status check_install_space(const Services& services) {
  const auto need = static_cast<std::uintmax_t>(services.recipes.cpython.install_bytes);
  FTENV_TRY(const std::uintmax_t space, free_space_bytes(services.store.staging()));
  if (space >= need) return {};
  return fail(ErrorCode::disk,
              "there is not enough space for `" + services.store.staging().string() +
                  "`: " + human_bytes(need) + " are needed, " + human_bytes(space) + " are free",
              {"free some, or set FTENV_HOME to a directory on another disk"});
}

fs::path ready_made_prefix(const Services& services, const Version& version, const std::string& sha256) {
  return services.store.pythons() /
         toolchain_name(version, services.host, std::string(k_layout) + "\n" + sha256 + "\n");
}

Result<Toolchain> publish_ready_made(Services& services, const fs::path& unpacked, ReadyMade made) {
  const fs::path executable = find_executable(unpacked);
  if (executable.empty()) {
    return fail(ErrorCode::archive, "there is no interpreter in it: `bin/python3.…` is missing");
  }
  // Before it is asked anything: it would look for its library where its maker had it.
  if (services.host.os == "macos" && !made.relocation.old_prefix.empty())
    FTENV_CHECK(move_mach_o_tree(services, unpacked, made.relocation.old_prefix));
  FTENV_TRY(const InterpreterFacts facts,
            ask_interpreter(services.processes, services.child_environment, executable));
  if (!facts.free_threaded) {
    return fail(ErrorCode::unsupported,
                "the interpreter in it, CPython " + facts.version.text() + ", is a build with the GIL", {},
                "MT-04");
  }
  if (made.accept) FTENV_CHECK(made.accept(facts));
  const fs::path prefix = ready_made_prefix(services, facts.version, made.sha256);
  bool waited = false;
  FTENV_TRY(const FileLock lock, wait_for_named_lock(services, prefix.filename().string(), waited));
  FTENV_TRY(const std::optional<Toolchain> present, find_toolchain(services, prefix));
  if (present) return *present;

  report(services, "putting its paths right");
  made.relocation.new_prefix = prefix.string();
  FTENV_CHECK(relocate_tree(unpacked, made.relocation));
  report(services, "byte-compiling the library");
  FTENV_CHECK(byte_compile(services, executable, unpacked, prefix, made.jobs));
  report(services, "verifying");
  VerifyDemand demand;
  demand.ours = made.ours;
  demand.staged = true;
  demand.tkinter = made.tkinter;
  demand.measure = true;
  FTENV_TRY(const InterpreterVerification seen, verify_interpreter(services, executable, demand));
  FTENV_CHECK(write_manifest(unpacked, manifest_of(services, made, executable, seen)));

  // One that is there but did not answer.
  FTENV_CHECK(remove_tree(prefix));
  FTENV_CHECK(publish_recorded(services, unpacked, prefix, "python"));
  FTENV_TRY(const std::optional<Toolchain> toolchain, find_toolchain(services, prefix));
  if (toolchain) return *toolchain;
  return fail(ErrorCode::process,
              "the interpreter that was verified does not answer from `" + prefix.string() + "`");
}

}  // namespace ftenv
