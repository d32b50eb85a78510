// With a pyenv that only writes down how it was called, and a real process runner.
#include "engine/toolchain/pyenv.hpp"

#include "base/text.hpp"
#include "engine/toolchain/pyenv_definitions.hpp"
#include "support/fakes.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

constexpr const char* k_list =
    "Available versions:\\n  3.13.0\\n  3.13.4t\\n  3.13.12t\\n  3.13t-dev\\n  3.14.3t\\n"
    "  3.14.5rc1t\\n  3.15.0b1t\\n  pypy3.11-7.3.20\\n";

class PyenvWorld {
 public:
  PyenvWorld() {
    root = world.directory.path() / "py env";
    world.user_environment.set("PYENV_ROOT", root.string());
    world.user_environment.set("PYTHON_CONFIGURE_OPTS", "--with-evil");
    world.user_environment.set("PYTHON_BUILD_MIRROR_URL", "file:///mirror");
    world.recipes.cpython.sources = {{{3, 13, 12, {}}, std::string(64, 'a')}};
  }
  void script(const fs::path& path, const std::string& text) {
    write_file(path,
               "#!/bin/sh\n{ echo \"$0 $*\"; env | sort; echo ==; } >>'" + calls().string() + "'\n" + text);
    fs::permissions(path, fs::owner_all);
  }
  // Lists, and "installs" what is named last but for a prefix.
  void pyenv(const std::string& building = "") {
    script(root / "bin/pyenv", "case $2 in --list) printf '" + std::string(k_list) + "'; exit;; esac\n" +
                                   building +
                                   "for name; do :; done\nmkdir -p \"$PYENV_ROOT/versions/$name/bin\"\n"
                                   "cp \"$0\" \"$PYENV_ROOT/versions/$name/bin/python3\"\n");
  }
  Result<fs::path> install(const std::string& wishes) {
    PyenvInstall request;
    request.wishes = parse_python_wishes(wishes).value();
    request.jobs = 3;
    return install_with_pyenv(services, request);
  }
  fs::path calls() const { return world.directory.path() / "calls"; }
  // What each call saw: its argv, then its environment.
  std::vector<std::string> seen() const {
    std::vector<std::string> all;
    std::string text = read_text(calls()).value_or("");
    for (std::size_t end = text.find("==\n"); end != std::string::npos; end = text.find("==\n")) {
      all.push_back(text.substr(0, end));
      text = text.substr(end + 3);
    }
    return all;
  }

  FakeWorld world;
  fs::path root;
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
  Services services{runner,      world.downloader,       world.packages,          world.reporter,
                    world.clock, world.cancel,           world.recipes,           world.host,
                    world.store, world.user_environment, world.child_environment, {}};
};

}  // namespace

TEST_CASE("pyenv builds the newest that is wished for, and that child alone has the options") {
  PyenvWorld scene;
  scene.pyenv("echo 'Installing Python-3.13.12...'\n");
  const auto interpreter = scene.install("3.13");
  if (!interpreter) FAIL(full_text(interpreter.error()));
  CHECK(*interpreter == scene.root / "versions/3.13.12t/bin/python3");
  const std::vector<std::string> seen = scene.seen();
  REQUIRE(seen.size() == 2);
  CHECK(contains(seen[0], "bin/pyenv install --list\n"));
  CHECK_FALSE(contains(seen[0], "PYTHON_CONFIGURE_OPTS"));
  CHECK_FALSE(contains(seen[0], "MAKE_OPTS"));
  CHECK_FALSE(contains(seen[0], "MIRROR"));
  CHECK(contains(seen[1], "\nPYTHON_BUILD_MIRROR_URL=file:///mirror\n"));
  CHECK_FALSE(contains(seen[1], "evil"));
  CHECK(contains(seen[1], "bin/pyenv install --skip-existing --verbose 3.13.12t\n"));
  CHECK(contains(seen[1], "\nPYTHON_CONFIGURE_OPTS=--disable-gil --enable-shared\n"));
  CHECK(contains(seen[1], "\nMAKE_OPTS=-j3\n"));
  CHECK(contains(seen[1], "\nPWD=" + scene.world.store.home.string() + "\n"));  // no .python-version there
  CHECK(contains(seen[1], "\nPYENV_ROOT=" + scene.root.string() + "\n"));
  CHECK_FALSE(contains(seen[1], "PYTHON_BUILD_CACHE_PATH"));
  CHECK(contains(read_file(scene.world.store.logs() / "python-pyenv.log"), "Installing Python-3.13.12..."));

  // It is there now: nothing is built again.
  CHECK(scene.install("3.13"));
  CHECK(scene.seen().size() == 3);
}

TEST_CASE("a pinned archive that ftenv has is offered under pyenv's name for as long as the build takes") {
  PyenvWorld scene;
  scene.pyenv("cat \"$PYTHON_BUILD_CACHE_PATH/Python-3.13.12.tar.xz\" || exit 1\n");
  write_file(scene.world.store.downloads() / std::string(64, 'a'), "the archive\n");
  const auto interpreter = scene.install("3.13.12");
  if (!interpreter) FAIL(full_text(interpreter.error()));
  CHECK(contains(read_file(scene.world.store.logs() / "python-pyenv.log"), "the archive"));
  CHECK(fs::is_empty(scene.world.store.staging()));
  CHECK(fs::exists(scene.world.store.downloads() / std::string(64, 'a')));
}

TEST_CASE("pyenv's own cache is left in its place where it has the archive") {
  PyenvWorld scene;
  scene.pyenv();
  write_file(scene.world.store.downloads() / std::string(64, 'a'), "the archive\n");
  write_file(scene.root / "cache/Python-3.13.12.tar.xz", "its archive\n");
  REQUIRE(scene.install("3.13.12"));
  CHECK_FALSE(contains(scene.seen().back(), "PYTHON_BUILD_CACHE_PATH"));
}

TEST_CASE("a missing definition is said with the newest that there is, and nothing is built") {
  PyenvWorld scene;
  scene.pyenv();
  const auto none = scene.install("3.14.9");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::unsupported);
  CHECK(none.error().finding == "IN-03");
  CHECK(none.error().message ==
        "pyenv has no definition of a free-threaded CPython `3.14.9`; the newest that it has is `3.14.3t`");
  CHECK(contains(full_text(none.error()), "hint: newer definitions come with a newer pyenv"));
  CHECK(contains(full_text(none.error()), "--python 3.14.3"));
  CHECK(scene.seen().size() == 1);

  fs::create_directories(scene.root / ".git");
  const auto checkout = scene.install("3.16");
  REQUIRE_FALSE(checkout);
  CHECK(contains(checkout.error().message, "it has none of that series"));
  CHECK(contains(full_text(checkout.error()), "`git -C '" + scene.root.string() + "' pull`"));
}

TEST_CASE("a later wish is taken where the first has no definition") {
  PyenvWorld scene;
  scene.pyenv();
  const auto interpreter = scene.install("3.14.9,3.13.4");
  REQUIRE(interpreter);
  CHECK(contains(interpreter->string(), "versions/3.13.4t/"));
}

TEST_CASE("a failed build names its log and what explains it") {
  PyenvWorld scene;
  scene.pyenv("echo 'error: failed to download Python-3.13.12.tar.xz'; exit 1\n");
  const auto failed = scene.install("3.13");
  REQUIRE_FALSE(failed);
  CHECK(contains(failed.error().message, "pyenv could not build CPython 3.13.12t: exit code 1"));
  CHECK(failed.error().code == ErrorCode::network);
  CHECK(failed.error().finding == "PY-18");
  CHECK(failed.error().log == (scene.world.store.logs() / "python-pyenv.log").string());
}

TEST_CASE("a pyenv that says it is done and has made nothing, or that does not list") {
  PyenvWorld scene;
  scene.pyenv("exit 0\n");
  const auto nothing = scene.install("3.13");
  REQUIRE_FALSE(nothing);
  CHECK(contains(nothing.error().message,
                 "but there is no `" + scene.root.string() + "/versions/3.13.12t/bin/"));
  scene.script(scene.root / "bin/pyenv", "echo 'pyenv: no such command' >&2; exit 1\n");
  const auto broken = scene.install("3.13");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == ErrorCode::process);
  CHECK(contains(full_text(broken.error()), "it printed: pyenv: no such command"));
}

TEST_CASE("python-build alone is given the prefix, and what it does not finish is removed") {
  PyenvWorld scene;
  const fs::path program = scene.root / "plugins/python-build/bin/python-build";
  const std::string listing = "[ $1 = --definitions ] && { printf '" + std::string(k_list) + "'; exit; }\n";
  scene.script(program, listing + "mkdir -p \"$3/bin\"; exit 1\n");
  scene.world.user_environment.set("PATH", "/nowhere");
  CHECK_FALSE(scene.install("3.14"));
  CHECK_FALSE(fs::exists(scene.root / "versions/3.14.3t"));
  scene.script(program, listing + "mkdir -p \"$3/bin\"; cp \"$0\" \"$3/bin/python3.14t\"\n");
  const auto interpreter = scene.install("3.14");
  if (!interpreter) FAIL(full_text(interpreter.error()));
  CHECK(*interpreter == scene.root / "versions/3.14.3t/bin/python3.14t");
  CHECK(contains(scene.seen().back(),
                 "python-build --verbose 3.14.3t " + (scene.root / "versions/3.14.3t").string()));
}

TEST_CASE("pyenv is the file in its root, in the home, or on PATH; else it is said where was looked") {
  PyenvWorld scene;
  Environment user({{"HOME", (scene.root / "home").string()}, {"PATH", (scene.root / "path").string()}});
  const auto none = find_pyenv(user);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::unsupported);
  CHECK(contains(none.error().message, (scene.root / "home/.pyenv/bin/pyenv").string()));
  scene.script(scene.root / "path/pyenv", "");
  CHECK(find_pyenv(user).value().program == scene.root / "path/pyenv");
  scene.script(scene.root / "home/.pyenv/bin/pyenv", "");
  CHECK(find_pyenv(user).value().program == scene.root / "home/.pyenv/bin/pyenv");
  CHECK(find_pyenv(user).value().root == scene.root / "home/.pyenv");
  // The program of the home with versions elsewhere.
  user.set("PYENV_ROOT", (scene.root / "data").string());
  CHECK(find_pyenv(user).value().program == scene.root / "home/.pyenv/bin/pyenv");
  CHECK(find_pyenv(user).value().root == scene.root / "data");
  user.set("PYENV_ROOT", "data");  // relative: not looked at
  CHECK(find_pyenv(user).value().root == scene.root / "home/.pyenv");
}

TEST_CASE("a series takes its newest release, and only whole free-threaded versions count") {
  const auto present = free_threaded_definitions(
      "Available versions:\n  3.13.1\n  3.13.9t\n  3.13.10t\r\n  3.13t-dev\n3.14.0rc1t\n  3.14.0rc2t\n  "
      "3.15t\n  "
      "stackless-3.4.2t\n  dot.dot.t\n");
  REQUIRE(present.size() == 4);
  const auto newest = [&](const char* wish, const std::function<bool(const Version&)>& suitable = {}) {
    const auto found = newest_accepted(present, parse_python_wishes(wish).value().front(), suitable);
    return found ? found->text() : "";
  };
  CHECK(newest("3.13") == "3.13.10");
  CHECK(newest("3.13.9") == "3.13.9");
  CHECK(newest("3.14").empty());
  CHECK(newest("3.14.0rc1") == "3.14.0rc1");
  CHECK(newest("3.15").empty());
  CHECK(newest("3.13", [](const Version& version) { return version.patch != 10; }) == "3.13.9");
}

}  // namespace ftenv::test
