// The stages of a CPython build, each a function of what the one before left on the disk. Private to
// the files that build CPython; cpython_build.cpp puts them in a row.
#pragma once

#include <string>

#include "engine/cpython/build.hpp"
#include "engine/cpython/build_tree.hpp"
#include "engine/cpython/c_compiler.hpp"

namespace ftenv {

struct BuildContext {
  Services& services;
  const CpythonBuild& build;
  fs::path prefix;      // where the result will stand
  std::string step_id;  // for progress
  CCompiler compiler;
  BuildTree tree;
  fs::path staging;  // DESTDIR

  fs::path staged_prefix() const { return staging / prefix.relative_path(); }
  std::string subject() const { return "CPython " + build.source.version.text(); }
  void progress(std::string doing, std::uintmax_t done = 0, std::uintmax_t total = 0) const {
    services.reporter.step_progress(step_id, {std::move(doing), done, total, false, 0});
  }
};

// The archive into the tree. Errors: archive, disk, interrupted.
Status unpack_source(const BuildContext& context);

// The warm-up, configure, and the check of its table. Error: process; a required module that is missing
// is named with its package, and the next run asks configure again.
Status run_configure(const BuildContext& context);

Status run_make(const BuildContext& context);

// Into context.staging, byte-compiled, with its scripts made relocatable.
Status install_staged(const BuildContext& context);

}  // namespace ftenv
