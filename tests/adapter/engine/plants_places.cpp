#include <ctime>

#include "plants.hpp"

namespace ftenv::test {
namespace {

void belongs_to_root(Patient& p, const fs::path& path) {
  p.world().host.root = false;
  p.machine.owners[path.string()] = {true, true, false, false, "root"};
}

}  // namespace

std::vector<Plant> place_plants() {
  return {
      {"CG-12", "the disk of target is all but full", Severity::warning,
       [](Patient& p) { p.machine.disk(p.project()).free_bytes = 40'000'000; }},
      {"CG-12", "the disk of target is full", Severity::error,
       [](Patient& p) { p.machine.disk(p.project()).free_bytes = 300'000; }},
      {"SY-03", "there is no room for temporary files", Severity::error,
       [](Patient& p) {
         p.set("TMPDIR", (p.home() / "tmp").string());
         p.machine.disk(p.home() / "tmp").free_bytes = 300'000;
       }},
      {"SY-03", "no file can be added where target is", Severity::error,
       [](Patient& p) { p.machine.disk(p.project()).free_inodes = 0; }},
      {"SY-03", "CPython would have to be built, and there is no room for that", Severity::warning,
       [](Patient& p) {
         p.remove(p.venv());
         p.machine.disk(p.world().store.builds()).free_bytes = 100'000'000;
       }},
      {"CG-13", "nothing can be started in target", Severity::error,
       [](Patient& p) { p.machine.disk(p.project()).noexec = true; }},
      {"PY-16",
       "nothing can be started in TMPDIR",
       Severity::warning,
       [](Patient& p) {
         p.set("TMPDIR", (p.home() / "tmp").string());
         p.machine.disk(p.home() / "tmp").noexec = true;
       },
       {},
       false},
      {"SY-04", "nothing can be started in the store", Severity::error,
       [](Patient& p) { p.machine.disk(p.world().store.home).noexec = true; }},
      {"SY-05", "the project is on a drive of Windows", Severity::warning,
       [](Patient& p) {
         p.world().host.wsl = true;
         p.machine.disk(p.project()).foreign = true;
       }},
      {"CG-11", "hardly any memory is left", Severity::warning,
       [](Patient& p) {
         p.machine.memory_left = {100'000'000, 20'000'000, 0};
       }},
      {"CG-11", "the container's limit is near", Severity::warning,
       [](Patient& p) { p.machine.memory_left.limit_bytes = 120'000'000; }},
      {"CG-14", "the registry is root's", Severity::error,
       [](Patient& p) { belongs_to_root(p, p.home() / ".cargo" / "registry"); }},
      {"CG-14",
       "pip's cache is root's",
       Severity::warning,
       [](Patient& p) { belongs_to_root(p, p.home() / ".cache" / "pip"); },
       {},
       false},
      {"CG-14", "target is root's", Severity::error,
       [](Patient& p) { belongs_to_root(p, p.project() / "target"); }},
      {"CG-20", "the target directory would be below a file", Severity::error,
       [](Patient& p) { p.set("CARGO_TARGET_DIR", (p.project() / "Cargo.toml" / "target").string()); }},
      {"CG-20", "the target directory would be the kernel's", Severity::error,
       [](Patient& p) {
         p.file(p.project() / ".cargo" / "config.toml", "[build]\ntarget-dir = \"/proc/nope\"\n");
         p.machine.disk("/proc").pseudo = true;
       }},
      {"PY-17",
       "TMPDIR is somebody else's",
       Severity::error,
       [](Patient& p) {
         p.set("TMPDIR", (p.home() / "tmp").string());
         p.machine.owners[(p.home() / "tmp").string()] = {true, true, false, false, "bob"};
       },
       {},
       false},
      {"SY-06", "HOME is not set", Severity::warning, [](Patient& p) { p.unset("HOME"); }, {}, false},
      {"SY-06",
       "HOME is the root folder",
       Severity::warning,
       [](Patient& p) { p.set("HOME", "/"); },
       {},
       false},
      {"PY-21",
       "the clock stands in the past",
       Severity::error,
       [](Patient& p) { p.machine.time_shift = -365LL * 86400 * 10; },
       {},
       false},
      {"PY-21", "a source file is of the day after tomorrow", Severity::warning,
       [](Patient& p) { fs::last_write_time(p.project() / "src" / "lib.rs", std::time(nullptr) + 172800); }},
      {"PP-14",
       "LC_ALL names a locale that is not there",
       Severity::warning,
       [](Patient& p) {
         p.set("LC_ALL", "tlh_KX.UTF-8");
         p.machine.lacking_locales.insert("tlh_KX.UTF-8");
       },
       {},
       false},
  };
}

}  // namespace ftenv::test
