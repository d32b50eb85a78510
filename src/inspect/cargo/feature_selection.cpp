#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "inspect/project/project.hpp"

namespace ftenv {
namespace {

constexpr const char* k_own_switch = "free-threaded";

// What a feature does about abi3. `open`: it is being looked at, features may name each other in circles.
enum class Abi3 { none, mixed, only, open };

class Features {
 public:
  explicit Features(const Project& project) : m_project(project) {}

  // Of an entry as `default` or another feature lists it: "full", "pyo3/abi3-py311", "dep:serde".
  Abi3 of_entry(const Crate& crate, const std::string& entry) {
    const std::size_t slash = entry.find('/');
    if (slash == std::string::npos) return of_feature(crate, entry);
    std::string dependency = entry.substr(0, slash);
    const std::string feature = entry.substr(slash + 1);
    const bool weak = ends_with(dependency, "?");
    if (weak) dependency.pop_back();
    if (is_pyo3(crate, dependency)) {
      if (!starts_with(feature, "abi3")) return Abi3::none;
      // "pyo3/abi3" also switches an optional PyO3 on: without it the crate would lose more than abi3.
      return crate.pyo3_optional && !weak ? Abi3::mixed : Abi3::only;
    }
    for (const Crate& sibling : m_project.pyo3_siblings) {
      if (sibling.package == dependency) return of_feature(sibling, feature);
    }
    return Abi3::none;
  }

 private:
  static bool is_pyo3(const Crate& crate, const std::string& dependency) {
    return dependency == "pyo3" || dependency == "pyo3-ffi" ||
           std::count(crate.pyo3_names.begin(), crate.pyo3_names.end(), dependency) > 0;
  }

  Abi3 of_feature(const Crate& crate, const std::string& name) {
    const CrateFeature* feature = crate.feature(name);
    if (!feature) return Abi3::none;
    const auto key = std::make_pair(crate.package, name);
    if (const auto known = m_known.find(key); known != m_known.end()) return known->second;
    m_known[key] = Abi3::open;
    bool some = false;
    bool others = false;
    for (const std::string& entry : feature->enables) {
      const Abi3 what = of_entry(crate, entry);
      if (what == Abi3::open) continue;
      some = some || what != Abi3::none;
      others = others || what != Abi3::only;
    }
    if (feature->enables.empty()) {
      some = starts_with(name, "abi3");
      others = !some;
    }
    const Abi3 result = !some ? Abi3::none : others ? Abi3::mixed : Abi3::only;
    m_known[key] = result;
    return result;
  }

  const Project& m_project;
  std::map<std::pair<std::string, std::string>, Abi3> m_known;
};

// cargo's command line takes "name" and "dependency/name", but not what only a manifest may say.
bool can_be_asked_for(const std::string& entry) {
  return !starts_with(entry, "dep:") && !contains(entry, "?/");
}

void add(std::vector<std::string>& list, const std::string& item) {
  if (std::count(list.begin(), list.end(), item) == 0) list.push_back(item);
}

}  // namespace

FeatureSelection select_features(const Project& project) {
  FeatureSelection selection;
  Features features(project);
  std::vector<std::string> wanted;
  if (const CrateFeature* defaults = project.crate.feature("default"); defaults && project.default_features) {
    wanted = defaults->enables;
    // Then only all of the defaults together can be asked for.
    if (!std::all_of(wanted.begin(), wanted.end(), can_be_asked_for)) wanted = {"default"};
  }
  wanted.insert(wanted.end(), project.maturin_features.begin(), project.maturin_features.end());
  for (const std::string& entry : wanted) {
    const Abi3 what = features.of_entry(project.crate, entry);
    if (what == Abi3::only) {
      add(selection.dropped, entry);
    } else {
      add(selection.features, entry);
      if (what == Abi3::mixed) add(selection.mixed, entry);
    }
  }
  selection.declares_free_threaded = project.crate.feature(k_own_switch) != nullptr;
  if (selection.declares_free_threaded) add(selection.features, k_own_switch);
  return selection;
}

}  // namespace ftenv
