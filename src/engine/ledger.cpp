#include "engine/ledger.hpp"

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "platform/append_line.hpp"

namespace ftenv {

Status Ledger::record(const LedgerEntry& entry) {
  FTENV_CHECK(make_directories(m_file.parent_path()));
  Json line =
      Json::object({{"time", entry.time}, {"step", entry.step}, {"kind", entry.kind}, {"path", entry.path}});
  if (!entry.digest.empty()) line.set("digest", entry.digest);
  return append_line_synced(m_file, line.dump(-1));
}

Result<std::vector<LedgerEntry>> Ledger::entries() const {
  std::vector<LedgerEntry> entries;
  if (!fs::exists(m_file)) return entries;
  FTENV_TRY(const std::string text, read_text(m_file));
  for (const std::string& line : split_lines(text)) {
    const auto json = Json::parse(line);
    if (!json || !json->is_object()) continue;
    entries.push_back({(*json)["kind"].string_or(""), (*json)["path"].string_or(""),
                       (*json)["step"].string_or(""), (*json)["digest"].string_or(""),
                       (*json)["time"].string_or("")});
  }
  return entries;
}

}  // namespace ftenv
