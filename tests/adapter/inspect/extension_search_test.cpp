#include "inspect/python/extension_search.hpp"

#include <set>

#include "inspect/cargo/pyo3_features.hpp"
#include "inspect/python/target_abi.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

std::vector<std::string> modules_of(const ExtensionSearch& search) {
  std::vector<std::string> modules;
  for (const FoundExtension& one : search.found) modules.push_back(one.module);
  return modules;
}

}  // namespace

TEST_CASE("extension files of an environment are found with the package that brought them") {
  TestDir dir;
  const fs::path site = dir / "v/lib/python3.14t/site-packages";
  write_file(site / "fast/_fast.cpython-314t-x86_64-linux-gnu.so", "");
  write_file(site / "fast/sub/_deep.abi3.so", "");
  write_file(site / "stray.so", "");
  write_file(site / "fast/__pycache__/x.so", "");
  write_file(site / "fast.libs/libgomp.so.1", "");
  write_file(site / "fast-1.2.0.dist-info/RECORD",
             "fast/__init__.py,,\nfast/_fast.cpython-314t-x86_64-linux-gnu.so,sha256=a,1\n"
             "fast/sub/_deep.abi3.so,sha256=b,1\n");
  write_file(site / "fast-1.2.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: cp314-cp314t-linux_x86_64\n");
  const ExtensionSearch search = installed_extensions(site);
  CHECK(search.complete);
  CHECK(modules_of(search) == std::vector<std::string>{"fast._fast", "fast.sub._deep", "stray"});
  CHECK(search.found[0].distribution == "fast");
  CHECK(search.found[0].version == "1.2.0");
  CHECK(search.found[0].wheel_tags == std::vector<std::string>{"cp314-cp314t-linux_x86_64"});
  CHECK(search.found[1].distribution == "fast");
  CHECK(search.found[2].distribution.empty());

  fs::create_directory_symlink("lib", dir / "v/lib64");
  CHECK(package_folders(dir / "v") == std::vector<fs::path>{site});
  CHECK(package_folders(dir / "nothing").empty());
}

TEST_CASE("among sources, what would be imported as the package counts") {
  TestDir dir;
  for (const char* file : {"pkg.abi3.so", "other.so", "pkg/sub/b.so", "pkg/.hidden/c.so", "target/pkg.so",
                           "pkg/__pycache__/d.so", "python/pkg/e.so", "pkgs.so"}) {
    write_file(dir / file, "");
  }
  const auto found = modules_of(source_extensions(dir.path(), "pkg"));
  CHECK(std::set<std::string>(found.begin(), found.end()) == std::set<std::string>{"pkg", "pkg.sub.b"});
  CHECK(modules_of(source_extensions(dir / "python", "pkg")) == std::vector<std::string>{"pkg.e"});
  CHECK(source_extensions(dir / "nothing", "pkg").found.empty());
}

TEST_CASE("target directories are those that cargo would use, and ours") {
  TestDir dir;
  Project project;
  project.root = dir / "p";
  project.workspace_root = dir / "p";
  for (const char* folder :
       {"p/target/debug/build", "p/target/ftenv-cp314t/debug/build", "shared", "p/out"}) {
    fs::create_directories(dir / folder);
  }
  write_file(dir / "p/.cargo/config.toml", "[build]\ntarget-dir = \"out\"\n");
  Environment user;
  user.set("HOME", (dir / "h").string());
  user.set("CARGO_TARGET_DIR", (dir / "shared").string());
  const auto found = target_directories(project, read_cargo_config(dir / "p", user), user);
  REQUIRE(found.size() == 4);
  CHECK(found[0].path == dir / "shared");
  CHECK(found[0].because == "CARGO_TARGET_DIR");
  CHECK(found[1].path == dir / "p/out");
  CHECK(found[1].because == (dir / "p/.cargo/config.toml").string() + ":2");
  CHECK(found[2].path == dir / "p/target");
  CHECK(found[3].ours == "cp314t");

  write_file(dir / "p/target/debug/build/pyo3-ffi-1/output", "cargo:rustc-cfg=Py_3_13\n");
  write_file(dir / "p/target/x86_64-unknown-linux-gnu/release/build/pyo3-ffi-2/output",
             "cargo:rustc-cfg=Py_3_14\n");
  write_file(dir / "p/target/ftenv-cp314t/debug/build/pyo3-ffi-3/output", "cargo:rustc-cfg=Py_3_12\n");
  fs::last_write_time(dir / "p/target/debug/build/pyo3-ffi-1/output", 1000);
  const auto abis = read_target_abis(dir / "p/target");
  REQUIRE(abis.size() == 2);
  CHECK(abis[0].profile == "x86_64-unknown-linux-gnu/release");
  CHECK(abis[1].profile == "debug");
  CHECK(abis[1].version.series() == "3.13");
}

TEST_CASE("the features of PyO3 that a plain build has, and by whom") {
  Project project;
  project.crate.features = {{"default", {"speed", "abi3"}, {}},
                            {"speed", {"default"}, {}},
                            {"abi3", {"py?/abi3-py311", "serde/derive"}, {9, 1}},
                            {"extra", {"pyo3/extension-module"}, {}}};
  project.crate.pyo3_names = {"py"};
  project.crate.pyo3_features = {"macros"};
  project.maturin_features = {"extra"};
  auto features = plain_pyo3_features(project);
  REQUIRE(features.size() == 3);
  CHECK(features[0].path() == "the dependency on PyO3 asks for `macros`");
  CHECK(features[1].path() == "`default` switches on `abi3`, which switches on `pyo3/abi3-py311`");
  CHECK(features[1].at.line == 9);
  CHECK(features[2].by == Pyo3Feature::maturin_feature);
  project.default_features = false;
  CHECK(plain_pyo3_features(project).size() == 2);
  CHECK(minimum_of_abi3("abi3-py311").series() == "3.11");
  CHECK(minimum_of_abi3("abi3t-py315").series() == "3.15");
  CHECK(minimum_of_abi3("abi3") == Version{});
  CHECK(minimum_of_abi3("macros") == Version{});
}

}  // namespace ftenv::test
