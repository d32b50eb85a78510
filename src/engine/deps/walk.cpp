#include "engine/deps/walk.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "inspect/wheel/wheel_name.hpp"

namespace ftenv {
namespace {

constexpr std::size_t k_none = static_cast<std::size_t>(-1);

// A package, or what one of its extras adds to it.
struct Node {
  std::size_t package = 0;
  std::string extra;
  std::size_t parent = k_none;  // in the list of nodes
  std::string root;             // "hello[fast]", where the project asks for it itself
  std::string choice;           // uv's name for that extra, where extras exclude each other
  bool optional = false;
};

class Walk {
 public:
  Walk(const DependencyLock& lock, const MarkerEnvironment& environment)
      : m_lock(lock), m_environment(environment) {
    for (std::size_t i = 0; i < lock.packages.size(); ++i) m_places.emplace(lock.packages[i].name, i);
  }

  DependencyWalk run() {
    // In two waves, so that what is needed anyway is not said to come from an extra.
    for (const bool optional : {false, true}) {
      for (const DirectRequirement& direct : m_lock.direct) {
        if (optional == (!direct.extra.empty() || !direct.group.empty())) ask_for(direct, optional);
      }
      drain();
    }
    DependencyWalk result;
    for (std::size_t i = 0; i < m_lock.packages.size(); ++i) {
      const auto first = m_first.find(i);
      if (m_lock.packages[i].member || !applies_by_itself(i)) continue;
      if (first != m_first.end()) {
        result.reached.push_back({i, chain_of(first->second), m_nodes[first->second].optional});
      } else if (!m_lock.complete_graph && !is_project(i)) {
        result.reached.push_back({i, {}, false});
      }
    }
    result.unreadable.assign(m_unreadable.begin(), m_unreadable.end());
    return result;
  }

 private:
  bool holds(const std::string& marker, const MarkerEnvironment& environment) {
    if (marker.empty()) return true;
    const auto value = evaluate_marker(marker, environment);
    if (!value) m_unreadable.insert(value.error().message);
    return value.value_or(true);
  }

  bool holds(const std::string& marker, const std::string& extra, const std::string& choice) {
    if (marker.empty()) return true;
    m_environment.extras.clear();
    if (!choice.empty()) m_environment.extras.insert(choice);
    if (!extra.empty()) m_environment.extras.insert(extra);
    return holds(marker, m_environment);
  }

  // The lock's own word on a package counts for everything that may be asked for: all extras and groups.
  bool applies_by_itself(std::size_t index) {
    const std::string& marker = m_lock.packages[index].marker;
    if (marker.empty()) return true;
    MarkerEnvironment all = m_environment;
    for (const DirectRequirement& direct : m_lock.direct) {
      if (!direct.extra.empty()) all.extras.insert(direct.extra);
      if (!direct.group.empty()) all.groups.insert(normal_project_name(direct.group));
    }
    return holds(marker, all);
  }

  bool is_project(std::size_t index) const { return m_lock.packages[index].name == m_lock.project; }

  std::string project_name() const { return m_lock.project.empty() ? "your project" : m_lock.project; }

  // Where extras of the project exclude each other, uv writes "extra == 'extra-4-demo-fast'" beside every
  // edge: the length of the project's name, the name, the extra.
  static std::string choice_of(const std::string& project, const DirectRequirement& direct) {
    if (direct.extra.empty() && direct.group.empty()) return {};
    return std::string(direct.extra.empty() ? "group-" : "extra-") + std::to_string(project.size()) + "-" +
           project + "-" + (direct.extra.empty() ? normal_project_name(direct.group) : direct.extra);
  }

  void ask_for(const DirectRequirement& direct, bool optional) {
    const std::string project = direct.project.empty() ? project_name() : direct.project;
    const std::string choice = choice_of(project, direct);
    if (!holds(direct.requirement.marker, direct.extra, choice)) return;
    std::string root = project;
    if (!direct.extra.empty()) root += "[" + direct.extra + "]";
    if (!direct.group.empty()) root += " (group " + direct.group + ")";
    add(direct.requirement, {0, "", k_none, root, choice, optional});
  }

  // `like`: who asks, and because of what.
  void add(const Requirement& requirement, const Node& like) {
    const auto [begin, end] = m_places.equal_range(requirement.name);
    for (auto at = begin; at != end; ++at) {
      const LockedDistribution& package = m_lock.packages[at->second];
      if (!requirement.version.empty() && requirement.version != package.version) continue;
      if (!package.marker.empty() && !applies_by_itself(at->second)) continue;
      visit(at->second, "", like);
      for (const std::string& extra : requirement.extras) visit(at->second, extra, like);
    }
  }

  void visit(std::size_t package, const std::string& extra, Node node) {
    if (!m_seen.insert({package, extra}).second) return;
    node.package = package;
    node.extra = extra;
    m_nodes.push_back(std::move(node));
    m_queue.push_back(m_nodes.size() - 1);
    m_first.emplace(package, m_nodes.size() - 1);
  }

  void drain() {
    while (!m_queue.empty()) {
      const std::size_t at = m_queue.front();
      m_queue.pop_front();
      const Node node = m_nodes[at];
      const Node below{0, "", at, "", node.choice, node.optional};
      const LockedDistribution& package = m_lock.packages[node.package];
      for (const Requirement& need : package.needs) {
        // An extra's node is for what the extra alone adds.
        if (!node.extra.empty() && !contains(need.marker, "extra")) continue;
        if (holds(need.marker, node.extra, node.choice)) add(need, below);
      }
      const auto extra = package.extras.find(node.extra);
      if (node.extra.empty() || extra == package.extras.end()) continue;
      for (const Requirement& need : extra->second) {
        if (holds(need.marker, node.extra, node.choice)) add(need, below);
      }
    }
  }

  std::vector<std::string> chain_of(std::size_t at) const {
    std::vector<std::string> chain;
    for (; at != k_none; at = m_nodes[at].parent) {
      const Node& node = m_nodes[at];
      chain.push_back(m_lock.packages[node.package].name +
                      (node.extra.empty() ? "" : "[" + node.extra + "]"));
      if (node.parent == k_none) chain.push_back(node.root);
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
  }

  const DependencyLock& m_lock;
  MarkerEnvironment m_environment;
  std::multimap<std::string, std::size_t> m_places;
  std::vector<Node> m_nodes;
  std::deque<std::size_t> m_queue;
  std::set<std::pair<std::size_t, std::string>> m_seen;
  std::map<std::size_t, std::size_t> m_first;  // package → its first node
  std::set<std::string> m_unreadable;
};

}  // namespace

DependencyWalk walk_dependencies(const DependencyLock& lock, const MarkerEnvironment& environment) {
  return Walk(lock, environment).run();
}

}  // namespace ftenv
