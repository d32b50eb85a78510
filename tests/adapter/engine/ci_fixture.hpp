// The sample project in a folder of its own, and what `ci check` says of workflows in it.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "engine/ci/ci_check.hpp"
#include "engine/ci/ci_init.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "support/known_hosts.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

class CiFixture {
 public:
  CiFixture() {
    const fs::path sample = fs::path(FTENV_SOURCE_DIR) / "docs" / "quickstart" / "hello";
    for (const char* name : {"Cargo.toml", "Cargo.lock", "pyproject.toml", "src/lib.rs"})
      write_file(root() / name, read_file(sample / name));
  }
  fs::path root() const { return m_dir / "hello"; }

  Project project() const {
    auto project = read_project(root());
    REQUIRE(project);
    return *project;
  }
  const CompatibilityRecipe& compatibility() const {
    static const Recipes recipes = load_recipes(known_hosts().front()).value();
    return recipes.compatibility;
  }
  std::string clean() const {
    auto text = workflow_for(project(), compatibility());
    INFO((text ? "" : text.error().message));
    REQUIRE(text);
    return *text;
  }
  CiReport check(const std::string& text, bool with_project = true) const {
    static const FindingPages pages = FindingPages::load().value();
    auto report = check_workflows({{root() / "w.yml", "w.yml", text}}, root(),
                                  with_project ? std::optional<Project>(project()) : std::nullopt,
                                  compatibility(), pages);
    INFO((report ? "" : report.error().message));
    REQUIRE(report);
    return *report;
  }
  // With every edit made, until none is left.
  std::string mended(std::string text) const {
    for (int round = 0; round < 5; ++round) {
      const auto files = mended_workflows(check(text), true);
      if (files.empty()) return text;
      text = files.front().text;
    }
    FAIL("it never ends");
    return text;
  }

 private:
  TestDir m_dir;
};

inline std::set<std::string> ids_of(const CiReport& report) {
  std::set<std::string> ids;
  for (const CiFinding& one : report.findings) ids.insert(one.finding.id);
  return ids;
}

inline std::string all_found(const CiReport& report) {
  std::string text;
  for (const CiFinding& one : report.findings) text += one.finding.id + " " + one.finding.found + "\n";
  return text;
}

}  // namespace ftenv::test
