#include "plants.hpp"

namespace ftenv::test {
namespace {

using Make = std::function<void(Patient&)>;

Make variable(std::string name, std::string value) {
  return [name = std::move(name), value = std::move(value)](Patient& p) { p.set(name, value); };
}

Make bashrc(std::string line) {
  return [line = std::move(line)](Patient& p) { p.file(p.home() / ".bashrc", line + "\n"); };
}

Make cargo_config(std::string text) {
  return [text = std::move(text)](Patient& p) { p.file(p.project() / ".cargo" / "config.toml", text); };
}

Make pip_config(std::string text) {
  return [text = std::move(text)](Patient& p) { p.file(p.home() / ".config" / "pip" / "pip.conf", text); };
}

constexpr Severity k_error = Severity::error;
constexpr Severity k_warning = Severity::warning;
constexpr Severity k_info = Severity::info;

std::vector<Plant> python_plants() {
  return {
      {"PY-10", "the options of a Python build stay exported", k_error,
       variable("PYTHON_CONFIGURE_OPTS", "--disable-gil --enable-shared")},
      {"PY-10", "the next terminal will have them", k_error,
       bashrc("export PYTHON_CONFIGURE_OPTS=\"--disable-gil --enable-shared\"")},
      {"PY-10", "every build is made free-threaded", k_warning, variable("PYTHON_BUILD_FREE_THREADING", "1")},
      {"PY-01", "CC is not installed", k_warning, variable("CC", "clang -m64")},
      {"PY-10", "the compiler gets flags", k_info, variable("CFLAGS", "-O0")},
      {"PY-11", "two options that exclude each other", k_error,
       [](Patient& p) {
         p.set("PYTHON_BUILD_USE_HOMEBREW", "1");
         p.set("PYTHON_BUILD_SKIP_HOMEBREW", "1");
       }},
      {"PY-09", "LDFLAGS has a run path", k_warning, variable("LDFLAGS", "-Wl,-rpath=/opt/x/lib")},
      {"PY-17", "TMPDIR is gone", k_error, variable("TMPDIR", "/nonexistent/tmp")},
      {"IN-13", "PYTHONHOME is set", k_error, variable("PYTHONHOME", "/opt/app")},
      {"IN-13", "cargo sets PYTHONHOME", k_error, cargo_config("[env]\nPYTHONHOME = \"/opt/app\"\n")},
      {"IN-14", "PYTHONPATH has the library of another Python", k_error,
       [](Patient& p) {
         const fs::path other = p.home() / "py" / "lib" / "python3.11";
         p.file(other / "os.py", "");
         p.file(other / "encodings" / "__init__.py", "");
         p.set("PYTHONPATH", other.string());
       }},
      {"IN-14", "PYTHONPATH has the packages of another Python", k_error,
       [](Patient& p) {
         const fs::path other = p.home() / "py" / "lib" / "python3.14" / "site-packages";
         p.file(other / "x.py", "");
         p.set("PYTHONPATH", "/nonexistent:" + other.string());
       }},
      {"IN-14", "PYTHONPATH has a folder of one's own", k_info, variable("PYTHONPATH", "/home/ada/lib")},
      {"IN-15", "LD_LIBRARY_PATH has another libpython of the same name", k_error,
       [](Patient& p) {
         p.file(p.home() / "conda" / "lib" / "libpython3.14t.so.1.0", "another");
         p.set("LD_LIBRARY_PATH", (p.home() / "conda" / "lib").string());
       }},
      {"IN-15",
       "LD_LIBRARY_PATH has the libpython of a free-threaded Python",
       k_error,
       [](Patient& p) {
         p.file(p.home() / "conda" / "lib" / "libpython3.14.so.1.0", "");
         p.file(p.home() / "other" / "lib" / "libpython3.14t.so.1.0", "");
         p.set("LD_LIBRARY_PATH",
               (p.home() / "conda" / "lib").string() + ":" + (p.home() / "other" / "lib").string());
       },
       {},
       false},
      {"IN-15", "LD_LIBRARY_PATH is set", k_info, variable("LD_LIBRARY_PATH", "/opt/cuda/lib64")},
      {"RT-03", "the GIL is switched on", k_error, variable("PYTHON_GIL", "1")},
      {"RT-03", "the warning is hidden", k_warning, variable("PYTHONWARNINGS", "error,ignore")},
      {"RT-04", "PYTHON_GIL=0 in a start-up file", k_error, bashrc("export PYTHON_GIL=0")},
      {"RT-13", "warnings are errors", k_warning, variable("PYTHONWARNINGS", "error::RuntimeWarning")},
      {"PP-13", "Python prints ASCII", k_warning, variable("PYTHONIOENCODING", "ascii:strict")},
      {"PP-13", "UTF-8 is switched off in the C locale", k_warning,
       [](Patient& p) {
         p.set("LC_ALL", "C");
         p.set("PYTHONUTF8", "0");
       }},
  };
}

std::vector<Plant> environment_plants() {
  return {
      {"IN-07", "conda and a virtual environment at once", k_error,
       [](Patient& p) {
         p.set("VIRTUAL_ENV", p.venv().string());
         p.set("CONDA_PREFIX", "/opt/conda");
       }},
      {"IN-11", "VIRTUAL_ENV leads to a folder that is gone", k_error,
       variable("VIRTUAL_ENV", "/nonexistent/.venv")},
      {"IN-11", "VIRTUAL_ENV leads to a folder without an interpreter", k_error,
       [](Patient& p) { p.set("VIRTUAL_ENV", p.home().string()); }},
      {"IN-04", "uv is told which Python to take", k_info, variable("UV_PYTHON", "3.14")},
      {"WN-09", "VIRTUAL_ENV is a path of Git Bash", k_warning,
       [](Patient& p) {
         p.world().host.os = "windows";
         p.set("VIRTUAL_ENV", "/c/Users/ada/.venv");
       }},
      {"IN-16", "pip wants an environment", k_info, variable("PIP_REQUIRE_VIRTUALENV", "true")},
      {"IN-16", "pip's configuration wants an environment", k_info,
       pip_config("[global]\nrequire-virtualenv = 1\n")},
      {"IN-17", "pip installs elsewhere", k_error, variable("PIP_TARGET", "/opt/site")},
      {"IN-17", "pip's configuration installs elsewhere", k_error,
       pip_config("[install]\nprefix = /opt/site\n")},
      {"IN-18", "pip installs for the user", k_error, variable("PIP_USER", "1")},
      {"IN-18", "the system's pip.conf installs for the user", k_error,
       [](Patient& p) { p.file(p.system_root() / "etc" / "pip.conf", "[install]\nuser = true\n"); }},
      {"MT-10", "pip does not look at the index", k_info, variable("PIP_NO_INDEX", "1")},
      {"MT-10", "pip takes ready-made files only", k_info, pip_config("[global]\nonly-binary = :all:\n")},
      {"PP-07", "pip compiles everything", k_info, variable("PIP_NO_BINARY", ":all:")},
  };
}

std::vector<Plant> pyo3_plants() {
  return {
      {"PX-03", "abi3 behind one's back", k_info, variable("MATURIN_PEP517_ARGS", "--features abi3")},
      {"PX-07", "the version check is off", k_warning, variable("UNSAFE_PYO3_SKIP_VERSION_CHECK", "1")},
      {"PX-08", "forward compatibility", k_warning, variable("PYO3_USE_ABI3_FORWARD_COMPATIBILITY", "1")},
      {"PX-09", "left over from PyO3 0.22", k_info, variable("UNSAFE_PYO3_BUILD_FREE_THREADED", "1")},
      {"PX-09",
       "and PyO3 is that old",
       k_warning,
       [](Patient& p) {
         p.edit(p.project() / "Cargo.lock", "0.28.3", "0.22.6");
         p.edit(p.project() / "Cargo.toml", "\"0.28\"", "\"0.22\"");
         p.set("UNSAFE_PYO3_BUILD_FREE_THREADED", "1");
       },
       {{"variables"}}},
      {"PX-13", "the described interpreter is gone", k_error,
       variable("PYO3_CONFIG_FILE", "/nonexistent/pyo3.txt")},
      {"PX-13", "the described interpreter has a GIL", k_error,
       [](Patient& p) {
         p.file(p.home() / "pyo3.txt", "version=3.14\nbuild_flags=\n");
         p.file(p.project() / ".cargo" / "config.toml",
                "[env]\nPYO3_CONFIG_FILE = \"" + (p.home() / "pyo3.txt").string() + "\"\n");
       }},
      {"PX-13", "the described interpreter is another one", k_error,
       [](Patient& p) {
         p.file(p.home() / "pyo3.txt", "version=3.13\nbuild_flags=Py_GIL_DISABLED\n");
         p.set("PYO3_CONFIG_FILE", (p.home() / "pyo3.txt").string());
       }},
      {"PX-14", "a version to build for", k_error, variable("PYO3_CROSS_PYTHON_VERSION", "3.12")},
      {"PX-15", "building for another machine", k_error, variable("PYO3_CROSS", "1")},
      {"PX-16", "no interpreter is to be looked for", k_error, variable("PYO3_NO_PYTHON", "1")},
      {"PX-17", "printing instead of building", k_error, variable("PYO3_PRINT_CONFIG", "1")},
      {"PX-19", "another interpreter for cargo", k_error,
       [](Patient& p) { p.set("PYO3_PYTHON", (p.bin() / "python3").string()); }},
      {"PX-19", "another interpreter in cargo's configuration", k_error,
       cargo_config("[env]\nPYO3_PYTHON = { value = \"python3\", force = true }\n")},
      {"PX-20", "everything is an extension", k_warning, variable("PYO3_BUILD_EXTENSION_MODULE", "1")},
  };
}

std::vector<Plant> cargo_plants() {
  return {
      {"IN-12", "another target", k_error, variable("CARGO_BUILD_TARGET", "aarch64-apple-darwin")},
      {"IN-12", "the machine's other C library", k_error,
       cargo_config("[build]\ntarget = \"x86_64-unknown-linux-gnux32\"\n")},
      {"MT-11", "one target folder for all", k_warning, variable("CARGO_TARGET_DIR", "/tmp/target")},
      {"MT-11", "one target folder for all, by cargo's configuration", k_warning,
       [](Patient& p) {
         p.file(p.home() / ".cargo" / "config.toml", "[build]\ntarget-dir = \"/tmp/target\"\n");
       }},
      {"MT-06", "the wrapper is not installed", k_error, variable("RUSTC_WRAPPER", "sccache")},
      {"MT-06", "the wrapper of cargo's configuration is not there", k_error,
       cargo_config("[build]\nrustc-wrapper = \"~/.cargo/bin/sccache\"\n")},
      {"CG-09", "the linker is not installed", k_error,
       variable("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER", "nosuch-gcc")},
      {"CG-09", "the linker of cargo's configuration is not there", k_error,
       cargo_config("[target.x86_64-unknown-linux-gnu]\nlinker = \"nosuch-gcc\"\n")},
      {"CG-10", "mold is not installed", k_error,
       variable("RUSTFLAGS", "-C debuginfo=1 -Clink-arg=-fuse-ld=mold")},
      {"CG-10", "mold in cargo's configuration", k_error,
       cargo_config("[target.x86_64-unknown-linux-gnu]\nrustflags = [\"-C\", \"link-arg=-fuse-ld=mold\"]\n")},
      {"CG-18", "offline without the crates", k_error, variable("CARGO_NET_OFFLINE", "true")},
      {"CG-18", "offline by cargo's configuration", k_error, cargo_config("[net]\noffline = true\n")},
      {"CG-16", "a proxy without a port's number", k_error,
       variable("HTTPS_PROXY", "http://proxy.example:port")},
      {"CG-16", "a proxy by a scheme that does not exist", k_error,
       cargo_config("[http]\nproxy = \"htp://proxy.example\"\n")},
      {"CG-16", "two spellings differ", k_info,
       [](Patient& p) {
         p.set("HTTP_PROXY", "http://one.example:80");
         p.set("http_proxy", "http://two.example:80");
       }},
      {"CG-17", "the certificates are gone", k_error, variable("SSL_CERT_FILE", "/nonexistent/ca.pem")},
      {"CG-17", "the certificates of cargo are gone", k_error,
       cargo_config("[http]\ncainfo = \"/nonexistent/ca.pem\"\n")},
      {"CG-17", "the certificates of pip are gone", k_error,
       pip_config("[global]\ncert = /nonexistent/ca.pem\n")},
  };
}

}  // namespace

std::vector<Plant> variable_plants() {
  std::vector<Plant> all;
  for (const auto& plants : {python_plants, environment_plants, pyo3_plants, cargo_plants}) {
    for (Plant& plant : plants()) all.push_back(std::move(plant));
  }
  return all;
}

}  // namespace ftenv::test
