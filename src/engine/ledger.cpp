#include "engine/ledger.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "platform/append_line.hpp"

namespace ftenv {
namespace {

constexpr const char* k_removed = "removed";

bool is_same_thing(const LedgerEntry& one, const std::string& kind, const std::string& path,
                   const std::string& backup) {
  return one.kind == kind && one.path == path && one.backup == backup;
}

// A line that a crash or a full disk has cut is ended first, so that it spoils no other.
Status append(const fs::path& file, const std::string& line) {
  const auto text = read_text(file);
  const bool torn = text && !text->empty() && text->back() != '\n';
  return append_line_synced(file, (torn ? "\n" : "") + line);
}

}  // namespace

fs::path with_real_parents(const fs::path& path) {
  FsError error;
  const fs::path parent = fs::weakly_canonical(path.parent_path(), error);
  return error || parent.empty() ? path : parent / path.filename();
}

Status Ledger::record(const LedgerEntry& entry) {
  FTENV_CHECK(make_directories(m_file.parent_path()));
  const bool is_path = entry.kind != k_made_package;
  const std::string path = is_path ? with_real_parents(entry.path).string() : entry.path;
  Json line =
      Json::object({{"time", entry.time}, {"step", entry.step}, {"kind", entry.kind}, {"path", path}});
  if (!entry.digest.empty()) line.set("digest", entry.digest);
  if (!entry.backup.empty()) line.set("backup", entry.backup);
  if (!m_run.empty()) line.set("run", m_run);
  return append(m_file, line.dump(-1));
}

Status Ledger::record_removed(const LedgerEntry& entry) {
  Json line = Json::object({{"time", entry.time}, {k_removed, entry.kind}, {"path", entry.path}});
  if (!entry.backup.empty()) line.set("backup", entry.backup);
  return append(m_file, line.dump(-1));
}

Result<std::vector<LedgerEntry>> Ledger::entries() const {
  std::vector<LedgerEntry> entries;
  FsError error;
  if (!fs::exists(m_file, error)) return entries;
  FTENV_TRY(const std::string text, read_text(m_file));
  for (const std::string& line : split_lines(text)) {
    const auto json = Json::parse(line);
    if (!json || !json->is_object()) continue;
    const std::string removed = (*json)[k_removed].string_or(""), path = (*json)["path"].string_or("");
    const std::string kind = removed.empty() ? (*json)["kind"].string_or("") : removed;
    const std::string backup = (*json)["backup"].string_or("");
    if (kind.empty() || path.empty()) continue;
    entries.erase(
        std::remove_if(entries.begin(), entries.end(),
                       [&](const LedgerEntry& one) { return is_same_thing(one, kind, path, backup); }),
        entries.end());
    if (!removed.empty()) continue;
    entries.push_back({kind, path, (*json)["step"].string_or(""), (*json)["digest"].string_or(""),
                       (*json)["time"].string_or(""), (*json)["run"].string_or(""), backup});
  }
  return entries;
}

bool Ledger::has(const std::string& kind, const fs::path& path) const {
  const auto all = entries();
  const std::string real = with_real_parents(path).string();
  return all && std::any_of(all->begin(), all->end(),
                            [&](const LedgerEntry& one) { return is_same_thing(one, kind, real, ""); });
}

}  // namespace ftenv
