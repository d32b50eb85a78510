#include "plants.hpp"
#include "support/tiny_elf.hpp"

namespace ftenv::test {
namespace {

constexpr const char* k_library = "libpython3.14t.so.1.0";

void lacks(Patient& p, const std::vector<std::string>& modules) {
  p.interpreter.set("missing_modules", Json::array(modules));
}

void starts_python_itself(Patient& p) {
  p.file(p.project() / "src" / "main.rs", "fn main() {\n    println!(\"{}\", hello::add(1, 2));\n}\n");
}

// The interpreter as the loader sees it.
void is_elf(Patient& p, const TinyElf& elf) {
  p.program(p.prefix() / "bin" / "python3.14t", elf.bytes());
  p.file(p.prefix() / "lib" / k_library, TinyElf{}.bytes());
}

Plant answers(std::string id, std::string what, Severity severity, std::string key, Json value) {
  return {std::move(id), std::move(what), severity,
          [key, value](Patient& p) { p.interpreter.set(key, value); }};
}

}  // namespace

std::vector<Plant> interpreter_plants() {
  return {
      {"PX-23", "site-packages print something at start", Severity::error,
       [](Patient& p) {
         p.answers["python"] = [&p](const ProcessRequest&) {
           return exits(0, "welcome!\n\n@@ftenv-answer@@ " + p.interpreter.dump(-1) + " @@ftenv-end@@\n");
         };
       }},
      {"PX-23", "the interpreter crashes at start", Severity::error,
       [](Patient& p) {
         p.answers["python"] = [](const ProcessRequest&) { return exits(127, "", "symbol lookup error\n"); };
       }},
      answers("PX-22", "a 32-bit interpreter", Severity::error, "bits", 32),
      answers("RT-03", "the GIL is on at start", Severity::error, "gil_enabled", true),
      answers("PP-09", "there is no Python.h", Severity::warning, "headers_exist", false),
      answers("PY-23", "it belongs to the package manager", Severity::info, "externally_managed", true),
      answers("IN-22", "its compiler is not on PATH", Severity::warning, "compiler", "clang -pthread"),
      {"PY-12", "it is linked statically", Severity::info,
       [](Patient& p) { p.interpreter.set("shared", false).set("libpython", ""); }},
      {"PY-13", "it is linked statically, and the project starts Python", Severity::error,
       [](Patient& p) {
         p.interpreter.set("shared", false).set("libpython", "");
         starts_python_itself(p);
       }},
      {"PY-26", "its library is not where it says, and the project starts Python", Severity::error,
       [](Patient& p) {
         p.interpreter.set("libdir_exists", false).set("libpython", "");
         starts_python_itself(p);
       }},
      {"PY-26", "its library is not where it says", Severity::info,
       [](Patient& p) { p.interpreter.set("libdir_exists", false).set("libpython", ""); }},
      {"IN-15", "LD_LIBRARY_PATH brings another libpython", Severity::error,
       [](Patient& p) {
         is_elf(p, {{k_library}, "", "$ORIGIN/../lib"});
         p.file(p.home() / "ros" / "lib" / k_library, TinyElf{}.bytes());
         p.set("LD_LIBRARY_PATH", "/nowhere:" + (p.home() / "ros" / "lib").string());
       }},
      {"PY-08", "no path to libpython was linked in", Severity::error,
       [](Patient& p) {
         is_elf(p, {{k_library}, "", ""});
       }},
      {"PY-08", "libpython is found by LD_LIBRARY_PATH only", Severity::warning,
       [](Patient& p) {
         is_elf(p, {{k_library}, "", ""});
         p.set("LD_LIBRARY_PATH", (p.prefix() / "lib").string());
       }},
      {"PY-08", "it loads the libpython of another prefix", Severity::error,
       [](Patient& p) {
         p.file(p.home() / "other" / "lib" / k_library, TinyElf{}.bytes());
         is_elf(p, {{k_library}, (p.home() / "other" / "lib").string(), ""});
       }},
      {"PY-03", "_bz2 and _lzma were not built", Severity::warning,
       [](Patient& p) {
         lacks(p, {"_bz2", "_lzma"});
       }},
      {"PY-03", "only what others leave out is missing", Severity::info,
       [](Patient& p) { lacks(p, {"_dbm"}); }},
      {"PY-04", "_ssl was not built", Severity::error,
       [](Patient& p) {
         lacks(p, {"_ssl", "_hashlib"});
       }},
      {"PY-05", "zlib was not built", Severity::error, [](Patient& p) { lacks(p, {"zlib"}); }},
      {"PY-06", "it was built on a bare machine", Severity::error,
       [](Patient& p) {
         lacks(p, {"_bz2", "_ctypes", "_lzma", "_sqlite3", "readline"});
       }},
      {"PY-24", "_ctypes is missing here and there in the Python with the GIL", Severity::warning,
       [](Patient& p) {
         lacks(p, {"_ctypes"});
         p.file(p.bin().parent_path() / "lib" / "python3.11" / "lib-dynload" /
                    "_ctypes.cpython-311-x86_64-linux-gnu.so",
                "");
       }},
      {"PY-10",
       "a free-threaded build under a name with the GIL",
       Severity::warning,
       [](Patient& p) { p.file(p.home() / ".pyenv/versions/3.14.0/lib/python3.14t/os.py", ""); },
       {},
       false},
      {"PY-10",
       "a build with the GIL under a free-threaded name",
       Severity::warning,
       [](Patient& p) {
         p.set("PYENV_ROOT", (p.home() / "py").string());
         p.file(p.home() / "py/versions/3.14.0t/lib/python3.14/os.py", "");
       },
       {},
       false},
      {"PY-15",
       "gcc is too old for atomics",
       Severity::warning,
       [](Patient& p) {
         p.program(p.bin() / "x86_64-linux-gnu-gcc-4.8");
         p.link(p.bin() / "cc", "x86_64-linux-gnu-gcc-4.8");
       },
       {},
       false},
      {"PY-15",
       "gcc is too old, and only its folder says so",
       Severity::warning,
       [](Patient& p) {
         p.link(p.bin() / "cc", "gcc");
         p.file(p.bin().parent_path() / "lib/gcc/x86_64-redhat-linux/4.8.5/crtbegin.o", "");
       },
       {},
       false},
  };
}

}  // namespace ftenv::test
