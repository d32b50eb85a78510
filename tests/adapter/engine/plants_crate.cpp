#include "plants.hpp"

namespace ftenv::test {
namespace {

void pyo3(Patient& p, const std::string& version) {
  for (int i = 0; i < 2; ++i) p.edit(p.project() / "Cargo.lock", "\"0.28.3\"", "\"" + version + "\"");
  p.edit(p.project() / "Cargo.toml", "pyo3 = \"0.28\"", "pyo3 = \"" + version.substr(0, 4) + "\"");
}

void python(Patient& p, const std::string& version) {
  p.interpreter.set("version", version);
}

void rust(Patient& p, const std::string& version) {
  p.answers["rustc"] = [version](const ProcessRequest&) {
    return exits(0, "rustc " + version + "\nhost: x86_64-unknown-linux-gnu\nrelease: " + version + "\n");
  };
}

void gil_interpreter(Patient& p) {
  p.interpreter.set("free_threaded", false);
  p.interpreter.set("gil_enabled", true);
  p.interpreter.set("ext_suffix", ".cpython-314-x86_64-linux-gnu.so");
  p.interpreter.set("soabi", "cpython-314-x86_64-linux-gnu");
}

void lib_rs(Patient& p, const std::string& from, const std::string& to) {
  p.edit(p.project() / "src" / "lib.rs", from, to);
}

std::vector<Plant> manifest_plants() {
  return {
      {"PX-01", "default names a feature that nobody declares", Severity::error,
       [](Patient& p) {
         p.edit(p.project() / "Cargo.toml", "default = [\"abi3\"]", "default = [\"abi3\", \"fast\"]");
       }},
      {"PJ-01", "Cargo.toml is cut off", Severity::error,
       [](Patient& p) { p.file(p.project() / "Cargo.toml", "[package]\nname ="); }},
      {"PX-02", "PyO3 is asked for `free-threaded`", Severity::error,
       [](Patient& p) {
         p.edit(p.project() / "Cargo.toml", "free-threaded = []", "free-threaded = [\"pyo3/free-threaded\"]");
       }},
      {"MT-19", "pip builds with setuptools-rust", Severity::warning,
       [](Patient& p) {
         p.edit(p.project() / "pyproject.toml", "build-backend = \"maturin\"",
                "build-backend = \"setuptools.build_meta\"");
       }},
      {"MT-12", "python-source leads nowhere", Severity::error,
       [](Patient& p) {
         p.file(p.project() / "pyproject.toml",
                p.text(p.project() / "pyproject.toml") + "\n[tool.maturin]\npython-source = \"python\"\n");
       }},
      {"MT-13", "pyproject.toml has no version", Severity::error,
       [](Patient& p) { p.edit(p.project() / "pyproject.toml", "version = \"0.1.0\"\n", ""); }},
      {"MT-17", "no cdylib", Severity::error,
       [](Patient& p) {
         p.edit(p.project() / "Cargo.toml", "crate-type = [\"cdylib\", \"rlib\"]", "crate-type = [\"rlib\"]");
       }},
      {"PX-03", "abi3 is on by default, as it often is", Severity::info, [](Patient&) {}},
      {"PX-04", "abi3 with a PyO3 that breaks on it", Severity::error,
       [](Patient& p) {
         pyo3(p, "0.23.1");
         lib_rs(p, "#[pymodule]", "#[pymodule(gil_used = false)]");
         python(p, "3.13.5");
       }},
      {"PX-04", "the same by what the workspace asks of PyO3", Severity::error,
       [](Patient& p) {
         pyo3(p, "0.23.1");
         python(p, "3.13.5");
         p.edit(p.project() / "Cargo.toml", "pyo3 = \"0.23\"", "pyo3 = { workspace = true }");
         p.edit(p.project() / "Cargo.toml", "default = [\"abi3\"]", "default = []");
         p.file(p.project() / "Cargo.toml",
                p.text(p.project() / "Cargo.toml") +
                    "\n[workspace]\n[workspace.dependencies]\n"
                    "pyo3 = { version = \"0.23\", features = [\"abi3-py311\"] }\n");
       }},
      {"PX-06", "abi3 for a newer Python than the environment's", Severity::error,
       [](Patient& p) {
         gil_interpreter(p);
         p.edit(p.project() / "Cargo.toml", "abi3-py311", "abi3-py315");
       }},
      {"PX-06", "abi3t for 3.15 with the one PyO3 that refuses it for 3.14", Severity::error,
       [](Patient& p) {
         pyo3(p, "0.29.0");
         p.edit(p.project() / "Cargo.toml", "pyo3/abi3-py311", "pyo3/abi3t-py315");
       }},
      {"PX-20", "extension-module is on by default and there are tests", Severity::warning,
       [](Patient& p) {
         p.edit(p.project() / "Cargo.toml", "default = [\"abi3\"]", "default = [\"pyo3/extension-module\"]");
         p.file(p.project() / "src" / "sums.rs", "#[cfg(test)]\nmod tests {}\n");
       }},
      {"PX-20", "[tool.maturin] still asks for extension-module", Severity::info,
       [](Patient& p) {
         p.file(p.project() / "pyproject.toml",
                p.text(p.project() / "pyproject.toml") +
                    "\n[tool.maturin]\nfeatures = [\"pyo3/extension-module\"]\n");
       }},
  };
}

std::vector<Plant> version_plants() {
  return {
      {"MT-09", "requires-python excludes the environment's", Severity::error,
       [](Patient& p) { p.edit(p.project() / "pyproject.toml", ">=3.11", ">=3.15"); }},
      {"MT-09", "the same of an environment with the GIL", Severity::error,
       [](Patient& p) {
         gil_interpreter(p);
         p.edit(p.project() / "pyproject.toml", ">=3.11", ">=3.15");
       }},
      {"MT-16", "a maturin on Windows that takes 3.14t for another machine's", Severity::error,
       [](Patient& p) {
         p.world().host.os = "windows";
         p.remove(p.site_packages() / "maturin-1.16.0.dist-info");
         p.file(p.site_packages() / "maturin-1.8.6.dist-info" / "METADATA",
                "Name: maturin\nVersion: 1.8.6\n");
       }},
      {"PX-07", "a PyO3 that does not know this Python with the GIL", Severity::error,
       [](Patient& p) {
         gil_interpreter(p);
         pyo3(p, "0.24.2");
       }},
      {"PX-08", "a PyO3 that does not know 3.14t", Severity::error, [](Patient& p) { pyo3(p, "0.24.2"); }},
      {"PX-09", "a PyO3 without free threading", Severity::error, [](Patient& p) { pyo3(p, "0.22.6"); }},
      {"PX-09", "the same before there is an environment", Severity::error,
       [](Patient& p) {
         pyo3(p, "0.22.6");
         p.remove(p.venv());
       }},
      {"PX-10", "a PyO3 that has dropped 3.13t", Severity::error,
       [](Patient& p) {
         pyo3(p, "0.29.0");
         python(p, "3.13.5");
       }},
      {"PX-11", "a numpy crate that uses GILProtected", Severity::error,
       [](Patient& p) {
         p.file(p.project() / "Cargo.lock", p.text(p.project() / "Cargo.lock") +
                                                "\n[[package]]\nname = \"numpy\"\nversion = \"0.23.0\"\n"
                                                "source = \"registry+https://example.org/index\"\n"
                                                "checksum = \"00\"\n");
       }},
      {"CG-03", "rust-version asks for more", Severity::error,
       [](Patient& p) {
         p.edit(p.project() / "Cargo.toml", "edition = \"2021\"",
                "edition = \"2021\"\nrust-version = \"1.96\"");
       }},
      {"CG-03", "PyO3 asks for more", Severity::error, [](Patient& p) { rust(p, "1.82.0"); }},
      {"CG-04", "edition 2024 with an old Rust", Severity::error,
       [](Patient& p) {
         p.edit(p.project() / "Cargo.toml", "2021", "2024");
         rust(p, "1.84.1");
       }},
      {"CG-05", "a lock file of version 4 with an old cargo", Severity::error,
       [](Patient& p) { rust(p, "1.75.0"); }},
  };
}

std::vector<Plant> source_plants() {
  return {
      {"RT-01", "PyO3 0.27 and a module that says nothing", Severity::error,
       [](Patient& p) { pyo3(p, "0.27.2"); }},
      {"RT-01", "gil_used = true", Severity::error,
       [](Patient& p) { lib_rs(p, "#[pymodule]", "#[pymodule(gil_used = true)]"); }},
      {"RT-01", "gil_used = true of a module with another name in Rust", Severity::error,
       [](Patient& p) {
         lib_rs(p, "#[pymodule]\nfn hello",
                "#[pymodule]\n#[pyo3(name = \"hello\", gil_used = true)]\nfn greet");
       }},
      {"RT-10", "the function has another name than the library", Severity::error,
       [](Patient& p) { lib_rs(p, "fn hello(", "fn hallo("); }},
      {"RT-10", "module-name says something else", Severity::error,
       [](Patient& p) {
         p.file(p.project() / "pyproject.toml", p.text(p.project() / "pyproject.toml") +
                                                    "\n[tool.maturin]\nmodule-name = \"hello._engine\"\n");
       }},
      {"PX-11", "GILProtected in the sources", Severity::error,
       [](Patient& p) {
         lib_rs(p, "use pyo3::prelude::*;", "use pyo3::prelude::*;\nuse pyo3::sync::GILProtected;");
       }},
      {"PX-12", "GILOnceCell in the sources", Severity::error,
       [](Patient& p) { lib_rs(p, "use pyo3::prelude::*;", "use pyo3::{prelude::*, sync::GILOnceCell};"); }},
      {"PX-12", "GILOnceCell where it only warns", Severity::info,
       [](Patient& p) {
         pyo3(p, "0.26.0");
         lib_rs(p, "#[pymodule]", "#[pymodule(gil_used = false)]");
         lib_rs(p, "use pyo3::prelude::*;", "use pyo3::{prelude::*, sync::GILOnceCell};");
       }},
      {"PX-21", "tests start Python, and libpython is nowhere", Severity::warning,
       [](Patient& p) {
         p.file(
             p.project() / "Cargo.toml",
             p.text(p.project() / "Cargo.toml") +
                 "\n[dev-dependencies]\npyo3 = { version = \"0.28\", features = [\"auto-initialize\"] }\n");
       }},
      {"CG-19", "a vendor folder without a crate of the lock", Severity::error,
       [](Patient& p) {
         p.file(p.project() / ".cargo" / "config.toml",
                "[source." + p.world().recipes.compatibility.cargo_registry +
                    "]\nreplace-with = \"vendored\"\n\n[source.vendored]\ndirectory = \"vendor\"\n");
         p.file(p.project() / "vendor" / "pyo3" / "Cargo.toml",
                "[package]\nname = \"pyo3\"\nversion = \"0.28.3\"\n");
         p.file(p.project() / "vendor" / "pyo3-ffi" / "Cargo.toml",
                "[package]\nname = \"pyo3-ffi\"\nversion = \"0.28.2\"\n");
       }},
      {"IN-21", "a script builds by whether the GIL is on", Severity::warning,
       [](Patient& p) {
         p.file(p.project() / "dev" / "build.sh",
                "#!/bin/sh\nif python -c 'import sys; sys.exit(sys._is_gil_enabled())'; then\n"
                "  maturin develop --no-default-features\nelse\n  maturin develop\nfi\n");
       }},
      {"IN-20", "a range with a t in a workflow", Severity::warning,
       [](Patient& p) {
         p.file(p.project() / ".github" / "workflows" / "test.yml",
                "jobs:\n  test:\n    steps:\n      - with:\n          python-version: '>=3.14t'\n");
       }},
      {"MT-03", "a workflow names an interpreter that maturin refuses", Severity::warning,
       [](Patient& p) {
         p.file(p.project() / ".github" / "workflows" / "wheels.yml",
                "jobs:\n  wheels:\n    steps:\n      - run: maturin build --release -i python3.13t\n");
       }},
  };
}

}  // namespace

std::vector<Plant> crate_plants() {
  std::vector<Plant> all = manifest_plants();
  for (const auto& more : {version_plants, source_plants}) {
    for (Plant& plant : more()) all.push_back(std::move(plant));
  }
  return all;
}

}  // namespace ftenv::test
