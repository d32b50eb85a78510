#include "inspect/python/target_abi.hpp"

#include "support/catch.hpp"

namespace ftenv::test {
namespace {

// version=3.14, abi3=false, lib_name=python3.14t, executable=/p/.venv/bin/python, build_flags=Py_GIL_DISABLED
constexpr const char* k_config =
    "76657273696f6e3d332e31340a616269333d66616c73650a6c69625f6e616d653d707974686f6e332e3134740a65786563757461"
    "626c653d2f702f2e76656e762f62696e2f707974686f6e0a6275696c645f666c6167733d50795f47494c5f44495341424c45440"
    "a";

}  // namespace

TEST_CASE("what PyO3's build script wrote tells its Python") {
  TargetAbi abi;
  REQUIRE(read_pyo3_output(std::string("cargo:rustc-check-cfg=cfg(Py_GIL_DISABLED)\ncargo:PYO3_CONFIG=") +
                               k_config + "\ncargo:rustc-cfg=Py_3_13\ncargo:rustc-cfg=Py_GIL_DISABLED\n",
                           abi));
  CHECK(abi.version.series() == "3.14");
  CHECK(abi.free_threaded);
  CHECK_FALSE(abi.limited);
  CHECK(abi.lib_name == "python3.14t");
  CHECK(abi.executable == "/p/.venv/bin/python");

  TargetAbi newer;  // cargo's newer way to write it
  REQUIRE(read_pyo3_output(std::string("cargo::metadata=PYO3_CONFIG=") + k_config + "\n", newer));
  CHECK(newer.free_threaded);
  CHECK(newer.version.series() == "3.14");

  TargetAbi flags;
  REQUIRE(read_pyo3_output(
      "cargo:rustc-cfg=Py_3_9\ncargo:rustc-cfg=Py_3_13\ncargo:rustc-cfg=Py_LIMITED_API\n", flags));
  CHECK(flags.version.series() == "3.13");
  CHECK(flags.limited);
  CHECK_FALSE(flags.free_threaded);
}

TEST_CASE("an output that names no Python says nothing") {
  for (const char* text :
       {"", "cargo:rustc-check-cfg=cfg(Py_GIL_DISABLED)\ncargo:rustc-check-cfg=cfg(Py_3_14)\n",
        "cargo:PYO3_CONFIG=zz\n", "cargo:PYO3_CONFIG=\n", "Py_3_14\n"}) {
    INFO(text);
    TargetAbi abi;
    CHECK_FALSE(read_pyo3_output(text, abi));
  }
}

}  // namespace ftenv::test
