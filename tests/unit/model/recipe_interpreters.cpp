#include <algorithm>

#include "base/text.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

using namespace ftenv;

namespace {

// The shipped recipes with another interpreters.toml.
Result<Recipes> with(const std::string& text) {
  std::vector<EmbeddedFile> files = embedded_recipes();
  for (EmbeddedFile& file : files) {
    if (file.name == "interpreters.toml") file.content = text;
  }
  return load_recipes_from(files, known_hosts().front());
}

std::string mistake(const std::string& text) {
  const auto recipes = with(text);
  REQUIRE_FALSE(recipes);
  CHECK(recipes.error().code == ErrorCode::recipe);
  return recipes.error().message;
}

const std::string k_path = "[path]\norigin = \"PATH\"\nprograms = [\"python3\"]\n";

}  // namespace

TEST_CASE("the shipped places of interpreters are whole") {
  const auto recipes = load_recipes(known_hosts().front());
  REQUIRE(recipes);
  const InterpretersRecipe& interpreters = recipes->interpreters;
  CHECK(interpreters.path_origin == "PATH");
  CHECK(interpreters.not_started.size() >= 2);
  std::vector<std::string> names;
  for (const InterpreterOrigin& origin : interpreters.origins) {
    INFO(origin.id);
    CHECK_FALSE(origin.patterns.empty() == origin.variables.empty());
    for (const std::string& system : origin.systems) {
      CHECK((system == "linux" || system == "macos" || system == "windows"));
    }
    names.push_back(origin.name);
  }
  for (const char* name :
       {"pyenv", "uv", "manylinux", "Homebrew", "framework", "conda", "mise", "launcher"}) {
    INFO(name);
    CHECK(std::count(names.begin(), names.end(), name) == 1);
  }
}

TEST_CASE("mistakes in the places of interpreters are said with their key") {
  CHECK(contains(mistake(""), "`path.origin` is missing"));
  CHECK(contains(mistake("[path]\norigin = \"PATH\"\n"), "`path.programs` is missing"));
  CHECK(contains(mistake(k_path), "`origins` is missing"));
  CHECK(contains(mistake(k_path + "[origins.a]\npatterns = [\"/x\"]\n"), "`origins.a.name` must be"));
  for (const char* pattern : {"bin/python3", "~ada/bin", "{}/x", "{ROOT}", "{A}/{B}/x", "a{ROOT}/x", ""}) {
    INFO(pattern);
    CHECK(contains(mistake(k_path + "[origins.a]\nname = \"a\"\npatterns = [\"" + pattern + "\"]\n"),
                   "`origins.a.patterns` has `"));
  }
  CHECK(contains(mistake(k_path + "[origins.a]\nname = \"a\"\npattern = []\n"),
                 "`origins.a.pattern` is unknown"));
}

TEST_CASE("places that an overlay's author would write are read") {
  const auto recipes = with(k_path +
                            "[path.not_started]\nshims = \"because\"\n[origins.a]\nname = \"a tool\"\n"
                            "systems = [\"linux\"]\nvariables = [\"A\"]\n"
                            "patterns = [\"/opt/*/bin/python\", \"~/x/python3\", \"{ROOT}/bin/python3*\"]\n");
  if (!recipes) FAIL(recipes.error().message);
  const InterpretersRecipe& interpreters = recipes->interpreters;
  REQUIRE(interpreters.origins.size() == 1);
  CHECK(interpreters.origins[0].name == "a tool");
  CHECK(interpreters.origins[0].patterns.size() == 3);
  REQUIRE(interpreters.not_started.size() == 1);
  CHECK(interpreters.not_started[0].folder == "shims");
  CHECK(interpreters.not_started[0].because == "because");
}
