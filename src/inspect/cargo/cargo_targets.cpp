#include "inspect/cargo/cargo_targets.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {
namespace {

struct Place {
  CrateTarget::Kind kind;
  const char* table;   // [[bin]]
  const char* folder;  // NAME.rs and NAME/main.rs in it
  const char* automatic;
};

constexpr Place k_places[] = {{CrateTarget::binary, "bin", "src/bin", "autobins"},
                              {CrateTarget::test, "test", "tests", "autotests"},
                              {CrateTarget::bench, "bench", "benches", "autobenches"}};

void add(std::vector<CrateTarget>& targets, CrateTarget::Kind kind, const fs::path& source) {
  const bool known = std::any_of(targets.begin(), targets.end(),
                                 [&](const CrateTarget& target) { return target.source == source; });
  if (!known && is_file(source)) targets.push_back({kind, source});
}

// [[bin]] name = "tool"  → src/bin/tool.rs, src/bin/tool/main.rs or, of the package's own name, src/main.rs
// [[bin]] path = "cli/start.rs"
void add_listed(std::vector<CrateTarget>& targets, const Place& place, const Toml& manifest,
                const fs::path& directory) {
  for (const Toml& entry : manifest[place.table].items()) {
    if (const std::string path = entry["path"].string_or(""); !path.empty()) {
      add(targets, place.kind, absolute_normal(path, directory));
      continue;
    }
    const std::string name = entry["name"].string_or("");
    if (name.empty()) continue;
    add(targets, place.kind, directory / place.folder / (name + ".rs"));
    add(targets, place.kind, directory / place.folder / name / "main.rs");
    if (place.kind == CrateTarget::binary && name == manifest["package"]["name"].string_or(""))
      add(targets, place.kind, directory / "src/main.rs");
  }
}

void add_found(std::vector<CrateTarget>& targets, const Place& place, const fs::path& directory) {
  if (place.kind == CrateTarget::binary) add(targets, place.kind, directory / "src/main.rs");
  FsError error;
  for (fs::directory_iterator at(directory / place.folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".rs") add(targets, place.kind, at->path());
    add(targets, place.kind, at->path() / "main.rs");
  }
}

}  // namespace

std::vector<CrateTarget> read_cargo_targets(const Toml& manifest, const fs::path& directory) {
  std::vector<CrateTarget> targets;
  for (const Place& place : k_places) {
    add_listed(targets, place, manifest, directory);
    if (manifest["package"][place.automatic].bool_or(true)) add_found(targets, place, directory);
  }
  std::sort(targets.begin(), targets.end(), [](const CrateTarget& a, const CrateTarget& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.source < b.source;
  });
  return targets;
}

}  // namespace ftenv
