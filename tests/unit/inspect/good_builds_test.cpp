// Logs of builds that went well: no shipped pattern may find anything in them.
#include "inspect/build_log.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

constexpr const char* k_configure =
    "checking build system type... x86_64-pc-linux-gnu\n"
    "checking for Python interpreter freezing... ./_bootstrap_python\n"
    "checking for python3.14... no\n"
    "checking for gcc... gcc\n"
    "checking whether the C compiler works... yes\n"
    "checking for gcc option to accept ISO C11... none needed\n"
    "checking if we can disable gcc int-conversion warning... yes\n"
    "checking for --enable-framework... no\n"
    "checking for --enable-shared... yes\n"
    "checking for --disable-gil... yes\n"
    "checking for stdatomic.h... yes\n"
    "checking for pkg-config... /usr/bin/pkg-config\n"
    "checking whether libatomic is needed by <pyatomic.h>... no\n"
    "checking for textdomain in -lintl... no\n"
    "checking for libuuid... no\n"
    "checking for sqlite3_progress_handler in -lsqlite3... yes\n"
    "checking for ensurepip... upgrade\n"
    "checking for stdlib extension module _scproxy... n/a\n"
    "checking for stdlib extension module _testlimitedcapi... disabled\n"
    "configure: creating ./config.status\n"
    "configure: WARNING: no tarball build, freezing modules\n";

constexpr const char* k_make =
    "gcc -c -fno-strict-overflow -Wsign-compare -DNDEBUG -g -O3 -Wall -Wextra -Wno-unused-parameter "
    "-Werror=implicit-function-declaration -fvisibility=hidden -DPy_BUILD_CORE -o Parser/pegen_errors.o "
    "Parser/pegen_errors.c\n"
    "gcc -fno-strict-overflow -Wsign-compare -DNDEBUG -O3 -Wall -c -o Modules/errnomodule.o "
    "Modules/errnomodule.c\n"
    "Modules/_hacl/Hacl_Hash_SHA2.c: In function 'sha256_update':\n"
    "Modules/_hacl/Hacl_Hash_SHA2.c:44:5: warning: unused variable 'error' [-Wunused-variable]\n"
    "ar rcs libpython3.14t.a Modules/getbuildinfo.o Parser/token.o\n"
    "gcc -shared -Wl,-rpath,/opt/py/lib -Wl,-hlibpython3.14t.so.1.0 -o libpython3.14t.so.1.0 -ldl -lm\n"
    "LD_LIBRARY_PATH=/home/ada/cpython ./python -E ./Tools/build/generate-build-details.py\n"
    "The following modules are *disabled* in configure script:\n"
    "_ctypes_test          _testbuffer           _testcapi\n"
    "Checked 114 modules (36 built-in, 62 shared, 2 n/a on linux-x86_64, 14 disabled, 0 missing, 0 failed on "
    "import)\n"
    "/usr/bin/install -c -m 644 ./Lib/warnings.py /opt/py/lib/python3.14t\n"
    "/usr/bin/install -c -m 644 ./Lib/encodings/cp1254.py /opt/py/lib/python3.14t/encodings\n"
    "Compiling '/opt/py/lib/python3.14t/urllib/error.py'...\n"
    "\tcase upgrade in \\\n"
    "\t\tinstall|*) ensurepip=\"\" ;; \\\n"
    "Processing /tmp/tmpu0omt0_j/pip-26.2.1-py3-none-any.whl\n"
    "  WARNING: The scripts pip3 and pip3.14 are installed in '/opt/py/bin' which is not on PATH.\n"
    "Successfully installed pip-26.2.1\n"
    "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with "
    "the "
    "system package manager, possibly rendering your system unusable.\n";

constexpr const char* k_cargo =
    "    Updating index\n"
    "     Locking 14 packages to latest compatible versions\n"
    "      Adding pyo3 v0.28.3 (available: v0.29.2, requires Rust 1.83)\n"
    " Downloading crates ...\n"
    "  Downloaded pyo3-build-config v0.28.3\n"
    "warning: spurious network error (3 tries remaining): [28] Timeout was reached (Connection timed out)\n"
    "   Compiling libc v0.2.191\n"
    "   Compiling thiserror v2.0.1\n"
    "   Compiling pyo3-ffi v0.28.3\n"
    "warning: unused variable: `error`\n"
    "  --> src/lib.rs:12:9\n"
    "   |\n"
    "   = note: `#[warn(unused_variables)]` on by default\n"
    "warning: use of deprecated struct `pyo3::sync::GILOnceCell`: use PyOnceLock\n"
    "warning: `hello` (lib) generated 2 warnings\n"
    "    Finished `dev` profile [unoptimized + debuginfo] target(s) in 41.59s\n"
    "     Running unittests src/lib.rs (target/debug/deps/hello-ffeb457b)\n"
    "test tests::refuses_a_wrong_linker ... ok\n"
    "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";

constexpr const char* k_pip =
    "Looking in links: /opt/wheels\n"
    "Collecting maturin<2,>=1.13.3\n"
    "  Downloading maturin-1.16.0-py3-none-manylinux2010_x86_64.whl (10.8 MB)\n"
    "Requirement already satisfied: pip in ./.venv/lib/python3.14t/site-packages (26.2.1)\n"
    "Collecting numpy (from hello==0.1.0)\n"
    "  Using cached numpy-2.4.0-cp314-cp314t-manylinux_2_27_x86_64.whl.metadata (6.5 kB)\n"
    "Building wheels for collected packages: hello\n"
    "  Building wheel for hello (pyproject.toml): started\n"
    "  Building wheel for hello (pyproject.toml): finished with status 'done'\n"
    "  Created wheel for hello: filename=hello-0.1.0-cp314-cp314t-linux_x86_64.whl size=181 sha256=13fa\n"
    "Installing collected packages: numpy, hello\n"
    "  Attempting uninstall: hello\n"
    "    Found existing installation: hello 0.0.9\n"
    "Successfully installed hello-0.1.0 numpy-2.4.0\n"
    "[notice] A new release of pip is available: 26.2.1 -> 26.3\n";

constexpr const char* k_maturin =
    "🐍 Found CPython 3.14t at /home/ada/hello/.venv/bin/python\n"
    "🔗 Found pyo3 bindings\n"
    "   Compiling hello v0.1.0 (/home/ada/hello)\n"
    "    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.01s\n"
    "📦 Built wheel for CPython 3.14t to /tmp/.tmpg04JzO/hello-0.1.0-cp314-cp314t-linux_x86_64.whl\n"
    "✏️ Setting installed package as editable\n"
    "🛠 Installed hello-0.1.0\n";

constexpr const char* k_pytest =
    "============================= test session starts ==============================\n"
    "platform linux -- Python 3.14.8, pytest-9.0.1, pluggy-1.6.0\n"
    "rootdir: /home/ada/hello\n"
    "configfile: pyproject.toml\n"
    "plugins: run-parallel-0.7.0\n"
    "collected 4 items\n"
    "tests/test_hello.py ....                                                 [100%]\n"
    "=============================== warnings summary ===============================\n"
    "tests/test_hello.py::test_error\n"
    "  /home/ada/hello/tests/test_hello.py:7: DeprecationWarning: RuntimeError text will change\n"
    "-- Docs: https://docs.pytest.org/en/stable/how-to/capture-warnings.html\n"
    "========================= 4 passed, 1 warning in 0.42s =========================\n";

}  // namespace

TEST_CASE("no shipped pattern fires on a build that went well") {
  struct Row {
    const char* name;
    const char* log;
  };
  const Row row = GENERATE(Row{"configure", k_configure}, Row{"make", k_make}, Row{"cargo", k_cargo},
                           Row{"pip", k_pip}, Row{"maturin", k_maturin}, Row{"pytest", k_pytest});
  const auto recipe = shipped_recipe("failures.toml");
  REQUIRE(recipe);
  const auto patterns = read_failure_patterns(*recipe);
  REQUIRE(patterns);
  INFO(row.name);
  for (const LogFinding& finding : scan_build_log(row.log, *patterns))
    FAIL(finding.id << ": " << finding.line);
  // The same log with one bad line at its end: it is read to there.
  const auto found = scan_build_log(std::string(row.log) + "error: linker `cc` not found\n", *patterns);
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "CG-08");
}

}  // namespace ftenv::test
