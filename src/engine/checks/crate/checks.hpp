// The checks of the area `crate`, one of each function, and what they share. Private to this folder.
#pragma once

#include <optional>
#include <string>

#include "engine/doctor/check.hpp"
#include "inspect/cargo/rust_sources.hpp"

namespace ftenv {

Check crate_project_check();    // can its files be understood at all
Check crate_features_check();   // abi3, extension-module
Check crate_backend_check();    // what pip builds it with
Check crate_versions_check();   // PyO3 × Python × maturin
Check crate_rust_check();       // × rustc and cargo
Check crate_sources_check();    // the module's name, the GIL, types that are gone
Check crate_tests_check();      // will cargo test run
Check crate_vendor_check();     // replaced registries
Check crate_scripts_check();    // scripts that choose by the GIL
Check crate_workflows_check();  // Pythons that CI names

// What the environment's interpreter says of itself; nullptr where there is none that answers.
const InterpreterFacts* answering_interpreter(CheckContext& context);

// The project; nullptr where its files can't be understood, which is crate_project_check's to say.
const Project* readable_project(CheckContext& context);
CheckAnswer skip_unreadable_project();

// `src/lib.rs`, as seen from the project, in backticks; with a line `src/lib.rs:12`.
std::string shown(const CheckContext& context, const fs::path& file, int line = 0);

// "PyO3 `0.28.3` (of Cargo.lock)"
std::string pyo3_text(const Project& project);

// The sources that become the extension.
RustSources sources_of(const Project& project);

// Known and reached: false where the recipes do not know the version.
bool since(const std::optional<Version>& version, const Version& first);

}  // namespace ftenv
