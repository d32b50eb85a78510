#include "platform/packages/debian_version.hpp"

#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("Debian versions are ordered") {
  // Ascending; each is compared with each.
  const std::vector<std::string> ascending{
      "0~rc1",        "0",        "1.0~rc1-1", "1.0-1",     "1.0-1+b1",   "1.0-1.1",          "1.0-2",
      "1.0+dfsg-1",   "1.0.1-1",  "1.9-1",     "1.10-1",    "3.13.5-2",   "3.13.5-2+deb13u5", "3.13.15-1",
      "3.14.0~rc2-1", "3.14.0-1", "3.14.8-1",  "3.14.10-1", "20260101-1", "1:0.1-1"};
  for (std::size_t i = 0; i < ascending.size(); ++i)
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      INFO(ascending[i] << " and " << ascending[j]);
      const int order = compare_debian_versions(ascending[i], ascending[j]);
      CHECK((order < 0) == (i < j));
      CHECK((order > 0) == (i > j));
    }
}

TEST_CASE("some versions that differ in writing are the same") {
  CHECK(compare_debian_versions("1.0-0", "1.0") == 0);
  CHECK(compare_debian_versions("0:1.0", "1.0") == 0);
  CHECK(compare_debian_versions("1.007", "1.7") == 0);
  CHECK(compare_debian_versions("99999999999999999999999", "99999999999999999999998") > 0);
}

TEST_CASE("the upstream version is what epoch and revision leave") {
  CHECK(upstream_of_debian_version("3.13.5-2+deb13u5") == "3.13.5");
  CHECK(upstream_of_debian_version("1:3.13.5-2") == "3.13.5");
  CHECK(upstream_of_debian_version("3.15.0~rc1-1") == "3.15.0~rc1");
  CHECK(upstream_of_debian_version("1.0-rc1-3") == "1.0-rc1");
  CHECK(upstream_of_debian_version("20260101") == "20260101");
  CHECK(upstream_of_debian_version("") == "");
}

}  // namespace ftenv::test
