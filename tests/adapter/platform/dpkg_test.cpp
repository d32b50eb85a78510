#include "children.hpp"
#include "platform/packages/apt.hpp"
#include "platform/packages/debian_version.hpp"

namespace ftenv::test {
namespace {

bool have(const char* program) {
  if (find_program(program, "/usr/bin:/bin")) return true;
  WARN("not checked: this machine has no " << program);
  return false;
}

}  // namespace

TEST_CASE("the real dpkg-query tells what is missing") {
  if (!have("dpkg-query")) return;
  const CancelToken never;
  SystemProcessRunner runner(never);
  Apt apt({runner, small_environment()}, "/var/lib/apt/lists", [] { return Elevation::none; });
  // awk is virtual: mawk, gawk or original-awk provides it.
  const auto missing = apt.missing({"ftenv-no-such-package", "dpkg", "awk", "another-missing-one"});
  REQUIRE(missing);
  CHECK(*missing == std::vector<std::string>{"ftenv-no-such-package", "another-missing-one"});
  CHECK(apt.missing({"dpkg"}).value().empty());
}

TEST_CASE("the real apt-cache names a candidate only for what it knows") {
  if (!have("apt-cache")) return;
  const CancelToken never;
  SystemProcessRunner runner(never);
  Apt apt({runner, small_environment()}, "/var/lib/apt/lists", [] { return Elevation::none; });
  CHECK(!apt.candidate("dpkg").value().empty());
  CHECK(apt.candidate("ftenv-no-such-package").value().empty());
}

TEST_CASE("versions are ordered as the real dpkg orders them") {
  if (!have("dpkg")) return;
  const std::vector<std::string> versions{"1.0-1", "1.0~rc1-1", "1:0.1", "1.0+dfsg-1", "1.0.1", "1.10",
                                          "1.9",   "1.0-1+b1",  "1.0-0", "1.0",        "1a",    "1~~",
                                          "1~~a",  "1.a1",      "1.+1",  "007-1",      "7-1"};
  for (const std::string& left : versions)
    for (const std::string& right : versions) {
      ProcessRequest request;
      request.argv = {"dpkg", "--compare-versions", left, "lt", right};
      request.environment = small_environment();
      const auto outcome = run(request);
      REQUIRE(outcome);
      INFO(left << " < " << right);
      CHECK((compare_debian_versions(left, right) < 0) == outcome->status.ok());
    }
}

}  // namespace ftenv::test
