// Ways to live that are all well: nothing above info may be found in any of them. What A finds odd, B does
// on purpose, and a doctor that cries wolf is not asked again.
#include <cstdio>

#include "base/text.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "plants.hpp"
#include "support/catch.hpp"
#include "support/elf_maker.hpp"

namespace ftenv::test {
namespace {

struct Life {
  const char* what;
  std::function<void(Patient&)> make;
  bool with_project = true;
};

void no_rustup(Patient& p) {
  p.remove(p.home() / ".cargo");
  p.remove(p.home() / ".rustup");
  for (const char* name : {"cargo", "rustc"}) p.program(p.bin() / name);
  p.set("PATH", p.bin().string());
}

void pyenv(Patient& p) {
  p.program(p.home() / ".pyenv" / "versions" / "3.14.8t" / "bin" / "python3.14t");
  for (const char* name : {"python", "python3", "pip"}) {
    p.program(p.home() / ".pyenv" / "versions" / "3.14.8t" / "bin" / name);
    p.program(p.home() / ".pyenv" / "shims" / name, "#!/usr/bin/env bash\nexec pyenv exec \"$0\"\n");
  }
  p.file(p.project() / ".python-version", "3.14.8t\n");
  p.set("PYENV_ROOT", (p.home() / ".pyenv").string());
  p.set("PATH", (p.home() / ".pyenv" / "shims").string() + ":" + p.world().user_environment.get("PATH"));
}

void another_series(Patient& p) {
  p.interpreter.set("version", "3.13.5");
  p.interpreter.set("ext_suffix", ".cpython-313t-x86_64-linux-gnu.so");
  p.interpreter.set("soabi", "cpython-313t-x86_64-linux-gnu");
  p.edit(p.venv() / "pyvenv.cfg", "version = 3.14.8", "version = 3.13.5");
}

std::vector<Life> lives() {
  return {
      {"a healthy project", [](Patient&) {}},
      {"a healthy machine", [](Patient&) {}, false},
      {"Rust from the distribution", no_rustup},
      {"Rust from the distribution, without a project", no_rustup, false},
      {"no Rust at all, without a project",
       [](Patient& p) {
         p.remove(p.home() / ".cargo");
         p.remove(p.home() / ".rustup");
         p.set("PATH", p.bin().string());
       },
       false},
      {"pyenv with the version that the project names", pyenv},
      {"a second python3 further back on PATH",
       [](Patient& p) {
         p.program(p.home() / "more" / "python3");
         p.set("PATH", p.world().user_environment.get("PATH") + ":" + (p.home() / "more").string());
       }},
      {"a folder on PATH that is not there",
       [](Patient& p) { p.set("PATH", "/gone/bin:" + p.world().user_environment.get("PATH")); }},
      {"the environment is activated",
       [](Patient& p) {
         p.set("VIRTUAL_ENV", p.venv().string());
         p.set("PATH", (p.venv() / "bin").string() + ":" + p.world().user_environment.get("PATH"));
       }},
      {"an environment that somebody else has made",
       [](Patient& p) { p.edit(p.venv() / "pyvenv.cfg", "ftenv = 1\n", ""); }},
      {"CPython 3.13", another_series},
      {"a comment in .bashrc speaks of it",
       [](Patient& p) { p.file(p.home() / ".bashrc", "# export PYTHON_CONFIGURE_OPTS=--disable-gil\n"); }},
      {"shell files with harmless exports",
       [](Patient& p) {
         p.file(p.home() / ".bashrc",
                "export PATH=\"$HOME/bin:$PATH\"\nexport LANG=C.UTF-8\nif true; then\n  export "
                "PAGER=less\nfi\n");
         p.file(p.home() / ".config" / "fish" / "config.fish", "set -gx EDITOR vi\n");
       }},
      {"a crate without abi3",
       [](Patient& p) {
         p.edit(p.project() / "Cargo.toml", "default = [\"abi3\"]\nabi3 = [\"pyo3/abi3-py311\"]\n", "");
       }},
      {"no feature at all: PyO3 sees by itself what it builds for",
       [](Patient& p) {
         p.edit(p.project() / "Cargo.toml",
                "[features]\ndefault = [\"abi3\"]\nabi3 = [\"pyo3/abi3-py311\"]\nfree-threaded = []\n", "");
       }},
      {"an older PyO3 whose module says that it needs no GIL",
       [](Patient& p) {
         p.edit(p.project() / "Cargo.toml", "pyo3 = \"0.28\"", "pyo3 = \"0.27\"");
         p.file(p.project() / "Cargo.lock",
                replace_all(p.text(p.project() / "Cargo.lock"), "0.28.3", "0.27.2"));
         p.edit(p.project() / "src" / "lib.rs", "#[pymodule]", "#[pymodule(gil_used = false)]");
       }},
      {"what is named only in comments and strings",
       [](Patient& p) {
         p.file(p.project() / "src" / "notes.rs",
                "// GILOnceCell and GILProtected are gone\n/* #[pymodule(gil_used = true)] fn x() {} */\n"
                "pub const TEXT: &str = \"GILProtected #[pymodule] fn other()\";\n");
       }},
      {"a module with a name of its own in both places",
       [](Patient& p) {
         p.edit(p.project() / "src" / "lib.rs", "fn hello(", "fn _core(");
         p.edit(p.project() / "Cargo.toml", "[lib]\n", "[lib]\nname = \"_core\"\n");
         p.file(p.project() / "pyproject.toml",
                p.text(p.project() / "pyproject.toml") + "\n[tool.maturin]\nmodule-name = \"hello._core\"\n");
       }},
      {"a workspace whose member is the crate",
       [](Patient& p) {
         p.file(p.project() / "Cargo.toml",
                p.text(p.project() / "Cargo.toml") + "\n[workspace]\nmembers = [\"other\"]\n");
         p.file(p.project() / "other" / "Cargo.toml",
                "[package]\nname = \"other\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
         p.file(p.project() / "other" / "src" / "lib.rs", "pub fn one() -> u8 { 1 }\n");
       }},
      {"the extension is installed",
       [](Patient& p) {
         p.file(p.site_packages() / "hello" / "hello.cpython-314t-x86_64-linux-gnu.so",
                free_threaded_module("hello"));
         p.file(p.site_packages() / "hello" / "__init__.py", "from .hello import *\n");
       }},
      {"the extension as PyO3 makes it, whose symbols are ambiguous",
       [](Patient& p) {
         p.file(p.site_packages() / "hello" / "hello.cpython-314t-x86_64-linux-gnu.so",
                ambiguous_module("hello"));
       }},
      {"other people's extensions for this Python",
       [](Patient& p) {
         p.file(p.site_packages() / "fast" / "_fast.cpython-314t-x86_64-linux-gnu.so",
                free_threaded_module("_fast"));
         p.file(p.site_packages() / "fast-1.0.dist-info" / "METADATA", "Name: fast\nVersion: 1.0\n");
         p.file(p.site_packages() / "fast-1.0.dist-info" / "WHEEL",
                "Wheel-Version: 1.0\nTag: cp314-cp314t-linux_x86_64\n");
       }},
      {"a library that is no extension",
       [](Patient& p) {
         p.file(p.site_packages() / "fast.libs" / "libz-1.so", make_elf({{"malloc"}, {"inflate"}}));
       }},
      {"files that only end like extensions",
       [](Patient& p) {
         p.file(p.project() / "data" / "notes.so", "no ELF at all\n");
         p.file(p.project() / "data" / "empty.abi3.so", "");
       }},
      {"target directories of ours for two ABIs",
       [](Patient& p) {
         p.file(p.project() / "target" / "ftenv-cp314t" / "debug" / "build" / "pyo3-ffi-1" / "output",
                "cargo:x\n");
         p.file(p.project() / "target" / "ftenv-cp313t" / "debug" / "build" / "pyo3-ffi-1" / "output",
                "cargo:x\n");
       }},
      {"a project behind a symbolic link",
       [](Patient& p) {
         fs::rename(p.project(), p.home() / "real-hello");
         p.link(p.project(), p.home() / "real-hello");
       }},
      {"a project that was never built, with no environment asked for",
       [](Patient& p) { p.remove(p.project() / "Cargo.lock"); }},
      {"rust-toolchain names what is installed",
       [](Patient& p) {
         p.file(p.project() / "rust-toolchain.toml", "[toolchain]\nchannel = \"stable\"\n");
       }},
      {"cargo's configuration with harmless settings",
       [](Patient& p) {
         p.file(p.project() / ".cargo" / "config.toml",
                "[build]\njobs = 2\n[net]\nretry = 3\n[alias]\nb = \"build\"\n[env]\nMY_OWN = \"1\"\n");
       }},
      {"pip's configuration with a mirror",
       [](Patient& p) {
         p.file(p.home() / ".config" / "pip" / "pip.conf",
                "[global]\nindex-url = https://mirror.example/simple\n");
       }},
      {"workflows that build both kinds",
       [](Patient& p) {
         p.file(
             p.project() / ".github" / "workflows" / "ci.yml",
             "jobs:\n  test:\n    strategy:\n      matrix:\n        python: ['3.14', '3.14t']\n    steps:\n"
             "      - uses: actions/setup-python@v6\n        with:\n          python-version: ${{ "
             "matrix.python }}\n");
       }},
  };
}

}  // namespace

TEST_CASE("doctor finds nothing above info in any of the ways to live that are well") {
  int looked_at = 0;
  for (const Life& life : lives()) {
    INFO(life.what);
    Patient patient;
    life.make(patient);
    const Diagnosis diagnosis = patient.examine({}, life.with_project);
    INFO(Patient::account(diagnosis));
    CHECK(diagnosis.count(Severity::error) + diagnosis.count(Severity::warning) == 0);
    CHECK(diagnosis.could_not_check() == 0);
    ++looked_at;
  }
  // docs/troubleshooting.md tells people these two numbers.
  const auto told = shipped_recipe("precision.toml");
  REQUIRE(told);
  CHECK((*told)["healthy"].int_or(0) == looked_at);
  CHECK((*told)["planted"].int_or(0) == static_cast<std::int64_t>(all_plants().size()));
  std::printf("%d healthy lives, %zu planted illnesses\n", looked_at, all_plants().size());
}

}  // namespace ftenv::test
