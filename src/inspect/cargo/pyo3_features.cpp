#include "inspect/cargo/pyo3_features.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace ftenv {
namespace {

class Walk {
 public:
  Walk(const Crate& crate, Pyo3Feature::By by, std::vector<Pyo3Feature>& found)
      : m_crate(crate), m_by(by), m_found(found) {}

  void feature(const std::string& name) {
    const CrateFeature* known = m_crate.feature(name);
    if (!known || !m_seen.insert(name).second) return;
    m_way.push_back(name);
    for (const std::string& entry : known->enables) entry_of(entry, known->at);
    m_way.pop_back();
  }

  void entry_of(const std::string& entry, TomlPosition at) {
    const std::size_t slash = entry.find('/');
    if (slash == std::string::npos) return feature(entry);
    std::string dependency = entry.substr(0, slash);
    if (ends_with(dependency, "?")) dependency.pop_back();
    const bool pyo3 = dependency == "pyo3" || dependency == "pyo3-ffi" ||
                      std::count(m_crate.pyo3_names.begin(), m_crate.pyo3_names.end(), dependency) > 0;
    if (pyo3) m_found.push_back({m_by, entry.substr(slash + 1), m_way, at});
  }

 private:
  const Crate& m_crate;
  Pyo3Feature::By m_by;
  std::vector<Pyo3Feature>& m_found;
  std::vector<std::string> m_way;
  std::set<std::string> m_seen;
};

}  // namespace

std::string Pyo3Feature::path() const {
  const std::string last = "`pyo3/" + feature + "`";
  if (via.empty()) {
    return by == dependency ? "the dependency on PyO3 asks for `" + feature + "`"
                            : "[tool.maturin] asks for " + last;
  }
  std::string text;
  for (const std::string& name : via) {
    text += "`" + name + "`" + (text.empty() ? " switches on " : ", which switches on ");
  }
  return text + last;
}

std::vector<Pyo3Feature> plain_pyo3_features(const Project& project) {
  std::vector<Pyo3Feature> found;
  const Crate& crate = project.crate;
  for (const std::string& feature : crate.pyo3_features) {
    found.push_back({Pyo3Feature::dependency, feature, {}, {}});
  }
  if (project.default_features) Walk(crate, Pyo3Feature::default_feature, found).feature("default");
  Walk maturin(crate, Pyo3Feature::maturin_feature, found);
  for (const std::string& entry : project.maturin_features) maturin.entry_of(entry, {});
  std::set<std::string> seen;
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](const Pyo3Feature& one) { return !seen.insert(one.feature).second; }),
              found.end());
  return found;
}

Version minimum_of_abi3(const std::string& feature) {
  for (const std::string_view prefix : {"abi3-py3", "abi3t-py3"}) {
    if (!starts_with(feature, prefix)) continue;
    if (const auto version = Version::parse("3." + feature.substr(prefix.size()))) return *version;
  }
  return {};
}

}  // namespace ftenv
