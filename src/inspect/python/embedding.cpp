#include "inspect/python/embedding.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/project/project_files.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_starts_python = "auto-initialize";
constexpr std::string_view k_never_links = "extension-module";

bool has(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Does a feature that is on by itself switch `wanted` of PyO3 on? "pyo3/auto-initialize", "py?/…"
class DefaultFeatures {
 public:
  explicit DefaultFeatures(const Crate& crate) : m_crate(crate) {}

  bool reach(const std::string& name, std::string_view wanted) {
    const CrateFeature* feature = m_crate.feature(name);
    if (!feature || !m_seen.insert(name).second) return false;
    return std::any_of(feature->enables.begin(), feature->enables.end(), [&](const std::string& entry) {
      const std::size_t slash = entry.find('/');
      if (slash == std::string::npos) return reach(entry, wanted);
      std::string dependency = entry.substr(0, slash);
      if (ends_with(dependency, "?")) dependency.pop_back();
      return has(m_crate.pyo3_names, dependency) && entry.substr(slash + 1) == wanted;
    });
  }

 private:
  const Crate& m_crate;
  std::set<std::string> m_seen;
};

bool on_by_default(const Project& project, std::string_view wanted) {
  DefaultFeatures features(project.crate);
  if (project.default_features && features.reach("default", wanted)) return true;
  return std::any_of(project.maturin_features.begin(), project.maturin_features.end(),
                     [&](const std::string& name) { return features.reach(name, wanted); });
}

// Is `word` in this text as a name of its own? Comments don't count.
bool mentions(std::string_view source, std::string_view word) {
  const auto part_of_name = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (const std::string& line : split_lines(source)) {
    const std::string_view code = std::string_view(line).substr(0, line.find("//"));
    for (std::size_t at = code.find(word); at != std::string_view::npos; at = code.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      if ((at == 0 || !part_of_name(code[at - 1])) && (end == code.size() || !part_of_name(code[end])))
        return true;
    }
  }
  return false;
}

std::vector<fs::path> rust_sources(const fs::path& folder) {
  std::vector<fs::path> sources;
  FsError error;
  fs::recursive_directory_iterator at(folder, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".rs" && is_file(at->path())) sources.push_back(at->path());
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

class Sources {
 public:
  explicit Sources(const Project& project) : m_project(project) {}

  // What of PyO3 or of the library this target uses, so that linking it needs libpython; or nothing.
  std::string used_by(const CrateTarget& target) const {
    const Crate& crate = m_project.crate;
    const auto text = read_text(target.source);
    if (!text) return {};
    // Only a Rust library can be linked into another target; a cdylib alone can't.
    const bool linkable =
        crate.crate_types.empty() || has(crate.crate_types, "rlib") || has(crate.crate_types, "lib");
    if (linkable && mentions(*text, crate.library)) return "the library `" + crate.library + "`";
    for (const std::string& name : crate.pyo3_names) {
      if (mentions(*text, replace_all(name, "-", "_"))) return "`" + name + "`";
    }
    return {};
  }

  // The first file of the library with tests in it.
  std::optional<fs::path> unit_tests() const {
    for (const fs::path& source : rust_sources(m_project.crate.manifest.parent_path() / "src")) {
      const auto text = read_text(source);
      if (text && (mentions(*text, "cfg(test)") || mentions(*text, "#[test]"))) return source;
    }
    return std::nullopt;
  }

  std::string name(const fs::path& file) const {
    const fs::path relative = file.lexically_relative(m_project.root);
    return "`" + (relative.empty() ? file : relative).generic_string() + "`";
  }

 private:
  const Project& m_project;
};

}  // namespace

EmbeddingNeed embedding_need(const Project& project) {
  const Crate& crate = project.crate;
  const Sources sources(project);
  const std::string manifest = sources.name(crate.manifest);
  if (has(crate.pyo3_features, k_starts_python) || on_by_default(project, k_starts_python)) {
    return {true, manifest + " switches PyO3's `auto-initialize` on, so it starts Python itself"};
  }
  if (has(crate.pyo3_test_features, k_starts_python)) {
    return {true, manifest + " switches PyO3's `auto-initialize` on for its tests"};
  }
  // Then no program of this crate can be linked, with whatever interpreter.
  if (has(crate.pyo3_features, k_never_links)) {
    return {false, manifest + " switches PyO3's `extension-module` on for everything"};
  }
  for (const CrateTarget& target : crate.targets) {
    const std::string used = sources.used_by(target);
    if (!used.empty()) return {true, sources.name(target.source) + " uses " + used};
  }
  if (const auto tests = sources.unit_tests()) {
    return {true, sources.name(*tests) + " has tests, and `cargo test` links libpython"};
  }
  return {false, "it only builds an extension"};
}

}  // namespace ftenv
