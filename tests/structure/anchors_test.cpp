// Every id that an error can end in leads somewhere.
#include <cctype>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "structure/tree.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

bool is_id(std::string_view text) {
  if (text.size() < 5 || text[2] != '-') return false;
  for (const std::size_t letter : {0u, 1u}) {
    if (!std::isupper(static_cast<unsigned char>(text[letter]))) return false;
  }
  for (const std::size_t digit : {3u, 4u}) {
    if (!std::isdigit(static_cast<unsigned char>(text[digit]))) return false;
  }
  return text.size() == 5 || (text.size() == 6 && std::islower(static_cast<unsigned char>(text[5])));
}

// What stands between double quotes and is an id.
std::set<std::string> quoted_ids(const std::string& text) {
  std::set<std::string> ids;
  for (const std::string& piece : split(text, '"')) {
    if (is_id(piece)) ids.insert(piece);
  }
  return ids;
}

}  // namespace

TEST_CASE("ids are told from other quoted words") {
  CHECK(quoted_ids("f(\"PX-02\", \"MT-06b\", \"PX-2\", \"px-02\", \"PX-0211\", \"x\")") ==
        std::set<std::string>{"PX-02", "MT-06b"});
}

TEST_CASE("every id that an error can name has its anchor in docs/troubleshooting.md") {
  const fs::path root = FTENV_SOURCE_DIR;
  const std::string page = read_text(root / "docs" / "troubleshooting.md").value();
  std::set<std::string> ids = quoted_ids(read_text(root / "recipes" / "failures.toml").value());
  const auto files = structure::read_sources(root).value();
  for (const auto& file : files) {
    if (!starts_with(file.path, "src/")) continue;
    for (const std::string& id : quoted_ids(file.text)) ids.insert(id);
  }
  CHECK(ids.size() >= 70);
  for (const std::string& id : ids) {
    INFO(id);
    CHECK(contains(page, "<a id=\"" + id + "\"></a>"));
  }
}
