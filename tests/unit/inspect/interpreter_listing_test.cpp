#include "inspect/python/interpreter_search.hpp"
#include "support/catch.hpp"

using namespace ftenv;

namespace {

InterpretersRecipe recipe() {
  InterpretersRecipe recipe;
  recipe.path_origin = "PATH";
  recipe.programs = {"python3", "python3.[0-9][0-9]t"};
  recipe.not_programs = {"*-config"};
  recipe.not_started = {{"shims", "chooses a version"}};
  recipe.origins = {{"image", "image", {"linux"}, {}, {"/opt/python/*/bin/python"}},
                    {"keeper", "keeper", {}, {}, {"~/.keeper/*/bin/python3", "{KEEPER}/*/python3"}}};
  return recipe;
}

std::vector<FoundInterpreter> among(const std::string& os, const std::vector<std::string>& programs,
                                    const std::vector<std::string>& files) {
  Host host;
  host.os = os;
  const Environment user({{"HOME", "/home/ada"}, {"KEEPER", "/keeper"}});
  return find_interpreters_among(recipe(), host, user, programs, files);
}

}  // namespace

TEST_CASE("interpreters of a machine on paper are found by the recipe's patterns") {
  const auto found = among("linux", {"/usr/bin/python3", "/usr/bin/gcc", "/usr/bin/python3-config"},
                           {"/opt/python/cp314-cp314t/bin/python", "/home/ada/.keeper/3.14/bin/python3",
                            "/keeper/a/python3", "/keeper/a/b/python3", "/srv/python3"});
  REQUIRE(found.size() == 4);
  CHECK(found[0].path == "/usr/bin/python3");
  CHECK(found[0].origin == "PATH");
  CHECK(found[0].on_path);
  CHECK(found[1].origin == "image");
  CHECK_FALSE(found[1].on_path);
  CHECK(found[2].path == "/home/ada/.keeper/3.14/bin/python3");
  CHECK(found[3].path == "/keeper/a/python3");
}

TEST_CASE("a pattern of another system finds nothing, and one on PATH takes its keeper's name") {
  CHECK(among("macos", {}, {"/opt/python/cp314-cp314t/bin/python"}).empty());
  const auto found = among("macos", {"/keeper/a/python3"}, {});
  REQUIRE(found.size() == 1);
  CHECK(found[0].origin == "keeper");
  CHECK(found[0].on_path);
}

TEST_CASE("what must not be started is found with the reason") {
  const auto found = among("linux", {"/home/ada/shims/python3"}, {});
  REQUIRE(found.size() == 1);
  CHECK(found[0].not_started == "chooses a version");
}
