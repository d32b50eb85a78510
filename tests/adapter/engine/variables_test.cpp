// What is set and harmless is not found, and where something was set is told.
#include "base/text.hpp"
#include "engine/doctor/origins.hpp"
#include "patient.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

Diagnosis variables_of(Patient& patient) {
  DoctorRequest request;
  request.only = {"variables"};
  return patient.examine(request);
}

// The only finding with this id, its origins added.
Finding with_origins(Patient& patient, const std::string& id) {
  const Diagnosis diagnosis = variables_of(patient);
  std::vector<Finding> findings;
  for (const Finding& finding : diagnosis.findings) {
    if (finding.id == id) findings.push_back(finding);
  }
  INFO(Patient::account(diagnosis));
  REQUIRE(findings.size() == 1);
  Facts facts(patient.world().services, patient.world().options, patient.project(), *FindingPages::load());
  add_origins(findings, facts);
  const std::size_t evidence = findings.front().evidence.size(), fixes = findings.front().fixes.size();
  // Whoever calls it twice sees nothing twice.
  add_origins(findings, facts);
  CHECK(findings.front().evidence.size() == evidence);
  CHECK(findings.front().fixes.size() == fixes);
  return findings.front();
}

}  // namespace

TEST_CASE("variables that do no harm are at most odd") {
  struct Row {
    const char* what;
    std::function<void(Patient&)> make;
  };
  const std::vector<Row> rows = {
      {"plain C locale", [](Patient& p) { p.set("LC_ALL", "C"); }},
      {"UTF-8 by name", [](Patient& p) { p.set("PYTHONIOENCODING", "UTF-8:replace"); }},
      {"UTF-8 off in a UTF-8 locale", [](Patient& p) { p.set("PYTHONUTF8", "0"); }},
      {"the project's environment is active", [](Patient& p) { p.set("VIRTUAL_ENV", p.venv().string()); }},
      {"conda is the environment",
       [](Patient& p) {
         p.set("VIRTUAL_ENV", p.venv().string());
         p.set("CONDA_PREFIX", p.venv().string() + "/");
       }},
      {"only conda", [](Patient& p) { p.set("CONDA_PREFIX", "/opt/conda"); }},
      {"a proxy", [](Patient& p) { p.set("HTTPS_PROXY", "http://ada:secret@proxy.example:3128/"); }},
      {"a proxy without a scheme", [](Patient& p) { p.set("https_proxy", "proxy.example:3128"); }},
      {"a proxy by its number", [](Patient& p) { p.set("ALL_PROXY", "socks5h://[::1]:1080"); }},
      {"PyO3 takes the environment's interpreter",
       [](Patient& p) { p.set("PYO3_PYTHON", (p.venv() / "bin" / "python").string()); }},
      {"PyO3 takes the one that it was made with",
       [](Patient& p) { p.set("PYO3_PYTHON", (p.prefix() / "bin" / "python3.14t").string()); }},
      {"the described interpreter is the environment's",
       [](Patient& p) {
         p.file(p.home() / "pyo3.txt", "version=3.14\nbuild_flags=Py_GIL_DISABLED\n");
         p.set("PYO3_CONFIG_FILE", (p.home() / "pyo3.txt").string());
       }},
      {"configuration is not printed", [](Patient& p) { p.set("PYO3_PRINT_CONFIG", "0"); }},
      {"the interpreter's own library is named",
       [](Patient& p) { p.set("LD_LIBRARY_PATH", (p.prefix() / "lib").string() + ":/opt/x"); }},
      {"another Python's library is named",
       [](Patient& p) {
         p.file(p.home() / "conda" / "lib" / "libpython3.11.so.1.0", "");
         p.file(p.home() / "conda" / "lib" / "libpython3.13t.so.1.0", "");
         p.set("LD_LIBRARY_PATH", (p.home() / "conda" / "lib").string());
       }},
      {"the target is this machine's",
       [](Patient& p) { p.set("CARGO_BUILD_TARGET", "x86_64-unknown-linux-gnu"); }},
      {"a target folder in the project",
       [](Patient& p) { p.set("CARGO_TARGET_DIR", (p.project() / "out").string()); }},
      {"a target folder by a relative name", [](Patient& p) { p.set("CARGO_TARGET_DIR", "out"); }},
      {"a wrapper that is installed",
       [](Patient& p) {
         p.program(p.bin() / "sccache");
         p.set("RUSTC_WRAPPER", "sccache");
       }},
      {"no wrapper", [](Patient& p) { p.set("RUSTC_WRAPPER", ""); }},
      {"a linker for another machine",
       [](Patient& p) { p.set("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", "aarch64-linux-gnu-gcc"); }},
      {"a linker that is installed",
       [](Patient& p) {
         p.program(p.bin() / "ld.mold");
         p.set("RUSTFLAGS", "-Clink-arg=-fuse-ld=mold");
       }},
      {"offline with all crates",
       [](Patient& p) {
         const auto locked = read_cargo_lock(p.project() / "Cargo.lock");
         REQUIRE(locked);
         for (const LockedPackage& one : *locked) {
           const std::string name = one.name + "-" + one.version + ".crate";
           p.file(p.home() / ".cargo" / "registry" / "cache" / "index" / name, "");
         }
         p.set("CARGO_NET_OFFLINE", "true");
       }},
      {"online", [](Patient& p) { p.set("CARGO_NET_OFFLINE", "false"); }},
      {"other warnings are errors",
       [](Patient& p) { p.set("PYTHONWARNINGS", "error::DeprecationWarning,default"); }},
      {"the wrapper of cargo's configuration is overridden",
       [](Patient& p) {
         p.file(p.project() / ".cargo" / "config.toml", "[build]\nrustc-wrapper = \"sccache\"\n");
         p.program(p.bin() / "ccache");
         p.set("RUSTC_WRAPPER", "ccache");
       }},
      {"pip's configuration says no",
       [](Patient& p) { p.file(p.home() / ".pip" / "pip.conf", "[install]\nuser = false\n"); }},
      {"a start-up file that only names the variable",
       [](Patient& p) {
         p.file(p.home() / ".bashrc", "# export PYTHON_GIL=0\nPYTHON_GIL=0 python x.py\nunset PYTHONHOME\n");
       }},
      {"a start-up file of another shell",
       [](Patient& p) { p.file(p.home() / ".zshrc", "export PYTHON_GIL=0\n"); }},
      {"one of two folders of certificates",
       [](Patient& p) { p.set("SSL_CERT_DIR", "/nonexistent:" + p.home().string()); }},
      {"a compiler with arguments", [](Patient& p) { p.set("CC", "gcc -m64"); }},
      {"TMPDIR in another folder", [](Patient& p) { p.set("TMPDIR", p.home().string()); }},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    Patient patient;
    row.make(patient);
    const Diagnosis diagnosis = variables_of(patient);
    INFO(Patient::account(diagnosis));
    CHECK(diagnosis.count(Severity::error) + diagnosis.count(Severity::warning) == 0);
    CHECK(diagnosis.could_not_check() == 0);
  }
}

TEST_CASE("what a variable is to blame for names the line that sets it, and offers to take it out") {
  Patient patient;
  const std::string options = "--disable-gil --enable-shared";
  patient.set("PYTHON_CONFIGURE_OPTS", options);
  patient.file(patient.home() / ".bashrc", "# mine\nexport PYTHON_CONFIGURE_OPTS=\"" + options + "\"\n");
  patient.file(patient.system_root() / "etc" / "profile.d" / "python.sh",
               "export PYTHON_CONFIGURE_OPTS=other\n");
  const Finding finding = with_origins(patient, "PY-10");
  CHECK(finding.variables == std::vector<std::string>{"PYTHON_CONFIGURE_OPTS"});
  CHECK(finding.evidence.front() == "`PYTHON_CONFIGURE_OPTS` is set in `~/.bashrc:2`");
  CHECK(contains(finding.evidence.back(), "python.sh:1`, to another value"));
  REQUIRE(finding.fixes.size() == 2);
  CHECK(finding.fixes[0].commands == std::vector<std::string>{"unset PYTHON_CONFIGURE_OPTS"});
  const auto* action = std::get_if<CommentOutLine>(&finding.fixes[1].action);
  REQUIRE(action != nullptr);
  CHECK(action->file == patient.home() / ".bashrc");
  CHECK(action->line == 2);
  CHECK(action->text == "export PYTHON_CONFIGURE_OPTS=\"" + options + "\"");
}

TEST_CASE("a line of the system takes root, and one that does more takes a person") {
  Patient patient;
  patient.set("PYTHONHOME", "/opt/app");
  patient.set("SHELL", "/usr/bin/fish");
  patient.file(patient.system_root() / "etc" / "environment", "PYTHONHOME=/opt/app\n");
  patient.file(patient.home() / ".profile", "export PYTHONHOME=/opt/app LANG=C.UTF-8\n");
  const Finding finding = with_origins(patient, "IN-13");
  REQUIRE(finding.fixes.size() == 3);
  CHECK(finding.fixes[0].commands == std::vector<std::string>{"set -e PYTHONHOME"});
  CHECK(contains(finding.fixes[1].text, "does something else too"));
  CHECK(finding.fixes[1].commands.empty());
  CHECK(finding.fixes[2].needs_root);
  for (const Fix& fix : finding.fixes) CHECK(std::holds_alternative<std::monostate>(fix.action));
}

TEST_CASE("a variable that no file sets came from what started ftenv") {
  Patient patient;
  patient.set("PYTHON_GIL", "1");
  const Finding finding = with_origins(patient, "RT-03");
  CHECK(contains(join(finding.evidence, "\n"), "no file that ftenv knows"));
  CHECK(finding.fixes.size() == 1);
}

TEST_CASE("what the next terminal will have is found, with its line") {
  Patient patient;
  patient.file(patient.home() / ".bashrc", "export PYTHON_GIL=0\n");
  const Finding finding = with_origins(patient, "RT-04");
  CHECK(contains(finding.found, "not set in this terminal, but `~/.bashrc:1` sets it to `0`"));
  REQUIRE(finding.fixes.size() == 1);
  CHECK(std::holds_alternative<CommentOutLine>(finding.fixes.front().action));
}

TEST_CASE("a setting of cargo or pip is found with its place, and its line can be commented out") {
  Patient patient;
  patient.file(patient.project() / ".cargo" / "config.toml", "[build]\nrustc-wrapper = \"sccache\"\n");
  const Finding cargo = with_origins(patient, "MT-06");
  CHECK(contains(cargo.found, "config.toml:2` sets `build.rustc-wrapper` to `sccache`"));
  REQUIRE(cargo.fixes.size() == 1);
  CHECK(std::holds_alternative<CommentOutLine>(cargo.fixes.front().action));
  patient.file(patient.home() / ".config" / "pip" / "pip.conf", "[global]\ntarget =\n    /opt/site\n");
  const Finding pip = with_origins(patient, "IN-17");
  CHECK(contains(pip.found, "pip.conf:2` sets `global.target` to `/opt/site`"));
  CHECK(std::holds_alternative<std::monostate>(pip.fixes.front().action));
}

TEST_CASE("a password in a proxy's address is not shown") {
  Patient patient;
  patient.set("HTTPS_PROXY", "http://ada:secret@proxy.example:port");
  const Finding finding = with_origins(patient, "CG-16");
  CHECK_FALSE(contains(finding.found + join(finding.evidence, " "), "secret"));
  CHECK(contains(finding.found, "proxy.example"));
}

}  // namespace ftenv::test
