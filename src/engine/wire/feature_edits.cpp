// [features] of a crate: `default` with abi3, `abi3` itself, `free-threaded`.
#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "engine/wire/wire_draft.hpp"
#include "inspect/cargo/pyo3_features.hpp"
#include "model/toml_edit.hpp"

namespace ftenv::wire {
namespace {

constexpr const char* k_abi3 = "abi3";
constexpr const char* k_default = "default";

// Of several the one for the oldest Python: it is what holds when all are on.
bool older(const AbiWish& a, const AbiWish& b) {
  const Version first = minimum_of_abi3(a.feature);
  const Version second = minimum_of_abi3(b.feature);
  if (first == Version{} || second == Version{}) return second == Version{} && first != Version{};
  return first < second;
}

class Wiring {
 public:
  Wiring(Draft& draft, DraftFile& file, const std::vector<Pyo3Entry>& pyo3, std::vector<AbiWish> wishes)
      : m_draft(draft), m_file(file), m_features(file.toml["features"]), m_wishes(std::move(wishes)) {
    for (const Pyo3Entry& one : pyo3) {
      m_names.push_back(one.name);
      if (one.optional) m_optional.push_back(one.name);
    }
    m_always = !m_wishes.empty();
  }

  Status run() {
    FTENV_CHECK(check_names());
    take_switch_out();
    FTENV_CHECK(look_at_default());
    const auto& pyproject = m_draft.project.pyproject;
    if (m_always && pyproject && m_draft.no_defaults_line > 0 &&
        m_file.source->file == m_draft.project.extension) {
      return refuse(
          m_draft.of(pyproject->file), m_draft.no_defaults_line,
          "maturin is told to build without default features, which is where wire puts abi3",
          {"take `no-default-features` out; or declare `abi3 = [\"pyo3/abi3-py3NN\"]` in the crate, "
           "and put `\"abi3\"` into `features` beside it"});
    }
    FTENV_CHECK(fill_abi3());
    fill_default();
    for (const auto& [name, indexes] : m_removed) {
      m_file.add(remove_items(m_file.text(), m_features[name], {indexes.begin(), indexes.end()}));
    }
    insert();
    return {};
  }

 private:
  const Toml& feature(const std::string& name) const { return m_features[name]; }

  // An optional dependency is a feature of the same name.
  Status check_names() {
    for (const auto& [name, entry] : m_file.toml["dependencies"].members()) {
      if ((name == k_abi3 || name == k_switch) && entry["optional"].bool_or(false)) {
        return refuse(m_file, entry.key_at().line,
                      "there is an optional dependency `" + name + "`, so no feature can be called so",
                      {"rename the dependency: `NAME = { package = \"" + name + "\", … }`"});
      }
    }
    return {};
  }

  bool asks_abi3(const std::string& entry, AbiWish& wish) const {
    return splits(entry, m_names, wish) && is_abi3(wish.feature);
  }

  // `free-threaded = ["pyo3/free-threaded"]`
  void take_switch_out() {
    for (const auto& [name, entries] : m_features.members()) {
      for (std::size_t i = 0; i < entries.items().size(); ++i) {
        const Toml& item = entries.items()[i];
        AbiWish parts;
        if (!splits(item.string_or(""), m_names, parts) || parts.feature != k_switch) continue;
        m_removed[name].insert(i);
        m_draft.findings.push_back(pyo3_has_no_switch(m_draft, m_file, item.at().line, item.string_or("")));
        m_file.change(item.at().line,
                      "`" + item.string_or("") + "` goes: PyO3 has no such feature, it asks the interpreter");
      }
    }
  }

  // abi3 that `default` switches on by itself, or by a feature that does other things too.
  Status look_at_default() {
    std::vector<std::string> waiting{k_default};
    std::set<std::string> seen;
    while (!waiting.empty()) {
      const std::string name = waiting.back();
      waiting.pop_back();
      if (name == k_abi3 || !feature(name).exists() || !seen.insert(name).second) continue;
      const Toml::Array& items = feature(name).items();
      std::vector<std::size_t> hits;
      for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string entry = items[i].string_or("");
        AbiWish wish;
        if (asks_abi3(entry, wish) || (name != k_default && entry == k_abi3 && feature(k_abi3).exists())) {
          hits.push_back(i);
        } else {
          waiting.push_back(entry);
        }
      }
      // One that is for abi3 alone is the switch that is needed, whatever it is called.
      if (hits.empty() || (name != k_default && hits.size() == items.size())) continue;
      FTENV_CHECK(move_to_abi3(name, hits));
    }
    return {};
  }

  Status move_to_abi3(const std::string& name, const std::vector<std::size_t>& hits) {
    for (const std::size_t i : hits) {
      const Toml& item = feature(name).items()[i];
      AbiWish wish;
      if (asks_abi3(item.string_or(""), wish)) {
        const bool optional = std::count(m_optional.begin(), m_optional.end(), wish.dependency) > 0;
        if (optional && !wish.weak) {
          return refuse(
              m_file, item.at().line,
              "`" + item.string_or("") + "` in `" + name + "` switches the optional PyO3 on besides abi3",
              {"write `\"dep:" + wish.dependency + "\", \"" + wish.dependency + "?/" + wish.feature +
               "\"` there, then run wire again"});
        }
        m_wishes.push_back(wish);
      }
      m_always = true;
      if (name == k_default) {
        m_direct.push_back(i);
        m_file.change(item.at().line, "`" + item.string_or("") + "` of `default` becomes `abi3`");
        continue;
      }
      m_removed[name].insert(i);
      m_file.change(item.at().line, "`" + item.string_or("") + "` moves from `" + name +
                                        "` to `default`, so that `" + name + "` can be had without it");
      m_draft.findings.push_back(m_draft.finding(
          "WR-03", Severity::warning,
          m_file.source->name + ":" + std::to_string(item.at().line) + ": the feature `" + name +
              "` switches on `" + item.string_or("") + "` besides other things",
          "`abi3` of its own; who builds with `--no-default-features -F " + name + "` now adds `,abi3`"));
    }
    return {};
  }

  // One entry for each name that PyO3 has here.
  std::vector<std::string> wanted() const {
    std::vector<std::string> entries;
    for (const std::string& name : m_names) {
      const AbiWish* best = nullptr;
      for (const AbiWish& wish : m_wishes) {
        if (wish.dependency == name && (!best || older(wish, *best))) best = &wish;
      }
      if (!best) continue;
      const std::string entry = name + (best->weak ? "?/" : "/") + best->feature;
      if (std::count(entries.begin(), entries.end(), entry) == 0) entries.push_back(entry);
    }
    return entries;
  }

  Status fill_abi3() {
    if (!m_always) return {};
    const Toml& own = feature(k_abi3);
    std::vector<std::string> quoted;
    for (const std::string& entry : wanted()) quoted.push_back("\"" + entry + "\"");
    if (!own.exists()) {
      m_new_abi3 = std::string(k_abi3) + " = [" + join(quoted, ", ") + "]";
      m_file.change(0, "a feature `abi3` asks PyO3 for the stable ABI, and can be left out");
      return {};
    }
    std::vector<AbiWish> there;
    for (const Toml& item : own.items()) {
      AbiWish wish;
      if (asks_abi3(item.string_or(""), wish)) there.push_back(wish);
    }
    if (there.empty() && !own.items().empty()) {
      return refuse(m_file, own.key_at().line,
                    "the crate has a feature `abi3` that does something else, so the name is taken",
                    {"rename that feature, then run wire again"});
    }
    for (const AbiWish& wish : m_wishes) {
      const bool covered = std::any_of(there.begin(), there.end(), [&](const AbiWish& known) {
        return known.dependency == wish.dependency && !older(wish, known);
      });
      if (covered) continue;
      m_file.add(insert_item(m_file.text(), own,
                             own.items().empty() ? -1 : static_cast<int>(own.items().size()) - 1,
                             join(quoted, ", ")));
      m_file.change(own.key_at().line, "`abi3` asks PyO3 for the stable ABI");
      break;
    }
    return {};
  }

  void fill_default() {
    if (!m_always) return;
    const Toml& own = feature(k_default);
    const std::string literal = std::string("\"") + k_abi3 + "\"";
    if (!own.exists()) {
      m_new_default = std::string(k_default) + " = [" + literal + "]";
      m_file.change(0, "`abi3` is a default feature, so that ordinary builds stay as they are");
      return;
    }
    const Toml::Array& items = own.items();
    const bool has = std::any_of(items.begin(), items.end(),
                                 [](const Toml& item) { return item.string_or("") == k_abi3; });
    std::set<std::size_t>& removed = m_removed[k_default];
    for (const std::size_t i : m_direct) removed.insert(i);
    if (!has) {
      m_file.change(own.key_at().line,
                    "`abi3` is a default feature, so that ordinary builds stay as they are");
      if (!m_direct.empty()) {
        m_file.edits.push_back(replace_value(m_file.text(), items[m_direct.front()], literal));
        removed.erase(m_direct.front());
      } else if (removed.size() == items.size() && !items.empty()) {
        m_file.edits.push_back(replace_value(m_file.text(), own, "[" + literal + "]"));
        removed.clear();
      } else {
        m_file.add(insert_item(m_file.text(), own, -1, literal));
      }
    }
    if (removed.empty()) m_removed.erase(k_default);
  }

  void insert() {
    const bool has_switch = feature(k_switch).exists();
    const std::string own_switch = std::string(k_switch) + " = []";
    if (!has_switch)
      m_file.change(0,
                    "a feature `free-threaded`, empty on purpose: `-F free-threaded` is then a valid option");
    const std::string& text = m_file.text();
    if (!m_features.exists()) {
      std::vector<std::string> lines{"[features]"};
      for (const std::string& line : {m_new_default, m_new_abi3, own_switch}) {
        if (!line.empty()) lines.push_back(line);
      }
      m_file.edits.push_back(insert_table(text, m_file.toml["dependencies"], lines));
      return;
    }
    const std::string anchor = feature(k_default).exists() ? k_default : "";
    if (!m_new_default.empty()) m_file.edits.push_back(insert_member(text, m_features, "", m_new_default));
    if (!m_new_abi3.empty()) m_file.edits.push_back(insert_member(text, m_features, anchor, m_new_abi3));
    if (has_switch) return;
    std::string after = m_features.members().empty() ? "" : m_features.members().back().first;
    if (!m_new_abi3.empty()) after = anchor;
    if (feature(k_abi3).exists()) after = k_abi3;
    m_file.edits.push_back(insert_member(text, m_features, after, own_switch));
  }

  Draft& m_draft;
  DraftFile& m_file;
  const Toml& m_features;
  std::vector<AbiWish> m_wishes;
  std::vector<std::string> m_names, m_optional;
  bool m_always = false;              // abi3 is on in a plain build
  std::vector<std::size_t> m_direct;  // items of `default` that ask PyO3 themselves
  std::map<std::string, std::set<std::size_t>> m_removed;
  std::string m_new_abi3, m_new_default;
};

}  // namespace

Status wire_features(Draft& draft, DraftFile& file, const std::vector<Pyo3Entry>& pyo3,
                     std::vector<AbiWish> wishes) {
  return Wiring(draft, file, pyo3, std::move(wishes)).run();
}

}  // namespace ftenv::wire
