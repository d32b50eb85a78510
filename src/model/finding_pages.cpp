#include "model/finding_pages.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "model/recipe/overlay_rules.hpp"
#include "model/recipe/recipe_table.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_folder = "findings/";

void read_page(RecipeTable& table, FindingPage& page) {
  table.text("title", page.title);
  table.text("about", page.about);
  table.text("way_out", page.way_out);
  table.text("sample", page.sample);
  table.text("not_detected", page.not_detected);
  if (page.title.empty()) table.complain("title", "must say what is wrong");
  if (page.about.empty()) table.complain("about", "must say what it means");
  if (page.way_out.empty()) table.complain("way_out", "must say what to do");
}

// order = 1
// title = "Which interpreter, which environment"
// [IN-01]
// title = "…"
Result<FindingFamily> read_family(const Toml& document, const std::string& shown, std::string prefix,
                                  std::int64_t& order, FindingFamily family = {}) {
  std::optional<Error> error;
  RecipeTable table(document, shown, "", error);
  family.prefix = std::move(prefix);
  table.bytes("order", order);
  table.text("title", family.title);
  table.text("found_by", family.found_by);
  if (family.title.empty()) table.complain("title", "must say what the family is about");
  for (const std::string& key : table.keys()) {
    FindingPage page;
    page.id = key;
    if (!starts_with(key, family.prefix + "-")) {
      table.complain(key, "does not begin with `" + family.prefix + "-`");
    }
    table.table(key, [&](RecipeTable& one) { read_page(one, page); });
    const auto same = std::find_if(family.pages.begin(), family.pages.end(),
                                   [&](const FindingPage& one) { return one.id == page.id; });
    if (same == family.pages.end()) {
      family.pages.push_back(std::move(page));
    } else {
      *same = std::move(page);
    }
  }
  table.finish();
  if (error) return fail(std::move(*error));
  return family;
}

// "findings/IN.toml" → "IN"
std::string prefix_of(std::string_view name) {
  return std::string(name.substr(k_folder.size(), name.rfind('.') - k_folder.size()));
}

using Families = std::multimap<std::int64_t, FindingFamily>;

Status lay_over(const OverlayFile& file, Families& families) {
  FTENV_TRY(const Toml document, parse_overlay(file));
  const std::string prefix = prefix_of(file.name);
  auto known = std::find_if(families.begin(), families.end(),
                            [&](const auto& entry) { return entry.second.prefix == prefix; });
  // A new family comes after all others, unless it says otherwise.
  std::int64_t order = known != families.end() ? known->first
                       : families.empty()      ? 0
                                               : families.rbegin()->first + 1;
  FindingFamily below = known == families.end() ? FindingFamily{} : known->second;
  auto family = read_family(document, file.path, prefix, order, std::move(below));
  if (!family) {
    family.error().code = ErrorCode::usage;
    return fail(family.error());
  }
  if (known != families.end()) families.erase(known);
  families.emplace(order, std::move(*family));
  return {};
}

}  // namespace

Result<FindingPages> FindingPages::load_from(const std::vector<EmbeddedFile>& files,
                                             const Overlays& overlays) {
  Families families;
  for (const EmbeddedFile& file : files) {
    if (!starts_with(file.name, k_folder)) continue;
    const std::string shown = "recipes/" + std::string(file.name);
    FTENV_TRY(const Toml document, Toml::parse(file.content, shown));
    std::int64_t order = 0;
    FTENV_TRY(FindingFamily family, read_family(document, shown, prefix_of(file.name), order));
    families.emplace(order, std::move(family));
  }
  for (const Overlay& overlay : overlays) {
    for (const OverlayFile& file : overlay.files) {
      if (starts_with(file.name, k_folder)) FTENV_CHECK(lay_over(file, families));
    }
  }
  FindingPages pages;
  for (auto& [order, family] : families) pages.m_families.push_back(std::move(family));
  return pages;
}

Result<FindingPages> FindingPages::load(const Overlays& overlays) {
  return load_from(embedded_recipes(), overlays);
}

const FindingPage* FindingPages::find(std::string_view id) const {
  for (const FindingFamily& family : m_families) {
    if (!starts_with(id, family.prefix)) continue;
    const auto page = std::find_if(family.pages.begin(), family.pages.end(),
                                   [&](const FindingPage& one) { return one.id == id; });
    if (page != family.pages.end()) return &*page;
  }
  return nullptr;
}

}  // namespace ftenv
