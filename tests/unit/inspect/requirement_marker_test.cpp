#include "inspect/locks/requirement_marker.hpp"

#include "inspect/locks/dependency_lock.hpp"
#include "support/catch.hpp"
#include "support/known_hosts.hpp"

namespace ftenv {
namespace {

MarkerEnvironment here() {
  return marker_environment(Version{3, 14, 2, {}}, linux_host("debian", "12", "bookworm"));
}

bool holds(const std::string& marker) {
  INFO(marker);
  const auto value = evaluate_marker(marker, here());
  REQUIRE(value);
  return *value;
}

TEST_CASE("markers of PEP 508 are evaluated", "[marker]") {
  CHECK(holds(""));
  CHECK(holds("sys_platform == 'linux'"));
  CHECK_FALSE(holds("sys_platform == \"win32\""));
  CHECK(holds("python_version >= '3.9'"));  // 3.14 is more than 3.9, not less
  CHECK_FALSE(holds("python_version < '3.9'"));
  CHECK(holds("python_full_version < '3.15'"));
  CHECK(holds("'3.10' <= python_version"));
  CHECK(holds("python_version == '3.14'"));
  CHECK(holds("python_version == '3.*'"));
  CHECK(holds("python_version in '3.13 3.14'"));
  CHECK(holds("platform_machine not in 'arm64 aarch64'"));
  CHECK(holds("implementation_name != 'PyPy' and platform_python_implementation == 'CPython'"));
  CHECK(holds("os_name == 'nt' or (sys_platform == 'linux' and platform_system == 'Linux')"));
  CHECK_FALSE(holds("(os_name == 'nt' or sys_platform == 'linux') and python_version < '3'"));
  // `and` binds closer than `or`.
  CHECK(holds("os_name == 'posix' or os_name == 'nt' and os_name == 'java'"));
}

TEST_CASE("extras and groups are sets", "[marker]") {
  MarkerEnvironment environment = here();
  environment.extras = {"fast-path"};
  environment.groups = {"dev"};
  CHECK(*evaluate_marker("extra == 'Fast_Path'", environment));
  CHECK_FALSE(*evaluate_marker("extra == 'slow'", environment));
  CHECK(*evaluate_marker("extra != 'slow'", environment));
  CHECK(*evaluate_marker("'fast-path' in extras and 'dev' in dependency_groups", environment));
  CHECK_FALSE(*evaluate_marker("'docs' in dependency_groups", environment));
}

TEST_CASE("what is no marker is an error", "[marker]") {
  for (const char* text : {"sys_platform", "sys_platform ==", "== 'linux'", "sys_platform == 'linux",
                           "(os_name == 'nt'", "os_name == 'nt')", "nonsense == '1'", "os_name = 'nt'",
                           "os_name sys_platform", "os_name == sys_platform", "os_name == 'nt' and"}) {
    INFO(text);
    CHECK_FALSE(evaluate_marker(text, here()));
  }
}

TEST_CASE("nesting has a limit", "[marker]") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "os_name == 'posix'" + std::string(depth, ')');
  };
  CHECK(evaluate_marker(nested(20), here()));
  CHECK_FALSE(evaluate_marker(nested(100000), here()));
  CHECK_FALSE(evaluate_marker(nested(1000), here()));
}

TEST_CASE("requirements are taken apart", "[marker]") {
  const auto one = read_requirement("Ruamel.Yaml[jinja2, Old_Ones] ==1.2 ; python_version < '3.9'");
  REQUIRE(one);
  CHECK(one->name == "ruamel-yaml");
  CHECK(one->extras == std::vector<std::string>{"jinja2", "old-ones"});
  CHECK(one->version == "1.2");
  CHECK(one->marker == "python_version < '3.9'");
  CHECK(read_requirement("a>=1,<2")->version.empty());
  CHECK(read_requirement("a (>=1.0)")->name == "a");
  CHECK(read_requirement("a @ https://host.invalid/a-1.0.tar.gz")->name == "a");
  CHECK_FALSE(read_requirement("./wheels/a.whl"));
  CHECK_FALSE(read_requirement("-e ."));
  CHECK_FALSE(read_requirement("a[b"));
  CHECK_FALSE(read_requirement(""));
}

}  // namespace
}  // namespace ftenv
