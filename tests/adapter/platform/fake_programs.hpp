// Package tools that only write down how they were called: shell scripts in a directory that is the
// whole PATH's head.
#pragma once

#include <sys/stat.h>

#include "children.hpp"

namespace ftenv::test {

class FakePrograms {
 public:
  FakePrograms() : m_directory(scratch()) { REQUIRE(make_directories(path() / "bin")); }

  // `body` runs after a line with the name, the arguments and DEBIAN_FRONTEND was added to the calls.
  void add(const std::string& name, const std::string& body) const {
    const fs::path file = path() / "bin" / name;
    REQUIRE(write_text_atomically(file, "#!/bin/sh\necho \"" + name + " $* [$DEBIAN_FRONTEND]\" >> " +
                                            shell_quote(calls_file().string()) + "\n" + body + "\n"));
    REQUIRE(::chmod(file.c_str(), 0755) == 0);
  }
  std::vector<std::string> calls() const { return split_lines(read_text(calls_file()).value_or("")); }
  Environment environment() const {
    return Environment(Variables{{"PATH", (path() / "bin").string() + ":/usr/bin:/bin"}});
  }
  const fs::path& path() const { return m_directory.path(); }

 private:
  fs::path calls_file() const { return path() / "calls"; }

  TempDir m_directory;
};

}  // namespace ftenv::test
