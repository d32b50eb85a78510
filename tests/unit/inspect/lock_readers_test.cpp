#include "inspect/locks/lock_readers.hpp"

#include <algorithm>

#include "inspect/locks/lock_shortening.hpp"
#include "support/catch.hpp"

namespace ftenv {
namespace {

Toml toml(const std::string& text) {
  auto parsed = Toml::parse(text, "lock");
  REQUIRE(parsed);
  return *parsed;
}

const LockedDistribution& package(const DependencyLock& lock, const std::string& name) {
  const auto at = std::find_if(lock.packages.begin(), lock.packages.end(),
                               [&](const LockedDistribution& one) { return one.name == name; });
  INFO(name);
  REQUIRE(at != lock.packages.end());
  return *at;
}

TEST_CASE("uv.lock: files, edges, extras, groups and the project", "[lock]") {
  const auto lock = read_uv_lock(toml(R"toml(
version = 1
revision = 5
requires-python = ">=3.11"

[[package]]
name = "demo"
version = "0.1.0"
source = { editable = "." }
dependencies = [
    { name = "swift-io", extra = ["loop"] },
    { name = "wincolor", marker = "sys_platform == 'win32'" },
]
[package.optional-dependencies]
fast = [{ name = "rapid-json" }]
[package.dev-dependencies]
dev = [{ name = "tester" }]

[[package]]
name = "swift-io"
version = "2.0"
source = { registry = "https://index.invalid/simple" }
dependencies = [{ name = "base-lib", version = "1.1" }]
sdist = { url = "https://files.invalid/a1/swift_io-2.0.tar.gz", hash = "sha256:00" }
wheels = [
    { url = "https://files.invalid/b2/swift_io-2.0%2Blocal-cp314-cp314t-manylinux_2_28_x86_64.whl", hash = "sha256:00" },
]
[package.optional-dependencies]
loop = [{ name = "looper" }]

[[package]]
name = "from-git"
version = "3"
source = { git = "https://host.invalid/x?rev=1#2" }
)toml"));
  REQUIRE(lock);
  CHECK(lock->project == "demo");
  CHECK(lock->complete_graph);
  CHECK(lock->requires_python == ">=3.11");
  const LockedDistribution& swift = package(*lock, "swift-io");
  CHECK(swift.wheels ==
        std::vector<std::string>{"swift_io-2.0+local-cp314-cp314t-manylinux_2_28_x86_64.whl"});
  CHECK(swift.sdist);
  CHECK_FALSE(swift.member);
  REQUIRE(swift.needs.size() == 1);
  CHECK(swift.needs[0].version == "1.1");
  CHECK(swift.extras.at("loop")[0].name == "looper");
  CHECK(package(*lock, "from-git").local);
  CHECK(package(*lock, "demo").member);
  REQUIRE(lock->direct.size() == 4);
  CHECK(lock->direct[0].requirement.extras == std::vector<std::string>{"loop"});
  CHECK(lock->direct[1].requirement.marker == "sys_platform == 'win32'");
  CHECK(lock->direct[2].extra == "fast");
  CHECK(lock->direct[3].group == "dev");
  CHECK_FALSE(read_uv_lock(toml("version = 2")));
}

TEST_CASE("pylock.toml: names of files in three ways, markers of packages", "[lock]") {
  const auto lock = read_pylock(toml(R"toml(
lock-version = "1.0"
requires-python = ">=3.11"
[[packages]]
name = "swift-io"
version = "2.0"
marker = "'fast' in extras"
requires-python = ">=3.9"
dependencies = [{ name = "base-lib" }]
wheels = [
    { name = "swift_io-2.0-py3-none-any.whl", url = "https://files.invalid/get?id=7" },
    { path = "wheels/swift_io-2.0-cp314-cp314t-win_amd64.whl" },
    { url = "https://files.invalid/swift_io-2.0-cp39-abi3-win_amd64.whl#sha256=00" },
]
[[packages]]
name = "here"
directory = { path = "." }
[[packages]]
name = "packed"
archive = { url = "https://files.invalid/packed-1.tar.gz" }
)toml"));
  REQUIRE(lock);
  const LockedDistribution& swift = package(*lock, "swift-io");
  CHECK(swift.wheels == std::vector<std::string>{"swift_io-2.0-py3-none-any.whl",
                                                 "swift_io-2.0-cp314-cp314t-win_amd64.whl",
                                                 "swift_io-2.0-cp39-abi3-win_amd64.whl"});
  CHECK_FALSE(swift.sdist);
  CHECK(swift.marker == "'fast' in extras");
  CHECK(swift.needs[0].name == "base-lib");
  CHECK(package(*lock, "here").member);
  CHECK(package(*lock, "packed").sdist);
  CHECK_FALSE(read_pylock(toml("lock-version = \"2.0\"")));
}

TEST_CASE("poetry.lock: files, optional dependencies, extras", "[lock]") {
  const auto lock = read_poetry_lock(toml(R"toml(
[[package]]
name = "swift-io"
version = "2.0"
optional = false
python-versions = ">=3.9"
groups = ["main"]
markers = "sys_platform != \"win32\""
files = [
    {file = "swift_io-2.0-py3-none-any.whl", hash = "sha256:00"},
    {file = "swift_io-2.0.tar.gz", hash = "sha256:00"},
]
[package.dependencies]
Base-Lib = ">=1.0"
looper = {version = ">=0.15", optional = true, markers = "extra == \"loop\""}
quiet = {version = ">=1", optional = true}
[package.extras]
loop = ["looper (>=0.15)", "quiet"]
[metadata]
lock-version = "2.1"
python-versions = "*"
content-hash = "00"
)toml"));
  REQUIRE(lock);
  const LockedDistribution& swift = package(*lock, "swift-io");
  CHECK(swift.sdist);
  CHECK(swift.wheels.size() == 1);
  CHECK(swift.marker == "sys_platform != \"win32\"");
  REQUIRE(swift.needs.size() == 2);  // not `quiet`: only its extra asks for it
  CHECK(swift.needs[0].name == "base-lib");
  CHECK(swift.extras.at("loop").size() == 2);
  CHECK(lock->requires_python.empty());
}

TEST_CASE("a line of one wheel is shortened to its name, and no other", "[lock]") {
  const std::string wheel = "x-1.0+cpu-py3-none-any.whl";
  for (const char* line :
       {"    { url = \"https://files.invalid/a/x-1.0%2Bcpu-py3-none-any.whl\", hash = \"sha256:00\", size = "
        "3 },",
        "{ url = \"https://files.invalid/x-1.0+cpu-py3-none-any.whl\", hashes = { sha256 = \"00\" } },\r",
        "    {file = \"x-1.0+cpu-py3-none-any.whl\", hash = \"sha256:00\"},"}) {
    CHECK(shorten_lock(line) == "\"" + wheel + "\",");
  }
  CHECK(shorten_lock("a\n{file = \"" + wheel + "\"}\n\nb\n") == "a\n\"" + wheel + "\"\n\nb\n");
  for (const std::string line :
       {"    { url = \"https://files.invalid/x-1.0.tar.gz\", hash = \"sha256:00\" },",
        "wheels = [{ url = \"https://files.invalid/x-1.0-py3-none-any.whl\" }]",
        "{ name = \"x\", marker = \"a.whl\" },",
        "{ url = \"x-1.0-py3-none-any.whl\" }, { url = \"y-1.0-py3-none-any.whl\" },",
        "{ url = \"x-1.0-py3-none-any.whl\" }, # not this one }", "{ url = \"x-1.0-py3-none-any.whl", "{",
        "}", ""}) {
    CHECK(shorten_lock(line) == line);
  }
}

TEST_CASE("a shortened lock says the same", "[lock]") {
  const std::string text =
      "version = 1\n[[package]]\nname = \"x\"\nversion = \"1.0\"\nwheels = [\n"
      "    { url = \"https://files.invalid/x-1.0-py3-none-any.whl\", hash = \"sha256:00\" },\n"
      "    { url = \"https://files.invalid/x-1.0-cp39-abi3-win32.whl\", hash = \"sha256:00\" },\n]\n";
  const auto whole = read_uv_lock(toml(text)), shortened = read_uv_lock(toml(shorten_lock(text)));
  REQUIRE(whole);
  REQUIRE(shortened);
  CHECK(whole->packages[0].wheels == shortened->packages[0].wheels);
  CHECK(shortened->packages[0].wheels.size() == 2);
}

TEST_CASE("a requirements file: pins, markers, and who asks for what", "[lock]") {
  const auto lock = read_requirements(
      "# made by a tool\n-e .\n--index-url https://index.invalid\n"
      "swift-io[loop]==2.0 ; sys_platform != 'win32' \\\n"
      "    --hash=sha256:00 \\\n    --hash=sha256:11\n    # via demo\n"
      "base-lib==1.1 \\\r\n    --hash=sha256:00\r\n    # via\r\n    #   -r requirements.in\r\n    #   "
      "swift-io\r\n"
      "https://files.invalid/other-3.0-py3-none-any.whl --hash=sha256:00\n");
  REQUIRE(lock);
  REQUIRE(lock->packages.size() == 3);
  CHECK(lock->packages[0].marker == "sys_platform != 'win32'");
  CHECK(lock->packages[0].version == "2.0");
  CHECK_FALSE(lock->packages[0].files_known);
  REQUIRE(lock->packages[0].needs.size() == 1);
  CHECK(lock->packages[0].needs[0].name == "base-lib");
  CHECK(lock->packages[2].files_known);
  REQUIRE(lock->direct.size() == 2);
  CHECK(lock->direct[0].requirement.name == "swift-io");
  CHECK_FALSE(read_requirements("# nothing\n"));
}

TEST_CASE("pyproject.toml: its three ways to ask", "[lock]") {
  const auto project = read_project_dependencies(toml(R"toml(
[project]
name = "Demo_App"
dependencies = ["swift-io[loop]>=2", "wincolor; sys_platform == 'win32'"]
[project.optional-dependencies]
fast = ["rapid-json"]
[dependency-groups]
lint = ["ruffle", { include-group = "all" }]
all = [{ include-group = "lint" }]
[tool.poetry.group.docs.dependencies]
sphinxy = "^7"
)toml"));
  CHECK(project.name == "demo-app");
  REQUIRE(project.direct.size() == 6);
  CHECK(project.direct[2].extra == "fast");
  CHECK(project.direct[3].group == "lint");
  CHECK(project.direct[5].requirement.name == "sphinxy");

  const auto old = read_project_dependencies(toml(R"toml(
[tool.poetry]
name = "demo"
[tool.poetry.dependencies]
python = "^3.11"
swift-io = { version = "^2", extras = ["loop"] }
rapid-json = { version = "*", optional = true }
[tool.poetry.extras]
fast = ["rapid-json"]
)toml"));
  REQUIRE(old.direct.size() == 2);
  CHECK(old.direct[0].requirement.extras == std::vector<std::string>{"loop"});
  CHECK(old.direct[1].extra == "fast");
}

}  // namespace
}  // namespace ftenv
