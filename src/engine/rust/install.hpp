// Ways to a Rust toolchain that is new enough, for the step `rust`.
#pragma once

#include "base/result.hpp"
#include "engine/rust/toolchain.hpp"
#include "engine/services.hpp"

namespace ftenv {

// The command that the first way would run, for a plan.
Command rust_install_command(const Services& services);

// rustup that is there, else rustup's installer (digest pinned in the recipe), else the distribution's
// rustc when its candidate is new enough. Errors: the first two ways' reasons as context; the message
// names both versions. What the user already has is never removed or changed: a toolchain is added.
Result<RustToolchain> install_rust(Services& services, const Options& options, const fs::path& directory,
                                   const Version& required);

}  // namespace ftenv
