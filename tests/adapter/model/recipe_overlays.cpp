#include "base/files.hpp"
#include "base/text.hpp"
#include "model/recipe_loader.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

using namespace ftenv;

namespace {

Host debian() {
  return linux_host("debian", "13", "trixie");
}

// Loads with overlays of these texts.
Result<Recipes> overlaid(const std::vector<std::string>& texts) {
  const Result<TempDir> folder = TempDir::create(fs::temp_directory_path(), "ftenv-overlay");
  REQUIRE(folder);
  std::vector<fs::path> paths;
  for (const std::string& text : texts) {
    paths.push_back(folder->path() / (std::to_string(paths.size()) + ".toml"));
    REQUIRE(write_text_atomically(paths.back(), text));
  }
  return load_recipes(debian(), paths);
}

}  // namespace

TEST_CASE("the user's overlays have the last word, the last of them most") {
  const Result<Recipes> recipes =
      overlaid({"[cpython]\nbuild_bytes = 5\n[cpython.sources]\n"
                "\"3.14.99\" = \"0000000000000000000000000000000000000000000000000000000000000000\"\n"
                "[platform.packages]\nrust = [\"my-rust\"]\nextra = [\"more\"]\n"
                "[environment.mine]\nnames = [\"MY_*\"]\nreach = \"allow\"\nwhy = \"our build needs it\"\n"
                "[compatibility.maturin]\nmin = \"1.15\"\n",
                "[cpython]\nbuild_bytes = 7\n"});
  INFO((recipes ? "" : recipes.error().message));
  REQUIRE(recipes);
  CHECK(recipes->cpython.build_bytes == 7);
  CHECK(recipes->cpython.sources.size() > 20);
  CHECK(recipes->cpython.sources.front().version < Version{3, 15, 1, ""});
  CHECK(recipes->cpython.sources[1].version == Version{3, 14, 99, ""});
  CHECK(recipes->platform.packages.at("rust") == std::vector<std::string>{"my-rust"});
  CHECK(recipes->platform.packages.at("build").size() > 5);
  CHECK(is_allowed("MY_FLAG", recipes->environment));
  CHECK(is_allowed("PATH", recipes->environment));
  CHECK(recipes->compatibility.maturin_requirement == ">=1.15,<2.0.0");
}

TEST_CASE("a mistake in an overlay carries the overlay's place") {
  const Result<Recipes> unknown = overlaid({"[cpython]\nbuild_bytes = 5\n", "\n[cpyhton]\nurl = \"x\"\n"});
  REQUIRE_FALSE(unknown);
  CHECK(contains(unknown.error().message, "1.toml:2:"));
  CHECK(contains(unknown.error().message, "`cpyhton`"));
  CHECK(contains(unknown.error().hints.at(0), "`cpython`"));
  const Result<Recipes> broken = overlaid({"[cpython\n"});
  REQUIRE_FALSE(broken);
  CHECK(contains(broken.error().message, "0.toml:1:"));
  CHECK_FALSE(load_recipes(debian(), {"/nonexistent/overlay.toml"}));
}

TEST_CASE("a new rustup does not keep the old one's digests") {
  const Result<Recipes> recipes = overlaid(
      {"[rust]\nrustup_version = \"9.9.9\"\n[rust.targets]\n"
       "x86_64-unknown-linux-gnu = \"1111111111111111111111111111111111111111111111111111111111111111\"\n"});
  REQUIRE(recipes);
  CHECK(recipes->rust.targets.size() == 1);
  CHECK(recipes->rust.rustup_version == "9.9.9");
}
