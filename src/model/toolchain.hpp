// A free-threaded CPython in the store (or one that the user named), and what was seen of it.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "model/version.hpp"

namespace ftenv {

// What an interpreter answered about itself. Nothing here is inferred from a name.
struct InterpreterFacts {
  fs::path executable;         // sys.executable
  fs::path prefix;             // sys.prefix
  fs::path base_prefix;        // sys.base_prefix; differs from prefix in a venv
  std::string implementation;  // "cpython"
  Version version;
  bool free_threaded = false;  // sysconfig Py_GIL_DISABLED
  bool gil_enabled = true;     // sys._is_gil_enabled() at start
  bool shared = false;         // Py_ENABLE_SHARED, or a framework
  std::string ext_suffix;      // EXT_SUFFIX
  std::string soabi;           // SOABI
  std::string cflags;          // CFLAGS: what every extension build inherits
  std::string libdir;          // LIBDIR
  std::string ldlibrary;       // LDLIBRARY
  fs::path libpython;          // the library to link, where those say; empty: not there
  bool libdir_exists = false;
  bool framework = false;                    // a framework build
  bool headers_exist = false;                // INCLUDEPY has a Python.h
  bool debug = false;                        // this very process counts references: Py_DEBUG
  bool externally_managed = false;           // pip refuses to install outside of a venv
  std::string platform;                      // sysconfig.get_platform()
  std::string compiler;                      // CC: what builds C extensions; may have arguments
  int bits = 64;                             // of a pointer
  std::string printed;                       // what it wrote to stdout by itself when it was started
  std::vector<std::string> missing_modules;  // of those asked for
  std::string abi() const;                   // "cp314t"
  bool in_venv() const { return prefix != base_prefix; }
};

struct Toolchain {
  fs::path prefix;
  fs::path executable;
  InterpreterFacts facts;
  std::string origin;        // "source", "archive", "prebuilt", "pack", "system", "pyenv", "existing"
  std::string from;          // where what it was made from came from, for people
  std::string sha256;        // of what it was made from; empty for an existing one
  bool pinned = true;        // the digest is one that a recipe vouches for
  bool relocatable = false;  // seen to run from another directory
  bool optimized = false;    // PGO and LTO
  bool tkinter = false;
  bool built_by_ftenv() const { return origin == "source" || origin == "archive"; }
};

}  // namespace ftenv
