// What files of a person's own may change, and what they may not.
#include "base/text.hpp"
#include "model/finding_pages.hpp"
#include "model/recipe/overlay_rules.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

using namespace ftenv;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

const std::string k_digest(64, '1');
const std::string k_other_digest(64, '2');

Overlay folder(const std::string& name, const Files& files) {
  Overlay overlay{name, {}};
  for (const auto& [file, text] : files) overlay.files.push_back({file, name + "/" + file, text});
  return overlay;
}

Host debian() {
  return linux_host("debian", "13", "trixie");
}

Recipes good(const Files& files, const Host& host = debian()) {
  auto recipes = load_recipes(host, {folder("/own", files)});
  INFO((recipes ? "" : recipes.error().message));
  REQUIRE(recipes);
  return *recipes;
}

Error bad(const Files& files, const Host& host = debian()) {
  const auto recipes = load_recipes(host, {folder("/own", files)});
  REQUIRE_FALSE(recipes);
  CHECK(recipes.error().code == ErrorCode::usage);
  return recipes.error();
}

std::string all_of(const Error& error) {
  return error.message + "\n" + join(error.hints, "\n");
}

}  // namespace

TEST_CASE("an overlay replaces what has its name, adds the rest and leaves everything else") {
  const Recipes shipped = load_recipes(debian()).value();
  const Recipes recipes = good(
      {{"compatibility.toml", "[maturin]\nmin = \"1.15\"\n"},
       {"cpython.toml", "[sources]\n\"3.14.99\" = \"" + k_digest + "\"\n"},
       {"environment.toml",
        "[mine]\nnames = [\"ACME_*\"]\nreach = \"allow\"\nwhy = \"our build scripts need it\"\n"},
       {"platforms/debian.toml",
        "[packages]\nrust = [\"my-rust\"]\nextra = [\"more\"]\n[module_packages]\n_ssl = \"my-ssl\"\n"}});
  CHECK(recipes.compatibility.maturin_requirement == ">=1.15,<2.0.0");
  CHECK(recipes.cpython.sources.size() == shipped.cpython.sources.size() + 1);
  CHECK(recipes.cpython.sources[1].version == Version{3, 14, 99, ""});
  CHECK(recipes.platform.packages.at("rust") == std::vector<std::string>{"my-rust"});
  CHECK(recipes.platform.packages.at("extra") == std::vector<std::string>{"more"});
  CHECK(recipes.platform.packages.at("build") == shipped.platform.packages.at("build"));
  CHECK(recipes.platform.module_packages.at("_ssl") == "my-ssl");
  CHECK(recipes.platform.module_packages.at("zlib") == "zlib1g-dev");
  CHECK(is_allowed("ACME_TOKEN", recipes.environment));
  CHECK(is_allowed("PATH", recipes.environment));
  CHECK_FALSE(is_allowed("PYTHONPATH", recipes.environment));
  REQUIRE(recipes.overlays.size() == 1);
  CHECK(contains(overlay_note(recipes.overlays), "`/own` (compatibility.toml, cpython.toml, "));
  CHECK(overlay_note({}).empty());
}

TEST_CASE("of two overlays the last has the last word") {
  const auto rust = [](const std::string& package) {
    return Files{{"platforms/debian.toml", "[packages]\nrust = [\"" + package + "\"]\n"}};
  };
  Files both = rust("first");
  both[0].second += "tkinter = [\"tk\"]\n";
  const auto recipes = load_recipes(debian(), {folder("/own", both), folder("/asked", rust("second"))});
  REQUIRE(recipes);
  CHECK(recipes->platform.packages.at("rust") == std::vector<std::string>{"second"});
  CHECK(recipes->platform.packages.at("tkinter") == std::vector<std::string>{"tk"});
}

TEST_CASE("an overlay adds a platform, with the commands of its family") {
  const Host aurora = linux_host("aurora", "2", "", {"debian"});
  const Files files = {
      {"platforms/aurora.toml",
       "id = \"aurora\"\nname = \"Aurora\"\nreleases = [\"2\"]\nfamily = \"debian\"\n"
       "[module_packages]\nreadline = \"libedit-readline-dev\"\n"
       "[version.1.build]\nabsent = [\"_zstd\"]\n[version.2.build]\nabsent = [\"_gdbm\"]\n"}};
  const Recipes recipes = good(files, aurora);
  CHECK(recipes.platform.id == "aurora");
  CHECK(recipes.platform.name == "Aurora");
  CHECK(recipes.platform.package_manager == "apt");
  CHECK(recipes.platform.module_packages.at("readline") == "libedit-readline-dev");
  CHECK(recipes.platform.module_packages.at("zlib") == "zlib1g-dev");
  CHECK(recipes.platform.build.absent == std::vector<std::string>{"_gdbm"});
  SECTION("where it is for another machine it changes nothing") {
    CHECK(good(files).platform.id == "debian");
  }
  SECTION("a change to the family reaches it, and its own word counts more") {
    Files more = files;
    more.insert(more.begin(), {"platforms/debian.toml",
                               "[module_packages]\nreadline = \"not-this\"\nzlib = \"zlib-ng-compat\"\n"});
    const Recipes changed = good(more, aurora);
    CHECK(changed.platform.module_packages.at("readline") == "libedit-readline-dev");
    CHECK(changed.platform.module_packages.at("zlib") == "zlib-ng-compat");
  }
  SECTION("a machine without any recipe hears of it") {
    Host other = linux_host("plan9", "4", "");
    other.os = "plan9";
    const auto none = load_recipes(other, {folder("/own", files)});
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::unsupported);
    CHECK(contains(none.error().hints.at(0), "Aurora 2"));
  }
}

TEST_CASE("an overlay's ready-made interpreters have digests, and its mirror serves pinned files") {
  const Recipes recipes = good({{"cpython.toml",
                                 "url = \"https://mirror.example/{version}.tar.xz\"\n"
                                 "[prebuilt]\nroots = [\"https://mirror.example/releases\"]\n"
                                 "[prebuilt.releases.\"3.14.99\"]\ntag = \"20270101\"\n"
                                 "[prebuilt.releases.\"3.14.99\".sha256]\nx86_64-unknown-linux-gnu = \"" +
                                     k_digest + "\"\n"}});
  CHECK(recipes.cpython.url == "https://mirror.example/{version}.tar.xz");
  CHECK(recipes.cpython.prebuilt.roots == std::vector<std::string>{"https://mirror.example/releases"});
  CHECK(recipes.cpython.prebuilt.releases.front().tag == "20270101");
}

TEST_CASE("a page of an overlay takes the place of the one with its id, or is added") {
  const std::string page = "title = \"mine\"\nabout = \"about\"\nway_out = \"out\"\nnot_detected = \"no\"\n";
  const Overlay own = folder("/own", {{"findings/IN.toml", "[IN-01]\n" + page + "[IN-99]\n" + page},
                                      {"findings/XX.toml", "title = \"Ours\"\n[XX-01]\n" + page}});
  const auto pages = FindingPages::load({own});
  INFO((pages ? "" : pages.error().message));
  REQUIRE(pages);
  CHECK(pages->find("IN-01")->title == "mine");
  CHECK(pages->find("IN-99")->title == "mine");
  CHECK(pages->find("IN-02")->title == FindingPages::load()->find("IN-02")->title);
  CHECK(pages->families().back().title == "Ours");
  CHECK(pages->find("XX-01"));
  CHECK(pages->families().size() == FindingPages::load()->families().size() + 1);

  const auto wrong =
      FindingPages::load({folder("/own", {{"findings/IN.toml", "\n[IN-01]\ntitle = \"x\"\n"}})});
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::usage);
  CHECK(starts_with(wrong.error().message, "/own/findings/IN.toml:2:"));
}

TEST_CASE("a mistake in an overlay is said with its place and what was meant") {
  struct Row {
    const char* file;
    std::string text;
    const char* place;
    const char* part;
  };
  const Row row = GENERATE(
      Row{"cpython.toml", "[sources\n", "/own/cpython.toml:1:", ""},
      Row{"cpython.toml", "[sources]\n\"3.14\" = \"" + k_digest + "\"\n",
          "/own/cpython.toml:2:", "full version"},
      Row{"cpython.toml", "[sources]\n\"3.14.99\" = \"abc\"\n", "/own/cpython.toml:2:", "sha256"},
      Row{"platforms/debian.toml", "[pakages]\nrust = []\n",
          "/own/platforms/debian.toml:2:", "did you mean `packages"},
      Row{"platforms/debian.toml", "packages = 1\n", "/own/platforms/debian.toml:1:", "must be a table"},
      Row{"platforms/debian.toml", "[packages]\nrust = \"rust\"\n",
          "/own/platforms/debian.toml:2:", "list of strings"},
      Row{"platforms/debian.toml", "releases = 3\n", "/own/platforms/debian.toml:1:", "`releases`"},
      Row{"platforms/other.toml", "id = \"debian\"\n",
          "/own/platforms/other.toml:1:", "what the file is called"},
      Row{"compatibility.toml", "[maturin]\nmin = \"new\"\n", "/own/compatibility.toml:2:", "`maturin.min`"},
      Row{"compatibility.toml", "[maturin]\nmni = \"1.2\"\n", "/own/compatibility.toml:2:", "`maturin.min`"},
      Row{"environment.toml", "[mine]\nnames = [\"ACME\"]\nreach = \"allow\"\n",
          "/own/environment.toml:1:", "say why"});
  CAPTURE(row.file, row.text);
  const std::string text = all_of(bad({{row.file, row.text}}));
  CHECK(starts_with(text, row.place));
  CHECK(contains(text, row.part));
}

TEST_CASE("a file that no overlay has is refused, with the name that was meant") {
  struct Row {
    const char* file;
    const char* part;
  };
  const Row row = GENERATE(
      Row{"failure.toml", "did you mean `failures.toml`?"},
      Row{"platform/debian.toml", "it may have platforms/NAME.toml"},
      Row{"platforms/a/b.toml", "platforms/NAME.toml"}, Row{"platforms/.toml", "platforms/NAME.toml"},
      Row{"cpython.tml", "did you mean `cpython.toml`?"}, Row{"rust.toml", "it may have"},
      Row{"interpreters.toml", "it may have"}, Row{"programs.toml", "it may have"},
      Row{"workflow.toml", "it may have"}, Row{"variables.toml", "it may have"},
      Row{"redaction.toml", "it may have"}, Row{"configure_warmup.toml", "it may have"});
  CAPTURE(row.file);
  const std::string text = all_of(bad({{row.file, ""}}));
  CHECK(contains(text, "no file `" + std::string(row.file) + "`"));
  CHECK(contains(text, row.part));
}

TEST_CASE("no key of an overlay becomes a command, a place or a download that nobody has pinned") {
  struct Row {
    const char* file;
    std::string text;
    const char* part;
  };
  const char* debian_file = "platforms/debian.toml";
  const char* closed = "is none that an overlay may have";
  const Row row = GENERATE_COPY(
      Row{debian_file, "configure = [\"CC=/tmp/evil\"]\n", closed},
      Row{debian_file, "[build]\ncompile_flags = [\"-fplugin=/tmp/evil.so\"]\n", closed},
      Row{debian_file, "[build]\nlink_flags = [\"-B/tmp\"]\n", closed},
      Row{debian_file, "[build]\nmake = [\"SHELL=/tmp/evil\"]\n", closed},
      Row{debian_file, "[build]\noptimized = [\"CC=/tmp/evil\"]\n", closed},
      Row{debian_file, "[build.environment]\nCC = \"/tmp/evil\"\n", closed},
      Row{debian_file, "[version.13.build.environment]\nCC = \"/tmp/evil\"\n", closed},
      Row{debian_file, "[arch.x86_64.build]\nmake = [\"SHELL=/tmp/evil\"]\n", closed},
      Row{debian_file, "[other_manager.port]\nconfigure = [\"CC=/tmp/evil\"]\n", closed},
      Row{debian_file, "[repositories.x]\ncommand = [\"/tmp/evil\"]\n", closed},
      Row{debian_file, "[repositories.x]\npackages = [\"evil\"]\n", closed},
      Row{debian_file, "[system_python.\"3.14\"]\ninstall = [\"/tmp/evil\"]\n", closed},
      Row{debian_file, "[system_python.\"3.14\"]\nexecutable = \"/tmp/evil\"\n", closed},
      Row{debian_file, "[system_python.\"3.14\"]\nprogram = \"evil\"\n", closed},
      Row{debian_file, "[tools.x]\nprobe = [\"/tmp/evil\"]\n", closed},
      Row{debian_file, "[tools.x]\ninstall = [\"/tmp/evil\"]\n", closed},
      Row{debian_file, "[source_archive]\nkeyring = \"/tmp/evil.gpg\"\n", closed},
      Row{debian_file, "[packages]\nrust = [\"--allow-unauthenticated\"]\n", "plain package name"},
      Row{debian_file, "[packages]\nrust = [\"/tmp/evil.deb\"]\n", "plain package name"},
      Row{debian_file, "[packages]\nrust = [\"evil.rpm\"]\n", "plain package name"},
      Row{debian_file, "[packages]\nrust = [\"https://x/evil\"]\n", "plain package name"},
      Row{debian_file, "[packages]\nrust = [\"gcc-\"]\n", "plain package name"},
      Row{debian_file, "[packages]\nrust = [\"lib*\"]\n", "plain package name"},
      Row{debian_file, "[packages]\nrust = [\"a b\"]\n", "plain package name"},
      Row{debian_file, "[packages]\nrust = [\"\"]\n", "plain package name"},
      Row{debian_file, "[version.13.packages]\nrust = [\"./evil\"]\n", "plain package name"},
      Row{debian_file, "[module_packages]\n_ssl = \"$(evil)\"\n", "plain package name"},
      Row{debian_file, "family = \"../../evil\"\n", "one word"},
      Row{debian_file, "name = \"\\u001b]0;evil\\u0007\"\n", "control character"},
      Row{"cpython.toml", "default = \"/tmp/evil/python\"\n", closed},
      Row{"cpython.toml", "configure = [\"CC=/tmp/evil\"]\n", closed},
      Row{"cpython.toml", "make_install = [\"SHELL=/tmp/evil\"]\n", closed},
      Row{"cpython.toml", "always = [\"evil\"]\n", closed},
      Row{"cpython.toml", "[modules]\nevil = { imports = [\"evil\"] }\n", closed},
      Row{"cpython.toml", "[series.\"3.14\"]\nconfigure = [\"CC=/tmp/evil\"]\n", closed},
      Row{"cpython.toml", "[prebuilt.programs]\nclang = \"/tmp/evil\"\n", closed},
      Row{"cpython.toml", "[prebuilt]\npath = \"../evil\"\n", closed},
      Row{"cpython.toml", "[prebuilt]\nmirror_variables = [\"EVIL\"]\n", closed},
      Row{"cpython.toml", "url = \"file:///tmp/evil\"\n", "no http(s) address"},
      Row{"cpython.toml", "[prebuilt]\nroots = [\"/tmp/evil\"]\n", "no http(s) address"},
      Row{"cpython.toml", "[prebuilt.releases.\"3.14.99\"]\ntag = \"1\"\n", "has no digest"},
      Row{"cpython.toml", "[prebuilt.releases.\"3.14.99\"]\ntag = \"../../x\"\n", "one word"},
      Row{"cpython.toml", "[sources]\n\"3.14.8\" = \"" + k_digest + "\"\n", "another digest"},
      Row{"cpython.toml",
          "[prebuilt.releases.\"3.14.7\".sha256]\nx86_64-unknown-linux-gnu = \"" + k_digest + "\"\n",
          "another digest"},
      Row{"environment.toml", "[loader]\nnames = [\"LD_PRELOAD\"]\nreach = \"allow\"\nwhy = \"x\"\n",
          "group of ftenv's own"},
      Row{"environment.toml", "[x]\nnames = [\"LD_PRELOAD\"]\nreach = \"allow\"\nwhy = \"x\"\n",
          "keeps from all"},
      Row{"environment.toml", "[x]\nnames = [\"LD_PREL*\"]\nreach = \"allow\"\nwhy = \"x\"\n",
          "keeps from all"},
      Row{"environment.toml", "[x]\nnames = [\"PYTHON_G*\"]\nreach = \"allow\"\nwhy = \"x\"\n",
          "keeps from all"},
      Row{"environment.toml", "[x]\nnames = [\"DYLD_INSERT_LIBRARIES\"]\nreach = \"allow\"\nwhy = \"x\"\n",
          "keeps from all"},
      Row{"environment.toml", "[x]\nnames = [\"*\"]\nreach = \"allow\"\nwhy = \"x\"\n", "too many"},
      Row{"environment.toml", "[x]\nnames = [\"ACME\"]\nreach = \"allow\"\nwatched = true\nwhy = \"x\"\n",
          closed});
  CAPTURE(row.file, row.text);
  const std::string text = all_of(bad({{row.file, row.text}}));
  CHECK(starts_with(text, std::string("/own/") + row.file + ":"));
  CHECK(contains(text, row.part));
}

TEST_CASE("what the compiled recipes call their packages would pass the overlay's rule as well") {
  // Otherwise a person could not say in an overlay what ftenv itself says.
  int names = 0;
  for (const EmbeddedFile& file : embedded_recipes()) {
    if (!starts_with(file.name, "platforms/")) continue;
    const Toml table = Toml::parse(file.content, std::string(file.name)).value();
    for (const auto& [purpose, packages] : table["packages"].members()) {
      for (const std::string& package : packages.strings()) {
        ++names;
        CAPTURE(file.name, package);
        const auto parsed =
            parse_overlay({std::string(file.name), "x", "[packages]\nrust = [\"" + package + "\"]\n"});
        CHECK(parsed);
      }
    }
  }
  CHECK(names > 100);
}

TEST_CASE("of two overlays the upper may give a version of its own another digest") {
  const auto pin = [](const std::string& digest) {
    return Files{{"cpython.toml", "[sources]\n\"3.14.99\" = \"" + digest + "\"\n"}};
  };
  const auto recipes =
      load_recipes(debian(), {folder("/own", pin(k_digest)), folder("/asked", pin(k_other_digest))});
  REQUIRE(recipes);
  CHECK(recipes->cpython.sources[1].sha256 == k_other_digest);
}
