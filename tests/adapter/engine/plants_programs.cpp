#include "plants.hpp"

namespace ftenv::test {
namespace {

// PYENV_ROOT with CPython 3.13.0 and 3.14.4t, definitions up to 3.14.8t, and its shims first on PATH.
fs::path pyenv(Patient& p) {
  const fs::path root = p.home() / ".pyenv";
  for (const char* name : {"python", "python3", "pip", "python3.14t"}) {
    p.program(root / "shims" / name,
              "#!/usr/bin/env bash\nset -e\nprogram=\"${0##*/}\"\nexport PYENV_ROOT=\"" + root.string() +
                  "\"\nexec \"" + root.string() + "/libexec/pyenv\" exec \"$program\" \"$@\"\n");
  }
  for (const char* program : {"python", "python3", "pip"}) {
    p.program(root / "versions" / "3.13.0" / "bin" / program);
    p.program(root / "versions" / "3.14.4t" / "bin" / program);
  }
  p.program(root / "versions" / "3.14.4t" / "bin" / "python3.14t");
  for (const char* name : {"3.13.0", "3.14.4t", "3.14.8t"}) {
    p.file(root / "plugins" / "python-build" / "share" / "python-build" / name, "");
  }
  p.set("PATH", (root / "shims").string() + ":" + p.world().user_environment.get("PATH"));
  return root;
}

// rustup's own layout: every command is one file.
void rustup(Patient& p) {
  for (const char* name : {"cargo", "rustc"}) p.link(p.home() / ".cargo" / "bin" / name, "rustup");
}

void no_default(Patient& p) {
  rustup(p);
  p.file(p.home() / ".rustup" / "settings.toml", "version = \"12\"\n");
}

std::vector<Plant> python_plants() {
  return {
      {"IN-01", "the project wants a version that pyenv has not installed", Severity::error,
       [](Patient& p) {
         pyenv(p);
         p.file(p.project() / ".python-version", "3.14.8t\n");
       }},
      {"IN-01", "PYENV_VERSION wants it", Severity::error,
       [](Patient& p) {
         pyenv(p);
         p.set("PYENV_VERSION", "3.12");
       }},
      {"IN-03", "and this pyenv can't build it", Severity::error,
       [](Patient& p) {
         pyenv(p);
         p.file(p.project() / ".python-version", "# ours\n3.14.9t\n");
       }},
      {"IN-02", "the free-threaded version is not chosen", Severity::warning,
       [](Patient& p) {
         p.file(pyenv(p) / "version", "3.13\n");
         p.remove(p.venv());
       }},
      {"IN-02", "and that does not matter to a project with an environment", Severity::info,
       [](Patient& p) { p.file(pyenv(p) / "version", "3.13\n"); }},
      {"IN-19", "python3 opens the store", Severity::error,
       [](Patient& p) {
         const fs::path folder = p.home() / "AppData" / "Local" / "Microsoft" / "WindowsApps";
         p.program(folder / "python3", "");
         p.set("PATH", folder.string() + ":" + p.world().user_environment.get("PATH"));
       }},
      {"IN-19", "the store of Windows, seen from its Linux", Severity::error,
       [](Patient& p) {
         const fs::path folder = p.home() / "AppData" / "Local" / "Microsoft" / "WindowsApps";
         p.program(folder / "python3.exe", "");
         p.remove(p.bin() / "python3");
         p.world().host.wsl = true;
         p.set("PATH", folder.string() + ":" + p.world().user_environment.get("PATH"));
       }},
      {"PX-18", "no Python at all", Severity::error,
       [](Patient& p) {
         p.remove(p.venv());
         p.remove(p.bin() / "python3");
       }},
      {"PY-07", "no pkg-config", Severity::info, [](Patient& p) { p.remove(p.bin() / "pkg-config"); }},
      {"PY-07", "no pkg-config, and a Python is to be compiled", Severity::warning,
       [](Patient& p) {
         p.remove(p.bin() / "pkg-config");
         p.world().options.from = "source";
       }},
      {"PY-20", "curl is a snap", Severity::info,
       [](Patient& p) {
         p.program(p.home() / "snap" / "snap");
         p.link(p.bin() / "curl", p.home() / "snap" / "snap");
       }},
      {"PY-20", "curl is a snap, and pyenv uses it", Severity::warning,
       [](Patient& p) {
         p.program(p.home() / "snap" / "snap");
         p.link(p.bin() / "curl", p.home() / "snap" / "snap");
         p.program(p.bin() / "pyenv");
       }},
  };
}

std::vector<Plant> rust_plants() {
  return {
      {"CG-01", "rustup has no default", Severity::error, no_default},
      {"CG-01", "rustup has no toolchain", Severity::error,
       [](Patient& p) {
         rustup(p);
         p.set("RUSTUP_HOME", (p.home() / "empty").string());
       }},
      {"CG-02", "the project asks for a toolchain that is not there", Severity::warning,
       [](Patient& p) {
         rustup(p);
         p.file(p.project() / "rust-toolchain.toml", "[toolchain]\nchannel = \"1.70.0\"\n");
       }},
      {"CG-02", "and rustup may not download it", Severity::error,
       [](Patient& p) {
         rustup(p);
         p.file(p.project() / "rust-toolchain", "1.70.0\n");
         p.set("RUSTUP_AUTO_INSTALL", "0");
       }},
      {"CG-02", "RUSTUP_TOOLCHAIN names none of Rust's", Severity::error,
       [](Patient& p) {
         rustup(p);
         p.set("RUSTUP_TOOLCHAIN", "mine");
       }},
      {"CG-07", "two rustc on PATH", Severity::info, [](Patient& p) { p.program(p.bin() / "rustc"); }},
      {"CG-07", "and the target directory is of the other one", Severity::warning,
       [](Patient& p) {
         p.program(p.bin() / "rustc");
         p.file(p.project() / "target" / ".rustc_info.json",
                "{\"outputs\":{\"17\":{\"success\":true,\"stdout\":\"rustc 1.80.0 (051478957 "
                "2024-07-21)\\nbinary: rustc\\nrelease: 1.80.0\\n\"}}}");
       }},
      {"CG-08", "no C compiler", Severity::error, [](Patient& p) { p.remove(p.bin() / "cc"); }},
      {"CG-08",
       "no C compiler, on a machine with Rust",
       Severity::warning,
       [](Patient& p) { p.remove(p.bin() / "cc"); },
       {},
       false},
      {"CG-08", "gcc without its linker", Severity::error,
       [](Patient& p) {
         p.link(p.bin() / "cc", "gcc");
         p.remove(p.bin() / "ld");
       }},
      {"MT-18", "cargo is not on PATH", Severity::info, [](Patient& p) { p.set("PATH", p.bin().string()); }},
      {"MT-18", "there is no cargo", Severity::warning,
       [](Patient& p) { p.remove(p.home() / ".cargo" / "bin"); }},
  };
}

}  // namespace

std::vector<Plant> program_plants() {
  std::vector<Plant> all = python_plants();
  for (Plant& plant : rust_plants()) all.push_back(std::move(plant));
  return all;
}

}  // namespace ftenv::test
