#include "model/finding_pages.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "model/recipe_table.hpp"

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
Result<FindingFamily> read_family(const EmbeddedFile& file, std::int64_t& order) {
  const std::string name = "recipes/" + std::string(file.name);
  FTENV_TRY(const Toml document, Toml::parse(file.content, name));
  std::optional<Error> error;
  RecipeTable table(document, name, "", error);
  FindingFamily family;
  const std::size_t dot = file.name.rfind('.');
  family.prefix = std::string(file.name.substr(k_folder.size(), dot - k_folder.size()));
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
    family.pages.push_back(std::move(page));
  }
  table.finish();
  if (error) return fail(std::move(*error));
  return family;
}

}  // namespace

Result<FindingPages> FindingPages::load_from(const std::vector<EmbeddedFile>& files) {
  std::multimap<std::int64_t, FindingFamily> families;
  for (const EmbeddedFile& file : files) {
    if (!starts_with(file.name, k_folder)) continue;
    std::int64_t order = 0;
    FTENV_TRY(FindingFamily family, read_family(file, order));
    families.emplace(order, std::move(family));
  }
  FindingPages pages;
  for (auto& [order, family] : families) pages.m_families.push_back(std::move(family));
  return pages;
}

Result<FindingPages> FindingPages::load() {
  return load_from(embedded_recipes());
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
