#include "inspect/wheel/wheel_tags.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/known_hosts.hpp"

namespace ftenv {
namespace {

Host glibc_host(const char* version) {
  Host host = linux_host("debian", "12", "bookworm");
  host.libc_version = version;
  return host;
}

bool takes(const WheelTarget& target, const Host& host, const std::string& tags) {
  const auto name = read_wheel_name("x-1.0-" + tags + ".whl");
  REQUIRE(name);
  return WheelTags(target, host).rank(*name).has_value();
}

const WheelTarget k_free{Version{3, 14, 0, {}}, true, Version{3, 15, 0, {}}};
const WheelTarget k_gil{Version{3, 14, 0, {}}, false, Version{3, 15, 0, {}}};
const WheelTarget k_next{Version{3, 15, 0, {}}, true, Version{3, 15, 0, {}}};

TEST_CASE("the tags of a glibc, from the newest down, with the old names of three", "[wheel_tags]") {
  const auto tags = platform_tags(glibc_host("2.18"));
  const std::vector<std::string> head(tags.begin(), tags.begin() + 4);
  CHECK(head == std::vector<std::string>{"manylinux_2_18_x86_64", "manylinux_2_17_x86_64",
                                         "manylinux2014_x86_64", "manylinux_2_16_x86_64"});
  CHECK(tags.back() == "linux_x86_64");
  CHECK(std::count(tags.begin(), tags.end(), "manylinux1_x86_64") == 1);
}

TEST_CASE("other processors have no tag older than glibc 2.17", "[wheel_tags]") {
  Host host = glibc_host("2.36");
  host.arch = "aarch64";
  const auto tags = platform_tags(host);
  CHECK(std::count(tags.begin(), tags.end(), "manylinux_2_17_aarch64") == 1);
  CHECK(std::count(tags.begin(), tags.end(), "manylinux_2_16_aarch64") == 0);
}

TEST_CASE("musl, macOS and Windows", "[wheel_tags]") {
  Host musl = glibc_host("1.2");
  musl.libc = "musl";
  CHECK(platform_tags(musl) == std::vector<std::string>{"musllinux_1_2_x86_64", "musllinux_1_1_x86_64",
                                                        "musllinux_1_0_x86_64", "linux_x86_64"});
  Host mac;
  mac.os = "macos";
  mac.arch = "arm64";
  mac.distro_version = "14.5";
  CHECK(takes(k_free, mac, "cp314-cp314t-macosx_11_0_arm64"));
  CHECK(takes(k_free, mac, "cp314-cp314t-macosx_10_13_universal2"));
  CHECK_FALSE(takes(k_free, mac, "cp314-cp314t-macosx_15_0_arm64"));
  CHECK_FALSE(takes(k_free, mac, "cp314-cp314t-macosx_10_13_x86_64"));
  Host windows;
  windows.os = "windows";
  windows.arch = "x86_64";
  CHECK(platform_tags(windows) == std::vector<std::string>{"win_amd64"});
}

TEST_CASE("what a free-threaded interpreter takes, and what one with the GIL does", "[wheel_tags]") {
  const Host host = glibc_host("2.36");
  CHECK(takes(k_free, host, "cp314-cp314t-manylinux_2_17_x86_64.manylinux2014_x86_64"));
  CHECK_FALSE(takes(k_free, host, "cp314-cp314-manylinux_2_17_x86_64"));
  CHECK_FALSE(takes(k_free, host, "cp39-abi3-manylinux_2_17_x86_64"));
  CHECK_FALSE(takes(k_free, host, "cp313-cp313t-manylinux_2_17_x86_64"));
  CHECK_FALSE(takes(k_free, host, "cp314-cp314t-manylinux_2_37_x86_64"));
  CHECK_FALSE(takes(k_free, host, "cp314-cp314t-musllinux_1_2_x86_64"));
  CHECK(takes(k_free, host, "py2.py3-none-any"));
  CHECK(takes(k_free, host, "py3-none-manylinux_2_17_x86_64"));
  CHECK_FALSE(takes(k_free, host, "py2-none-any"));
  CHECK(takes(k_gil, host, "cp314-cp314-manylinux_2_17_x86_64"));
  CHECK(takes(k_gil, host, "cp39-abi3-manylinux_2_17_x86_64"));
  CHECK_FALSE(takes(k_gil, host, "cp315-abi3-manylinux_2_17_x86_64"));
}

TEST_CASE("abi3t is taken from 3.15 on, abi3 still not", "[wheel_tags]") {
  const Host host = glibc_host("2.36");
  CHECK(takes(k_next, host, "cp315-abi3t-manylinux_2_17_x86_64"));
  CHECK(takes(k_next, host, "cp315-abi3.abi3t-manylinux_2_17_x86_64"));
  CHECK_FALSE(takes(k_next, host, "cp315-abi3-manylinux_2_17_x86_64"));
  CHECK_FALSE(takes(k_free, host, "cp314-abi3t-manylinux_2_17_x86_64"));
}

TEST_CASE("a compiled wheel comes before one of Python alone", "[wheel_tags]") {
  const WheelTags tags(k_free, glibc_host("2.36"));
  const auto compiled = read_wheel_name("x-1.0-cp314-cp314t-manylinux2014_x86_64.whl");
  const auto pure = read_wheel_name("x-1.0-py3-none-any.whl");
  REQUIRE(tags.rank(*compiled));
  REQUIRE(tags.rank(*pure));
  CHECK(*tags.rank(*compiled) < *tags.rank(*pure));
}

}  // namespace
}  // namespace ftenv
