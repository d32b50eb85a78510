// What the rules of `ci check` see, and how they report. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/ci/ci_check.hpp"
#include "engine/ci/ci_names.hpp"
#include "engine/ci/ci_rows.hpp"

namespace ftenv {

struct CiContext {
  const std::vector<Workflow>& workflows;
  const std::vector<CiRow>& rows;  // of all workflows
  const fs::path& root;
  const std::optional<Project>& project;
  const CompatibilityRecipe& compatibility;
  const FindingPages& pages;
  const CiNames& names;
  std::vector<CiFinding> findings;

  // A finding at a place, in the words of its page; nullptr where it was reported already (by another row
  // of the same matrix). `found` goes on after "FILE:LINE:COL ". Valid until the next report.
  CiFinding* report(const std::string& id, Severity severity, const Workflow& workflow, YamlPosition at,
                    const std::string& found, std::string need);
};

// One group of rules each.
void check_pythons(CiContext& context);     // CI-01, CI-02, CI-12
void check_builds(CiContext& context);      // CI-03, CI-06, CI-13
void check_features(CiContext& context);    // CI-04, CI-05
void check_tests(CiContext& context);       // CI-07
void check_installs(CiContext& context);    // CI-08
void check_caches(CiContext& context);      // CI-09
void check_artifacts(CiContext& context);   // CI-10
void check_release(CiContext& context);     // CI-11
void check_containers(CiContext& context);  // CI-14

// The row is there to try a wheel: it installs one.
bool tries_wheel(const CiRow& row);
// It uploads what it has built.
bool uploads_wheels(const CiRow& row, const CiNames& names);

// Where the character at `position` of a scalar's text stands in the file. Nothing where the text is not
// the file's own (an escape, an alias).
std::optional<std::size_t> source_offset(const Workflow& workflow, const Yaml& node, std::size_t position);
YamlPosition position_of(const Workflow& workflow, std::size_t offset);
// The place of `part` in a scalar, or else of the scalar.
YamlPosition place_of(const Workflow& workflow, const Yaml& node, std::string_view part);

// `from`, which must stand in the scalar exactly once, becomes `to`.
std::optional<TextEdit> replaced(const Workflow& workflow, const Yaml& node, std::string_view from,
                                 const std::string& to);
std::optional<TextEdit> appended(const Workflow& workflow, const Yaml& node, const std::string& more);
// A line of its own after the scalar's last, as deep as `key`. Block style only.
std::optional<TextEdit> line_after(const Workflow& workflow, const Yaml& node, YamlPosition key,
                                   const std::string& line);

}  // namespace ftenv
