// What only looks ill about a crate or its files: nothing above info is said of it.
#include "patient.hpp"
#include "support/catch.hpp"
#include "support/elf_maker.hpp"

namespace ftenv::test {
namespace {

struct Spared {
  std::string what;
  std::function<void(Patient&)> make;
};

void append(Patient& p, const fs::path& file, const std::string& text) {
  p.file(file, p.text(file) + text);
}

// The areas of this file alone: what others make of it is theirs to test.
DoctorRequest own_areas() {
  DoctorRequest request;
  request.only = {"crate", "artefacts"};
  return request;
}

void package(Patient& p, const std::string& file, const std::string& tag, const std::string& bytes) {
  const fs::path info = p.site_packages() / "fast-1.0.dist-info";
  p.file(p.site_packages() / "fast" / file, bytes);
  p.file(info / "METADATA", "Name: fast\nVersion: 1.0\n");
  p.file(info / "WHEEL", "Wheel-Version: 1.0\nTag: " + tag + "\n");
  p.file(info / "RECORD", "fast/" + file + ",sha256=x,1\n");
}

// As pyo3-ffi's build script writes it, of a CPython 3.14 with the GIL.
std::string gil_output(const fs::path& executable) {
  std::string output = "cargo:PYO3_CONFIG=";
  const std::string config =
      "version=3.14\nabi3=false\nlib_name=python3.14\nexecutable=" + executable.string() + "\nbuild_flags=\n";
  for (const char c : config) {
    constexpr const char* k_digits = "0123456789abcdef";
    output += {k_digits[static_cast<unsigned char>(c) >> 4], k_digits[static_cast<unsigned char>(c) & 15]};
  }
  return output + "\n";
}

void check_spared(const std::vector<Spared>& all) {
  for (const Spared& one : all) {
    INFO(one.what);
    Patient patient;
    one.make(patient);
    const Diagnosis diagnosis = patient.examine(own_areas());
    INFO(Patient::account(diagnosis));
    CHECK(diagnosis.count(Severity::error) == 0);
    CHECK(diagnosis.count(Severity::warning) == 0);
    CHECK(diagnosis.could_not_check() == 0);
  }
}

}  // namespace

TEST_CASE("doctor spares crates that only look ill") {
  check_spared({
      {"the function has another name, and says so",
       [](Patient& p) {
         p.edit(p.project() / "src" / "lib.rs", "fn hello(", "#[pyo3(name = \"hello\")]\nfn hallo(");
       }},
      {"no module is to be seen: a macro may make it",
       [](Patient& p) { p.file(p.project() / "src" / "lib.rs", "make_module!(hello);\n"); }},
      {"the name depends on a feature",
       [](Patient& p) {
         p.edit(p.project() / "src" / "lib.rs", "#[pymodule]",
                "#[pymodule]\n#[cfg_attr(feature = \"x\", pyo3(name = \"other\"))]");
         p.edit(p.project() / "src" / "lib.rs", "fn hello(", "fn hallo(");
       }},
      {"a module in a module says nothing of the GIL, the outer one does",
       [](Patient& p) {
         p.file(p.project() / "src" / "lib.rs",
                "#[pyo3::pymodule(gil_used = false)]\nmod hello {\n    #[pymodule]\n    mod inner {}\n}\n");
       }},
      {"what is gone stands in comments and strings only",
       [](Patient& p) {
         append(p, p.project() / "src" / "lib.rs",
                "// GILOnceCell, #[pymodule(gil_used = true)]\nconst A: &str = \"GILProtected\";\n");
       }},
      {"a type of its own has the name of one that is gone",
       [](Patient& p) { append(p, p.project() / "src" / "lib.rs", "struct GILOnceCell<T>(T);\n"); }},
      {"PyO3 0.27 with a promise by call",
       [](Patient& p) {
         for (int i = 0; i < 2; ++i) p.edit(p.project() / "Cargo.lock", "\"0.28.3\"", "\"0.27.2\"");
         p.edit(p.project() / "Cargo.toml", "\"0.28\"", "\"0.27\"");
         p.edit(p.project() / "src" / "lib.rs", "    module.add",
                "    module.gil_used(false)?;\n    module.add");
       }},
      {"a workflow with good names",
       [](Patient& p) {
         p.file(p.project() / ".github" / "workflows" / "test.yml",
                "# python-version: '>=3.14t'\njobs:\n  test:\n    strategy:\n      matrix:\n"
                "        python-version: ['3.13t', '3.14t']\n    steps:\n"
                "      - with:\n          python-version: '3.14t'\n"
                "      - with:\n          python-version: '>=3.11'\n"
                "      - run: maturin build -i python3.14t\n      - run: python3.13t -m pytest\n");
       }},
      {"a script that only reports on the GIL",
       [](Patient& p) {
         p.file(p.project() / "dev" / "show.py",
                "import sys\n# maturin develop --features x\nprint(sys._is_gil_enabled())\n");
       }},
      {"a vendor folder with all of the lock",
       [](Patient& p) {
         p.file(p.project() / ".cargo" / "config.toml",
                "[source." + p.world().recipes.compatibility.cargo_registry +
                    "]\nreplace-with = \"v\"\n[source.v]\ndirectory = \"vendor\"\n");
         for (const char* folder : {"pyo3", "pyo3-ffi-0.28.3"}) {
           p.file(p.project() / "vendor" / folder / "Cargo.toml",
                  std::string("[package]\nname = \"x\"\nversion = \"0.28.3\"\n"));
         }
       }},
      {"tests that never start Python",
       [](Patient& p) { append(p, p.project() / "src" / "lib.rs", "#[cfg(test)]\nmod tests {}\n"); }},
      {"tests that start Python, with a path to libpython",
       [](Patient& p) {
         append(p, p.project() / "Cargo.toml",
                "\n[dev-dependencies]\npyo3 = { version = \"0.28\", features = [\"auto-initialize\"] }\n");
         p.set("LD_LIBRARY_PATH", "/nothing:" + (p.prefix() / "lib").string());
       }},
      {"an old numpy crate, but of the project's own",
       [](Patient& p) {
         append(p, p.project() / "Cargo.lock", "\n[[package]]\nname = \"numpy\"\nversion = \"0.1.0\"\n");
       }},
  });
}

TEST_CASE("doctor spares files that only look ill") {
  const auto output = [](const std::string& hex) { return "cargo:PYO3_CONFIG=" + hex + "\n"; };
  // version=3.11, abi3=false, lib_name=python3.11, executable=/usr/bin/python3
  const std::string elsewhere = output(
      "76657273696f6e3d332e31310a616269333d66616c73650a6c69625f6e616d653d707974686f6e332e31310a65786563757461"
      "626c653d2f7573722f62696e2f707974686f6e330a");
  check_spared({
      {"compiled for another interpreter elsewhere: cargo sees that",
       [&](Patient& p) {
         p.file(p.project() / "target" / "debug" / "build" / "pyo3-ffi-1" / "output", elsewhere);
       }},
      {"another ABI at the same path, which this maturin and this PyO3 both see",
       [&](Patient& p) {
         for (int i = 0; i < 2; ++i) p.edit(p.project() / "Cargo.lock", "\"0.28.3\"", "\"0.29.1\"");
         p.edit(p.project() / "Cargo.toml", "\"0.28\"", "\"0.29\"");
         p.file(p.project() / "target" / "debug" / "build" / "pyo3-ffi-1" / "output",
                gil_output(p.venv() / "bin" / "python"));
       }},
      {"a folder that ftenv keeps for another ABI",
       [&](Patient& p) {
         p.file(p.project() / "target" / "ftenv-cp313t" / "debug" / "build" / "pyo3-ffi-1" / "output",
                "cargo:rustc-cfg=Py_3_13\ncargo:rustc-cfg=Py_GIL_DISABLED\n");
       }},
      {"what PyO3 makes for a free-threaded Python",
       [](Patient& p) {
         p.file(p.site_packages() / "hello.cpython-314t-x86_64-linux-gnu.so", ambiguous_module("hello"));
       }},
      {"files for both Pythons side by side",
       [](Patient& p) {
         p.file(p.site_packages() / "hello.cpython-314t-x86_64-linux-gnu.so", ambiguous_module("hello"));
         p.file(p.site_packages() / "hello.cpython-314-x86_64-linux-gnu.so", gil_module("hello"));
       }},
      {"a file for the GIL in a folder that nothing imports from",
       [](Patient& p) {
         p.file(p.project() / "examples" / "hello.abi3.so", gil_module("hello"));
         p.file(p.project() / "other.abi3.so", gil_module("other"));
       }},
      {"a package whose wheel is for free-threaded Pythons, whatever its file is called",
       [](Patient& p) {
         package(p, "_fast.abi3.so", "cp314-cp314t-linux_x86_64", ambiguous_module("_fast"));
       }},
      {"a library beside a module, which nobody imports",
       [](Patient& p) {
         package(p, "libfast.so", "cp314-cp314t-linux_x86_64", make_elf({{"_Py_Dealloc"}, {"f"}}));
       }},
      {"a module that counts no references",
       [](Patient& p) {
         package(p, "_fast.so", "cp314-cp314t-linux_x86_64", make_elf({{"puts"}, {"PyInit__fast"}}));
       }},
      {"a damaged file: Python will say so",
       [](Patient& p) { package(p, "_fast.so", "cp314-cp314t-linux_x86_64", "\177ELF and no more"); }},
      {"a program for an older system",
       [](Patient& p) {
         p.world().host.libc = "glibc";
         p.world().host.libc_version = "2.36";
         ElfParts parts;
         parts.versions = {"GLIBC_2.36"};
         p.program(p.venv() / "bin" / "maturin", make_elf(parts));
       }},
      {"musl with the flag",
       [](Patient& p) {
         p.answers["rustc"] = [](const ProcessRequest&) {
           return exits(0, "rustc 1.95.0\nhost: x86_64-unknown-linux-musl\nrelease: 1.95.0\n");
         };
         p.file(p.project() / ".cargo" / "config.toml",
                "[build]\nrustflags = [\"-C\", \"target-feature=-crt-static\"]\n");
       }},
      {"a wheel for this Python",
       [](Patient& p) {
         p.file(p.project() / "target" / "wheels" / "hello-0.1.0-cp314-cp314t-linux_x86_64.whl", "PK");
       }},
  });
}

}  // namespace ftenv::test
