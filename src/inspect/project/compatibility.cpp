#include "inspect/project/compatibility.hpp"

#include <algorithm>

namespace ftenv {
namespace {

bool open_end(const Version& version) {
  return version == Version{};
}

const Pyo3Range* range_of(const Version& pyo3, const CompatibilityRecipe& facts) {
  for (const Pyo3Range& range : facts.pyo3) {
    if (pyo3 >= range.from && (open_end(range.until) || pyo3 < range.until)) return &range;
  }
  return nullptr;
}

const Pyo3Range* newest_range(const CompatibilityRecipe& facts) {
  const auto newest = std::max_element(facts.pyo3.begin(), facts.pyo3.end(),
                                       [](const auto& a, const auto& b) { return a.from < b.from; });
  return newest == facts.pyo3.end() ? nullptr : &*newest;
}

// What holds for this project's PyO3; where nothing says which one it is, cargo will take the newest.
const Pyo3Range* range_of(const Project& project, const CompatibilityRecipe& facts) {
  return project.pyo3 ? range_of(*project.pyo3, facts) : newest_range(facts);
}

Version series_of(const Version& version) {
  return Version{version.major, version.minor, 0, {}};
}

bool takes(const Pyo3Range& range, const Version& python) {
  return series_of(python) >= series_of(range.python_min) &&
         series_of(python) <= series_of(range.python_max_series);
}

std::string pyo3_text(const Version& pyo3, bool locked) {
  return "PyO3 `" + pyo3.text() + "`" + (locked ? " (of Cargo.lock)" : " (required by Cargo.toml)");
}

std::string python_text(const Version& python) {
  return "free-threaded CPython `" + python.text() + "`";
}

std::vector<std::string> upgrade_hints(const Project& project, const Version& python,
                                       const CompatibilityRecipe& facts) {
  const Pyo3Range* best = nullptr;
  for (const Pyo3Range& range : facts.pyo3) {
    if (takes(range, python) && (!best || range.from > best->from)) best = &range;
  }
  if (!best) return {"no PyO3 that this ftenv knows takes it; choose another --python"};
  std::string wish = std::to_string(best->from.major) + "." + std::to_string(best->from.minor);
  if (best->from.patch != 0) wish += "." + std::to_string(best->from.patch);
  std::vector<std::string> hints{"write `pyo3 = \"" + wish + "\"` in " +
                                 project.crate.manifest.filename().string() +
                                 (project.pyo3_locked ? " and run `cargo update -p pyo3`" : "")};
  hints.push_back("`cargo tree -i pyo3-ffi` shows who asks for the old one");
  return hints;
}

Status check_requires_python(const Project& project, const Version& python) {
  if (project.requires_python.empty()) return {};
  FTENV_TRY(const bool accepted, satisfies_requires_python(python, project.requires_python));
  if (accepted) return {};
  return fail(
      ErrorCode::unsupported,
      "the project requires Python `" + project.requires_python + "`, which excludes `" + python.text() + "`",
      {"change `requires-python` in pyproject.toml, or choose another version with --python"}, "MT-09");
}

Status check_pyo3(const Project& project, const Version& python, const CompatibilityRecipe& facts) {
  if (!project.pyo3 || facts.pyo3.empty()) return {};
  const std::string named = pyo3_text(*project.pyo3, project.pyo3_locked);
  const Pyo3Range* range = range_of(*project.pyo3, facts);
  if (!range) {
    const bool older = std::all_of(facts.pyo3.begin(), facts.pyo3.end(),
                                   [&](const Pyo3Range& row) { return *project.pyo3 < row.from; });
    if (!older) return {};  // newer than what this ftenv knows: cargo will tell
    return fail(ErrorCode::unsupported,
                named + " is too old: it can't be built for any free-threaded CPython",
                upgrade_hints(project, python, facts), "PX-09");
  }
  if (series_of(python) < series_of(range->python_min)) {
    return fail(
        ErrorCode::unsupported,
        named + " is too new for " + python_text(python) + ": it takes `" + range->python_min.series() +
            "` or newer",
        {"choose it with `--python " + range->python_min.series() + "`",
         "or stay below PyO3 " + range->from.series() + " in " + project.crate.manifest.filename().string()},
        "PX-10");
  }
  if (series_of(python) > series_of(range->python_max_series)) {
    return fail(ErrorCode::unsupported,
                named + " is too old for " + python_text(python) + ": it takes at most `" +
                    range->python_max_series.series() + "`",
                upgrade_hints(project, python, facts), "PX-08");
  }
  return {};
}

}  // namespace

Status check_compatibility(const Project& project, const Version& python, const CompatibilityRecipe& facts) {
  FTENV_CHECK(check_requires_python(project, python));
  if (series_of(python) < series_of(facts.first_free_threaded)) {
    return fail(ErrorCode::unsupported,
                "CPython `" + python.text() + "` has no free-threaded build: the first was `" +
                    facts.first_free_threaded.series() + "`",
                {"choose another version with --python"});
  }
  return check_pyo3(project, python, facts);
}

Version required_rust(const Project& project, const CompatibilityRecipe& facts) {
  Version needed = project.crate.rust_version.value_or(Version{});
  if (const Pyo3Range* range = range_of(project, facts)) needed = std::max(needed, range->rust_version);
  return needed;
}

bool gil_used_by_default(const Project& project, const CompatibilityRecipe& facts) {
  const Pyo3Range* range = range_of(project, facts);
  if (!range) range = newest_range(facts);
  return range && range->gil_used_default;
}

}  // namespace ftenv
