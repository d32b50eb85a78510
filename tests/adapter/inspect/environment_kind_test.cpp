#include "inspect/python/environment_kind.hpp"

#include "inspect/python/installed_distributions.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

TEST_CASE("the folders below lib/ tell which ABI an environment has") {
  const TestDir dir;
  CHECK(venv_kind(dir.path()) == AbiKind::unknown);
  write_file(dir / "lib/python3.14-config/x", "");
  write_file(dir / "lib/python3/x", "");
  CHECK(venv_kind(dir.path()) == AbiKind::unknown);
  write_file(dir / "lib/python3.14t/x", "");
  CHECK(venv_kind(dir.path()) == AbiKind::free_threaded);
  write_file(dir / "lib/python3.13t/x", "");
  CHECK(venv_kind(dir.path()) == AbiKind::free_threaded);
  write_file(dir / "lib/python3.14/x", "");
  CHECK(venv_kind(dir.path()) == AbiKind::unknown);
}

TEST_CASE("conda's own record tells which Python an environment of its has") {
  const TestDir dir;
  CHECK(conda_kind(dir.path()) == CondaKind::none);
  write_file(dir / "conda-meta/python_abi-3.14-8_cp314t.json", "{}");
  write_file(dir / "conda-meta/python-dateutil-2.9.0-pyhd8ed1ab_0.json", "{}");
  write_file(dir / "conda-meta/history", "");
  CHECK(conda_kind(dir.path()) == CondaKind::unknown);
  SECTION("with the GIL") {
    write_file(dir / "conda-meta/python-3.14.0-h32b2ec7_101_cp314.json", "{}");
    CHECK(conda_kind(dir.path()) == CondaKind::gil);
  }
  SECTION("without") {
    write_file(dir / "conda-meta/python-3.14.0-h81f2deb_101_cp314t.json", "{}");
    CHECK(conda_kind(dir.path()) == CondaKind::free_threaded);
  }
}

TEST_CASE("installed distributions are read from their records") {
  const TestDir dir;
  const fs::path site = dir / "lib/python3.14t/site-packages";
  write_file(site / "numpy-2.3.1.dist-info/RECORD",
             "../../../bin/f2py,sha256=x,1\n"
             "numpy/__init__.py,sha256=x,1\n"
             "numpy/_core/_multiarray_umath.cpython-314t-x86_64-linux-gnu.so,sha256=x,1\n"
             "\"numpy/a,b.py\",sha256=x,1\n"
             "numpy-2.3.1.dist-info/RECORD,,\n"
             "numpy.libs/libopenblas.so,sha256=x,1\n"
             "__pycache__/six.cpython-314.pyc,,\n"
             "six.py,sha256=x,1\n");
  write_file(site / "numpy-2.3.1.dist-info/WHEEL",
             "Wheel-Version: 1.0\nTag: cp314-cp314t-manylinux_2_27_x86_64\nTag: "
             "cp314-cp314t-manylinux_2_28_x86_64\n");
  write_file(site / "hello-0.1.0.dist-info/RECORD", "hello.cpython-314t-x86_64-linux-gnu.so,,\n");
  write_file(site / "hello-0.1.0.dist-info/WHEEL", "Tag: cp311-abi3-linux_x86_64\n");
  write_file(site / "broken-1.0.dist-info/METADATA", "");
  const auto all = installed_distributions(dir.path());
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "hello");
  CHECK(all[0].modules == std::vector<std::string>{"hello"});
  CHECK_FALSE(all[0].claims_free_threading());
  CHECK(all[1].name == "numpy");
  CHECK(all[1].version == "2.3.1");
  CHECK(all[1].modules == std::vector<std::string>{"numpy", "six"});
  CHECK(all[1].claims_free_threading());
  CHECK(owner_of(all, site / "numpy/_core/_multiarray_umath.cpython-314t-x86_64-linux-gnu.so") == &all[1]);
  CHECK(owner_of(all, site / "other.so") == nullptr);
}

}  // namespace ftenv::test
