// The plan of wire as a function of texts.
#include "base/text.hpp"
#include "engine/wire/wire_plan.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

const FindingPages& no_pages() {
  static const FindingPages pages;
  return pages;
}

struct Made {
  std::string cargo, workspace, pyproject, source;
  std::string ids;  // of the findings above info
  std::string error;
};

struct Given {
  std::string cargo;
  std::string pyproject = {};
  std::string source = {};
  std::string workspace = {};
  const char* pyo3 = "0.28.3";
  bool assume = false;
};

Made plan(const Given& given) {
  WiredProject project;
  project.root = "/p";
  project.workspace = given.workspace.empty() ? "/p/Cargo.toml" : "/p/root/Cargo.toml";
  project.extension = "/p/Cargo.toml";
  if (!given.workspace.empty()) project.manifests.push_back({project.workspace, "root", given.workspace});
  project.manifests.push_back({"/p/Cargo.toml", "Cargo.toml", given.cargo});
  project.crates = {"/p/Cargo.toml"};
  if (!given.pyproject.empty()) project.pyproject = WiredFile{"/p/pyproject.toml", "py", given.pyproject};
  if (!given.source.empty()) {
    project.sources.push_back({"/p/src/lib.rs", "src/lib.rs", given.source});
    read_rust_source(given.source, "/p/src/lib.rs", project.rust);
  }
  project.pyo3 = Version::parse(given.pyo3);
  CompatibilityRecipe recipe;
  recipe.pyo3 = {{*Version::parse("0.23.0"), *Version::parse("0.28.0"), {}, {}, {}, true, ""},
                 {*Version::parse("0.28.0"), {}, {}, {}, {}, false, ""}};
  const auto planned = plan_wiring(project, {recipe, no_pages(), given.assume});
  Made made{given.cargo, given.workspace, given.pyproject, given.source, "", ""};
  if (!planned) {
    made.error = planned.error().finding + " " + planned.error().message;
    return made;
  }
  for (const WireFile& file : planned->files) {
    CHECK_FALSE(file.changes.empty());
    (file.name == "root"         ? made.workspace
     : file.name == "py"         ? made.pyproject
     : file.name == "src/lib.rs" ? made.source
                                 : made.cargo) = file.after;
  }
  for (const Finding& finding : planned->findings) {
    if (finding.severity != Severity::info) made.ids += finding.id + " ";
  }
  return made;
}

const std::string k_head = "[package]\nname = \"a\"\n";

}  // namespace

TEST_CASE("abi3 moves from the dependency into a default feature") {
  struct Row {
    const char* name;
    const char* before;
    const char* after;
  };
  const Row row = GENERATE(
      Row{"nothing else", "[dependencies]\npyo3 = { version = \"0.28\", features = [\"abi3\"] }\n",
          "[features]\ndefault = [\"abi3\"]\nabi3 = [\"pyo3/abi3\"]\nfree-threaded = "
          "[]\n[dependencies]\npyo3 = { version = \"0.28\" }\n"},
      Row{"with and without a number",
          "[features]\n[dependencies]\npyo3 = { version = \"0.28\", features = "
          "[\"abi3\", \"abi3-py312\", \"abi3-py310\", \"macros\"] }\n",
          "[features]\ndefault = [\"abi3\"]\nabi3 = [\"pyo3/abi3-py310\"]\nfree-threaded = "
          "[]\n[dependencies]\npyo3 = { version = \"0.28\", features = [\"macros\"] }\n"},
      Row{"abi3 is there and empty",
          "[features]\nabi3 = []\n[dependencies]\npyo3 = { version = \"1\", features = [\"abi3-py39\"] }\n",
          "[features]\ndefault = [\"abi3\"]\nabi3 = [\"pyo3/abi3-py39\"]\nfree-threaded = "
          "[]\n[dependencies]\npyo3 = { version = \"1\" }\n"},
      Row{"by a feature that default names",
          "[features]\ndefault = [\"pyo3/abi3-py39\", \"b\"]\nb = "
          "[]\n[dependencies]\npyo3 = \"1\"\n",
          "[features]\ndefault = [\"abi3\", \"b\"]\nabi3 = [\"pyo3/abi3-py39\"]\nfree-threaded = []\nb = "
          "[]\n[dependencies]\npyo3 = \"1\"\n"},
      Row{"its ABI of free-threaded builds stays",
          "[dependencies]\npyo3 = { version = \"1\", features = [\"abi3t-py315\"] }\n",
          "[features]\nfree-threaded = []\n[dependencies]\npyo3 = { version = \"1\", features = "
          "[\"abi3t-py315\"] }\n"},
      Row{"only for tests: not ours to move",
          "[features]\nfree-threaded = []\n[dependencies]\npyo3 = "
          "\"1\"\n[dev-dependencies]\npyo3 = { version = \"1\", features = "
          "[\"abi3-py39\"] }\n",
          "[features]\nfree-threaded = []\n[dependencies]\npyo3 = \"1\"\n[dev-dependencies]\npyo3 = { "
          "version "
          "= \"1\", features = [\"abi3-py39\"] }\n"},
      Row{"chosen by hand: default stays",
          "[features]\ndefault = [\"b\"]\nabi3 = [\"pyo3/abi3-py39\"]\nb = []\n[dependencies]\npyo3 = "
          "\"1\"\n",
          "[features]\ndefault = [\"b\"]\nabi3 = [\"pyo3/abi3-py39\"]\nfree-threaded = []\nb = "
          "[]\n[dependencies]\npyo3 = \"1\"\n"},
      Row{"for a target",
          "[target.'cfg(unix)'.dependencies]\npyo3 = { version = \"1\", features = "
          "[\"abi3-py39\"] }\n",
          "[target.'cfg(unix)'.dependencies]\npyo3 = { version = \"1\" }\n\n[features]\ndefault = "
          "[\"abi3\"]\nabi3 = [\"pyo3/abi3-py39\"]\nfree-threaded = []\n"},
      Row{"PyO3's layer of C functions too",
          "[features]\n[dependencies]\npyo3 = { version = \"1\", features = [\"abi3-py39\"] }\npyo3-ffi = { "
          "version = \"1\", features = [\"abi3-py39\"] }\n",
          "[features]\ndefault = [\"abi3\"]\nabi3 = [\"pyo3/abi3-py39\", "
          "\"pyo3-ffi/abi3-py39\"]\nfree-threaded = []\n[dependencies]\npyo3 = { version = \"1\" }\npyo3-ffi "
          "= "
          "{ version = \"1\" }\n"},
      Row{"all in braces", "dependencies = { pyo3 = { version = \"1\", features = [\"abi3-py39\"] } }\n",
          "dependencies = { pyo3 = { version = \"1\" } }\n\n[features]\ndefault = [\"abi3\"]\nabi3 = "
          "[\"pyo3/abi3-py39\"]\nfree-threaded = []\n"});
  INFO(row.name);
  const std::string head = contains(row.before, "dependencies = {") ? "" : k_head;
  const Made made = plan({head + row.before});
  CHECK(made.error.empty());
  CHECK(made.cargo == head + row.after);
}

TEST_CASE("what is inherited leaves the workspace, and what is added by the crate leaves the crate") {
  Given given{k_head + "[dependencies]\npyo3 = { workspace = true, features = [\"abi3-py312\"] }\n"};
  given.workspace = "[workspace.dependencies]\npyo3 = { version = \"0.28\", features = [\"abi3-py311\"] }\n";
  const Made made = plan(given);
  CHECK(made.workspace == "[workspace.dependencies]\npyo3 = { version = \"0.28\" }\n");
  CHECK(contains(made.cargo, "abi3 = [\"pyo3/abi3-py311\"]\n"));  // what held when both were on
  CHECK(contains(made.cargo, "pyo3 = { workspace = true }\n"));
}

TEST_CASE("a feature `free-threaded` of PyO3 goes wherever it is, and the reason is told") {
  const Made made =
      plan({k_head + "[features]\nfree-threaded = [\"pyo3/free-threaded\"]\nft = [\"b\", "
                     "\"pyo3?/free-threaded\"]\nb = []\n[dependencies]\npyo3 = { version = \"1\", "
                     "features = [\"free-threaded\", \"macros\"] }\n[dev-dependencies]\npyo3 = { "
                     "version = \"1\", features = [\"free-threaded\"] }\n",
            "[tool.maturin]\nstrip = true\nfeatures = [\"pyo3/free-threaded\"]\n"});
  CHECK(made.cargo ==
        k_head +
            "[features]\nfree-threaded = []\nft = [\"b\"]\nb = []\n[dependencies]\npyo3 = { "
            "version = \"1\", features = [\"macros\"] }\n[dev-dependencies]\npyo3 = { version = "
            "\"1\" }\n");
  CHECK(made.pyproject == "[tool.maturin]\nstrip = true\n");
  CHECK(made.ids == "PX-02 PX-02 PX-02 PX-02 PX-02 ");
}

TEST_CASE("abi3 of a feature that does more becomes one of its own") {
  const Made made = plan({k_head + "[features]\ndefault = [\"full\"]\nfull = [\"pyo3/abi3-py39\", "
                                   "\"b\"]\nb = []\n[dependencies]\npyo3 = \"1\"\n"});
  CHECK(contains(made.cargo,
                 "default = [\"abi3\", \"full\"]\nabi3 = [\"pyo3/abi3-py39\"]\nfree-threaded = "
                 "[]\nfull = [\"b\"]\n"));
  CHECK(made.ids == "WR-03 ");
  // One for abi3 alone is a switch already, whatever its name is.
  const std::string named =
      k_head +
      "[features]\ndefault = [\"stable\"]\nstable = [\"pyo3/abi3-py39\"]\nfree-threaded "
      "= []\n[dependencies]\npyo3 = \"1\"\n";
  CHECK(plan({named}).cargo == named);
}

TEST_CASE("what stands in the way is named, and nothing is planned") {
  const std::string pyo3 = "[dependencies]\npyo3 = { version = \"1\", features = [\"abi3-py39\"] }\n";
  CHECK(starts_with(plan({k_head + "[features]\nabi3 = [\"b\"]\nb = []\n" + pyo3}).error,
                    "WR-01 Cargo.toml:4"));
  CHECK(starts_with(plan({k_head + pyo3 + "abi3 = { version = \"1\", optional = true }\n"}).error,
                    "WR-01 Cargo.toml:5"));
  CHECK(starts_with(plan({k_head + pyo3 + "free-threaded = { version = \"1\", optional = true }\n"}).error,
                    "WR-01 Cargo.toml:5"));
  CHECK(
      starts_with(plan({k_head + pyo3, "[tool.maturin]\nno-default-features = true\n"}).error, "WR-01 py:2"));
  CHECK(plan({k_head + "[dependencies]\npyo3 = \"1\"\n", "[tool.maturin]\nno-default-features = true\n"})
            .error.empty());
  CHECK(starts_with(plan({k_head + "[features]\ndefault = [\"py/abi3\"]\n[dependencies]\npy = { package = "
                                   "\"pyo3\", version = \"1\", optional = true }\n"})
                        .error,
                    "WR-01 Cargo.toml:4"));
}

TEST_CASE("what maturin switches on for all its builds becomes a default feature") {
  const Made made = plan({k_head + "[features]\n[dependencies]\npyo3 = \"1\"\n",
                          "[tool.maturin]\nfeatures = [\"pyo3/abi3-py39\", \"pyo3/extension-module\"]\n"});
  CHECK(contains(made.cargo, "default = [\"abi3\"]\nabi3 = [\"pyo3/abi3-py39\"]\n"));
  CHECK(made.pyproject == "[tool.maturin]\nfeatures = [\"pyo3/extension-module\"]\n");
}

TEST_CASE("the promise about the GIL: only where PyO3 needs it, only when asked") {
  const std::string cargo = k_head + "[features]\nfree-threaded = []\n[dependencies]\npyo3 = \"0.27\"\n";
  const std::string plain = "#[pymodule]\nmod a {}\n";
  Given given{cargo, {}, plain, {}, "0.27.1", false};
  CHECK(plan(given).ids == "WR-04 ");
  CHECK(plan(given).source == plain);
  given.assume = true;
  CHECK(plan(given).source == "#[pymodule(gil_used = false)]\nmod a {}\n");
  CHECK(plan(given).ids.empty());
  given.source = "#[pymodule(name = \"b\")]\nmod a {}\n";
  CHECK(plan(given).source == "#[pymodule(gil_used = false, name = \"b\")]\nmod a {}\n");
  given.source = "#[pyo3::pymodule()]\nfn a() {}\n";
  CHECK(plan(given).source == "#[pyo3::pymodule(gil_used = false)]\nfn a() {}\n");
  for (const char* by_hand :
       {"#[pymodule(gil_used = true)]\nmod a {}\n", "#[cfg_attr(feature = \"x\", pymodule)]\nmod a {}\n"}) {
    given.source = by_hand;
    CHECK(plan(given).source == by_hand);
    CHECK(plan(given).ids == "WR-04 ");
  }
  given.source = plain;
  given.pyo3 = "0.28.0";
  CHECK(plan(given).source == plain);
  CHECK(plan(given).ids.empty());
}

TEST_CASE("the classifier: only among others, at a level that is true") {
  const std::string cargo = k_head + "[features]\nfree-threaded = []\n[dependencies]\npyo3 = \"1\"\n";
  const auto classifiers = [&](const std::string& text, const std::string& source = {}) {
    return plan({cargo, "[project]\n" + text, source}).pyproject.substr(10);
  };
  CHECK(classifiers("name = \"a\"\n") == "name = \"a\"\n");
  CHECK(classifiers("classifiers = []\n") == "classifiers = []\n");
  CHECK(classifiers("classifiers = [\"Private :: x\"]\n") ==
        "classifiers = [\"Private :: x\", \"Programming Language :: Python :: Free Threading :: 1 - "
        "Unstable\"]\n");
  CHECK(contains(classifiers("classifiers = [\"Programming Language :: Python :: 3\", \"Z\"]\n",
                             "#[pymodule(gil_used = false)]\nmod a {}\n"),
                 ":: 3\", \"Programming Language :: Python :: Free Threading :: 2 - Beta\", \"Z\""));
  const std::string there =
      "classifiers = [\"Programming Language :: Python :: Free Threading :: 3 - Stable\"]\n";
  CHECK(classifiers(there) == there);
}

}  // namespace ftenv::test
