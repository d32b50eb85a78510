// What a virtual environment on disk is, by its files.
#pragma once

#include <optional>
#include <string>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "model/host.hpp"

namespace ftenv {

struct VenvFacts {
  bool exists = false;   // the path is there at all
  bool is_venv = false;  // it has a pyvenv.cfg
  bool ours = false;     // pyvenv.cfg carries our mark
  fs::path home;         // `home =`: the directory of the base interpreter
  fs::path executable;   // bin/python as it would be started
  bool executable_alive = false;
};

// Where its programs are on this kind of host, and one of them: bin/python, Scripts/python.exe.
fs::path venv_programs(const Host& host, const fs::path& venv);
fs::path venv_program(const Host& host, const fs::path& venv, const std::string& name);

Result<VenvFacts> read_venv(const fs::path& directory);

// The line that marks a venv of ours in pyvenv.cfg: "ftenv = 1".
inline constexpr const char* k_venv_mark = "ftenv";

// Version of an installed distribution by its .dist-info directory in the venv's site-packages; empty
// where it is not installed. Compares names as PEP 503 says.
std::string installed_version(const fs::path& venv, const std::string& distribution);

}  // namespace ftenv
