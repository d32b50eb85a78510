// What the files under recipes/ say, as values. Loading is in recipe_loader.hpp; nothing under src/
// names a distribution, a package manager or a version that is not read from here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/environment.hpp"
#include "model/recipe/overlay.hpp"
#include "model/version.hpp"

namespace ftenv {

struct PinnedSource {
  Version version;
  std::string sha256;  // of the .tar.xz
};

// A module of the standard library that configure reports on and that we import afterwards.
struct StdlibModule {
  std::string configure_name;        // "_ctypes": as configure's table calls it
  std::vector<std::string> imports;  // what a user imports: "ctypes"
  std::string since;                 // "3.14" for compression.zstd, else empty
  bool required = true;              // missing stops the build
  std::string header = {};           // "ffi.h": what building it includes; empty: nothing from outside
};

// One release of ready-made interpreters.
struct PrebuiltRelease {
  Version version;
  std::string tag;                            // "20260814"
  std::string path;                           // where it differs from PrebuiltRecipe::path
  std::map<std::string, std::string> sha256;  // by target triple
};

// Who builds free-threaded interpreters for everybody, and what has to be put right in them.
struct PrebuiltRecipe {
  std::string name;                             // for people
  std::vector<std::string> roots;               // where the releases lie; asked in this order
  std::string path;                             // below a root, with {version} {tag} {target}
  std::vector<std::string> mirror_variables;    // of the user's environment: another root
  std::map<std::string, std::string> targets;   // "linux-x86_64-glibc" → target triple
  std::string glibc;                            // the oldest that they run on, "2.17"
  std::string prefix;                           // that they were configured with, "/install"
  std::map<std::string, std::string> programs;  // what their sysconfig calls, and what is called instead
  std::vector<std::string> foreign_flags;       // that only the compiler they were built with knows
  std::vector<PrebuiltRelease> releases;        // newest first
};

struct CpythonRecipe {
  PrebuiltRecipe prebuilt;
  std::vector<PinnedSource> sources;   // newest first
  std::string default_wishes;          // what is meant when nobody says: "3.14"
  std::string url;                     // with {version} and {base}
  std::vector<std::string> configure;  // arguments, without --prefix
  std::vector<std::string> configure_optimized;
  std::map<std::string, std::vector<std::string>> series_configure;  // "3.15" → more arguments
  std::vector<std::string> compile_flags;                            // CFLAGS_NODIST
  std::vector<std::string> link_flags;                               // LDFLAGS_NODIST
  std::vector<std::string> make;                                     // make variables of the build
  std::vector<std::string> make_install;
  std::vector<StdlibModule> modules;
  std::vector<std::string> essential;              // imports without which not even pip works
  std::vector<std::string> always;                 // imports that configure has no line for
  std::map<std::string, std::string> environment;  // of configure alone
  std::string impossible;                          // why it is not built on this host, a clause
  std::int64_t build_bytes = 0;                    // disk that a build needs
  std::int64_t install_bytes = 0;
};

struct RustupTarget {
  std::string triple;
  std::string sha256;
};

struct RustRecipe {
  std::string rustup_version;
  std::string rustup_url;  // with {server} {version} {triple}
  std::string default_server;
  std::vector<RustupTarget> targets;
  std::string toolchain;  // "stable"
};

// Where the distribution keeps upstream's tarballs.
struct SourceArchiveRecipe {
  std::string package;              // "python{series}"
  std::vector<std::string> suites;  // asked in this order
  std::string component;            // "main"
  std::string keyring;              // path
  std::string keyring_package;
  std::string origin;  // Origin of the release file: which of the machine's mirrors has it
};

// A free-threaded interpreter that the distribution itself packages, or that a program of the system brings.
struct SystemPythonRecipe {
  std::vector<std::string> packages;  // none, and no `install`: there is none
  std::string program;                // that `install` starts: without it there is no such way
  std::vector<std::string> install;
  std::string executable;  // what they install, absolute; may begin with {VARIABLE}
};

// What no package manager brings, such as a vendor's compilers: a person installs it.
struct SystemTool {
  std::string id;                     // the table's name
  std::string name;                   // for people
  std::vector<std::string> purposes;  // "build", "linker": when it is needed
  std::vector<std::string> probe;     // ends well and prints something where it is there; {VARIABLE}s
  std::vector<std::string> install;   // what a person runs
  std::string note;                   // a clause about that: "opens a window"
};

// What differs on a platform when CPython is built. The loader adds it to CpythonRecipe.
struct PlatformBuild {
  std::vector<std::string> compile_flags;             // in addition
  std::vector<std::string> link_flags;                // in addition
  std::map<std::string, std::string> environment;     // of configure alone
  std::optional<std::vector<std::string>> optimized;  // in place of configure_optimized
  std::optional<std::vector<std::string>> make;       // in place of make
  std::vector<std::string> absent;                    // modules that can't be had: configure's names
  std::string impossible;                             // why it is not built here at all, a clause
};

// A source of packages that a fresh system has, but does not use until it is switched on.
struct RepositoryRecipe {
  std::string id;                     // what the package manager calls it, with {arch}
  std::vector<std::string> packages;  // to install first: what brings it, or the program that switches it on
  std::vector<std::string> command;   // that switches it on, as root; with {arch}; empty: the packages do
  std::vector<std::string> serves;    // packages that are only there; empty: it is always wanted
};

struct PlatformRecipe {
  std::string id;                                            // as in os-release, "debian"
  std::string name;                                          // for people, "Debian"
  std::vector<std::string> releases;                         // that ftenv is made for, for people
  std::string package_manager;                               // "apt"
  std::map<std::string, std::vector<std::string>> packages;  // by purpose: "build", "linker", "rust"
  std::map<std::string, RepositoryRecipe> repositories;      // by a name of ours
  std::map<std::string, std::string> module_packages;        // "_ctypes" → "libffi-dev"
  SourceArchiveRecipe source_archive;                        // package empty: there is none
  std::map<std::string, SystemPythonRecipe> system_python;   // by series, "3.14"
  std::vector<std::string> configure;                        // additional arguments
  PlatformBuild build;
  std::vector<SystemTool> tools;
};

// One row of PyO3's history: what versions from `from` on mean for free-threaded builds. Rows are in
// order and without gaps; a PyO3 before the first has no free-threaded support.
struct Pyo3Range {
  Version from;               // inclusive
  Version until;              // exclusive; 0.0.0: open
  Version python_min;         // lowest free-threaded CPython it takes
  Version python_max_series;  // highest series it takes
  Version rust_version;
  bool gil_used_default = false;
  std::string note;
};

// The first PyO3 with each of these. 0.0.0: not known.
struct Pyo3Changes {
  Version abi3_compiles;  // an abi3 feature no longer breaks a free-threaded build
  Version abi3_is_ignored;
  Version abi3t_falls_back;  // a feature abi3t of a newer Python no longer breaks a build
  Version extension_module;  // the feature is not needed any more
  Version gil_protected_off;
  Version gil_protected_gone;
  Version gil_once_cell_deprecated;
  Version gil_once_cell_gone;
  Version test_run_path;        // cargo test finds libpython by itself
  Version watches_environment;  // plain cargo notices that a venv was made anew
};

// The first maturin with each of these.
struct MaturinChanges {
  Version free_threaded;  // builds for a free-threaded Python
  Version extension_module;
  Version free_threaded_names;  // refuses names of free-threaded versions that it has dropped
  Version signature_of_abi;     // has cargo build again when the ABI at a path has changed
  Version windows_free_threaded;
};

// A crate that does not compile for a free-threaded interpreter before a version.
struct DependencyFact {
  std::string name;
  Version below;
  std::string finding;  // "PX-11"
  std::string why;
};

struct CompatibilityRecipe {
  std::vector<Pyo3Range> pyo3;
  Pyo3Changes pyo3_changes;
  MaturinChanges maturin_changes;
  std::vector<DependencyFact> dependencies;
  std::string cargo_registry;                // what [source] of cargo's configuration calls it
  std::map<std::string, Version> editions;   // "2024" → the oldest cargo that knows it
  std::map<std::string, Version> locks;      // version of Cargo.lock → the oldest cargo
  Version first_free_threaded;               // CPython 3.13
  Version abi3t;                             // the first with a stable ABI for free-threaded builds
  std::vector<std::string> linux_libraries;  // that a wheel may take from any Linux: "libc.so.6"
  Version gcc_min;                           // that has C11's atomics
  std::string maturin_requirement;           // ">=1.13.3,<2"
  Version maturin_min;
  Version maturin_below;
};

// Where interpreters of one origin are.
struct InterpreterOrigin {
  std::string id;                      // the table's name
  std::string name;                    // for people: "pyenv"
  std::vector<std::string> systems;    // of Host::os; empty: everywhere
  std::vector<std::string> variables;  // whose value is the path of an interpreter
  std::vector<std::string> patterns;   // of programs: "{PYENV_ROOT}/versions/*/bin/python3", "~/…"
};

// Programs in a folder of this name are never started.
struct NotStarted {
  std::string folder;  // "shims"
  std::string because;
};

// Where interpreters that are already there may be, read by inspect/python/interpreter_search.
struct InterpretersRecipe {
  std::string path_origin;                // what is on PATH alone is called
  std::vector<std::string> programs;      // patterns of names looked for on PATH
  std::vector<std::string> not_programs;  // of these, patterns of what is no interpreter after all
  std::vector<NotStarted> not_started;
  std::vector<InterpreterOrigin> origins;  // the first that has an interpreter gives it its origin
};

struct Recipes {
  CpythonRecipe cpython;
  RustRecipe rust;
  CompatibilityRecipe compatibility;
  EnvironmentPolicy environment;
  PlatformRecipe platform;
  InterpretersRecipe interpreters;
  Overlays overlays;  // that were laid over all of it, and over what is read later: findings, failures
};

// The modules of the recipe that this version has. Optional ones only when `configure_name` is in `asked`.
std::vector<StdlibModule> expected_modules(const CpythonRecipe& cpython, const Version& version,
                                           const std::vector<std::string>& asked = {});

// The repositories that packages of this platform may need, for this processor. One whose packages and
// command a layer has emptied is none.
std::vector<RepositoryRecipe> repositories_for(const PlatformRecipe& platform, const std::string& arch);

// Everything to import in a finished interpreter: of the expected modules, then `always`.
std::vector<std::string> expected_imports(const CpythonRecipe& cpython, const Version& version,
                                          const std::vector<std::string>& asked = {});

}  // namespace ftenv
