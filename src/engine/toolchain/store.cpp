#include "engine/toolchain/store.hpp"

#include <algorithm>

#include "engine/toolchain/manifest.hpp"
#include "inspect/python/interpreter.hpp"

namespace ftenv {

Result<std::optional<Toolchain>> find_toolchain(Services& services, const fs::path& prefix) {
  const auto manifest = load_manifest(prefix);
  if (!manifest) return std::nullopt;
  const fs::path executable = prefix / manifest->executable;
  const auto facts = ask_interpreter(services.processes, services.child_environment, executable);
  if (!facts) {
    if (facts.error().code == ErrorCode::interrupted) return fail(facts.error());
    return std::nullopt;
  }
  // The manifest says what was built; what counts is what answers now.
  if (!facts->free_threaded || facts->gil_enabled || facts->version != manifest->version) return std::nullopt;
  Toolchain toolchain;
  toolchain.prefix = prefix;
  toolchain.executable = executable;
  toolchain.facts = *facts;
  toolchain.origin = manifest->origin;
  toolchain.from = manifest->from;
  toolchain.sha256 = manifest->sha256;
  toolchain.pinned = manifest->pinned;
  toolchain.relocatable = manifest->relocatable;
  toolchain.optimized = manifest->optimized;
  toolchain.tkinter = manifest->tkinter;
  return toolchain;
}

std::vector<Toolchain> list_toolchains(Services& services) {
  std::vector<Toolchain> toolchains;
  FsError error;
  for (fs::directory_iterator at(services.store.pythons(), error), end; !error && at != end;
       at.increment(error)) {
    if (auto toolchain = find_toolchain(services, at->path()).value_or(std::nullopt))
      toolchains.push_back(std::move(*toolchain));
  }
  std::sort(toolchains.begin(), toolchains.end(), [](const Toolchain& a, const Toolchain& b) {
    if (a.facts.version != b.facts.version) return b.facts.version < a.facts.version;
    return a.prefix < b.prefix;
  });
  return toolchains;
}

}  // namespace ftenv
