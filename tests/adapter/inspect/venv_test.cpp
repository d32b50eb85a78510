#include "inspect/python/venv.hpp"

#include "support/temp.hpp"

namespace ftenv::test {
namespace {

const char* const k_config =
    "home = /opt/py/bin\r\n"
    "include-system-site-packages = false\n"
    "version = 3.14.7\n"
    "Executable=/opt/py/bin/python3.14t\n";

void make_program(const fs::path& path) {
  write_file(path, "#!/bin/sh\n");
  fs::permissions(path, fs::owner_all);
}

VenvFacts facts_of(const fs::path& directory) {
  const auto facts = read_venv(directory);
  if (!facts) FAIL(full_text(facts.error()));
  return *facts;
}

}  // namespace

TEST_CASE("nothing, a file, and a folder that is no venv") {
  TestDir dir;
  CHECK_FALSE(facts_of(dir / "nothing").exists);
  write_file(dir / "file", "");
  CHECK(facts_of(dir / "file").exists);
  CHECK_FALSE(facts_of(dir / "file").is_venv);
  write_file(dir / "folder/x", "");
  CHECK(facts_of(dir / "folder").exists);
  CHECK_FALSE(facts_of(dir / "folder").is_venv);
  // A link to nothing stands in the way like a file.
  fs::create_symlink(dir / "gone", dir / "link");
  CHECK(facts_of(dir / "link").exists);
  CHECK_FALSE(facts_of(dir / "link").is_venv);
}

TEST_CASE("somebody else's venv") {
  TestDir dir;
  write_file(dir / "v/pyvenv.cfg", k_config);
  make_program(dir / "v/bin/python");
  const VenvFacts facts = facts_of(dir / "v");
  CHECK(facts.is_venv);
  CHECK_FALSE(facts.ours);
  CHECK(facts.home == "/opt/py/bin");
  CHECK(facts.executable == dir / "v/bin/python");
  CHECK(facts.executable_alive);
}

TEST_CASE("a venv of ours carries the mark") {
  TestDir dir;
  write_file(dir / "v/pyvenv.cfg", std::string(k_config) + k_venv_mark + " = 1\n");
  CHECK(facts_of(dir / "v").ours);
  write_file(dir / "v/pyvenv.cfg", std::string(k_config) + "command = python -m venv ftenv\n");
  CHECK_FALSE(facts_of(dir / "v").ours);
}

TEST_CASE("an interpreter that is gone or can't be started is dead") {
  TestDir dir;
  write_file(dir / "v/pyvenv.cfg", k_config);
  CHECK_FALSE(facts_of(dir / "v").executable_alive);
  fs::create_directories(dir / "v/bin");
  fs::create_symlink(dir / "base/bin/python3.14t", dir / "v/bin/python");
  CHECK_FALSE(facts_of(dir / "v").executable_alive);
  make_program(dir / "base/bin/python3.14t");
  CHECK(facts_of(dir / "v").executable_alive);
  fs::permissions(dir / "base/bin/python3.14t", fs::owner_read);
  CHECK_FALSE(facts_of(dir / "v").executable_alive);
}

TEST_CASE("a venv that was made on Windows") {
  TestDir dir;
  write_file(dir / "v/pyvenv.cfg", "home = C:\\py\n");
  make_program(dir / "v/Scripts/python.exe");
  write_file(dir / "v/Lib/site-packages/maturin-1.14.0.dist-info/METADATA", "");
  CHECK(facts_of(dir / "v").executable == dir / "v/Scripts/python.exe");
  CHECK(installed_version(dir / "v", "maturin") == "1.14.0");
}

TEST_CASE("the version of an installed distribution") {
  TestDir dir;
  const fs::path site = dir / "v/lib/python3.14t/site-packages";
  write_file(site / "maturin-1.16.0.dist-info/METADATA", "");
  write_file(site / "maturin_import_hook-0.3.0.dist-info/METADATA", "");
  write_file(site / "Zope.Interface-7.2.dist-info/METADATA", "");
  write_file(site / "quill-index-0.3.0.dist-info/METADATA", "");
  write_file(site / "leftover-1.0.dist-info/RECORD", "");
  write_file(site / "maturin/__init__.py", "");
  CHECK(installed_version(dir / "v", "maturin") == "1.16.0");
  CHECK(installed_version(dir / "v", "Maturin") == "1.16.0");
  CHECK(installed_version(dir / "v", "maturin-import.hook") == "0.3.0");
  CHECK(installed_version(dir / "v", "zope_interface") == "7.2");
  CHECK(installed_version(dir / "v", "quill_index") == "0.3.0");
  CHECK(installed_version(dir / "v", "leftover").empty());
  CHECK(installed_version(dir / "v", "numpy").empty());
  CHECK(installed_version(dir / "nothing", "maturin").empty());
}

}  // namespace ftenv::test
