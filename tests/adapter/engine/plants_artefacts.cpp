#include "plants.hpp"
#include "support/elf_maker.hpp"

namespace ftenv::test {
namespace {

std::string hex(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    constexpr const char* k_digits = "0123456789abcdef";
    digits += k_digits[static_cast<unsigned char>(c) >> 4];
    digits += k_digits[static_cast<unsigned char>(c) & 15];
  }
  return digits;
}

// As pyo3-ffi's build script writes it.
std::string output_of(const std::string& version, bool free_threaded, const std::string& executable,
                      bool limited = false) {
  std::string config = "implementation=CPython\nversion=" + version +
                       "\nshared=true\nabi3=" + (limited ? "true" : "false") + "\nlib_name=python" + version +
                       (free_threaded ? "t" : "") + "\n";
  if (!executable.empty()) config += "executable=" + executable + "\n";
  config += std::string("pointer_width=64\nbuild_flags=") + (free_threaded ? "Py_GIL_DISABLED" : "") + "\n";
  return "cargo:rustc-check-cfg=cfg(Py_GIL_DISABLED)\ncargo:PYO3_CONFIG=" + hex(config) +
         "\ncargo:rustc-cfg=Py_3_13\n" + (free_threaded ? "cargo:rustc-cfg=Py_GIL_DISABLED\n" : "");
}

void built(Patient& p, const fs::path& target, const std::string& version, bool free_threaded,
           const std::string& executable) {
  p.file(target / "debug" / "build" / "pyo3-ffi-d16c9cba56804245" / "output",
         output_of(version, free_threaded, executable));
}

std::string venv_python(Patient& p) {
  return (p.venv() / "bin" / "python").string();
}

void maturin(Patient& p, const std::string& version) {
  p.remove(p.site_packages() / "maturin-1.16.0.dist-info");
  p.file(p.site_packages() / ("maturin-" + version + ".dist-info") / "METADATA", "Name: maturin\n");
}

void gil_interpreter(Patient& p) {
  p.interpreter.set("free_threaded", false);
  p.interpreter.set("gil_enabled", true);
  p.interpreter.set("ext_suffix", ".cpython-314-x86_64-linux-gnu.so");
  p.interpreter.set("soabi", "cpython-314-x86_64-linux-gnu");
}

// A package of somebody else, as pip leaves it.
void package(Patient& p, const std::string& name, const std::string& file, const std::string& tag,
             const std::string& bytes) {
  const fs::path info = p.site_packages() / (name + "-1.0.dist-info");
  p.file(p.site_packages() / name / file, bytes);
  p.file(info / "METADATA", "Name: " + name + "\nVersion: 1.0\n");
  p.file(info / "WHEEL", "Wheel-Version: 1.0\nTag: " + tag + "\n");
  p.file(info / "RECORD", name + "/__init__.py,,\n" + name + "/" + file + ",sha256=x,1\n");
}

constexpr const char* k_own = "hello.cpython-314t-x86_64-linux-gnu.so";

std::vector<Plant> target_plants() {
  return {
      {"MT-01", "target/ is of the Python with the GIL that was here before, and maturin does not see it",
       Severity::error,
       [](Patient& p) {
         maturin(p, "1.15.0");
         built(p, p.project() / "target", "3.14", false, venv_python(p));
       }},
      {"MT-01", "the same with a maturin that sees it: plain cargo still does not", Severity::warning,
       [](Patient& p) { built(p, p.project() / "target", "3.14", false, venv_python(p)); }},
      {"MT-01", "PyO3 0.29 with a maturin that does not see it", Severity::error,
       [](Patient& p) {
         maturin(p, "1.15.0");
         for (int i = 0; i < 2; ++i) p.edit(p.project() / "Cargo.lock", "\"0.28.3\"", "\"0.29.1\"");
         p.edit(p.project() / "Cargo.toml", "\"0.28\"", "\"0.29\"");
         built(p, p.project() / "target", "3.14", false, venv_python(p));
       }},
      {"MT-01", "target/ is for the stable ABI, and what maturin makes of that depends", Severity::warning,
       [](Patient& p) {
         maturin(p, "1.15.0");
         p.file(p.project() / "target" / "debug" / "build" / "pyo3-ffi-1" / "output",
                output_of("3.11", false, venv_python(p), true));
       }},
      {"MT-01", "a target directory by CARGO_TARGET_DIR", Severity::warning,
       [](Patient& p) {
         p.set("CARGO_TARGET_DIR", (p.home() / "shared").string());
         built(p, p.home() / "shared", "3.14", false, venv_python(p));
       }},
      {"MT-01", "one by cargo's configuration", Severity::warning,
       [](Patient& p) {
         p.file(p.project() / ".cargo" / "config.toml", "[build]\ntarget-dir = \"out\"\n");
         built(p, p.project() / "out", "3.14", false, venv_python(p));
       }},
      {"MT-01", "the folder that ftenv keeps for this ABI", Severity::warning,
       [](Patient& p) { built(p, p.project() / "target" / "ftenv-cp314t", "3.14", false, venv_python(p)); }},
      {"PX-25", "the same ABI of an older Python", Severity::warning,
       [](Patient& p) { built(p, p.project() / "target", "3.13", true, venv_python(p)); }},
      {"PX-14", "built for a Python that nobody asked", Severity::warning,
       [](Patient& p) { built(p, p.project() / "target", "3.12", false, ""); }},
      {"MT-05", "the only wheel is for a Python with the GIL", Severity::info,
       [](Patient& p) {
         p.file(p.project() / "target" / "wheels" / "hello-0.1.0-cp314-cp314-linux_x86_64.whl", "PK");
       }},
  };
}

std::vector<Plant> file_plants() {
  return {
      {"RT-05", "a stray abi3 file where the module should be", Severity::error,
       [](Patient& p) { p.file(p.site_packages() / "hello.abi3.so", gil_module("hello")); }},
      {"RT-05", "one that was made by PyO3: likely", Severity::error,
       [](Patient& p) { p.file(p.site_packages() / "hello.abi3.so", ambiguous_module("hello")); }},
      {"RT-05", "one among the sources, where it comes before the right one", Severity::error,
       [](Patient& p) {
         p.file(p.site_packages() / k_own, ambiguous_module("hello"));
         p.file(p.project() / "hello.so", gil_module("hello"));
       }},
      {"RT-05", "one that the right file hides", Severity::info,
       [](Patient& p) {
         p.file(p.site_packages() / k_own, ambiguous_module("hello"));
         p.file(p.site_packages() / "hello.abi3.so", gil_module("hello"));
       }},
      {"RT-05", "a file that no package has brought", Severity::error,
       [](Patient& p) { p.file(p.site_packages() / "other.so", gil_module("other")); }},
      {"RT-06", "only a file for the GIL is there", Severity::error,
       [](Patient& p) {
         p.file(p.site_packages() / "hello.cpython-314-x86_64-linux-gnu.so", gil_module("hello"));
       }},
      {"RT-07", "the name says 314t, the bytes say GIL", Severity::error,
       [](Patient& p) { p.file(p.site_packages() / k_own, gil_module("hello")); }},
      {"RT-07", "the same of a package", Severity::error,
       [](Patient& p) {
         package(p, "fast", "_fast.cpython-314t-x86_64-linux-gnu.so", "cp314-cp314t-linux_x86_64",
                 gil_module("_fast"));
       }},
      {"RT-08", "the bytes say free-threaded, and the interpreter has the GIL", Severity::error,
       [](Patient& p) {
         gil_interpreter(p);
         p.file(p.site_packages() / "hello.cpython-314-x86_64-linux-gnu.so", free_threaded_module("hello"));
       }},
      {"RT-08", "the same by PyO3: likely", Severity::error,
       [](Patient& p) {
         gil_interpreter(p);
         p.file(p.site_packages() / "hello.cpython-314-x86_64-linux-gnu.so", ambiguous_module("hello"));
       }},
      {"RT-08", "the same of a package", Severity::error,
       [](Patient& p) {
         gil_interpreter(p);
         package(p, "fast", "_fast.so", "cp314-cp314-linux_x86_64", free_threaded_module("_fast"));
       }},
      {"RT-09", "one that calls what only free-threaded Pythons have", Severity::error,
       [](Patient& p) {
         gil_interpreter(p);
         p.file(p.site_packages() / "hello.cpython-314-x86_64-linux-gnu.so",
                make_elf({{"_Py_IncRef", "PyUnstable_Module_SetGIL"}, {"PyInit_hello"}}));
       }},
      {"PP-02", "a package that came as an abi3 wheel", Severity::error,
       [](Patient& p) {
         package(p, "trees", "_trees.abi3.so", "cp310-abi3-linux_x86_64", ambiguous_module("_trees"));
       }},
  };
}

std::vector<Plant> native_plants() {
  return {
      {"MT-15", "maturin was made for a newer system", Severity::error,
       [](Patient& p) {
         p.world().host.libc = "glibc";
         p.world().host.libc_version = "2.36";
         ElfParts parts;
         parts.versions = {"GLIBC_2.17", "GLIBC_2.39"};
         p.program(p.venv() / "bin" / "maturin", make_elf(parts));
       }},
      {"SY-02", "so was an extension", Severity::error,
       [](Patient& p) {
         p.world().host.libc = "glibc";
         p.world().host.libc_version = "2.36";
         ElfParts parts;
         parts.exports = {"PyInit__fast"};
         parts.versions = {"GLIBC_2.38"};
         package(p, "fast", "_fast.cpython-314t-x86_64-linux-gnu.so", "cp314-cp314t-linux_x86_64",
                 make_elf(parts));
       }},
      {"SY-01", "rustc is musl's", Severity::warning,
       [](Patient& p) {
         p.answers["rustc"] = [](const ProcessRequest&) {
           return exits(0, "rustc 1.95.0\nhost: x86_64-unknown-linux-musl\nrelease: 1.95.0\n");
         };
       }},
  };
}

}  // namespace

std::vector<Plant> artefact_plants() {
  std::vector<Plant> all = target_plants();
  for (const auto& more : {file_plants, native_plants}) {
    for (Plant& plant : more()) all.push_back(std::move(plant));
  }
  return all;
}

}  // namespace ftenv::test
