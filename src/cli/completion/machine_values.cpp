#include "cli/completion/machine_values.hpp"

#include <algorithm>
#include <map>

#include "engine/checks/checks.hpp"
#include "engine/ledger.hpp"
#include "engine/toolchain/manifest.hpp"
#include "io/store.hpp"
#include "model/finding_pages.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "platform/host_probe.hpp"

namespace ftenv {
namespace {

using VersionNotes = std::map<Version, std::string>;

// What the manifests say. `python list` starts each interpreter and asks; that takes too long here.
VersionNotes stored_versions(const Store& store) {
  VersionNotes notes;
  FsError error;
  for (fs::directory_iterator at(store.pythons(), error), end; !error && at != end; at.increment(error)) {
    if (const auto manifest = load_manifest(at->path())) notes[manifest->version] = "in the store";
  }
  return notes;
}

VersionNotes known_versions(const Host& host) {
  VersionNotes notes;
  const auto recipes = load_recipes(host);
  if (!recipes) return notes;
  for (const PinnedSource& source : recipes->cpython.sources) notes[source.version] = "built from source";
  for (const PrebuiltRelease& release : recipes->cpython.prebuilt.releases)
    notes[release.version] = "ready-made, or built from source";
  return notes;
}

// Newest first, and before the versions of a series the series itself.
std::vector<Candidate> version_candidates(const VersionNotes& notes) {
  std::vector<Candidate> candidates;
  std::string series;
  for (auto at = notes.rbegin(); at != notes.rend(); ++at) {
    if (at->first.series() != series) {
      series = at->first.series();
      candidates.push_back({series, "the newest " + series});
    }
    candidates.push_back({at->first.text(), at->second});
  }
  return candidates;
}

std::vector<Candidate> finding_candidates(const std::vector<std::string>* only) {
  std::vector<Candidate> candidates;
  const auto pages = FindingPages::load();
  if (!pages) return candidates;
  for (const FindingFamily& family : pages->families()) {
    for (const FindingPage& page : family.pages) {
      if (!only || std::count(only->begin(), only->end(), page.id) > 0)
        candidates.push_back({page.id, page.title});
    }
  }
  return candidates;
}

// What doctor's --only takes: areas, checks, and the ids that they can find.
std::vector<Candidate> check_candidates() {
  std::vector<Candidate> areas, checks;
  std::vector<std::string> ids;
  for (const Check& check : all_checks()) {
    const Candidate area{std::string(name_of(check.area)), std::string(title_of(check.area))};
    if (std::count(areas.begin(), areas.end(), area) == 0) areas.push_back(area);
    if (check.id != area.value) checks.push_back({check.id, check.title});
    ids.insert(ids.end(), check.detects.begin(), check.detects.end());
  }
  areas.insert(areas.end(), checks.begin(), checks.end());
  for (Candidate& finding : finding_candidates(&ids)) areas.push_back(std::move(finding));
  return areas;
}

std::vector<Candidate> run_candidates(const Store& store) {
  const auto entries = Ledger(store.ledger()).entries();
  if (!entries) return {};
  std::map<std::string, std::pair<std::string, int>, std::greater<>> runs;
  for (const LedgerEntry& entry : *entries) {
    if (entry.run.empty()) continue;
    runs[entry.run].first = entry.time;
    ++runs[entry.run].second;
  }
  std::vector<Candidate> candidates;
  for (const auto& [run, what] : runs)
    candidates.push_back({run, what.first + ", made " + std::to_string(what.second) + " things"});
  return candidates;
}

}  // namespace

std::vector<Candidate> machine_values(ValueKind kind, const Environment& user) {
  if (kind == ValueKind::finding_id || kind == ValueKind::finding_id_or_file)
    return finding_candidates(nullptr);
  if (kind == ValueKind::check_name || kind == ValueKind::check_name_or_directory) return check_candidates();
  const auto host = probe_host();
  if (!host) return {};
  const auto store = Store::locate(user, *host);
  if (kind == ValueKind::run) return store ? run_candidates(*store) : std::vector<Candidate>();
  const VersionNotes stored = store ? stored_versions(*store) : VersionNotes();
  if (kind == ValueKind::stored_version) return version_candidates(stored);
  if (kind != ValueKind::version) return {};
  VersionNotes notes = known_versions(*host);
  for (const auto& [version, note] : stored) notes[version] = note;
  return version_candidates(notes);
}

}  // namespace ftenv
