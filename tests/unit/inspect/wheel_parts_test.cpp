// What a wheel's name, RECORD, METADATA and WHEEL say.
#include "inspect/wheel/wheel_metadata.hpp"
#include "inspect/wheel/wheel_name.hpp"
#include "inspect/wheel/wheel_record.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {
using Names = std::vector<std::string>;
}

TEST_CASE("a wheel's name is taken apart") {
  const auto name =
      read_wheel_name("PyYAML-6.0.3-1a-cp39.cp310-abi3.abi3t-manylinux_2_17_x86_64.manylinux2014_x86_64.whl");
  REQUIRE(name);
  CHECK(name->distribution == "PyYAML");
  CHECK(name->version == "6.0.3");
  CHECK(name->build == "1a");
  CHECK(name->abis == Names{"abi3", "abi3t"});
  CHECK(name->tags().size() == 8);
  CHECK(name->tags()[1].text() == "cp39-abi3-manylinux2014_x86_64");
  for (const char* bad :
       {"", ".whl", "a-1.whl", "a-1-py3-none-any.zip", "a-1-py3-none.whl", "a-1-x-py3-none-any.whl",
        "a--py3-none-any.whl", "-1-py3-none-any.whl", "a-one-py3-none-any.whl", "a-1-py3--any.whl",
        "a-1-py3..py2-none-any.whl", "pyyaml-6.0.3-cp314-cp314t-linux_x86_64 (1).whl",
        "a-1-2-3-py3-none-any.whl", "a-1-py3-none-../x.whl"}) {
    INFO(bad);
    CHECK_FALSE(read_wheel_name(bad));
  }
  std::string many = "a-1-p";
  for (int i = 0; i < 5000; ++i) many += ".p";
  CHECK_FALSE(read_wheel_name(many + "-none-any.whl"));
}

TEST_CASE("tags of the ABI say what a wheel promises") {
  CHECK(read_abi_tag("cp314t").kind == AbiTag::free_threaded);
  CHECK(read_abi_tag("cp314t").python == "314");
  CHECK(read_abi_tag("cp314td").kind == AbiTag::free_threaded);
  CHECK(read_abi_tag("cp314").kind == AbiTag::gil);
  CHECK(read_abi_tag("cp37m").kind == AbiTag::gil);
  CHECK(read_abi_tag("abi3").kind == AbiTag::stable);
  CHECK(read_abi_tag("abi3t").kind == AbiTag::stable_free_threaded);
  CHECK(read_abi_tag("none").kind == AbiTag::none);
  for (const char* other : {"pypy310_pp73", "cp", "cpt", "cp314x", ""})
    CHECK(read_abi_tag(other).kind == AbiTag::other);
  CHECK(minor_of("314") == 14);
  CHECK(minor_of("39") == 9);
  for (const char* other : {"27", "3", "", "3x", "399999999"}) CHECK(minor_of(other) == 0);
}

TEST_CASE("tags of the platform say the system and the processor") {
  struct Row {
    const char* tag;
    PlatformTag::System system;
    int first, second;
    const char* arch;
  };
  for (const Row& row : std::vector<Row>{{"manylinux_2_28_aarch64", PlatformTag::manylinux, 2, 28, "aarch64"},
                                         {"manylinux2014_x86_64", PlatformTag::manylinux, 2, 17, "x86_64"},
                                         {"manylinux2010_i686", PlatformTag::manylinux, 2, 12, "i686"},
                                         {"manylinux1_x86_64", PlatformTag::manylinux, 2, 5, "x86_64"},
                                         {"musllinux_1_2_x86_64", PlatformTag::musllinux, 1, 2, "x86_64"},
                                         {"linux_x86_64", PlatformTag::linux_any, 0, 0, "x86_64"},
                                         {"win_amd64", PlatformTag::windows, 0, 0, "amd64"},
                                         {"win32", PlatformTag::windows, 0, 0, "x86"},
                                         {"any", PlatformTag::any, 0, 0, ""},
                                         {"manylinux_2_x", PlatformTag::other, 0, 0, ""},
                                         {"macosx_11", PlatformTag::other, 0, 0, ""}}) {
    INFO(row.tag);
    const PlatformTag tag = read_platform_tag(row.tag);
    CHECK(tag.system == row.system);
    CHECK(tag.libc_major == row.first);
    CHECK(tag.libc_minor == row.second);
    CHECK(tag.arch == row.arch);
  }
  const PlatformTag mac = read_platform_tag("macosx_10_13_universal2");
  CHECK(mac.os_minor == 13);
  CHECK(processors_of(mac) == Names{"x86_64", "arm64"});
  CHECK(processors_of(read_platform_tag("win_arm64")) == Names{"arm64"});
  CHECK(processors_of(read_platform_tag("linux_vax")).empty());
}

TEST_CASE("names and versions that mean the same compare equal") {
  CHECK(normal_project_name("Ruamel.Yaml__clib") == normal_project_name("ruamel-yaml-clib"));
  CHECK(normal_project_name("a") != normal_project_name("b"));
  for (const auto& [one, other] : std::vector<std::pair<const char*, const char*>>{{"1.0", "1.0.0"},
                                                                                   {"1.0_cu12", "1.0+cu12"},
                                                                                   {"v2.1", "2.1"},
                                                                                   {"1.0.beta1", "1.0b1"},
                                                                                   {"1.0RC1", "1.0rc1"}}) {
    INFO(one);
    CHECK(normal_version(one) == normal_version(other));
  }
  for (const auto& [one, other] : std::vector<std::pair<const char*, const char*>>{
           {"1.0", "1.0.1"}, {"1", "10"}, {"1.0", "1.0rc1"}, {"1.0a1", "1.0b1"}}) {
    INFO(one);
    CHECK(normal_version(one) != normal_version(other));
  }
}

TEST_CASE("RECORD is read line by line") {
  const WheelRecord record = read_wheel_record(
      "a.py,sha256=abc=,12\r\n\"odd, "
      "\"\"name\"\".py\",SHA256=x,0\nx.dist-info/RECORD,,\n\nb.py,sha256=q,many\n"
      "no fields\n\"open,sha256=,1\n\"a\"b,sha256=,1\n,sha256=,1\nx,y,z,1\n");
  REQUIRE(record.rows.size() == 4);
  CHECK(record.rows[0].path == "a.py");
  CHECK(record.rows[0].digest == "abc");
  CHECK(record.rows[0].size == std::optional<std::uintmax_t>(12));
  CHECK(record.rows[1].path == "odd, \"name\".py");
  CHECK(record.rows[1].algorithm == "sha256");
  CHECK(record.rows[2].algorithm.empty());
  CHECK_FALSE(record.rows[2].size);
  CHECK_FALSE(record.rows[3].size);
  CHECK(record.rows[3].line == 5);
  CHECK(record.unreadable == std::vector<int>{6, 7, 8, 9, 10});
}

TEST_CASE("a digest is written as RECORD has it") {
  // Of no bytes at all.
  CHECK(record_digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") ==
        "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
  CHECK(record_digest("e3b0").empty());
  CHECK(record_digest(std::string(64, 'x')).empty());
}

TEST_CASE("METADATA and WHEEL end at the first empty line") {
  const WheelMetadata metadata = read_wheel_metadata(
      "Metadata-Version: 2.4\r\nName: hello\nVersion: 1.0\nClassifier: Programming Language :: Python :: "
      "Free Threading :: 3 - Stable\n"
      "License: a\n  Name: other\nRequires-Python: >=3.9\n\nName: body\n");
  CHECK(metadata.name == "hello");
  CHECK(metadata.version == "1.0");
  CHECK(metadata.requires_python == ">=3.9");
  CHECK(metadata.says_free_threading());
  CHECK_FALSE(read_wheel_metadata("Name: x\n\nClassifier: Programming Language :: Python :: Free Threading\n")
                  .says_free_threading());
  const WheelFile wheel =
      read_wheel_file("Wheel-Version: 1.0\nRoot-Is-Purelib: True\nTag: py2-none-any\nTag: py3-none-any\n");
  CHECK(wheel.wheel_version == "1.0");
  CHECK(wheel.purelib);
  CHECK(wheel.tags == Names{"py2-none-any", "py3-none-any"});
}

}  // namespace ftenv::test
