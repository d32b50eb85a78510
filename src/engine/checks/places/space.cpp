// Room, inodes, mount flags and memory, as the operating system states them. No test program is written.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "engine/checks/places/checks.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_mega = 1000 * 1000;
// Not even one object file: what runs now fails in the middle.
constexpr std::uintmax_t k_full = 5 * k_mega;
// Fewer are gone after one crate with its fingerprints.
constexpr std::uintmax_t k_few_inodes = 2000;
// What one rustc of a crate such as PyO3's macros takes at its peak, and how a large graph adds to it,
// because the last steps hold all of its metadata. Real needs are higher: below this it can't work.
constexpr std::uintmax_t k_memory_base = 256 * k_mega;
constexpr std::uintmax_t k_memory_per_crate = 3 * k_mega;

struct Measured {
  Place place;
  FilesystemFacts facts;
};

std::string name_of(const Place& place) {
  return place.what + " `" + place.path.string() + "`";
}

Result<std::vector<Measured>> measure(CheckContext& context) {
  std::vector<Measured> measured;
  for (const Place& place : places_of(context)) {
    FTENV_TRY(const FilesystemFacts facts, context.facts.services().machine->filesystem(place.path));
    measured.push_back({place, facts});
  }
  return measured;
}

bool short_of_inodes(const FilesystemFacts& facts) {
  return facts.total_inodes != 0 && facts.free_inodes < k_few_inodes;
}

std::uintmax_t needed_on(const std::vector<const Measured*>& disk) {
  std::uintmax_t sum = 0;
  for (const Measured* one : disk) sum += one->place.needed_bytes;
  return sum;
}

// Several places on one full disk are one finding. The id is the linker's where the linker writes there:
// its message is the one that misleads.
void judge_disk(CheckContext& context, const std::vector<const Measured*>& disk, CheckAnswer& answer) {
  const FilesystemFacts& facts = disk.front()->facts;
  const std::uintmax_t needed = needed_on(disk);
  const bool inodes = short_of_inodes(facts);
  if (facts.pseudo || (!inodes && facts.free_bytes >= needed)) return;
  const bool linked = std::any_of(disk.begin(), disk.end(),
                                  [](const Measured* one) { return one->place.kind == Place::target; });
  const bool full = facts.free_bytes < k_full || (inodes && facts.free_inodes == 0);
  std::vector<std::string> names;
  for (const Measured* one : disk) names.push_back("`" + one->place.path.string() + "`");
  const std::string where = join(names, ", ");
  Finding finding = context.finding(
      linked && !inodes ? "CG-12" : "SY-03", full ? Severity::error : Severity::warning,
      inodes ? "the file system of " + where + " has room for " + std::to_string(facts.free_inodes) +
                   " more files only"
             : "the file system of " + where + " has " + human_bytes(facts.free_bytes) + " free",
      inodes ? "room for at least " + std::to_string(k_few_inodes) + " files"
             : "at least " + human_bytes(needed) + " for what is written there");
  // Of a single place `found` and `need` have said it all.
  for (const Measured* one : disk) {
    if (disk.size() == 1) break;
    finding.evidence.push_back(name_of(one->place) + ": needs about " + human_bytes(one->place.needed_bytes));
  }
  Fix room{"make room: see what is large there", {}, false, {}};
  room.commands.push_back("du -xh --max-depth=2 " +
                          shell_quote(disk.front()->place.path.parent_path().string()) + " | sort -h | tail");
  finding.fixes.push_back(std::move(room));
  if (linked) {
    finding.fixes.push_back({"let cargo build on another disk (DIR: a folder there)",
                             {"export CARGO_TARGET_DIR=DIR"},
                             false,
                             {}});
  }
  answer.findings.push_back(std::move(finding));
}

void judge_noexec(CheckContext& context, const Measured& one, CheckAnswer& answer) {
  if (!one.facts.noexec) return;
  const std::string found = name_of(one.place) + " is on a file system that is mounted with `noexec`";
  const std::string need = "a file system from which programs can be started";
  if (one.place.kind == Place::target) {
    Finding finding = context.finding("CG-13", Severity::error, found, need);
    finding.fixes.push_back({"let cargo build elsewhere (DIR: a folder on another disk)",
                             {"export CARGO_TARGET_DIR=DIR"},
                             false,
                             {}});
    answer.findings.push_back(std::move(finding));
  } else if (one.place.kind == Place::temporary) {
    Finding finding = context.finding("PY-16", Severity::warning, found, need);
    finding.fixes.push_back(
        {"use a folder of your own", {"mkdir -p ~/.cache/tmp", "export TMPDIR=~/.cache/tmp"}, false, {}});
    answer.findings.push_back(std::move(finding));
  } else if (one.place.kind == Place::store || one.place.kind == Place::builds) {
    Finding finding = context.finding("SY-04", Severity::error, found, need);
    finding.fixes.push_back({"keep ftenv's things elsewhere (DIR: a folder on another disk)",
                             {"export FTENV_HOME=DIR"},
                             false,
                             {}});
    answer.findings.push_back(std::move(finding));
  }
}

}  // namespace

Result<CheckAnswer> check_space(CheckContext& context) {
  FTENV_TRY(const std::vector<Measured> measured, measure(context));
  std::map<std::uint64_t, std::vector<const Measured*>> disks;
  for (const Measured& one : measured) disks[one.facts.device].push_back(&one);
  CheckAnswer answer;
  for (const auto& [device, disk] : disks) judge_disk(context, disk, answer);
  const Measured& first = measured.front();
  if (answer.findings.empty())
    answer.seen = human_bytes(first.facts.free_bytes) + " free in " + first.place.what;
  return answer;
}

Result<CheckAnswer> check_mounts(CheckContext& context) {
  FTENV_TRY(const std::vector<Measured> measured, measure(context));
  CheckAnswer answer;
  for (const Measured& one : measured) judge_noexec(context, one, answer);
  const Host& host = context.facts.services().host;
  if (host.wsl && context.facts.has_project()) {
    FTENV_TRY(const FilesystemFacts facts,
              context.facts.services().machine->filesystem(context.facts.root()));
    if (facts.foreign) {
      Finding finding = context.finding(
          "SY-05", Severity::warning,
          "the project `" + context.facts.root().string() + "` is on a drive of Windows, seen through WSL",
          "a folder in the file system of Linux");
      const std::string root = shell_quote(context.facts.root().string());
      finding.fixes.push_back(
          {"work on a copy in your home folder",
           {"cp -r " + root + " ~/", "cd ~/" + shell_quote(context.facts.root().filename().string())},
           false,
           {}});
      answer.findings.push_back(std::move(finding));
    }
  }
  if (answer.findings.empty())
    answer.seen = host.container ? "programs can be started everywhere (in a container)"
                                 : "programs can be started everywhere";
  return answer;
}

Result<CheckAnswer> check_memory(CheckContext& context) {
  CheckAnswer answer;
  const auto memory = context.facts.services().machine->memory();
  if (!memory) {
    answer.skipped = memory.error().message;
    return answer;
  }
  std::uintmax_t left = memory->available_bytes + memory->swap_bytes;
  if (left == 0) {
    answer.skipped = "this system does not say how much memory is left";
    return answer;
  }
  const bool limited = memory->limit_bytes != 0 && memory->limit_bytes < left;
  if (limited) left = memory->limit_bytes;
  const std::size_t crates = context.facts.locked().size();
  const std::uintmax_t needed = k_memory_base + k_memory_per_crate * crates;
  answer.seen = human_bytes(left) + " of memory left";
  if (left >= needed) return answer;
  Finding finding = context.finding("CG-11", Severity::warning,
                                    human_bytes(left) + " of memory are left" +
                                        (limited ? " in this container or control group" : "") + " for " +
                                        std::to_string(crates) + " crates",
                                    "at least " + human_bytes(needed));
  finding.confidence = Confidence::likely;
  finding.fixes.push_back({"compile one crate at a time, and without debug information",
                           {"export CARGO_BUILD_JOBS=1", "export CARGO_PROFILE_DEV_DEBUG=0"},
                           false,
                           {}});
  answer.findings.push_back(std::move(finding));
  answer.seen.clear();
  return answer;
}

}  // namespace ftenv
