#include "cli/text/python_table.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "cli/text/output.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_columns = 6;
using Cells = std::array<std::string, k_columns>;
constexpr const char* k_indent = "    ";

int usefulness(const PythonRow& row) {
  if (!row.seen.facts) return row.seen.found.not_started.empty() ? 1 : 0;
  return 2 + (row.seen.use.extension ? 1 : 0) + (row.seen.use.embedding ? 1 : 0);
}

std::vector<std::string> usable_for(const PythonRow& row) {
  std::vector<std::string> uses;
  if (row.seen.use.extension) uses.push_back("extension");
  if (row.seen.use.embedding) uses.push_back("cargo test");
  return uses;
}

std::vector<std::string> why_not(const PythonRow& row) {
  if (!row.seen.error) return row.seen.use.why_not;
  std::vector<std::string> reasons{row.seen.error->message};
  reasons.insert(reasons.end(), row.seen.error->context.begin(), row.seen.error->context.end());
  return reasons;
}

// What a person would start: a toolchain's own program, else the name that is found first.
fs::path shown_path(const PythonRow& row) {
  return row.toolchain ? row.toolchain->executable : row.seen.found.path;
}

std::string with_tilde(const fs::path& path, const std::string& home) {
  std::string text = path.string();
  if (home.size() > 1 && starts_with(text, home + "/")) return "~" + text.substr(home.size());
  return text;
}

Cells cells_of(const PythonRow& row, const std::string& home) {
  const std::string path = with_tilde(shown_path(row), home);
  if (!row.seen.facts) return {"?", "?", "?", row.seen.found.origin, "nothing", path};
  const InterpreterFacts& facts = *row.seen.facts;
  const std::vector<std::string> uses = usable_for(row);
  return {facts.version.text() + (facts.free_threaded ? "t" : ""),
          !facts.free_threaded ? "with GIL"
          : facts.gil_enabled  ? "GIL on"
                               : "free-threaded",
          facts.shared ? "shared" : "static",
          row.seen.found.origin,
          uses.empty() ? "nothing" : join(uses, ", "),
          path};
}

std::string line_of(const Cells& cells, const std::array<int, k_columns>& widths) {
  std::string line;
  for (std::size_t i = 0; i + 1 < k_columns; ++i) line += pad_to(cells[i], widths[i]) + "  ";
  return line + cells.back();
}

}  // namespace

void sort_rows(std::vector<PythonRow>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const PythonRow& a, const PythonRow& b) {
    if (usefulness(a) != usefulness(b)) return usefulness(a) > usefulness(b);
    if (!a.seen.facts || !b.seen.facts) return false;
    return b.seen.facts->version < a.seen.facts->version;
  });
}

std::string render_pythons(const std::vector<PythonRow>& rows, const Style& style, const std::string& home) {
  const Cells heads{"VERSION", "BUILD", "LIBRARY", "ORIGIN", "USABLE FOR", "PROGRAM"};
  std::vector<Cells> table{heads};
  for (const PythonRow& row : rows) table.push_back(cells_of(row, home));
  std::array<int, k_columns> widths{};
  for (const Cells& cells : table) {
    for (std::size_t i = 0; i < k_columns; ++i) widths[i] = std::max(widths[i], display_width(cells[i]));
  }
  std::string text = style.dim(line_of(heads, widths)) + "\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string line = line_of(table[i + 1], widths);
    text += (rows[i].seen.use.extension ? line : style.dim(line)) + "\n";
    for (const std::string& reason : why_not(rows[i])) text += k_indent + style.dim(reason) + "\n";
    for (const std::string& note : rows[i].seen.use.notes) text += k_indent + style.dim(note) + "\n";
  }
  return text;
}

Json pythons_json(const std::vector<PythonRow>& rows) {
  Json pythons(Json::Array{});
  for (const PythonRow& row : rows) {
    const FoundInterpreter& found = row.seen.found;
    Toolchain toolchain;
    toolchain.executable = found.file;
    toolchain.origin = "existing";
    toolchain.pinned = false;
    Json free_threaded;
    if (const auto& facts = row.seen.facts) {
      toolchain.facts = *facts;
      toolchain.prefix = facts->prefix;
      free_threaded = facts->free_threaded;
    }
    Json item = toolchain_json(row.toolchain.value_or(toolchain));
    if (!row.seen.facts) {
      // Nobody knows, and false would be a statement.
      for (const char* key : {"version", "abi", "prefix", "gil_enabled", "shared", "ext_suffix"})
        item.set(key, Json());
    }
    Json names(Json::Array{});
    for (const fs::path& name : found.names) names.push(name.string());
    item.set("origin", found.origin);
    item.set("names", names);
    item.set("on_path", found.on_path);
    item.set("free_threaded", free_threaded);
    item.set("usable_for", Json::array(usable_for(row)));
    item.set("why_not", Json::array(why_not(row)));
    item.set("notes", Json::array(row.seen.use.notes));
    pythons.push(item);
  }
  return pythons;
}

}  // namespace ftenv
