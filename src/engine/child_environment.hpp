// The environments that steps build for their children, all from the allow-listed one.
#pragma once

#include "base/fs.hpp"
#include "engine/run_state.hpp"
#include "engine/services.hpp"
#include "model/environment.hpp"

namespace ftenv {

// `first` directories in front of PATH, in this order.
Environment with_path(const Environment& environment, const Host& host, const std::vector<fs::path>& first);

// Programs started with it find shared libraries in `directory`, before their own and the system's folders.
Environment with_libraries(const Environment& environment, const Host& host, const fs::path& directory);

// For cargo and maturin: the chosen Rust first on PATH, and no toolchain download behind our back.
Environment rust_environment(const Services& services, const RustToolchain& rust);

// For maturin: both, and cargo's notes about rustc in `target` as well. With --target-dir alone they go to
// the project's own target folder, where nothing of ftenv's has any business.
Environment maturin_environment(const Services& services, const RustToolchain& rust, const fs::path& venv,
                                const fs::path& target);

// For programs of the venv, and for what `ftenv run` starts: as if it were activated.
Environment venv_environment(const Environment& base, const Host& host, const fs::path& venv);

}  // namespace ftenv
