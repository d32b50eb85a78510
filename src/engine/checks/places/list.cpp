#include "engine/checks/places/list.hpp"

#include "base/files.hpp"
#include "engine/rust/toolchain.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_mega = 1000 * 1000;

// Measured on debug builds: a small extension on PyO3 leaves 60 to 100 MB, and each further crate about
// three. Less than this is not enough for anything, so whoever is warned really has a problem.
constexpr std::uintmax_t k_target_base = 100 * k_mega;
constexpr std::uintmax_t k_target_per_crate = 3 * k_mega;
// A crate is 0.2 MB packed and five times that unpacked; Cargo's index comes on top.
constexpr std::uintmax_t k_cargo_base = 50 * k_mega;
constexpr std::uintmax_t k_cargo_per_crate = 1 * k_mega;
// Linker and compiler put single files there; pip unpacks the build's requirements.
constexpr std::uintmax_t k_temporary = 50 * k_mega;
// Records and logs, once the interpreter is there.
constexpr std::uintmax_t k_store = 20 * k_mega;

// Is an interpreter still to be had? Then its build and its installation need room.
bool lacks_python(CheckContext& context) {
  if (!context.facts.has_project()) return false;
  const auto& venv = context.facts.venv_facts();
  return venv && (!venv->is_venv || !venv->executable_alive);
}

}  // namespace

Place target_place(CheckContext& context) {
  const Environment& user = context.user();
  const fs::path here = context.facts.has_project() ? context.facts.root() : fs::current_path();
  Place place{Place::target, {}, "cargo's target directory", {}, 0};
  place.needed_bytes = k_target_base + k_target_per_crate * context.facts.locked().size();
  for (const char* name : {"CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"}) {
    if (user.get(name).empty()) continue;
    place.path = absolute_normal(user.get(name), here);
    place.named = name;
    return place;
  }
  if (const CargoSetting setting = context.facts.cargo_config().find("build.target-dir")) {
    // Relative to the folder that holds `.cargo`.
    place.path =
        absolute_normal(setting.value->string_or("target"), setting.file.parent_path().parent_path());
    place.named = setting.place();
    return place;
  }
  const auto& project = context.facts.project();
  place.path = (project && !project->workspace_root.empty() ? project->workspace_root : here) / "target";
  return place;
}

Place temporary_place(const Environment& user) {
  for (const char* name : {"TMPDIR", "TEMP", "TMP"}) {
    const std::string value = user.get(name);
    if (value.empty()) continue;
    return {Place::temporary, absolute_normal(value, fs::current_path()), "the folder for temporary files",
            name, k_temporary};
  }
  return {Place::temporary, "/tmp", "the folder for temporary files", {}, k_temporary};
}

std::vector<Place> places_of(CheckContext& context) {
  const Services& services = context.facts.services();
  const CpythonRecipe& cpython = services.recipes.cpython;
  const Environment& user = context.user();
  const bool lacks = lacks_python(context);
  std::vector<Place> places;
  if (context.facts.has_project()) places.push_back(target_place(context));
  places.push_back(temporary_place(user));
  if (!user.get("CARGO_HOME").empty() || !home_of(user).empty()) {
    places.push_back({Place::cargo, cargo_home(user), "cargo's home",
                      user.get("CARGO_HOME").empty() ? "" : "CARGO_HOME",
                      k_cargo_base + k_cargo_per_crate * context.facts.locked().size()});
  }
  places.push_back({Place::store, services.store.home, "ftenv's store",
                    user.get("FTENV_HOME").empty() ? "" : "FTENV_HOME",
                    k_store + (lacks ? static_cast<std::uintmax_t>(cpython.install_bytes) : 0)});
  if (lacks) {
    places.push_back({Place::builds,
                      services.store.builds(),
                      "ftenv's cache, where CPython is built",
                      {},
                      static_cast<std::uintmax_t>(cpython.build_bytes)});
  }
  return places;
}

}  // namespace ftenv
