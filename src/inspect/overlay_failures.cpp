#include "inspect/overlay_failures.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "inspect/regex.hpp"
#include "model/finding_pages.hpp"
#include "model/recipe/overlay_rules.hpp"

namespace ftenv {
namespace {

constexpr const char* k_name = "failures.toml";

bool is_text(const Toml& value) {
  return value.is_string() && !value.string_or("").empty();
}

Status check_entry(const OverlayFile& file, const Toml& entry) {
  for (const char* key : {"id", "pattern", "cause"}) {
    const Toml& value = entry[key];
    if (!is_text(value))
      return overlay_failure(file, value.exists() ? value.at() : entry.at(), std::string("failure.") + key,
                             "must be a text that is not empty");
  }
  for (const char* key : {"fix", "sample"}) {
    if (entry[key].exists() && !entry[key].is_string())
      return overlay_failure(file, entry[key].at(), std::string("failure.") + key, "must be a string");
  }
  const std::string kind = entry["kind"].string_or("");
  if (entry["kind"].exists() && kind != "network" && kind != "disk")
    return overlay_failure(file, entry["kind"].at(), "failure.kind", "must be \"network\" or \"disk\"");
  if (entry["warning"].exists() && !entry["warning"].is_bool())
    return overlay_failure(file, entry["warning"].at(), "failure.warning", "must be true or false");
  const Toml& confirm = entry["confirm"];
  if (confirm.exists() && (!confirm.is_array() || confirm.strings().size() != confirm.items().size()))
    return overlay_failure(file, confirm.at(), "failure.confirm", "must be a list of strings");

  const auto regex = Regex::compile(entry["pattern"].string_or(""));
  if (!regex)
    return overlay_failure(file, entry["pattern"].at(), "failure.pattern",
                           "is no pattern that RE2 can read: " + regex.error().message);
  const std::string sample = entry["sample"].string_or("");
  if (!sample.empty() && !regex->matches(sample))
    return overlay_failure(file, entry["sample"].at(), "failure.sample", "does not fit its own pattern");
  return {};
}

Status check_pages(const OverlayFile& file, const FindingPages& pages) {
  FTENV_TRY(const Toml table, parse_overlay(file));
  for (const Toml& entry : table["failure"].items()) {
    const std::string id = entry["id"].string_or("");
    if (pages.find(id)) continue;
    std::vector<std::string> known;
    for (const FindingFamily& family : pages.families()) {
      for (const FindingPage& page : family.pages) known.push_back(page.id);
    }
    const std::string near = nearest(id, known);
    return overlay_failure(file, entry["id"].at(), "failure.id",
                           "is `" + id + "`, which has no page: add one in `findings/" + id.substr(0, 2) +
                               ".toml` of the same folder",
                           near.empty() ? "" : "did you mean `" + near + "`?");
  }
  return {};
}

}  // namespace

Result<std::vector<FailurePattern>> read_overlay_failures(const OverlayFile& file) {
  FTENV_TRY(const Toml table, parse_overlay(file));
  const Toml& failures = table["failure"];
  if (failures.exists() && !failures.is_array())
    return overlay_failure(file, failures.at(), "failure", "must be an array of tables: [[failure]]");
  for (const Toml& entry : failures.items()) FTENV_CHECK(check_entry(file, entry));
  return read_failure_patterns(table);
}

Status check_overlay_failures(const Overlays& overlays) {
  if (overlays.empty()) return {};
  // The pages of overlays are read here too, so that a mistake in one is said by every command alike.
  FTENV_TRY(const FindingPages pages, FindingPages::load(overlays));
  for (const Overlay& overlay : overlays) {
    const OverlayFile* file = overlay.find(k_name);
    if (!file) continue;
    FTENV_TRY(const std::vector<FailurePattern> patterns, read_overlay_failures(*file));
    FTENV_CHECK(check_pages(*file, pages));
  }
  return {};
}

}  // namespace ftenv
