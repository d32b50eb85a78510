#include "plants.hpp"

namespace ftenv::test {
namespace {

void without_pip(Patient& p) {
  p.remove(p.site_packages() / "pip");
  p.remove(p.site_packages() / "pip-26.0.dist-info");
}

void with_gil(Patient& p) {
  p.interpreter.set("free_threaded", false)
      .set("gil_enabled", true)
      .set("ext_suffix", ".cpython-314-x86_64-linux-gnu.so");
}

void gil_environment(Patient& p, const fs::path& path) {
  p.file(path / "pyvenv.cfg", "home = /usr/bin\n");
  p.program(path / "bin" / "python");
  p.file(path / "lib" / "python3.14" / "site-packages" / "x.py", "");
}

}  // namespace

std::vector<Plant> venv_plants() {
  return {
      {"IN-08", "there is no environment", Severity::warning, [](Patient& p) { p.remove(p.venv()); }},
      {"IN-09", "pyvenv.cfg is gone", Severity::error, [](Patient& p) { p.remove(p.venv() / "pyvenv.cfg"); }},
      {"IN-10", "its interpreter is gone", Severity::error, [](Patient& p) { p.remove(p.prefix()); }},
      {"IN-10", "its interpreter is a copy, and what it was copied from is gone", Severity::error,
       [](Patient& p) {
         p.remove(p.prefix());
         p.remove(p.venv() / "bin" / "python");
         p.program(p.venv() / "bin" / "python");
       }},
      {"IN-10", "it was made by Windows", Severity::error,
       [](Patient& p) { p.program(p.venv() / "Scripts" / "python.exe"); }},
      {"IN-04", "its interpreter has the GIL", Severity::error, with_gil},
      {"IN-04", "another environment is activated, with the GIL", Severity::warning,
       [](Patient& p) {
         gil_environment(p, p.home() / "other");
         p.set("VIRTUAL_ENV", (p.home() / "other").string());
       }},
      {"IN-05", "it was made by conda's Python with the GIL", Severity::error,
       [](Patient& p) {
         with_gil(p);
         p.file(p.prefix() / "conda-meta" / "python-3.14.0-h32b2ec7_101_cp314.json", "{}");
       }},
      {"IN-05", "conda's base is activated, with the GIL", Severity::warning,
       [](Patient& p) {
         const fs::path base = p.home() / "miniconda3";
         p.file(base / "conda-meta" / "python-3.14.0-h32b2ec7_101_cp314.json", "{}");
         p.file(base / "conda-meta" / "python_abi-3.14-8_cp314.json", "{}");
         p.set("CONDA_PREFIX", base.string());
       }},
      {"MT-04", "its interpreter has the GIL, and the stable ABI is a default feature", Severity::error,
       with_gil},
      {"IN-06", "the script pip is there, the package is not", Severity::error, without_pip},
      {"MT-07", "uv made it without pip", Severity::warning,
       [](Patient& p) {
         without_pip(p);
         p.remove(p.venv() / "bin" / "pip");
         p.edit(p.venv() / "pyvenv.cfg", "ftenv = 1", "uv = 0.9.2");
       }},
      {"PY-22", "the interpreter can't put pip into environments", Severity::warning,
       [](Patient& p) {
         without_pip(p);
         p.file(p.prefix() / "lib" / "python3.14t" / "os.py", "");
       }},
      {"PX-25", "the environment was made anew by another interpreter", Severity::warning,
       [](Patient& p) {
         p.file(p.venv() / "ftenv.json",
                "{\"schema\": 1, \"python\": {\"wishes\": \"3.14\", \"prefix\": \"/opt/other\"}}\n");
       }},
  };
}

TEST_CASE("doctor says when the environment is no longer the one that the project asks for") {
  for (const bool met : {true, false}) {
    Patient patient;
    patient.file(patient.venv() / "ftenv.json",
                 "{\"schema\": 1, \"python\": {\"wishes\": \"3.14\", \"prefix\": \"" +
                     patient.prefix().string() + "\"}}\n");
    patient.file(patient.project() / "ftenv.toml", met ? "python = \"3.13, 3.14\"\n" : "python = \"3.13\"\n");
    const Diagnosis diagnosis = patient.examine({{"venv-same"}, false, false});
    INFO(Patient::account(diagnosis));
    REQUIRE(diagnosis.reports.size() == 1);
    CHECK(diagnosis.findings.empty());
    CHECK((diagnosis.reports[0].seen.find("asks for `3.13`") == std::string::npos) == met);
  }
}

}  // namespace ftenv::test
