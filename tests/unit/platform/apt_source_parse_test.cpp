#include "platform/packages/apt_source_parse.hpp"

#include "support/catch.hpp"

namespace ftenv::test {
namespace {

using Names = std::vector<std::string>;

SourcePackage package(const std::string& version, const std::string& suite) {
  return {"python3.13", "", version, suite, ""};
}

}  // namespace

TEST_CASE("the machine's own mirror of Debian is found among its sources") {
  struct Row {
    const char* targets;
    Names mirrors;
  };
  const Row rows[] = {
      {"Debian|Debian|main|http://mirror.example/debian/\n"
       "Debian|Debian|main|http://mirror.example/debian/\n"
       "Debian|Debian-Security|main|http://mirror.example/debian-security/\n",
       {"http://mirror.example/debian/"}},
      {"Debian|Debian|contrib|http://a.example/debian/\nDebian|Debian|main|https://b.example/d/\n"
       "Debian|Debian|main|mirror+file:/etc/apt/mirrors/debian.list/\n",
       {"https://b.example/d/", "mirror+file:/etc/apt/mirrors/debian.list/"}},
      {"Debian Backports|Debian Backports|main|http://a.example/debian/\n", {}},
      {"Ubuntu|Ubuntu|main|http://a.example/ubuntu/\n. nodistro|. nodistro|main|https://b.example/node/\n",
       {}},
      {"Debian|Debian|main|cdrom:[Debian 13]/\n", {}},
      {"Debian|Debian|main|file:/srv/my mirror/\n", {}},
      {"Debian|Debian|main|\n", {}},
      {"||main|http://a.example/\n", {}},
      {"", {}},
  };
  for (const Row& row : rows) {
    INFO(row.targets);
    CHECK(parse_debian_mirrors(row.targets, "main") == row.mirrors);
  }
}

TEST_CASE("showsrc lists versions with the digest of the upstream tarball") {
  const auto packages = parse_showsrc(
      "Package: python3.13\n"
      "Binary: python3.13, python3.13-venv, libpython3.13-stdlib\n"
      "Version: 3.13.5-2+deb13u5\n"
      "Build-Depends: debhelper (>= 11), python3.13:any <cross>\n"
      "Format: 3.0 (quilt)\n"
      "Files:\n"
      " d8bba168e3c3dce76ecddeed76d9dc3a 4298 python3.13_3.13.5-2+deb13u5.dsc\n"
      " dbaa8833aa736eddbb18a6a6ae0c10fa 22856016 python3.13_3.13.5.orig.tar.xz\n"
      "Checksums-Sha256:\n"
      " 4be84e20fb902354fa86955e2fbea6e8bdbd158f54833423488308a9b3532662 4298 "
      "python3.13_3.13.5-2+deb13u5.dsc\n"
      " 93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640 22856016 "
      "python3.13_3.13.5.orig.tar.xz\n"
      " da6e013d98dcf8fc6696cdb2872b0051fc8fdeb632f73ef9f54d7b5a68647401 963 "
      "python3.13_3.13.5.orig.tar.xz.asc\n"
      "Package-List: \n"
      " python3.13 deb python optional arch=any\n"
      "Directory: pool/main/p/python3.13\n"
      "\n"
      "Package: python3.13\n"
      "Version: 3.13.15-1\n"
      "Checksums-Sha512:\n"
      " 0000 23160540 python3.13_3.13.15.orig.tar.xz\n"
      "\n",
      "trixie");
  REQUIRE(packages.size() == 2);
  CHECK(packages[0].package == "python3.13");
  CHECK(packages[0].package_version == "3.13.5-2+deb13u5");
  CHECK(packages[0].upstream_version == "3.13.5");
  CHECK(packages[0].suite == "trixie");
  CHECK(packages[0].sha256 == "93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640");
  CHECK(packages[1].package_version == "3.13.15-1");
  CHECK(packages[1].sha256 == "");
  CHECK(parse_showsrc("", "sid").empty());
  CHECK(parse_showsrc("\n\n", "sid").empty());
}

TEST_CASE("only the tarball is the upstream tarball") {
  CHECK(is_upstream_tarball("python3.13_3.13.5.orig.tar.xz"));
  CHECK(is_upstream_tarball("x_1.orig.tar.gz"));
  CHECK(!is_upstream_tarball("python3.13_3.13.5.orig.tar.xz.asc"));
  CHECK(!is_upstream_tarball("x_1.orig-docs.tar.xz"));
  CHECK(!is_upstream_tarball("python3.13_3.13.5-2.debian.tar.xz"));
  CHECK(!is_upstream_tarball("python3.13_3.13.5-2.dsc"));
  CHECK(!is_upstream_tarball(""));
}

TEST_CASE("versions of several suites become one list, newest first") {
  const auto merged = newest_first({package("3.13.5-2", "trixie"), package("3.13.15-1", "forky"),
                                    package("3.13.15-1", "sid"), package("3.13.9-1", "sid")});
  REQUIRE(merged.size() == 3);
  CHECK(merged[0].package_version == "3.13.15-1");
  CHECK(merged[0].suite == "forky");
  CHECK(merged[1].package_version == "3.13.9-1");
  CHECK(merged[2].package_version == "3.13.5-2");
}

}  // namespace ftenv::test
