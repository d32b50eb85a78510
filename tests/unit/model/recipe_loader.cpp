#include "model/recipe/recipe_loader.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

using namespace ftenv;

namespace {

// The shipped files with one of them replaced or changed.
class Files {
 public:
  Files() {
    for (const EmbeddedFile& file : embedded_recipes()) {
      m_texts.emplace_back(std::string(file.name), std::string(file.content));
    }
  }
  Files& change(const std::string& name, const std::string& from, const std::string& to) {
    const auto file =
        std::find_if(m_texts.begin(), m_texts.end(), [&](const auto& f) { return f.first == name; });
    REQUIRE(file != m_texts.end());
    REQUIRE(contains(file->second, from));
    file->second.replace(file->second.find(from), from.size(), to);
    return *this;
  }
  Files& append(const std::string& name, const std::string& text) {
    for (auto& file : m_texts) {
      if (file.first == name) file.second += text;
    }
    return *this;
  }
  Files& add(const std::string& name, const std::string& text) {
    m_texts.emplace_back(name, text);
    return *this;
  }
  Result<Recipes> load(const Host& host, const HasProgram& has_program = {}) const {
    std::vector<EmbeddedFile> files;
    for (const auto& [name, text] : m_texts) files.push_back({name, text});
    return load_recipes_from(files, host, {}, has_program);
  }

 private:
  std::vector<std::pair<std::string, std::string>> m_texts;
};

Host debian(const std::string& version = "13", const std::string& codename = "trixie") {
  return linux_host("debian", version, codename);
}

Error error(const Files& files) {
  const Result<Recipes> recipes = files.load(debian());
  REQUIRE_FALSE(recipes);
  return recipes.error();
}

}  // namespace

TEST_CASE("a mistake in a recipe is said with its place and its key") {
  struct Row {
    const char* file;
    const char* from;
    const char* to;
    const char* message;
  };
  const Row rows[] = {
      {"cpython.toml", "build_bytes = 320_000_000", "build_bytes = \"much\"",
       "`build_bytes` must be a number"},
      {"cpython.toml", "build_bytes = 320_000_000", "build_bytes = -1", "`build_bytes` must be a number"},
      {"cpython.toml", "make_install = []", "make_install = [1]", "`make_install` must be a list of strings"},
      {"cpython.toml", "make_install = []", "mkae_install = []", "`mkae_install` is unknown here"},
      {"cpython.toml", "since = \"3.14\"", "since = \"soon\"", "`modules._zstd.since` must be a version"},
      {"cpython.toml", "\"dbm.gnu\"], required = false", "\"dbm.gnu\"], required = \"no\"",
       "`modules._gdbm.required` must be true or false"},
      {"cpython.toml", "imports = [\"bz2\"]", "import = [\"bz2\"]", "`modules._bz2.imports` must name"},
      {"cpython.toml", "\"3.13.0\" = \"0", "\"3.13.0\" = \"G", "`sources.3.13.0` must be a sha256"},
      {"cpython.toml", "\"3.13.0\" =", "\"3.13\" =", "`sources.3.13` must be a full version"},
      {"rust.toml", "[targets]", "[target]", "`target` is unknown here"},
      {"compatibility.toml", "rust_version = \"1.63\"", "", "`pyo3.rust_version` is missing"},
      {"compatibility.toml", "until = \"0.23.2\"", "until = \"0.23.1\"", "`pyo3.from` must be where"},
      {"compatibility.toml", "below = \"0.24.0\"", "", "`dependency.below` is missing"},
      {"compatibility.toml",
       "test_run_path = ", "test_runpath = ", "`pyo3_changes.test_runpath` is unknown here"},
      {"environment.toml", "reach = \"allow\"", "reach = \"maybe\"", "`session.reach` must be"},
      {"environment.toml", "why = \"without", "wyh = \"without", "`session.why` must say why"},
      {"platforms/debian.toml", "rust = [\"rustc\", \"cargo\"]", "rust = \"rustc\"",
       "`packages.rust` must be a list"},
      {"platforms/debian.toml", "suites =", "suits =", "`source_archive.suits` is unknown here"},
  };
  for (const Row& row : rows) {
    INFO(row.from << " becomes " << row.to);
    const Error problem = error(Files().change(row.file, row.from, row.to));
    INFO(row.to << " -> " << problem.message);
    CHECK(problem.code == ErrorCode::recipe);
    const std::string place = std::string("recipes/") + row.file + ":";
    REQUIRE(starts_with(problem.message, place));
    CHECK(contains("123456789", problem.message.substr(place.size(), 1)));
    CHECK(contains(problem.message, row.message));
  }
}

TEST_CASE("an error's position is that of the value") {
  const Error problem =
      error(Files().change("rust.toml", "rustup_version = \"1.28.2\"", "rustup_version = 1"));
  CHECK(starts_with(problem.message, "recipes/rust.toml:3:18: "));
}

TEST_CASE("an unknown key is told the nearest known one") {
  const Error problem = error(Files().change("platforms/debian.toml", "suites =", "suits ="));
  REQUIRE(problem.hints.size() == 1);
  CHECK(contains(problem.hints[0], "`source_archive.suites`"));
}

TEST_CASE("a key that is missing after all layers is named") {
  CHECK(contains(error(Files().change("platforms/debian.toml", "package_manager = \"apt\"", "")).message,
                 "recipes/platforms/debian.toml: the key `package_manager` is missing"));
  CHECK(contains(error(Files().change("cpython.toml", "install_bytes = 110_000_000", "")).message,
                 "`install_bytes`"));
}

TEST_CASE("broken TOML is a recipe error") {
  const Error problem = error(Files().change("rust.toml", "[targets]", "[targets"));
  CHECK(problem.code == ErrorCode::recipe);
  CHECK(starts_with(problem.message, "recipes/rust.toml:"));
}

TEST_CASE("a host without a recipe hears which ones have one") {
  const Result<Recipes> recipes = load_recipes(linux_host("plan9", "4", "", {"unix"}));
  REQUIRE_FALSE(recipes);
  CHECK(recipes.error().code == ErrorCode::unsupported);
  CHECK(contains(recipes.error().message, "`plan9 4`"));
  REQUIRE_FALSE(recipes.error().hints.empty());
  for (const char* part : {"Debian 12, 13, sid", "Ubuntu 22.04, 24.04, 26.04"}) {
    CHECK(contains(recipes.error().hints[0], part));
  }
}

TEST_CASE("a version's table counts for that version of that distribution only") {
  Files files;
  files.append(
      "platforms/debian.toml",
      "[version.\"13\".packages]\nrust = [\"for-13\"]\n[version.forky.packages]\nrust = [\"for-forky\"]\n");
  const auto rust = [&](const Host& host) {
    const Result<Recipes> recipes = files.load(host);
    REQUIRE(recipes);
    return recipes->platform.packages.at("rust").front();
  };
  CHECK(rust(debian("12", "bookworm")) == "rustc");
  CHECK(rust(debian("13", "trixie")) == "for-13");
  CHECK(rust(debian("", "forky")) == "for-forky");
  CHECK(rust(linux_host("ubuntu", "13", "x", {"debian"})) == "rustc");
  CHECK(rust(linux_host("raspbian", "13", "trixie", {"debian"})) == "rustc");
}

TEST_CASE("a mistake in another version's table is found as well") {
  Files files;
  files.append("platforms/debian.toml", "[version.\"99\"]\nnothing = 1\n");
  CHECK(contains(error(files).message, "`version.99.nothing` is unknown"));
}

TEST_CASE("a family that leads back to itself is an error") {
  const Error problem = error(
      Files().change("platforms/debian.toml", "name = \"Debian\"", "name = \"Debian\"\nfamily = \"debian\""));
  CHECK(contains(problem.message, "its own family"));
}

namespace {

constexpr const char* k_mother = R"(
id = "mother"
name = "Mother"
package_manager = "big"
[packages]
build = ["cc"]
linker = ["cc"]
rust = ["rust"]
[version.9]
configure = ["--nine"]
[version."9.6".packages]
rust = ["rust-of-9.6"]
[arch.arm64]
configure = ["--arm"]
[other_manager.small]
package_manager = "small"
[build]
compile_flags = ["-DEXTRA"]
optimized = ["--with-lto"]
make = []
absent = ["_zstd"]
impossible = "nobody can"
[build.environment]
PKG_CONFIG_PATH = "/p"
)";

PlatformRecipe platform_of(const Files& files, const Host& host, const HasProgram& has_program = {}) {
  const auto recipes = files.load(host, has_program);
  REQUIRE(recipes);
  return recipes->platform;
}

}  // namespace

TEST_CASE("a version table is read by VERSION_ID or its first number") {
  Files files;
  files.add("platforms/mother.toml", k_mother);
  CHECK(platform_of(files, linux_host("mother", "9.4", "")).configure == std::vector<std::string>{"--nine"});
  CHECK(platform_of(files, linux_host("mother", "9", "")).configure.size() == 1);
  CHECK(platform_of(files, linux_host("mother", "10.0", "")).configure.empty());
  CHECK(platform_of(files, linux_host("mother", "9.6", "")).packages.at("rust").front() == "rust-of-9.6");
}

TEST_CASE("a family's version tables are read by those that number alike") {
  Files files;
  files.add("platforms/mother.toml", k_mother);
  files.add("platforms/son.toml", "id = \"son\"\nfamily = \"mother\"\nfamily_versions = true\n");
  files.add("platforms/stranger.toml", "id = \"stranger\"\nfamily = \"mother\"\n");
  CHECK(platform_of(files, linux_host("son", "9.4", "")).configure.size() == 1);
  CHECK(platform_of(files, linux_host("stranger", "9.4", "")).configure.empty());
  // Nobody knows how one numbers that is only like it.
  CHECK(platform_of(files, linux_host("nephew", "9.4", "", {"son"})).configure.empty());
}

TEST_CASE("a table for a processor and one for another package manager") {
  Files files;
  files.add("platforms/mother.toml", k_mother);
  Host host = linux_host("mother", "1", "");
  host.arch = "arm64";
  CHECK(platform_of(files, host).configure == std::vector<std::string>{"--arm"});
  CHECK(platform_of(files, host).package_manager == "big");
  const auto manager = [&](const std::vector<std::string>& there) {
    return platform_of(files, host,
                       [&](const std::string& name) {
                         return std::find(there.begin(), there.end(), name) != there.end();
                       })
        .package_manager;
  };
  CHECK(manager({"small"}) == "small");
  CHECK(manager({"big", "small"}) == "big");
  CHECK(manager({}) == "big");
}

TEST_CASE("what differs on a platform goes into how CPython is built") {
  Files files;
  files.add("platforms/mother.toml", k_mother);
  const CpythonRecipe usual = files.load(debian())->cpython;
  const CpythonRecipe here = files.load(linux_host("mother", "1", ""))->cpython;
  CHECK(here.compile_flags.size() == usual.compile_flags.size() + 1);
  CHECK(here.compile_flags.back() == "-DEXTRA");
  CHECK(here.configure_optimized == std::vector<std::string>{"--with-lto"});
  CHECK(here.make.empty());
  CHECK_FALSE(usual.make.empty());
  CHECK(here.impossible == "nobody can");
  CHECK(here.environment.at("PKG_CONFIG_PATH") == "/p");
  for (const StdlibModule& module : here.modules) {
    if (module.configure_name == "_zstd") CHECK_FALSE(module.required);
    if (module.configure_name == "_ssl") CHECK(module.required);
  }
}

TEST_CASE(
    "a repository has a name of ours, an id with the processor in it, and can be emptied by a version") {
  Files files;
  files.append("platforms/debian.toml", R"(
[repositories.extra]
id = "extra-{arch}"
packages = ["plugins"]
command = ["switch-on", "extra-{arch}"]
serves = ["gdbm-devel"]
[repositories.second]
packages = ["second-release"]
[version.12.repositories.extra]
packages = []
command = []
)");
  const Result<Recipes> recipes = files.load(debian());
  REQUIRE(recipes);
  const auto repositories = repositories_for(recipes->platform, "x86_64");
  REQUIRE(repositories.size() == 2);
  CHECK(repositories[0].id == "extra-x86_64");
  CHECK(repositories[0].packages == std::vector<std::string>{"plugins"});
  CHECK(repositories[0].command == std::vector<std::string>{"switch-on", "extra-x86_64"});
  CHECK(repositories[0].serves == std::vector<std::string>{"gdbm-devel"});
  CHECK(repositories[1].id == "second");
  CHECK(repositories[1].command.empty());

  const Result<Recipes> older = files.load(debian("12", "bookworm"));
  REQUIRE(older);
  CHECK(repositories_for(older->platform, "x86_64").size() == 1);

  files.append("platforms/debian.toml", "[repositories.third]\nurl = \"x\"\n");
  CHECK(contains(error(files).message, "`repositories.third.url` is unknown here"));
}
