#include "engine/ways/way.hpp"

#include "base/text.hpp"
#include "engine/steps/steps.hpp"
#include "io/digest.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

const std::string k_digest = sha256_of("a ready-made interpreter");

// What inspect/probes/*.py print for a good interpreter of this version.
std::string answer_of(const std::string& version, const std::string& more = "") {
  return "@@ftenv-answer@@ {\"executable\": \"/usr/bin/python3.14t\", \"prefix\": \"/usr\", \"base_prefix\": "
         "\"/usr\", \"implementation\": \"cpython\", \"version\": \"" +
         version +
         "\", \"releaselevel\": \"final\", \"free_threaded\": true, \"gil_enabled\": false, \"shared\": "
         "true, "
         "\"ext_suffix\": \".cpython-314t-x86_64-linux-gnu.so\", \"soabi\": "
         "\"cpython-314t-x86_64-linux-gnu\", "
         "\"libpython\": \"/usr/lib/libpython3.14t.so\", \"libdir\": \"/usr/lib\", \"headers_exist\": true, "
         "\"checked\": true" +
         more + "} @@ftenv-end@@\n";
}

struct Scene : FakeWorld {
  Scene() {
    host.os = "linux";
    host.arch = "x86_64";
    host.libc = "glibc";
    host.libc_version = "2.36";
    PrebuiltRecipe& prebuilt = recipes.cpython.prebuilt;
    prebuilt.name = "the makers";
    prebuilt.roots = {"https://one.example/dl", "https://two.example/dl/"};
    prebuilt.path = "{tag}/python-{version}%2B{tag}-{target}.tar.gz";
    prebuilt.mirror_variables = {"SOME_MIRROR"};
    prebuilt.targets = {{"linux-x86_64-glibc", "x86_64-linux"}};
    prebuilt.glibc = "2.17";
    prebuilt.prefix = "/install";
    prebuilt.releases = {{*Version::parse("3.14.7"), "2026", "", {{"x86_64-linux", k_digest}}}};
    recipes.cpython.url = "https://upstream.example/{base}/Python-{version}.tar.xz";
    recipes.cpython.sources = {{*Version::parse("3.14.8"), std::string(64, '1')},
                               {*Version::parse("3.13.5"), std::string(64, '2')}};
    recipes.cpython.build_bytes = 1;
    recipes.cpython.install_bytes = 1;
    recipes.compatibility.first_free_threaded = *Version::parse("3.13.0");
    wish("3.14");
  }
  void wish(const std::string& text) { wishes = parse_python_wishes(text).value(); }
  StepContext context() { return {services, options, nullptr, wishes, state, plan}; }

  // The step as it is planned and, where there is something to do, run.
  Result<Probe> probe() {
    StepContext now = context();
    return m_step->probe(now);
  }
  Result<std::string> apply() {
    StepContext now = context();
    return m_step->apply(now);
  }
  std::vector<std::string> asked() const {
    std::vector<std::string> urls;
    for (const DownloadRequest& request : downloader.requests)
      urls.insert(urls.end(), request.urls.begin(), request.urls.end());
    return urls;
  }

 private:
  std::unique_ptr<StepKind> m_step = make_python_step();
};

std::string joined(const Error& error) {
  return error.message + "\n" + join(error.context, "\n");
}

}  // namespace

TEST_CASE("ready-made comes before building, and the plan says so in one line") {
  Scene scene;
  const auto probe = scene.probe();
  REQUIRE(probe);
  CHECK(probe->verdict == Verdict::change);
  CHECK(contains(probe->because, "CPython 3.14.7 ready-made by the makers"));
  CHECK(contains(probe->because, "built from source if it can't be had"));
  CHECK_FALSE(scene.state.compiles_python);
  CHECK(scene.downloader.requests.empty());
  for (const ProcessRequest& request : scene.processes.requests)
    CHECK(request.argv == std::vector<std::string>{});
}

TEST_CASE("a mirror is asked before the makers' own servers, and what is not pinned never") {
  Scene scene;
  scene.options.from = "prebuilt";
  scene.options.mirror = "file:///mnt/mirror";
  scene.user_environment.set("SOME_MIRROR", "https://mirror.example/root/");
  REQUIRE(scene.probe());
  REQUIRE_FALSE(scene.apply());
  CHECK(scene.asked() ==
        std::vector<std::string>{"file:///mnt/mirror/2026/python-3.14.7%2B2026-x86_64-linux.tar.gz",
                                 "https://mirror.example/root/2026/python-3.14.7%2B2026-x86_64-linux.tar.gz",
                                 "https://one.example/dl/2026/python-3.14.7%2B2026-x86_64-linux.tar.gz",
                                 "https://two.example/dl/2026/python-3.14.7%2B2026-x86_64-linux.tar.gz"});
  CHECK(scene.downloader.requests[0].sha256 == k_digest);
}

TEST_CASE("a machine that nothing is made for is told why when nothing else is allowed") {
  Scene scene;
  scene.options.from = "prebuilt";
  SECTION("another architecture") {
    scene.host.arch = "riscv64";
    const auto probe = scene.probe();
    REQUIRE_FALSE(probe);
    CHECK(probe.error().code == ErrorCode::unsupported);
    CHECK(contains(joined(probe.error()), "linux-riscv64-glibc"));
  }
  SECTION("an old C library") {
    scene.host.libc_version = "2.12";
    CHECK(contains(joined(scene.probe().error()), "need glibc 2.17, here is 2.12"));
  }
  SECTION("a version that is not pinned") {
    scene.wish("3.14.6");
    CHECK(contains(joined(scene.probe().error()), "no ready-made 3.14.6"));
  }
  SECTION("--offline without it in the cache") {
    scene.options.offline = true;
    CHECK(contains(joined(scene.probe().error()), "not in the download cache"));
  }
  SECTION("--offline with a mirror on this machine is fine") {
    scene.options.offline = true;
    scene.options.mirror = "file:///mnt/mirror";
    CHECK(scene.probe());
  }
}

TEST_CASE("when all ways fail, all that was tried is told, and nothing before that") {
  Scene scene;
  scene.wish("3.14,3.13");
  REQUIRE(scene.probe());
  const auto made = scene.apply();
  REQUIRE_FALSE(made);
  CHECK(made.error().code == ErrorCode::network);
  const std::string all = joined(made.error());
  for (const char* part :
       {"CPython 3.14: prebuilt: ", "CPython 3.14: source: ", "CPython 3.13: source: ",
        "CPython 3.13: no ready-made 3.13", "no package of a free-threaded CPython 3.14"}) {
    INFO(part << " in " << all);
    CHECK(contains(all, part));
  }
  CHECK(scene.reporter.notes.empty());
}

TEST_CASE("an interruption or a full disk ends it at once") {
  for (const ErrorCode code : {ErrorCode::interrupted, ErrorCode::disk}) {
    Scene scene;
    scene.downloader.answer = [&](const DownloadRequest&) -> Result<Download> { return fail(code, "no"); };
    REQUIRE(scene.probe());
    const auto made = scene.apply();
    REQUIRE_FALSE(made);
    CHECK(made.error().code == code);
    CHECK(scene.downloader.requests.size() == 1);
  }
}

TEST_CASE("the distribution's own package is installed and then asked what it is") {
  Scene scene;
  scene.options.from = "system";
  scene.recipes.platform.name = "Distro";
  CHECK(contains(joined(scene.probe().error()), "Distro has no package of a free-threaded CPython 3.14"));

  scene.recipes.platform.system_python["3.14"] = {{"py314t", "py314t-devel"}, "", {}, "/usr/bin/python3.14t"};
  const auto probe = scene.probe();
  REQUIRE(probe);
  REQUIRE(probe->commands.size() == 1);
  CHECK(contains(display(probe->commands[0]), "py314t py314t-devel"));
  CHECK(scene.packages.install_calls.empty());

  std::string version = "3.14.3";
  scene.processes.answer = [&](const ProcessRequest&) { return exits(0, answer_of(version)); };
  SECTION("it serves") {
    // The library that it loads is in its prefix: /usr is there on every machine.
    scene.processes.answer = [&](const ProcessRequest&) {
      return exits(0, answer_of(version, ", \"libpython\": \"/usr/bin/env\""));
    };
    const auto made = scene.apply();
    INFO((made ? std::string() : joined(made.error())));
    REQUIRE(made);
    CHECK(scene.packages.install_calls == std::vector<std::string>{"py314t", "py314t-devel"});
    CHECK(scene.state.python->origin == "system");
    CHECK(scene.state.python->facts.version.text() == "3.14.3");
  }
  SECTION("it is another version than was asked for") {
    scene.wish("3.14.9");
    const auto made = scene.apply();
    REQUIRE_FALSE(made);
    CHECK(contains(joined(made.error()), "is CPython 3.14.3, but 3.14.9 was asked for"));
  }
  SECTION("--offline installs nothing") {
    scene.options.offline = true;
    REQUIRE_FALSE(scene.apply());
    CHECK(scene.packages.install_calls.empty());
  }
}

TEST_CASE("a way that is none is a usage error") {
  const auto ways = make_ways("magic");
  REQUIRE_FALSE(ways);
  CHECK(ways.error().code == ErrorCode::usage);
  CHECK(make_ways("auto")->size() == 5);
  CHECK(make_ways("auto")->back()->id() == "source");
}

TEST_CASE("an interpreter that a program of the system brings, where that program is") {
  Scene scene;
  scene.options.from = "system";
  scene.recipes.platform.system_python["3.14"] = {{}, "bringer", {"bringer", "3.14t"}, "{PLACE}/python3.14t"};
  scene.user_environment.set("PLACE", "/usr/bin");
  const auto absent = scene.probe();
  REQUIRE_FALSE(absent);
  CHECK(contains(joined(absent.error()), "`bringer`, which brings a free-threaded CPython, is not here"));

  scene.services.view.find_program = [](const std::string& name, const std::string&) {
    return name == "bringer" ? std::optional<fs::path>("/usr/bin/bringer") : std::nullopt;
  };
  const auto probe = scene.probe();
  REQUIRE(probe);
  CHECK(contains(probe->because, "to be brought by `bringer`"));
  REQUIRE(probe->commands.size() == 1);
  CHECK(probe->commands[0].argv == std::vector<std::string>{"bringer", "3.14t"});
  scene.processes.answer = [](const ProcessRequest& request) {
    return request.argv.front() == "bringer"
               ? exits(0)
               : exits(0, answer_of("3.14.8", ", \"libpython\": \"/usr/bin/env\""));
  };
  REQUIRE(make_directories(scene.store.logs()));
  const auto taken = scene.apply();
  REQUIRE(taken);
  CHECK(scene.processes.started("bringer"));
  CHECK(scene.state.python->executable == "/usr/bin/python3.14t");
}

TEST_CASE("where CPython can't be built nobody is promised that it will be") {
  Scene scene;
  scene.recipes.cpython.impossible = "it has no configure here";
  const auto probe = scene.probe();
  REQUIRE(probe);
  CHECK_FALSE(contains(probe->because, "built from source"));
  Scene other;
  other.recipes.cpython.impossible = "it has no configure here";
  other.options.from = "source";
  const auto refused = other.probe();
  REQUIRE_FALSE(refused);
  CHECK(contains(joined(refused.error()), "it has no configure here"));
}
