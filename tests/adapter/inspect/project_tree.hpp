// A project in a directory of its own, written by the test.
#pragma once

#include <string>

#include "base/text.hpp"
#include "inspect/project/project.hpp"
#include "support/temp.hpp"

namespace ftenv::test {

inline constexpr const char* k_crate =
    "[package]\n"
    "name = \"hello\"\n"
    "version = \"0.1.0\"\n"
    "\n"
    "[lib]\n"
    "crate-type = [\"cdylib\"]\n"
    "\n"
    "[dependencies]\n"
    "pyo3 = \"0.28\"\n";

class ProjectTree {
 public:
  ProjectTree& file(const std::string& name, const std::string& text) {
    write_file(m_dir / "p" / name, text);
    return *this;
  }
  fs::path root() const { return m_dir / "p"; }
  fs::path outside() const { return m_dir.path(); }
  Result<Project> read(const std::string& below = "") const {
    return read_project(below.empty() ? root() : root() / below);
  }
  Project good(const std::string& below = "") const {
    auto project = read(below);
    if (!project) FAIL(full_text(project.error()));
    return *project;
  }
  // The error that reading gives; its message has to begin with `place`.
  Error bad(const std::string& place, const std::string& below = "") const {
    const auto project = read(below);
    REQUIRE_FALSE(project);
    CHECK(project.error().code == ErrorCode::project);
    INFO(full_text(project.error()));
    CHECK(starts_with(project.error().message, place));
    return project.error();
  }

 private:
  TestDir m_dir;
};

// A crate that makes a Python module.
inline std::string extension(const std::string& name, const std::string& more = "") {
  return "[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\n[lib]\ncrate-type = [\"cdylib\"]\n" +
         "[dependencies]\npyo3 = \"0.28\"\n" + more;
}

// A crate that has nothing to do with Python.
inline std::string plain_crate(const std::string& name, const std::string& more = "") {
  return "[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\n" + more;
}

}  // namespace ftenv::test
