#include "inspect/python/registries.hpp"

#include "support/temp.hpp"

namespace ftenv::test {
namespace {

struct Configured {
  TestDir dir;
  Environment user{{{"HOME", (dir / "home").string()}}};
  std::vector<Registry> registries() const {
    return registries_of(user, read_pip_config(user, dir / "venv", dir / "root"),
                         read_cargo_config(dir / "project", user), {dir / "venv", dir / "home/.cargo"});
  }
};

}  // namespace

TEST_CASE("pip's own source says where it goes when nobody has told it") {
  CHECK(default_index_of_pip(
            "class PackageIndex:\n    pass\n\n\nPyPI = PackageIndex(\"https://index.example/\", "
            "file_storage_domain=\"files.example\")\n"
            "TestPyPI = PackageIndex(\n    \"https://test.example/\"\n)\n") == "https://index.example/");
  CHECK(default_index_of_pip("PyPI = PackageIndex(URL)\n").empty());
  CHECK(default_index_of_pip("").empty());
}

TEST_CASE("the registries of pip and cargo are those that they would use") {
  Configured machine;
  SECTION("nothing is configured, nothing was used") {
    CHECK(machine.registries().empty());
  }
  SECTION("the defaults, as the tools have brought them along") {
    write_file(machine.dir / "venv/lib/python3.14t/site-packages/pip/_internal/models/index.py",
               "PyPI = PackageIndex(\"https://index.example/\")\n");
    write_file(machine.dir / "home/.cargo/registry/index/crates.example-1949cf8c6b5b557f/config.json", "{}");
    write_file(machine.dir / "home/.cargo/registry/index/git.example-1ecc6299db9ec823/.git/HEAD", "");
    const auto all = machine.registries();
    REQUIRE(all.size() == 2);
    CHECK(all[0].ask == "https://index.example/simple/pip/");
    CHECK(all[1].ask == "https://crates.example/config.json");
    CHECK(all[1].named.empty());
  }
  SECTION("pip's files, and a variable that wins over them") {
    write_file(machine.dir / "root/etc/pip.conf",
               "[global]\nindex-url = https://one.example/simple\nextra-index-url =\n    "
               "https://two.example/simple\n"
               "cert = /ours.pem\nproxy = http://proxy.example:3128\n");
    auto all = machine.registries();
    REQUIRE(all.size() == 2);
    CHECK(all[0].url == "https://one.example/simple");
    CHECK(all[0].named == (machine.dir / "root/etc/pip.conf").string() + ":2");
    CHECK(all[0].proxy == "http://proxy.example:3128");
    CHECK(all[0].certificates.file == "/ours.pem");
    CHECK(all[1].ask == "https://two.example/simple/pip/");
    machine.user.set("PIP_INDEX_URL", "https://three.example/");
    all = machine.registries();
    REQUIRE(all.size() == 2);
    CHECK(all[0].ask == "https://three.example/pip/");
    CHECK(all[0].named == "PIP_INDEX_URL");
    machine.user.set("PIP_NO_INDEX", "1");
    CHECK(machine.registries().empty());
  }
  SECTION("cargo's replacement is asked instead of the default") {
    write_file(machine.dir / "home/.cargo/registry/index/crates.example-1949cf8c6b5b557f/config.json", "{}");
    write_file(machine.dir / "project/.cargo/config.toml",
               "[source.default]\nreplace-with = \"mirror\"\n"
               "[source.mirror]\nregistry = \"sparse+https://mirror.example/index\"\n"
               "[source.unused]\nregistry = \"https://unused.example/\"\n"
               "[registries.git]\nindex = \"ssh://git@git.example/index\"\n");
    machine.user.set("https_proxy", "http://proxy.example:1");
    const auto all = machine.registries();
    REQUIRE(all.size() == 1);
    CHECK(all[0].ask == "https://mirror.example/index/config.json");
    CHECK(all[0].named == (machine.dir / "project/.cargo/config.toml").string() + ":4");
    CHECK(all[0].proxy == "http://proxy.example:1");
    CHECK(all[0].proxy_named == "https_proxy");
  }
  SECTION("vendored crates need no network") {
    write_file(machine.dir / "home/.cargo/registry/index/crates.example-1949cf8c6b5b557f/config.json", "{}");
    write_file(machine.dir / "project/.cargo/config.toml",
               "[source.default]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendor\"\n");
    CHECK(machine.registries().empty());
  }
  SECTION("what was told to stay offline is not asked") {
    write_file(machine.dir / "project/.cargo/config.toml",
               "[net]\noffline = true\n[registries.ours]\nindex = \"sparse+https://ours.example/\"\n");
    CHECK(machine.registries().empty());
  }
}

}  // namespace ftenv::test
