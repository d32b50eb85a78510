// What the last good run left beside the venv (VENV/ftenv.json): by it the next run knows, without
// starting a compiler, that nothing has changed. A hint only: everything that can be looked at is looked
// at again, and deleting the file costs time, not correctness.
#pragma once

#include <string>
#include <vector>

#include "base/fs.hpp"
#include "base/result.hpp"
#include "engine/run_state.hpp"

namespace ftenv {

struct ProjectRecord {
  std::string wishes;  // --python or settings, as text
  std::string python_prefix;
  std::vector<SkippedVersion> skipped;  // wishes before the one that was taken

  std::string rust_identity;
  std::string cargo, rustc, rust_version, rust_origin;

  std::string extension_inputs;  // digest of everything that the build read
  std::string extension_file;
  std::string extension_file_digest;
  std::string extension_module;
  std::string extension_target_dir;
  std::vector<std::string> extension_features;

  std::string witness_of;  // extension_file_digest that was imported
  bool gil_enabled_after_import = true;
  double serial_s = 0, parallel_s = 0;
  int threads = 2;

  bool environment_checked = false;
  std::vector<std::string> environment_changed, environment_watched;
  std::string environment_because;
};

fs::path record_path(const fs::path& venv);
ProjectRecord load_record(const fs::path& venv);  // an empty one where there is none or it is damaged
Status save_record(const fs::path& venv, const ProjectRecord& record);

}  // namespace ftenv
