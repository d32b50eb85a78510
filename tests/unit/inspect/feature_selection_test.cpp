#include "inspect/project/project.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

using Names = std::vector<std::string>;

Project with(std::vector<CrateFeature> features) {
  Project project;
  project.crate.package = "quill";
  project.crate.depends_on_pyo3 = true;
  project.crate.pyo3_names = {"pyo3"};
  project.crate.features = std::move(features);
  return project;
}

}  // namespace

TEST_CASE("a default that only means abi3 is dropped, the others are kept in their order") {
  const auto selection = select_features(with({{"default", {"abi3", "zstd", "legacy-states"}, {}},
                                               {"abi3", {"pyo3/abi3-py311"}, {}},
                                               {"zstd", {"dep:zstd"}, {}},
                                               {"legacy-states", {}, {}}}));
  CHECK(selection.features == Names{"zstd", "legacy-states"});
  CHECK(selection.dropped == Names{"abi3"});
  CHECK(selection.mixed.empty());
  CHECK_FALSE(selection.declares_free_threaded);
}

TEST_CASE("the crate's own switch is asked for only where it is declared, and once") {
  const auto declared = select_features(with({{"default", {"abi3"}, {}},
                                              {"abi3", {"pyo3/abi3-py311"}, {}},
                                              {"free-threaded", {}, {}},
                                              {"fast", {}, {}}}));
  CHECK(declared.features == Names{"free-threaded"});
  CHECK(declared.declares_free_threaded);
  const auto by_default = select_features(
      with({{"default", {"free-threaded", "fast"}, {}}, {"free-threaded", {}, {}}, {"fast", {}, {}}}));
  CHECK(by_default.features == Names{"free-threaded", "fast"});
}

TEST_CASE("a crate without features or defaults selects nothing") {
  const auto selection = select_features(with({}));
  CHECK(selection.features.empty());
  CHECK(selection.dropped.empty());
  CHECK(select_features(with({{"extra", {}, {}}})).features.empty());
}

TEST_CASE("abi3 is found through other features") {
  SECTION("a chain that ends in nothing else") {
    const auto selection = select_features(with({{"default", {"stable"}, {}},
                                                 {"stable", {"abi3", "abi3-py312"}, {}},
                                                 {"abi3", {"pyo3/abi3"}, {}},
                                                 {"abi3-py312", {"abi3", "pyo3/abi3-py312"}, {}}}));
    CHECK(selection.features.empty());
    CHECK(selection.dropped == Names{"stable"});
  }
  SECTION("beside something else: kept, and said") {
    const auto selection = select_features(with({{"default", {"full"}, {}},
                                                 {"full", {"abi3", "fast"}, {}},
                                                 {"abi3", {"pyo3/abi3"}, {}},
                                                 {"fast", {}, {}}}));
    CHECK(selection.features == Names{"full"});
    CHECK(selection.mixed == Names{"full"});
    CHECK(selection.dropped.empty());
  }
  SECTION("an empty feature with that name") {
    const auto selection = select_features(
        with({{"default", {"abi3-wheels", "abiding"}, {}}, {"abi3-wheels", {}, {}}, {"abiding", {}, {}}}));
    CHECK(selection.dropped == Names{"abi3-wheels"});
    CHECK(selection.features == Names{"abiding"});
  }
  SECTION("with the dependency's new name, weakly, and for 3.15") {
    Project project = with({{"default", {"abi3", "weak", "new"}, {}},
                            {"abi3", {"py/abi3-py39"}, {}},
                            {"weak", {"pyo3?/abi3"}, {}},
                            {"new", {"pyo3/abi3t-py315"}, {}}});
    CHECK(select_features(project).features == Names{"abi3"});  // `py` is anything
    project.crate.pyo3_names = {"py", "pyo3"};
    CHECK(select_features(project).features.empty());
  }
  SECTION("in a sibling's feature") {
    Project project = with({{"default", {"abi3"}, {}}, {"abi3", {"pyo3/abi3", "quill_utils/abi3"}, {}}});
    CHECK(select_features(project).mixed == Names{"abi3"});  // who knows what that is
    Crate sibling;
    sibling.package = "quill_utils";
    sibling.features = {{"abi3", {"pyo3/abi3"}, {}}};
    project.pyo3_siblings = {sibling};
    CHECK(select_features(project).dropped == Names{"abi3"});
    project.pyo3_siblings[0].features[0].enables.push_back("dep:serde");
    CHECK(select_features(project).mixed == Names{"abi3"});
  }
  SECTION("in a circle") {
    const auto selection = select_features(with(
        {{"default", {"a", "x"}, {}}, {"a", {"b"}, {}}, {"b", {"a"}, {}}, {"x", {"x", "pyo3/abi3"}, {}}}));
    CHECK(selection.features == Names{"a"});
    CHECK(selection.dropped == Names{"x"});
  }
}

TEST_CASE("a feature that switches an optional PyO3 on is not dropped with its abi3") {
  Project project = with({{"default", {"python"}, {}}, {"python", {"pyo3/abi3-py39"}, {}}});
  project.crate.pyo3_optional = true;
  CHECK(select_features(project).features == Names{"python"});
  CHECK(select_features(project).mixed == Names{"python"});
  project.crate.features[1].enables = {"dep:pyo3", "pyo3?/abi3-py39"};
  CHECK(select_features(project).mixed == Names{"python"});
  project.crate.features[1].enables = {"pyo3?/abi3-py39"};
  CHECK(select_features(project).dropped == Names{"python"});
}

TEST_CASE("dependencies' features among the defaults") {
  const auto direct = select_features(
      with({{"default", {"pyo3/abi3-py39", "pyo3/extension-module", "fast"}, {}}, {"fast", {}, {}}}));
  CHECK(direct.features == Names{"pyo3/extension-module", "fast"});
  CHECK(direct.dropped == Names{"pyo3/abi3-py39"});
  // cargo's command line does not take `dep:`: the defaults can only be had as they are.
  const auto whole =
      select_features(with({{"default", {"dep:serde", "pyo3/abi3"}, {}}, {"free-threaded", {}, {}}}));
  CHECK(whole.features == Names{"default", "free-threaded"});
  CHECK(whole.mixed == Names{"default"});
}

TEST_CASE("maturin's features are added, without abi3 and without repeating") {
  Project project = with(
      {{"default", {"fast"}, {}}, {"fast", {}, {}}, {"abi3", {"pyo3/abi3"}, {}}, {"free-threaded", {}, {}}});
  project.maturin_features = {"pyo3/extension-module", "pyo3/abi3-py38", "abi3", "fast", "free-threaded"};
  const auto selection = select_features(project);
  CHECK(selection.features == Names{"fast", "pyo3/extension-module", "free-threaded"});
  CHECK(selection.dropped == Names{"pyo3/abi3-py38", "abi3"});
}

TEST_CASE("a pyproject that turns the defaults off is heard") {
  Project project = with({{"default", {"fast"}, {}}, {"fast", {}, {}}});
  project.default_features = false;
  project.maturin_features = {"small"};
  CHECK(select_features(project).features == Names{"small"});
}

}  // namespace ftenv::test
