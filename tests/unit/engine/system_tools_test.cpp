#include "engine/system_tools.hpp"

#include "base/text.hpp"
#include "engine/rust/install.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

struct Scene : FakeWorld {
  Scene() {
    user_environment.set("PLACE", "/vendor");
    recipes.platform.tools = {{"cc",
                               "the vendor's compiler",
                               {"linker"},
                               {"{PLACE}/where", "-p"},
                               {"get-it", "--now"},
                               "a window opens"}};
  }
  std::vector<SystemTool> missing(const std::vector<std::string>& purposes) {
    return missing_tools(services, purposes).value();
  }
};

}  // namespace

TEST_CASE("a tool is asked for by its probe, and only for its purpose") {
  Scene scene;
  scene.processes.answer = [](const ProcessRequest&) { return exits(0, "/vendor/tools\n"); };
  CHECK(scene.missing({"build"}).empty());
  CHECK(scene.processes.requests.empty());
  CHECK(scene.missing({"build", "linker"}).empty());
  CHECK(scene.processes.requests.front().argv == std::vector<std::string>{"/vendor/where", "-p"});
}

TEST_CASE("a probe that fails, is not there or prints nothing means that the tool is missing") {
  Scene scene;
  for (const ProcessOutcome& outcome :
       {exits(2), exits(0, " \n"), ProcessOutcome{{ExitStatus::not_found, 0}, {}, {}, {}}}) {
    scene.processes.answer = [&](const ProcessRequest&) { return outcome; };
    const auto missing = scene.missing({"linker"});
    REQUIRE(missing.size() == 1);
    const Error error = missing_tools_error(missing);
    CHECK(error.code == ErrorCode::unsupported);
    CHECK(contains(error.message, "the vendor's compiler is not there"));
    CHECK(error.hints ==
          std::vector<std::string>{"run this, then start again: get-it --now (a window opens)"});
  }
}

TEST_CASE("Rust comes by its pinned installer, else by the system's package") {
  Scene scene;
  scene.host.os = "linux";
  scene.host.arch = "riscv64";
  scene.host.libc = "glibc";
  scene.user_environment.set("PATH", "");
  scene.child_environment.set("HOME", "/nonexistent");
  scene.child_environment.set("PATH", "");
  scene.recipes.rust.toolchain = "stable";
  scene.recipes.platform.packages["rust"] = {"rust", "cargo"};
  CHECK(rust_install_command(scene.services).argv ==
        std::vector<std::string>{"fake-install", "rust", "cargo"});
  scene.recipes.rust.targets = {{"riscv64-unknown-linux-gnu", std::string(64, '1')}};
  CHECK(rust_install_command(scene.services).argv.front() == "rustup-init");
}
