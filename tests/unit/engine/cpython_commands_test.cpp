#include "engine/cpython/commands.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"

using namespace ftenv;
using ftenv::test::FakeWorld;

namespace {

CpythonRecipe recipe() {
  CpythonRecipe recipe;
  recipe.configure = {"--disable-gil", "--enable-shared"};
  recipe.configure_optimized = {"--with-lto"};
  recipe.series_configure = {{"3.15", {"--with-system-libmpdec=no"}}};
  recipe.compile_flags = {"-g0"};
  recipe.link_flags = {"-s"};
  recipe.make = {"LINKFORSHARED=x"};
  return recipe;
}

CpythonBuild build_of(const char* version) {
  CpythonBuild build;
  build.source.version = *Version::parse(version);
  build.source.sha256 = std::string(64, 'a');
  build.jobs = 3;
  return build;
}

bool has(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

TEST_CASE("configure's arguments follow series, platform and --optimized") {
  PlatformRecipe platform;
  platform.configure = {"--with-openssl=/opt"};
  CpythonBuild build = build_of("3.14.7");
  CHECK(configure_arguments(recipe(), platform, build) ==
        std::vector<std::string>{"--disable-gil", "--enable-shared", "--with-openssl=/opt"});
  build.optimized = true;
  CHECK(has(configure_arguments(recipe(), platform, build), "--with-lto"));
  CHECK(has(configure_arguments(recipe(), platform, build_of("3.15.0")), "--with-system-libmpdec=no"));
  CHECK_FALSE(has(configure_arguments(recipe(), platform, build_of("3.14.7")), "--with-system-libmpdec=no"));
}

TEST_CASE("our flags are in configure's environment and nowhere else") {
  FakeWorld world;
  world.recipes.cpython = recipe();
  world.user_environment.set("CFLAGS", "-DX");
  const auto commands =
      cpython_commands(world.services, build_of("3.14.7"), "/store/pythons/cpython-x").value();
  REQUIRE(commands.size() == 3);
  const Command& configure = commands[0];
  CHECK(configure.argv[0] == "./configure");
  CHECK(has(configure.argv, "--prefix=/store/pythons/cpython-x"));
  CHECK(has(configure.argv, "--libdir=/store/pythons/cpython-x/lib"));
  CHECK(configure.environment.at("CFLAGS_NODIST") == "-g0");
  CHECK(configure.environment.at("LDFLAGS_NODIST") == "-s");
  CHECK(configure.environment.at("py_cv_module__tkinter") == "n/a");
  CHECK(configure.directory == (world.store.builds() / "cpython-x" / "source").string());
  for (const Command& make : {commands[1], commands[2]}) {
    CHECK(make.argv[0] == "make");
    CHECK(has(make.argv, "-j3"));
    CHECK(has(make.argv, "LINKFORSHARED=x"));
    CHECK(make.environment.count("CFLAGS_NODIST") == 0);
  }
  CHECK(has(commands[2].argv, "DESTDIR=" + (world.store.staging() / "cpython-x").string()));

  const ProcessRequest request = request_for(world.services, configure);
  CHECK_FALSE(request.environment.has("CFLAGS"));
  CHECK(request.environment.get("CFLAGS_NODIST") == "-g0");
}

TEST_CASE("a profile is asked for only where it is taken, and a platform's variables are configure's alone") {
  FakeWorld world;
  world.recipes.cpython = recipe();
  world.recipes.cpython.environment = {{"PKG_CONFIG_PATH", "/p"}};
  CpythonBuild build = build_of("3.14.7");
  build.optimized = true;
  const auto profiled = [&] {
    const auto commands = cpython_commands(world.services, build, "/store/pythons/cpython-x").value();
    CHECK(commands[0].environment.at("PKG_CONFIG_PATH") == "/p");
    CHECK(commands[1].environment.count("PKG_CONFIG_PATH") == 0);
    return has(commands[1].argv, "PROFILE_TASK=-m test --pgo -j3");
  };
  CHECK_FALSE(profiled());
  world.recipes.cpython.configure_optimized = {"--enable-optimizations", "--with-lto"};
  CHECK(profiled());
}

TEST_CASE("on macOS make gets no option that Apple's does not know, and names are made relative after it") {
  FakeWorld world;
  world.recipes.cpython = recipe();
  const auto evals = [](const Command& command) {
    return std::any_of(command.argv.begin(), command.argv.end(),
                       [](const std::string& word) { return word.rfind("--eval", 0) == 0; });
  };
  const auto commands = [&] {
    return cpython_commands(world.services, build_of("3.14.7"), "/store/pythons/cpython-x").value();
  };
  world.host.os = "linux";
  CHECK(evals(commands()[1]));
  CHECK(evals(commands()[2]));
  world.host.os = "macos";
  world.host.arch = "arm64";
  const auto mac = commands();
  CHECK_FALSE(evals(mac[1]));
  CHECK_FALSE(evals(mac[2]));
  REQUIRE(mac.size() == 7);
  const std::string staged = (world.store.staging() / "cpython-x/store/pythons/cpython-x").string();
  CHECK(mac[3].argv == std::vector<std::string>{"install_name_tool", "-id", "@rpath/libpython3.14t.dylib",
                                                staged + "/lib/libpython3.14t.dylib"});
  CHECK(mac[6].argv ==
        std::vector<std::string>{"codesign", "--force", "--sign", "-", staged + "/bin/python3.14t"});
}

TEST_CASE("tkinter is configured only when asked for") {
  CpythonBuild build = build_of("3.14.7");
  build.tkinter = true;
  CHECK(configure_variables(recipe(), build).count("py_cv_module__tkinter") == 0);
}

TEST_CASE("every input changes the fingerprint, and jobs do not") {
  FakeWorld world;
  world.recipes.cpython = recipe();
  world.host.libc = "glibc";
  const CpythonBuild build = build_of("3.14.7");
  std::set<std::string> seen{fingerprint_inputs(world.services, build, "gcc 12")};
  const auto is_new = [&](const CpythonBuild& other, const std::string& compiler) {
    return seen.insert(fingerprint_inputs(world.services, other, compiler)).second;
  };
  CHECK_FALSE(is_new(build, "gcc 12"));
  CpythonBuild same = build;
  same.jobs = 9;
  same.source.path = "/elsewhere/x.tar.xz";
  CHECK_FALSE(is_new(same, "gcc 12"));
  CHECK(is_new(build, "gcc 13"));
  CHECK(is_new(build_of("3.14.8"), "gcc 12"));
  CpythonBuild changed = build;
  changed.source.sha256[0] = 'b';
  CHECK(is_new(changed, "gcc 12"));
  changed = build;
  changed.optimized = true;
  CHECK(is_new(changed, "gcc 12"));
  changed = build;
  changed.tkinter = true;
  CHECK(is_new(changed, "gcc 12"));
  world.host.libc_version = "2.41";
  CHECK(is_new(build, "gcc 12"));
  world.recipes.cpython.compile_flags = {"-g1"};
  CHECK(is_new(build, "gcc 12"));
  world.recipes.cpython.link_flags = {};
  CHECK(is_new(build, "gcc 12"));
  world.recipes.cpython.make = {};
  CHECK(is_new(build, "gcc 12"));
  world.recipes.platform.configure = {"--with-openssl=/opt"};
  CHECK(is_new(build, "gcc 12"));
}
