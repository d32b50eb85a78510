// Wheels made here, each with one thing wrong. Real ones are in tests/e2e/wheels.sh.
#include <algorithm>

#include "adapter/engine/wheel_maker.hpp"

namespace ftenv::test {
namespace {

const std::string k_free = "hello/_e.cpython-314t-x86_64-linux-gnu.so";
const std::string k_gil = "hello/_e.cpython-314-x86_64-linux-gnu.so";

WheelParts with(const std::string& tag, const std::string& path, const std::string& bytes) {
  WheelParts parts;
  parts.tag = tag;
  parts.files[path] = bytes;
  return parts;
}

WheelParts good() {
  return with("cp314-cp314t-manylinux_2_17_x86_64", k_free, free_threaded_module("_e"));
}

std::string elf(ElfParts parts) {
  parts.exports.push_back("PyInit__e");
  return make_elf(parts);
}

}  // namespace

TEST_CASE("good wheels have no finding above info") {
  CHECK(ids_of(good()).empty());
  CHECK(ids_of(with("cp314-cp314-manylinux_2_17_x86_64", k_gil, gil_module("_e"))).empty());
  CHECK(ids_of(with("cp39-abi3-manylinux_2_17_x86_64", "hello/_e.abi3.so", gil_module("_e"))).empty());
  CHECK(ids_of(with("cp314-cp314t-manylinux_2_17_x86_64", k_free, ambiguous_module("_e"))).empty());
  CHECK(
      ids_of(with("cp315-abi3t-manylinux_2_17_x86_64", "hello/_e.abi3t.so", ambiguous_module("_e"))).empty());
  CHECK(ids_of(with("cp315-abi3.abi3t-manylinux_2_17_x86_64", "hello/_e.abi3t.so", ambiguous_module("_e")))
            .empty());
  CHECK(ids_of(with("py3-none-any", "hello/x.py", "x = 1\n")).empty());
  const TestDir dir;
  const WheelReport report = look_at(make_wheel(dir, good()), {"cp314-cp314t"});
  CHECK(report.good());
  REQUIRE(report.extensions.size() == 1);
  CHECK(report.extensions[0].module == "hello._e");
  CHECK(report.installs == "free-threaded CPython 3.14, on Linux x86_64 with glibc 2.17 or newer");
  CHECK(report.files == 5);
}

TEST_CASE("what the name promises against what is in the wheel") {
  WheelParts parts = good();
  parts.tag_inside = "cp314-cp314-manylinux_2_17_x86_64";
  CHECK(ids_of(parts) == "WH-03");
  parts.tag_inside = "cp314-cp314t-manylinux_2_28_x86_64";
  CHECK(ids_of(parts) == "WH-03?");
  parts.tag_inside = "cp314-cp314t-win_amd64";
  CHECK(ids_of(parts) == "WH-03");
  parts = good();
  parts.metadata = "Name: hello\nVersion: 0.2.0\n";
  CHECK(ids_of(parts) == "WH-05");
  parts.metadata = "Name: Hello\nVersion: 0.1\nRequires-Python: <3.14\n";
  CHECK(ids_of(parts) == "WH-24");
  parts = good();
  parts.spoil = [](auto& files) { files.erase("hello-0.1.0.dist-info/METADATA"); };
  CHECK(ids_of(parts) == "WH-04 WH-08");
  const TestDir dir;
  const fs::path odd = dir / "hello (1).whl";
  fs::copy_file(make_wheel(dir, good()), odd);
  CHECK(ids_of(look_at(odd)) == "WH-02");
  CHECK(ids_of(look_at(make_wheel(dir, good()), {"cp314-cp314"})) == "WH-19");
}

TEST_CASE("suffix, symbols and tag have to agree") {
  const std::string free = "cp314-cp314t-manylinux_2_17_x86_64", gil = "cp314-cp314-manylinux_2_17_x86_64";
  CHECK(ids_of(with(free, k_free, gil_module("_e"))) == "WH-10");
  CHECK(ids_of(with(gil, k_gil, free_threaded_module("_e"))) == "WH-11");
  CHECK(ids_of(with(free, k_gil, gil_module("_e"))) == "WH-09");
  CHECK(ids_of(with(free, "hello/_e.abi3.so", gil_module("_e"))) == "WH-10");
  CHECK(ids_of(with(free, "hello/_e.so", gil_module("_e"))) == "WH-10");
  CHECK(ids_of(with("cp39-abi3-manylinux_2_17_x86_64", k_gil, gil_module("_e"))) == "WH-09");
  CHECK(ids_of(with("cp39-abi3-manylinux_2_17_x86_64", "hello/_e.abi3.so", free_threaded_module("_e"))) ==
        "WH-11");
  CHECK(ids_of(with("cp315-abi3t-manylinux_2_17_x86_64", "hello/_e.abi3t.so", gil_module("_e"))) == "WH-10");
  CHECK(ids_of(with("cp315-abi3t-manylinux_2_17_x86_64", "hello/_e.abi3.so", ambiguous_module("_e"))) ==
        "WH-09");
  CHECK(ids_of(with("cp314-abi3t-manylinux_2_17_x86_64", "hello/_e.abi3t.so", ambiguous_module("_e"))) ==
        "WH-27?");
  CHECK(ids_of(with(free, k_free, free_threaded_module("_other"))) == "WH-21");
  // One file for each interpreter is fine.
  WheelParts both = with(free, k_free, free_threaded_module("_e"));
  both.files[k_gil] = gil_module("_e");
  CHECK(ids_of(both).empty());
}

TEST_CASE("a Windows wheel's library of Python tells") {
  const auto pyd = [](const char* library) {
    return make_pe({{{library, {"PyLong_FromLong"}}}, {}, {"PyInit__e"}});
  };
  const std::string free = "cp314-cp314t-win_amd64", path = "hello/_e.cp314t-win_amd64.pyd";
  CHECK(ids_of(with(free, path, pyd("python314t.dll"))).empty());
  CHECK(ids_of(with(free, path, pyd("python314.dll"))) == "WH-10");
  CHECK(ids_of(with(free, path, pyd("python3.dll"))) == "WH-10");
  CHECK(ids_of(with(free, path, pyd("python313t.dll"))) == "WH-26");
  CHECK(ids_of(with("cp39-abi3-win_amd64", "hello/_e.pyd", pyd("python3.dll"))).empty());
  CHECK(ids_of(with("cp39-abi3-win_amd64", "hello/_e.pyd", pyd("python311.dll"))) == "WH-26");
  CHECK(ids_of(with("cp39-abi3-win_amd64", "hello/_e.pyd", pyd("python314t.dll"))) == "WH-11");
}

TEST_CASE("a file has to be for the wheel's platform") {
  const MachOParts arm{{"_Py_DecRefShared"}, {"PyInit__e"}, {"/usr/lib/libSystem.B.dylib"}};
  const std::string path = "hello/_e.cpython-314t-darwin.so";
  CHECK(ids_of(with("cp314-cp314t-macosx_11_0_arm64", path, make_mach_o(arm))).empty());
  CHECK(ids_of(with("cp314-cp314t-macosx_10_13_universal2", path, make_mach_o(arm))) == "WH-12");
  CHECK(ids_of(with("cp314-cp314t-macosx_10_13_x86_64", path, make_mach_o(arm))) == "WH-12");
  CHECK(ids_of(with("cp314-cp314t-manylinux_2_17_x86_64", k_free, make_mach_o(arm))) == "WH-12");
  MachOParts built = arm;
  built.needed.push_back("/opt/brew/lib/libown.dylib");
  CHECK(ids_of(with("cp314-cp314t-macosx_11_0_arm64", path, make_mach_o(built))) == "WH-16");
  MachOParts framework = arm;
  framework.needed.push_back("/Library/Frameworks/PythonT.framework/Versions/3.14/PythonT");
  CHECK(ids_of(with("cp314-cp314t-macosx_11_0_arm64", path, make_mach_o(framework))) == "WH-15");
}

TEST_CASE("what a Linux wheel needs of its system") {
  ElfParts parts{{"_Py_DecRefShared"}, {}};
  parts.needed = {"libc.so.6"};
  parts.versions = {"GLIBC_2.34"};
  const std::string old = "cp314-cp314t-manylinux_2_17_x86_64";
  CHECK(ids_of(with(old, k_free, elf(parts))) == "WH-13");
  CHECK(ids_of(with("cp314-cp314t-manylinux_2_34_x86_64", k_free, elf(parts))).empty());
  CHECK(ids_of(with("cp314-cp314t-manylinux_2_34_x86_64.manylinux2014_x86_64", k_free, elf(parts))) ==
        "WH-13");
  CHECK(ids_of(with("cp314-cp314t-musllinux_1_2_x86_64", k_free, elf(parts))) == "WH-14");
  ElfParts musl{{"_Py_DecRefShared"}, {}};
  musl.needed = {"libc.musl-x86_64.so.1"};
  CHECK(ids_of(with("cp314-cp314t-musllinux_1_2_x86_64", k_free, elf(musl))).empty());
  CHECK(ids_of(with(old, k_free, elf(musl))) == "WH-14 WH-17?");
  ElfParts python{{"_Py_DecRefShared"}, {}};
  python.needed = {"libpython3.14t.so.1.0"};
  CHECK(ids_of(with(old, k_free, elf(python))) == "WH-15");
  CHECK(ids_of(with("cp314-cp314t-linux_x86_64", k_free, elf(python))) == "WH-15?");
  ElfParts paths{{"_Py_DecRefShared"}, {}};
  paths.needed = {"libm.so.6"};
  paths.run_path = "$ORIGIN/lib:/home/ada/lib";
  CHECK(ids_of(with(old, k_free, elf(paths))) == "WH-16?");
  paths.needed.push_back("libown.so.1");
  CHECK(ids_of(with(old, k_free, elf(paths))) == "WH-16");
  paths.run_path = "$ORIGIN/lib";
  CHECK(ids_of(with(old, k_free, elf(paths))) == "WH-17?");
  WheelParts brought = with(old, k_free, elf(paths));
  brought.files["hello/lib/libown.so.1"] = "not read";
  CHECK(ids_of(brought).empty());
}

TEST_CASE("RECORD has to be the list of what is there") {
  const std::string record = "hello-0.1.0.dist-info/RECORD";
  const auto spoilt = [&](std::function<void(std::map<std::string, std::string>&)> spoil) {
    WheelParts parts = good();
    parts.spoil = std::move(spoil);
    return ids_of(parts);
  };
  CHECK(spoilt([](auto& files) { files["hello/__init__.py"] = "x"; }) == "WH-06 WH-06");  // size and digest
  CHECK(spoilt([](auto& files) { files["hello/more.py"] = "x"; }) == "WH-07");
  CHECK(spoilt([](auto& files) { files.erase("hello/__init__.py"); }) == "WH-08");
  CHECK(spoilt([&](auto& files) { files[record] += "not a row\n"; }) == "WH-06");
  CHECK(spoilt([&](auto& files) { files.erase(record); }) == "WH-04");
  CHECK(spoilt([](auto& files) { files["hello-0.1.0.dist-info/RECORD.jws"] = "x"; }).empty());
  CHECK(spoilt([](auto& files) { files["../evil.py"] = "x"; }) == "WH-25");
}

TEST_CASE("a damaged wheel is a finding, whatever was cut") {
  const TestDir dir;
  const fs::path wheel = make_wheel(dir, good());
  const std::string whole = read_file(wheel);
  for (std::size_t size = 0; size < whole.size(); size += 97) {
    write_file(wheel, std::string_view(whole).substr(0, size));
    const std::string ids = ids_of(look_at(wheel));
    INFO(size);
    CHECK(ids.rfind("WH-01", 0) == 0);
  }
  write_file(wheel, "<!DOCTYPE html>");
  CHECK(ids_of(look_at(wheel)) == "WH-01");
  WheelParts cut = good();
  cut.files[k_free].resize(100);
  CHECK(ids_of(cut).find("WH-20") != std::string::npos);
  const auto pages = FindingPages::load();
  CHECK_FALSE(check_wheel({dir / "none.whl", {}}, linux_here(), wheel_facts(), *pages));
}

}  // namespace ftenv::test
