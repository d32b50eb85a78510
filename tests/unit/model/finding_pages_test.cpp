// What ftenv has to say about each id: the files are whole, and say it in one voice.
#include "model/finding_pages.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "base/text.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

using namespace ftenv;

namespace {

FindingPages shipped() {
  auto pages = FindingPages::load();
  INFO((pages ? "" : pages.error().message));
  REQUIRE(pages);
  return std::move(*pages);
}

PlatformRecipe some_platform() {
  const auto recipes = load_recipes(known_hosts().front());
  REQUIRE(recipes);
  return recipes->platform;
}

std::string refusal(std::string_view text) {
  const auto pages = FindingPages::load_from({{"findings/XY.toml", text}});
  REQUIRE_FALSE(pages);
  CHECK(pages.error().code == ErrorCode::recipe);
  return pages.error().message;
}

bool is_upper(char letter) {
  return std::isupper(static_cast<unsigned char>(letter)) != 0;
}

std::string first_word(const std::string& text) {
  return text.substr(0, text.find_first_of(" '"));
}

// Names that keep their capital inside a sentence, and those that keep their small letter at its start.
const std::set<std::string> k_proper = {"Python", "PyO3", "Rust", "Windows", "Apple", "Microsoft"};
const std::set<std::string> k_small = {"rustup", "cargo", "sccache",    "pyenv", "uv",   "maturin",
                                       "abi3",   "cffi",  "pkg-config", "curl",  "musl", "pip"};

// Full sentences: they begin like one, end like one, and their `commands` are closed.
bool are_sentences(const std::string& text) {
  const bool begun = is_upper(text.front()) || text.front() == '`' || k_small.count(first_word(text)) == 1;
  return begun && text.back() == '.' && std::count(text.begin(), text.end(), '`') % 2 == 0 &&
         !contains(text, "\n") && !contains(text, "  ");
}

// "{install:build}" and the like; everything else in braces stays as it is and is a mistake.
bool placeholders_are_known(const PlatformRecipe& platform, const std::string& text) {
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    const std::vector<std::string> parts = split(text.substr(at + 1, text.find('}', at) - at - 1), ':');
    if (parts.size() != 2) return false;
    const bool known = parts[0] == "install"
                           ? platform.packages.count(parts[1]) == 1
                           : parts[0] == "module_package" && platform.module_packages.count(parts[1]) == 1;
    if (!known) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("every id from 01 to the last of its family has a page, in this order") {
  // What was collected in the field, and what of ours goes with it. Families of single commands may grow.
  const std::map<std::string, int> wanted = {{"IN", 22}, {"PY", 26}, {"PX", 25}, {"MT", 20},
                                             {"RT", 14}, {"CG", 23}, {"PP", 14}, {"SY", 6},
                                             {"MC", 7},  {"WN", 10}, {"PJ", 1},  {"PK", 4}};
  const FindingPages pages = shipped();
  std::size_t seen = 0;
  for (const FindingFamily& family : pages.families()) {
    INFO(family.prefix);
    const auto known = wanted.find(family.prefix);
    CHECK((known == wanted.end()) == !family.found_by.empty());
    if (known != wanted.end()) {
      ++seen;
      CHECK(family.pages.size() == static_cast<std::size_t>(known->second));
    }
    CHECK(is_upper(family.title.front()) != (family.title.front() == 'm'));  // maturin
    int number = 0;
    for (const FindingPage& page : family.pages) {
      ++number;
      CHECK(page.id == family.prefix + (number < 10 ? "-0" : "-") + std::to_string(number));
      CHECK(pages.find(page.id) == &page);
    }
  }
  CHECK(seen == wanted.size());
}

TEST_CASE("an id without a page is not found") {
  const FindingPages pages = shipped();
  for (const char* id : {"IN-23", "IN-1", "IN-010", "in-01", "IN", "", "ZZ-01", "PY-18b"}) {
    CHECK(pages.find(id) == nullptr);
  }
}

TEST_CASE("a title is one clause that can stand inside a sentence") {
  std::map<std::string, std::string> titles;
  const FindingPages pages = shipped();
  for (const FindingFamily& family : pages.families()) {
    for (const FindingPage& page : family.pages) {
      INFO(page.id << ": " << page.title);
      CHECK((!is_upper(page.title.front()) || k_proper.count(first_word(page.title)) == 1));
      CHECK_FALSE(ends_with(page.title, "."));
      CHECK_FALSE(contains(page.title, ". "));
      CHECK(std::count(page.title.begin(), page.title.end(), '`') % 2 == 0);
      CHECK(page.title.size() <= 90);
      CHECK(titles.emplace(page.title, page.id).second);
    }
  }
}

TEST_CASE("what it means and what to do are sentences") {
  const PlatformRecipe platform = some_platform();
  const FindingPages pages = shipped();
  for (const FindingFamily& family : pages.families()) {
    for (const FindingPage& page : family.pages) {
      INFO(page.id << ": " << page.about << "\n" << page.way_out);
      CHECK(are_sentences(page.about));
      CHECK(are_sentences(page.way_out));
      CHECK(page.about.size() >= 60);
      CHECK(page.about.size() <= 480);
      CHECK(page.way_out.size() <= 480);
      CHECK(placeholders_are_known(platform, page.about + page.way_out));
      // It follows a colon in docs/troubleshooting.md.
      if (!page.not_detected.empty()) {
        CHECK_FALSE(is_upper(page.not_detected.front()));
        CHECK(ends_with(page.not_detected, "."));
      }
      CHECK_FALSE(contains(page.sample, "{"));
      CHECK_FALSE(contains(page.sample, "/root/"));
    }
  }
}

TEST_CASE("the tests of the words can fail") {
  const PlatformRecipe platform = some_platform();
  CHECK_FALSE(are_sentences("begins small."));
  CHECK_FALSE(are_sentences("Has no end"));
  CHECK_FALSE(are_sentences("Leaves a `command open."));
  CHECK(are_sentences("pip is a name. So is `x`."));
  CHECK_FALSE(placeholders_are_known(platform, "`{install:buidl}`"));
  CHECK_FALSE(placeholders_are_known(platform, "`{install}`"));
  CHECK_FALSE(placeholders_are_known(platform, "`{module_package:_ctype}`"));
  CHECK(placeholders_are_known(platform, "`{install:rust}` `{module_package:zlib}`"));
}

TEST_CASE("families stand in the order that their files name") {
  const auto pages = FindingPages::load_from({{"findings/AA.toml", "order = 2\ntitle = \"Later\"\n"},
                                              {"findings/ZZ.toml", "order = 1\ntitle = \"First\"\n"},
                                              {"cpython.toml", "this is not TOML"}});
  REQUIRE(pages);
  REQUIRE(pages->families().size() == 2);
  CHECK(pages->families()[0].prefix == "ZZ");
  CHECK(pages->families()[1].prefix == "AA");
}

TEST_CASE("a broken file is refused with its place") {
  struct Row {
    const char* text;
    const char* place;
    const char* words;
  };
  const std::string head = "order = 1\ntitle = \"A family\"\n";
  const std::string page = "title = \"it is bad\"\nabout = \"It is.\"\nway_out = \"Mend it.\"\n";
  const Row row = GENERATE(Row{"[XY-01]\ntitle = \"it is bad\"\nway_out = \"Mend it.\"\n",
                               "recipes/findings/XY.toml:3:1", "`XY-01.about` must say what it means"},
                           Row{"[XY-01]\nabout = \"It is.\"\nway_out = \"Mend it.\"\n",
                               "recipes/findings/XY.toml:3:1", "`XY-01.title` must say what is wrong"},
                           Row{"[XY-01]\ntitle = \"it is bad\"\nabout = \"It is.\"\n",
                               "recipes/findings/XY.toml:3:1", "`XY-01.way_out` must say what to do"},
                           Row{"[AB-01]\n", "recipes/findings/XY.toml:3:1", "does not begin with `XY-`"},
                           Row{"[XY-01]\ntitle = 1\n", "recipes/findings/XY.toml:4:", "must be a string"},
                           Row{"XY-01 = \"text\"\n", "recipes/findings/XY.toml:3:9", "must be a table"},
                           Row{"[XY-01\n", "recipes/findings/XY.toml:3:", ""});
  INFO(row.text);
  const std::string message = refusal(head + row.text);
  INFO(message);
  CHECK(contains(message, row.place));
  CHECK(contains(message, row.words));

  CHECK(FindingPages::load_from({{"findings/XY.toml", head + "[XY-01]\n" + page}}));
  const std::string unknown = refusal(head + "[XY-01]\n" + page + "wayout = \"typo\"\n");
  CHECK(contains(unknown, "recipes/findings/XY.toml:7:"));
  CHECK(contains(unknown, "`XY-01.wayout` is unknown here"));
  CHECK(contains(refusal("order = -1\ntitle = \"A family\"\n"), "recipes/findings/XY.toml:1:"));
  CHECK(contains(refusal("order = 1\n"), "must say what the family is about"));
}
