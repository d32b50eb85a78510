// Where a wheel installs, and why not here.
#include "adapter/engine/wheel_maker.hpp"

namespace ftenv::test {
namespace {

WheelReport report_of(const std::string& tag, const WheelHere& here = linux_here()) {
  const TestDir dir;
  WheelParts parts;
  parts.tag = tag;
  return look_at(make_wheel(dir, parts), {}, here);
}

WheelHere with_python(int minor, bool free_threaded) {
  WheelHere here = linux_here();
  here.python = WheelPython{Version{3, minor, 0, {}}, free_threaded, "/p/.venv"};
  return here;
}

bool refused(const std::string& tag, const WheelHere& here) {
  return !report_of(tag, here).refused.empty();
}

}  // namespace

TEST_CASE("each kind of wheel says where it installs") {
  struct Row {
    const char* tag;
    const char* where;
  };
  for (const Row& row : std::vector<Row>{
           {"cp314-cp314t-win_amd64", "free-threaded CPython 3.14, on Windows amd64"},
           {"cp314-cp314-linux_x86_64",
            "CPython 3.14 with the GIL, on Linux x86_64 like the one that built it"},
           {"cp39-abi3-macosx_11_0_arm64",
            "CPython 3.9 and newer with the GIL, on macOS 11 or newer (arm64)"},
           {"cp315-abi3t-any", "free-threaded CPython 3.15 and newer, on any system"},
           {"cp315-abi3.abi3t-any",
            "CPython 3.15 and newer with the GIL, free-threaded CPython 3.15 and newer, on any system"},
           {"cp312-abi3.abi3t-any",
            "CPython 3.12 and newer with the GIL, free-threaded CPython 3.15 and newer, on any system"},
           {"py2.py3-none-any", "any Python 3, on any system"},
           {"pp310-pypy310_pp73-any", "the interpreter `pp310`, on any system"},
           {"py3-none-manylinux_2_28_x86_64.manylinux2014_x86_64",
            "any Python 3, on Linux x86_64 with glibc 2.17 or newer"}}) {
    INFO(row.tag);
    CHECK(report_of(row.tag).installs == row.where);
  }
}

TEST_CASE("why pip would refuse a wheel here is one sentence about what is known") {
  CHECK(report_of("cp314-cp314t-win_amd64").refused ==
        "pip would refuse it here: it is for Windows amd64, and this is Linux x86_64 with glibc 2.36");
  CHECK(refused("cp314-cp314t-manylinux_2_39_x86_64", linux_here()));
  CHECK(refused("cp314-cp314t-musllinux_1_2_x86_64", linux_here()));
  CHECK(refused("cp314-cp314t-manylinux_2_17_aarch64", linux_here()));
  // No interpreter is known: nothing is said about it.
  CHECK_FALSE(refused("cp39-cp39-manylinux_2_17_x86_64", linux_here()));

  const WheelHere free = with_python(14, true), gil = with_python(14, false), later = with_python(15, true);
  CHECK(report_of("cp314-cp314-linux_x86_64", free).refused ==
        "pip would refuse it here: it is for CPython 3.14 with the GIL, and `/p/.venv` is free-threaded "
        "CPython 3.14");
  CHECK_FALSE(refused("cp314-cp314t-linux_x86_64", free));
  CHECK(refused("cp313-cp313t-linux_x86_64", free));
  CHECK(refused("cp39-abi3-linux_x86_64", free));
  CHECK_FALSE(refused("cp39-abi3-linux_x86_64", gil));
  CHECK(refused("cp315-abi3-linux_x86_64", gil));
  CHECK(refused("cp315-abi3t-linux_x86_64", free));
  CHECK_FALSE(refused("cp315-abi3t-linux_x86_64", later));
  CHECK_FALSE(refused("cp312-abi3.abi3t-linux_x86_64", later));
  CHECK_FALSE(refused("py3-none-any", later));
  CHECK(refused("py2-none-any", later));
}

TEST_CASE("the environment of a folder is known by its own folders") {
  const TestDir dir;
  CHECK_FALSE(python_of_folder(dir.path()));
  write_file(dir / ".venv/pyvenv.cfg", "home = /usr/bin\n");
  fs::create_directories(dir / ".venv/lib/python3.14t/site-packages");
  const auto python = python_of_folder(dir.path());
  REQUIRE(python);
  CHECK(python->version.series() == "3.14");
  CHECK(python->free_threaded);
}

}  // namespace ftenv::test
