#include "patient.hpp"

#include "base/text.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "support/known_hosts.hpp"

namespace ftenv::test {
namespace {

constexpr const char* k_cargo_toml =
    "[package]\n"
    "name = \"hello\"\n"
    "version = \"0.1.0\"\n"
    "edition = \"2021\"\n"
    "\n"
    "[lib]\n"
    "crate-type = [\"cdylib\", \"rlib\"]\n"
    "\n"
    "[dependencies]\n"
    "pyo3 = \"0.28\"\n"
    "\n"
    "[features]\n"
    "default = [\"abi3\"]\n"
    "abi3 = [\"pyo3/abi3-py311\"]\n"
    "free-threaded = []\n";

constexpr const char* k_cargo_lock =
    "version = 4\n\n"
    "[[package]]\nname = \"hello\"\nversion = \"0.1.0\"\ndependencies = [\n \"pyo3\",\n]\n\n"
    "[[package]]\nname = \"pyo3\"\nversion = \"0.28.3\"\n"
    "source = \"registry+https://example.org/index\"\nchecksum = \"00\"\n\n"
    "[[package]]\nname = \"pyo3-ffi\"\nversion = \"0.28.3\"\n"
    "source = \"registry+https://example.org/index\"\nchecksum = \"00\"\n";

constexpr const char* k_pyproject =
    "[build-system]\n"
    "requires = [\"maturin>=1.13.3,<2\"]\n"
    "build-backend = \"maturin\"\n"
    "\n"
    "[project]\n"
    "name = \"hello\"\n"
    "version = \"0.1.0\"\n"
    "requires-python = \">=3.11\"\n";

constexpr const char* k_lib_rs =
    "use pyo3::prelude::*;\n"
    "\n"
    "#[pyfunction]\n"
    "fn add(a: u64, b: u64) -> u64 {\n"
    "    a + b\n"
    "}\n"
    "\n"
    "#[pymodule]\n"
    "fn hello(module: &Bound<'_, PyModule>) -> PyResult<()> {\n"
    "    module.add_function(wrap_pyfunction!(add, module)?)\n"
    "}\n";

constexpr const char* k_rustc =
    "rustc 1.95.0 (59807616e 2026-04-14)\n"
    "binary: rustc\n"
    "commit-hash: 59807616e1\n"
    "commit-date: 2026-04-14\n"
    "host: x86_64-unknown-linux-gnu\n"
    "release: 1.95.0\n"
    "LLVM version: 22.1.0\n";

Json healthy_interpreter(const Patient& patient) {
  const std::string prefix = patient.prefix().string();
  return Json::object({{"executable", (patient.venv() / "bin" / "python").string()},
                       {"prefix", patient.venv().string()},
                       {"base_prefix", prefix},
                       {"implementation", "cpython"},
                       {"version", "3.14.8"},
                       {"releaselevel", "final"},
                       {"serial", 0},
                       {"free_threaded", true},
                       {"gil_enabled", false},
                       {"shared", true},
                       {"ext_suffix", ".cpython-314t-x86_64-linux-gnu.so"},
                       {"soabi", "cpython-314t-x86_64-linux-gnu"},
                       {"cflags", "-O3"},
                       {"libdir", prefix + "/lib"},
                       {"ldlibrary", "libpython3.14t.so"},
                       {"libpython", prefix + "/lib/libpython3.14t.so"},
                       {"libdir_exists", true},
                       {"framework", false},
                       {"headers_exist", true},
                       {"debug", false},
                       {"externally_managed", false},
                       {"platform", "linux-x86_64"},
                       {"missing_modules", Json(Json::Array{})}});
}

}  // namespace

Patient::Patient() {
  m_world.host = known_hosts().front();
  m_world.recipes = load_recipes(m_world.host).value();
  m_world.services.machine = &machine;
  m_world.services.system_root = system_root();

  for (const char* name : {"cc", "gcc", "ld", "pkg-config", "python3", "make", "git"}) program(bin() / name);
  for (const char* name : {"cargo", "rustc", "rustup"}) program(home() / ".cargo" / "bin" / name);
  file(home() / ".rustup" / "settings.toml",
       "default_toolchain = \"stable-x86_64-unknown-linux-gnu\"\nversion = \"12\"\n");
  program(home() / ".rustup" / "toolchains" / "stable-x86_64-unknown-linux-gnu" / "bin" / "rustc");
  file(home() / ".bashrc", "# nothing special\nexport EDITOR=vi\n");
  file(home() / ".profile", "umask 022\n");

  file(project() / "Cargo.toml", k_cargo_toml);
  file(project() / "Cargo.lock", k_cargo_lock);
  file(project() / "pyproject.toml", k_pyproject);
  file(project() / "src" / "lib.rs", k_lib_rs);

  program(prefix() / "bin" / "python3.14t");
  file(prefix() / "lib" / "libpython3.14t.so.1.0", "not read");
  link(prefix() / "lib" / "libpython3.14t.so", "libpython3.14t.so.1.0");
  file(venv() / "pyvenv.cfg", "home = " + (prefix() / "bin").string() +
                                  "\ninclude-system-site-packages = false\nversion = 3.14.8\n" +
                                  "executable = " + (prefix() / "bin" / "python3.14t").string() +
                                  "\nftenv = 1\n");
  link(venv() / "bin" / "python", prefix() / "bin" / "python3.14t");
  link(venv() / "bin" / "python3", "python");
  program(venv() / "bin" / "pip");
  file(site_packages() / "pip-26.0.dist-info" / "METADATA", "Name: pip\nVersion: 26.0\n");
  file(site_packages() / "pip" / "__init__.py", "");
  file(site_packages() / "maturin-1.16.0.dist-info" / "METADATA", "Name: maturin\nVersion: 1.16.0\n");
  program(venv() / "bin" / "maturin");

  m_world.user_environment = Environment{};
  set("HOME", home().string());
  set("USER", "ada");
  set("SHELL", "/bin/bash");
  set("LANG", "C.UTF-8");
  set("PATH", (home() / ".cargo" / "bin").string() + ":" + bin().string());

  interpreter = healthy_interpreter(*this);
  const auto python = [this](const ProcessRequest&) {
    return exits(0, "@@ftenv-answer@@ " + interpreter.dump(-1) + " @@ftenv-end@@\n");
  };
  for (const char* name : {"python", "python3", "python3.14t"}) answers[name] = python;
  answers["rustc"] = [](const ProcessRequest&) { return exits(0, k_rustc); };
  answers["cargo"] = [](const ProcessRequest&) { return exits(0, "cargo 1.95.0 (b4b6ab6a4 2026-03-30)\n"); };
  answers["maturin"] = [](const ProcessRequest&) { return exits(0, "maturin 1.16.0\n"); };
  m_world.processes.answer = [this](const ProcessRequest& request) {
    const auto known = answers.find(fs::path(request.argv.front()).filename().string());
    if (known != answers.end()) return known->second(request);
    return ProcessOutcome{{ExitStatus::not_found, 0}, {}, {}, {}};
  };
}

void Patient::file(const fs::path& path, const std::string& text) {
  write_file(path, text);
}

void Patient::program(const fs::path& path, const std::string& text) {
  write_file(path, text);
  fs::permissions(path, fs::owner_all | fs::group_read | fs::group_exe | fs::others_read | fs::others_exe);
}

void Patient::link(const fs::path& path, const fs::path& target) {
  REQUIRE(make_directories(path.parent_path()));
  FsError ignored;
  fs::remove(path, ignored);
  fs::create_symlink(target, path);
}

void Patient::remove(const fs::path& path) {
  REQUIRE(remove_tree(path));
}

std::string Patient::text(const fs::path& path) const {
  return read_file(path);
}

void Patient::edit(const fs::path& path, const std::string& from, const std::string& to) {
  std::string text = read_file(path);
  const std::size_t at = text.find(from);
  INFO(path.string() << " has no `" << from << "`");
  REQUIRE(at != std::string::npos);
  write_file(path, text.replace(at, from.size(), to));
}

void Patient::set(const std::string& name, const std::string& value) {
  m_world.user_environment.set(name, value);
  m_world.child_environment = filter(m_world.user_environment, m_world.recipes.environment).kept;
}

void Patient::unset(const std::string& name) {
  m_world.user_environment.unset(name);
  m_world.child_environment = filter(m_world.user_environment, m_world.recipes.environment).kept;
}

Diagnosis Patient::examine(DoctorRequest request, bool with_project) {
  const auto checks = select_checks(all_checks(), request);
  if (!checks) FAIL(checks.error().message);
  const auto pages = FindingPages::load();
  if (!pages) FAIL(pages.error().message);
  std::optional<fs::path> root;
  if (with_project) root = project();
  auto facts = std::make_shared<Facts>(m_world.services, m_world.options, root, *pages);
  auto diagnosis = diagnose(facts, *checks);
  if (!diagnosis) FAIL(diagnosis.error().message);
  return *diagnosis;
}

std::string Patient::account(const Diagnosis& diagnosis) {
  std::string text;
  for (const Finding& finding : diagnosis.findings) {
    text += finding.id + " " + std::string(name_of(finding.severity)) + ": " + finding.found + "\n";
  }
  for (const CheckReport& report : diagnosis.reports) {
    if (report.could_not()) text += report.check + " could not look: " + report.because + "\n";
  }
  return text;
}

}  // namespace ftenv::test
