// The dependency on PyO3: abi3 moves from it into a feature, `free-threaded` goes.
#include <algorithm>

#include "base/text.hpp"
#include "engine/wire/wire_draft.hpp"
#include "model/toml_edit.hpp"

namespace ftenv::wire {
namespace {

void read_table(const Toml& table, const Toml& workspace, bool development, std::vector<Pyo3Entry>& found) {
  for (const auto& [name, entry] : table.members()) {
    const bool inherits = entry["workspace"].bool_or(false);
    const Toml& shared = inherits ? workspace.dotted("workspace.dependencies")[name] : entry;
    const std::string package = shared["package"].string_or(name);
    if (package != "pyo3" && package != "pyo3-ffi") continue;
    found.push_back({name, entry["optional"].bool_or(false), development, &entry});
  }
}

void read_tables(const Toml& tables, const Toml& workspace, std::vector<Pyo3Entry>& found) {
  read_table(tables["dependencies"], workspace, false, found);
  read_table(tables["build-dependencies"], workspace, true, found);
  read_table(tables["dev-dependencies"], workspace, true, found);
}

// abi3 stays on in a build without default features where another crate of ours has it by default.
void note_siblings(Draft& draft, DraftFile& file) {
  const Toml& workspace = draft.of(draft.project.workspace).toml;
  for (const auto& [name, entry] : file.toml["dependencies"].members()) {
    const bool inherits = entry["workspace"].bool_or(false);
    const Toml& shared = inherits ? workspace.dotted("workspace.dependencies")[name] : entry;
    if (!shared["path"].exists() || !entry["default-features"].bool_or(true) ||
        !shared["default-features"].bool_or(true)) {
      continue;
    }
    const std::string package = shared["package"].string_or(name);
    for (const fs::path& crate : draft.project.crates) {
      const DraftFile& sibling = draft.of(crate);
      if (&sibling == &file || sibling.toml.dotted("package.name").string_or("") != package) continue;
      const bool broken =
          draft.project.pyo3 && *draft.project.pyo3 < draft.rules.compatibility.pyo3_changes.abi3_compiles;
      draft.findings.push_back(draft.finding("WR-05", broken ? Severity::warning : Severity::info,
                                             file.source->name + ":" + std::to_string(entry.key_at().line) +
                                                 ": `" + name + "` is used with its default features",
                                             "`default-features = false` there, and `" + name +
                                                 "/abi3` in the feature `abi3`, if "
                                                 "abi3 shall be off in the whole build"));
    }
  }
}

}  // namespace

bool is_abi3(const std::string& feature) {
  return feature == "abi3" || starts_with(feature, "abi3-py");
}

bool splits(const std::string& entry, const std::vector<std::string>& names, AbiWish& parts) {
  const std::size_t slash = entry.find('/');
  if (slash == std::string::npos) return false;
  parts.dependency = entry.substr(0, slash);
  parts.feature = entry.substr(slash + 1);
  parts.weak = ends_with(parts.dependency, "?");
  if (parts.weak) parts.dependency.pop_back();
  return std::count(names.begin(), names.end(), parts.dependency) > 0;
}

Finding pyo3_has_no_switch(const Draft& draft, const DraftFile& file, int line, const std::string& entry) {
  return draft.finding("PX-02", Severity::warning,
                       file.source->name + ":" + std::to_string(line) + " asks for `" + entry + "`",
                       "no such entry: it is taken out");
}

std::vector<Pyo3Entry> pyo3_entries(const Toml& manifest, const Toml& workspace) {
  std::vector<Pyo3Entry> found;
  read_tables(manifest, workspace, found);
  for (const auto& target : manifest["target"].members()) read_tables(target.second, workspace, found);
  return found;
}

std::vector<std::string> strip_dependency(Draft& draft, DraftFile& file, const Toml& entry, bool keep_abi3) {
  std::vector<std::string> abi3;
  const Toml& features = entry["features"];
  std::vector<std::size_t> goes;
  for (std::size_t i = 0; i < features.items().size(); ++i) {
    const std::string feature = features.items()[i].string_or("");
    const int line = features.items()[i].at().line;
    if (feature == k_switch) {
      draft.findings.push_back(pyo3_has_no_switch(draft, file, line, feature));
      file.change(line, "`free-threaded` leaves the dependency on PyO3, which has no such feature");
    } else if (is_abi3(feature) && !keep_abi3) {
      abi3.push_back(feature);
      file.change(line, "`" + feature +
                            "` leaves the dependency on PyO3: there it is on in every build, and a "
                            "free-threaded one does without it");
    } else {
      continue;
    }
    goes.push_back(i);
  }
  if (goes.empty()) return abi3;
  const bool all = goes.size() == features.items().size() && entry.members().size() > 1;
  file.add(all ? remove_member(file.text(), entry, "features") : remove_items(file.text(), features, goes));
  return abi3;
}

Status wire_crate(Draft& draft, DraftFile& file, const Inherited& inherited,
                  const std::vector<std::string>& from_maturin) {
  const std::vector<Pyo3Entry> entries = pyo3_entries(file.toml, draft.of(draft.project.workspace).toml);
  std::vector<AbiWish> wishes;
  std::vector<std::string> names;
  for (const Pyo3Entry& one : entries) {
    const std::vector<std::string> own = strip_dependency(draft, file, *one.entry, one.development);
    if (one.development) continue;
    names.push_back(one.name);
    for (const std::string& feature : own) wishes.push_back({one.name, one.optional, feature});
    if (!(*one.entry)["workspace"].bool_or(false)) continue;
    for (const auto& [name, feature] : inherited) {
      if (name == one.name) wishes.push_back({name, one.optional, feature});
    }
  }
  for (const std::string& entry : from_maturin) {
    AbiWish wish;
    if (splits(entry, names, wish)) wishes.push_back(wish);
  }
  if (file.source->file == draft.project.extension) note_siblings(draft, file);
  return wire_features(draft, file, entries, std::move(wishes));
}

}  // namespace ftenv::wire
