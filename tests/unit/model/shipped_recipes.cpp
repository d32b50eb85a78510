#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "model/finding_pages.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

using namespace ftenv;

namespace {

Recipes load(const Host& host) {
  Result<Recipes> recipes = load_recipes(host);
  INFO(host.pretty_name << ": " << (recipes ? "" : recipes.error().message));
  REQUIRE(recipes);
  return *recipes;
}

Recipes any() {
  return load(known_hosts().front());
}

std::string pinned_sha256(const CpythonRecipe& cpython, const Version& version) {
  for (const PinnedSource& source : cpython.sources) {
    if (source.version == version) return source.sha256;
  }
  return {};
}

bool has(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("every known host has whole recipes") {
  for (const Host& host : known_hosts()) {
    const Recipes recipes = load(host);
    const PlatformRecipe& platform = recipes.platform;
    INFO(host.pretty_name);
    CHECK(platform.package_manager == "apt");
    for (const char* purpose : {"build", "linker", "rust", "tkinter"}) {
      INFO(purpose);
      REQUIRE(platform.packages.count(purpose) == 1);
      const std::vector<std::string>& packages = platform.packages.at(purpose);
      CHECK_FALSE(packages.empty());
      CHECK(std::set<std::string>(packages.begin(), packages.end()).size() == packages.size());
    }
    CHECK(platform.source_archive.package == "python{series}");
    CHECK_FALSE(platform.source_archive.suites.empty());
    CHECK(starts_with(platform.source_archive.keyring, "/usr/share/keyrings/"));
    CHECK_FALSE(platform.source_archive.keyring_package.empty());
  }
}

TEST_CASE("what is named for a missing module is also installed beforehand") {
  for (const Host& host : known_hosts()) {
    const PlatformRecipe platform = load(host).platform;
    for (const auto& [module, package] : platform.module_packages) {
      INFO(host.pretty_name << ": " << module);
      CHECK((has(platform.packages.at("build"), package) || has(platform.packages.at("tkinter"), package)));
    }
  }
}

TEST_CASE("every platform's recipe is whole, and installs what it names for a missing module") {
  int platforms = 0;
  for (const EmbeddedFile& file : embedded_recipes()) {
    if (!starts_with(file.name, "platforms/")) continue;
    ++platforms;
    const std::string id(file.name.substr(10, file.name.size() - 15));
    INFO(id);
    Host host = linux_host(id, "1", "");
    if (id == "macos" || id == "windows") host.os = id;
    const PlatformRecipe platform = load(host).platform;
    CHECK(platform.id == id);
    if (platform.package_manager == "none") continue;
    CHECK(platform.packages.count("tkinter") == 1);
    for (const char* module :
         {"_hashlib", "_lzma", "_sqlite3", "_ssl", "_tkinter", "_zstd", "_gdbm", "readline"})
      CHECK(platform.module_packages.count(module) == 1);
    for (const auto& [module, package] : platform.module_packages) {
      INFO(module);
      CHECK((has(platform.packages.at("build"), package) || has(platform.packages.at("tkinter"), package)));
    }
    for (const auto& [purpose, packages] : platform.packages)
      CHECK(std::set<std::string>(packages.begin(), packages.end()).size() == packages.size());
  }
  CHECK(platforms >= 16);
}

TEST_CASE("every required module that needs a library has a package") {
  const Recipes recipes = any();
  for (const char* module : {"_bz2", "_ctypes", "_curses", "_curses_panel", "_dbm", "_hashlib", "_lzma",
                             "_sqlite3", "_ssl", "_uuid", "_zstd", "readline", "zlib", "_tkinter", "_gdbm"}) {
    INFO(module);
    CHECK(recipes.platform.module_packages.count(module) == 1);
  }
  for (const auto& [module, package] : recipes.platform.module_packages) {
    INFO(module);
    const std::string& name = module;
    CHECK(std::any_of(recipes.cpython.modules.begin(), recipes.cpython.modules.end(),
                      [&](const StdlibModule& known) { return known.configure_name == name; }));
  }
}

TEST_CASE("the family's archive is replaced by the distribution's own") {
  CHECK(load(known_hosts()[0]).platform.source_archive.origin == "Debian");
  CHECK(load(known_hosts()[4]).platform.source_archive.origin == "Ubuntu");
  CHECK(load(known_hosts()[4]).platform.id == "ubuntu");
  CHECK(load(known_hosts()[6]).platform.id == "ubuntu");
  CHECK(load(known_hosts()[7]).platform.id == "debian");
}

TEST_CASE("pinned sources are unique, hex and newest first") {
  const std::vector<PinnedSource> sources = any().cpython.sources;
  std::set<std::string> digests;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    INFO(sources[i].version.text());
    CHECK(sources[i].sha256.size() == 64);
    CHECK(digests.insert(sources[i].sha256).second);
    if (i > 0) CHECK(sources[i].version < sources[i - 1].version);
  }
  // The digest that was measured on the tarball of Debian 13's source package.
  CHECK(pinned_sha256(any().cpython, {3, 13, 5, ""}) ==
        "93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640");
  CHECK(pinned_sha256(any().cpython, {3, 13, 99, ""}).empty());
  for (int patch = 0; patch <= 15; ++patch)
    CHECK_FALSE(pinned_sha256(any().cpython, {3, 13, patch, ""}).empty());
  for (int patch = 0; patch <= 8; ++patch)
    CHECK_FALSE(pinned_sha256(any().cpython, {3, 14, patch, ""}).empty());
}

TEST_CASE("modules and imports depend on the version and on what was asked for") {
  const CpythonRecipe cpython = any().cpython;
  const std::vector<std::string> old = expected_imports(cpython, {3, 13, 5, ""});
  const std::vector<std::string> fresh = expected_imports(cpython, {3, 14, 0, "rc1"}, {"_tkinter"});
  for (const char* name : {"ctypes", "ssl", "_hashlib", "sqlite3", "bz2", "lzma", "zlib", "readline",
                           "curses", "curses.panel", "_uuid", "dbm.ndbm", "_decimal", "_posixsubprocess"}) {
    INFO(name);
    CHECK(has(old, name));
    CHECK(has(fresh, name));
  }
  CHECK_FALSE(has(old, "compression.zstd"));
  CHECK(has(fresh, "compression.zstd"));
  CHECK_FALSE(has(old, "tkinter"));
  CHECK(has(fresh, "tkinter"));
  CHECK_FALSE(has(fresh, "dbm.gnu"));
  CHECK(expected_modules(cpython, {3, 13, 5, ""}).size() + 3 ==
        expected_modules(cpython, {3, 14, 0, ""}, {"_tkinter"}).size());
}

TEST_CASE("what configure is told differs by series and by wish") {
  const CpythonRecipe cpython = any().cpython;
  CHECK(has(cpython.configure, "--disable-gil"));
  CHECK(has(cpython.configure, "--enable-shared"));
  CHECK(has(cpython.configure_optimized, "--with-lto"));
  REQUIRE(cpython.series_configure.count("3.15") == 1);
  CHECK(has(cpython.series_configure.at("3.15"), "--with-system-libmpdec=no"));
}

TEST_CASE("the environment of children holds what they need and none of what changes a build") {
  const EnvironmentPolicy policy = any().environment;
  for (const char* name : {"PATH",
                           "HOME",
                           "TERM",
                           "LANG",
                           "LC_ALL",
                           "TMPDIR",
                           "https_proxy",
                           "HTTPS_PROXY",
                           "SSL_CERT_FILE",
                           "CARGO_HOME",
                           "RUSTUP_HOME",
                           "RUSTUP_DIST_SERVER",
                           "RUSTUP_UPDATE_ROOT",
                           "CARGO_NET_OFFLINE",
                           "CARGO_HTTP_CAINFO",
                           "CARGO_REGISTRIES_OURS_INDEX",
                           "PIP_INDEX_URL",
                           "PIP_CERT",
                           "SSH_AUTH_SOCK",
                           "XDG_CACHE_HOME"}) {
    INFO(name);
    CHECK(is_allowed(name, policy));
  }
  for (const char* name : {"CFLAGS",
                           "LDFLAGS",
                           "CC",
                           "PYTHONHOME",
                           "PYTHONPATH",
                           "PYTHON_GIL",
                           "PYTHON_CONFIGURE_OPTS",
                           "PYO3_CONFIG_FILE",
                           "PYO3_CROSS_PYTHON_VERSION",
                           "_PYTHON_HOST_PLATFORM",
                           "PIP_TARGET",
                           "PIP_PREFIX",
                           "PIP_USER",
                           "VIRTUAL_ENV",
                           "CONDA_PREFIX",
                           "CARGO_BUILD_TARGET",
                           "CARGO_TARGET_DIR",
                           "RUSTFLAGS",
                           "RUSTC_WRAPPER",
                           "RUSTUP_TOOLCHAIN",
                           "LD_LIBRARY_PATH",
                           "LD_PRELOAD",
                           "MAKEFLAGS",
                           "CARGO_REGISTRY_TOKEN",
                           "AWS_SECRET_ACCESS_KEY",
                           "BASH_ENV"}) {
    INFO(name);
    CHECK_FALSE(is_allowed(name, policy));
  }
  CHECK(has(policy.watched, "PYTHON_CONFIGURE_OPTS"));
  for (const std::string& name : policy.watched) {
    INFO(name);
    CHECK_FALSE(is_allowed(name, policy));
    CHECK_FALSE(contains(name, "*"));
  }
}

TEST_CASE("PyO3's rows follow each other and end open") {
  const CompatibilityRecipe facts = any().compatibility;
  REQUIRE_FALSE(facts.pyo3.empty());
  for (std::size_t i = 0; i < facts.pyo3.size(); ++i) {
    const Pyo3Range& row = facts.pyo3[i];
    INFO(row.from.text());
    const bool last = i + 1 == facts.pyo3.size();
    CHECK((row.until == Version{}) == last);
    if (!last) CHECK(row.from < row.until);
    CHECK(row.python_min >= facts.first_free_threaded);
    CHECK(row.python_min <= row.python_max_series);
    CHECK_FALSE(row.note.empty());
  }
  CHECK(facts.maturin_requirement == ">=1.13.3,<2");
  CHECK(facts.maturin_min < facts.maturin_below);
}

TEST_CASE("what changed in PyO3, maturin and cargo is known and in order") {
  const CompatibilityRecipe facts = any().compatibility;
  const Pyo3Changes& pyo3 = facts.pyo3_changes;
  for (const Version* version :
       {&pyo3.abi3_compiles, &pyo3.extension_module, &pyo3.gil_protected_off, &pyo3.gil_once_cell_deprecated,
        &pyo3.test_run_path, &pyo3.watches_environment, &facts.maturin_changes.extension_module,
        &facts.maturin_changes.free_threaded_names, &facts.maturin_changes.signature_of_abi,
        &facts.maturin_changes.windows_free_threaded}) {
    CHECK_FALSE(*version == Version{});
  }
  CHECK(pyo3.abi3_compiles < pyo3.abi3_is_ignored);
  CHECK(pyo3.gil_protected_off < pyo3.gil_protected_gone);
  CHECK(pyo3.gil_once_cell_deprecated < pyo3.gil_once_cell_gone);
  REQUIRE(facts.editions.count("2024") == 1);
  REQUIRE(facts.locks.count("4") == 1);
  CHECK(facts.locks.at("4") < facts.editions.at("2024"));
  CHECK_FALSE(facts.dependencies.empty());
}

TEST_CASE("rustup is pinned for the processors and C libraries of known hosts") {
  const RustRecipe rust = any().rust;
  std::set<std::string> triples;
  for (const RustupTarget& target : rust.targets) {
    triples.insert(target.triple);
    CHECK(target.sha256.size() == 64);
  }
  CHECK(triples.count("x86_64-unknown-linux-gnu") == 1);
  CHECK(triples.count("aarch64-unknown-linux-gnu") == 1);
  for (const char* part : {"{server}", "{version}", "{triple}"}) CHECK(contains(rust.rustup_url, part));
  for (const char* part : {"{base}", "{version}"}) CHECK(contains(any().cpython.url, part));
}

TEST_CASE("every known failure has an id, a pattern of its own, a cause, a way out and a sample") {
  const Result<Toml> recipe = shipped_recipe("failures.toml");
  REQUIRE(recipe);
  const Result<FindingPages> pages = FindingPages::load();
  REQUIRE(pages);
  std::set<std::string> patterns;
  REQUIRE((*recipe)["failure"].items().size() >= 160);
  for (const Toml& entry : (*recipe)["failure"].items()) {
    const std::string id = entry["id"].string_or("");
    INFO("line " << entry.at().line << " " << id);
    CHECK(id.size() == 5);
    CHECK(patterns.insert(entry["pattern"].string_or("")).second);
    for (const char* key : {"pattern", "cause", "fix", "sample"}) {
      INFO(key);
      CHECK_FALSE(entry[key].string_or("").empty());
    }
    std::size_t optional = 0;
    for (const char* key : {"warning", "kind", "confirm"}) optional += entry[key].exists() ? 1u : 0u;
    CHECK(entry.members().size() == 5 + optional);
    const std::string kind = entry["kind"].string_or("network");
    CHECK((kind == "network" || kind == "disk"));
    CHECK(entry["warning"].is_bool() == entry["warning"].exists());
    // Ids that doctor's checks can look for.
    CHECK(entry["confirm"].is_array() == entry["confirm"].exists());
    CHECK(entry["confirm"].strings().size() == entry["confirm"].items().size());
    for (const std::string& confirmed : entry["confirm"].strings()) {
      INFO(confirmed);
      CHECK(pages->find(confirmed) != nullptr);
    }
    CHECK_FALSE(contains(entry["sample"].string_or(""), "\n"));
    CHECK_FALSE(ends_with(entry["cause"].string_or(""), "."));
    CHECK_FALSE(ends_with(entry["fix"].string_or(""), "."));
  }
  CHECK(recipe->members().size() == 1);
}
