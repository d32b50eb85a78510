// The edits of a plan while they are collected. Private to this folder.
#pragma once

#include <list>
#include <string>
#include <vector>

#include "base/text_edit.hpp"
#include "engine/wire/wire_plan.hpp"
#include "model/toml.hpp"

namespace ftenv::wire {

struct DraftFile {
  const WiredFile* source = nullptr;
  Toml toml;  // absent for Rust
  std::vector<TextEdit> edits;
  std::vector<WireChange> changes;

  const std::string& text() const { return source->text; }
  void change(int line, std::string what) { changes.push_back({line, std::move(what)}); }
  void add(std::vector<TextEdit> more) { edits.insert(edits.end(), more.begin(), more.end()); }
};

struct Draft {
  const WiredProject& project;
  const WireRules& rules;
  std::list<DraftFile> files;  // references stay valid
  std::vector<Finding> findings;
  int no_defaults_line = 0;  // of pyproject.toml, where maturin builds without default features

  DraftFile& of(const fs::path& file);
  Finding finding(const std::string& id, Severity severity, std::string found, std::string need) const;
};

// "FILE:LINE: reason", WR-01.
Failure refuse(const DraftFile& file, int line, const std::string& reason, std::vector<std::string> hints);

// A way in which a crate asks PyO3 for abi3: "pyo3/abi3-py311", "py?/abi3".
struct AbiWish {
  std::string dependency;  // what the crate calls PyO3
  bool weak = false;       // does not switch an optional dependency on
  std::string feature;     // "abi3-py311", or "abi3"
};

// "abi3" and "abi3-py311", not the ABI of free-threaded builds, "abi3t-py315".
bool is_abi3(const std::string& feature);
inline constexpr const char* k_switch = "free-threaded";

// What [dependencies] and its like say about PyO3.
struct Pyo3Entry {
  std::string name;
  bool optional = false;
  bool development = false;
  const Toml* entry = nullptr;
};
std::vector<Pyo3Entry> pyo3_entries(const Toml& manifest, const Toml& workspace);

// abi3 and `free-threaded` out of the `features` of a dependency; what it asked for of abi3.
std::vector<std::string> strip_dependency(Draft& draft, DraftFile& file, const Toml& entry, bool keep_abi3);

// One crate: its dependencies and its features. `from_maturin`: what pyproject.toml switched on. `inherited`:
// what the workspace's dependency of each name did.
using Inherited = std::vector<std::pair<std::string, std::string>>;  // name, abi3 feature
Status wire_crate(Draft& draft, DraftFile& file, const Inherited& inherited,
                  const std::vector<std::string>& from_maturin);

// The crate's [features], once its dependency is clean. `wishes`: abi3 was always on by these.
Status wire_features(Draft& draft, DraftFile& file, const std::vector<Pyo3Entry>& pyo3,
                     std::vector<AbiWish> wishes);

// pyproject.toml: [tool.maturin] features, the classifier. Gives what maturin switched on of abi3.
Result<std::vector<std::string>> wire_maturin(Draft& draft, DraftFile& file);
void wire_classifier(Draft& draft, DraftFile& file);

void wire_modules(Draft& draft);

// "pyo3/abi3-py311" → its parts, if `names` has what stands before the '/'.
bool splits(const std::string& entry, const std::vector<std::string>& names, AbiWish& parts);

Finding pyo3_has_no_switch(const Draft& draft, const DraftFile& file, int line, const std::string& entry);

}  // namespace ftenv::wire
