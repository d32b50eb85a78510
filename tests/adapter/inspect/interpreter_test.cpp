// With a real Python where the machine has one (FTENV_TEST_PYTHON names a free-threaded one), and with
// scripts that only pretend.
#include "inspect/python/interpreter.hpp"

#include <cstdlib>
#include <map>

#include "base/text.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

const Environment k_environment({{"PATH", "/usr/bin:/bin"}, {"LANG", "C.UTF-8"}});

struct Real {
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// The nearest Python 3, or an empty path, which the caller has to say.
fs::path some_python() {
  if (const std::string given = variable("FTENV_TEST_PYTHON"); !given.empty()) return given;
  return find_program("python3", variable("PATH")).value_or(fs::path());
}

fs::path script(const fs::path& path, const std::string& text) {
  write_file(path, "#!/bin/sh\n" + text);
  fs::permissions(path, fs::owner_all);
  return path;
}

}  // namespace

TEST_CASE("a real interpreter says what it is") {
  const fs::path python = some_python();
  if (python.empty()) {
    WARN("skipped: this machine has no python3");
    return;
  }
  Real real;
  const auto facts = ask_interpreter(real.runner, k_environment, python);
  if (!facts) FAIL(full_text(facts.error()));
  CHECK(facts->version.major == 3);
  CHECK(facts->implementation == "cpython");
  CHECK(fs::exists(facts->executable));
  CHECK(fs::is_directory(facts->prefix));
  CHECK(contains(facts->ext_suffix, facts->soabi));
  CHECK(contains(facts->abi(),
                 "cp" + std::to_string(facts->version.major) + std::to_string(facts->version.minor)));
  CHECK(facts->missing_modules.empty());
  if (!facts->free_threaded) CHECK(facts->gil_enabled);
}

TEST_CASE("a real interpreter imports what it is asked to, and says what it can't") {
  const fs::path python = some_python();
  if (python.empty()) {
    WARN("skipped: this machine has no python3");
    return;
  }
  Real real;
  const auto facts = ask_interpreter(real.runner, k_environment, python,
                                     {"json", "no_such_module", "os.path", "antigravity_x"});
  REQUIRE(facts);
  CHECK(facts->missing_modules == std::vector<std::string>{"no_such_module", "antigravity_x"});
}

TEST_CASE("a real interpreter knows whether it is in a venv, with or without site") {
  const fs::path python = some_python();
  if (python.empty()) {
    WARN("skipped: this machine has no python3");
    return;
  }
  Real real;
  TestDir dir;
  const auto base = ask_interpreter(real.runner, k_environment, python);
  REQUIRE(base);
  // A venv by hand: the module `venv` is a package of its own on some systems.
  fs::create_directories(dir / "v/bin");
  fs::create_symlink(base->executable, dir / "v/bin/python");
  write_file(dir / "v/pyvenv.cfg", "home = " + base->executable.parent_path().string() + "\n");
  for (const std::vector<std::string>& modules : {std::vector<std::string>{}, {"json"}}) {
    const auto inside = ask_interpreter(real.runner, k_environment, dir / "v/bin/python", modules);
    if (!inside) FAIL(full_text(inside.error()));
    CHECK(inside->in_venv());
    CHECK(inside->prefix == dir / "v");
  }
}

TEST_CASE("an interpreter in a folder with an odd name says where it is") {
  const fs::path python = some_python();
  if (python.empty()) {
    WARN("skipped: this machine has no python3");
    return;
  }
  Real real;
  TestDir dir;
  const auto base = ask_interpreter(real.runner, k_environment, python);
  REQUIRE(base);
  const fs::path odd = dir / "a \"b\" \\ü\t😀";
  fs::create_directories(odd / "bin");
  fs::create_symlink(base->executable, odd / "bin/python");
  write_file(odd / "pyvenv.cfg", "home = " + base->executable.parent_path().string() + "\n");
  Environment environment = k_environment;
  environment.set("LC_ALL", "C.UTF-8");
  const auto facts = ask_interpreter(real.runner, environment, odd / "bin/python");
  if (!facts) FAIL(full_text(facts.error()));
  CHECK(facts->executable == odd / "bin/python");
  CHECK(facts->prefix == odd);
  CHECK(facts->bits == static_cast<int>(8 * sizeof(void*)));
  CHECK_FALSE(facts->compiler.empty());
  CHECK(facts->printed.empty());
}

TEST_CASE("the libpython of a real process is a file or nothing") {
  const fs::path python = some_python();
  if (python.empty()) {
    WARN("skipped: this machine has no python3");
    return;
  }
  Real real;
  const auto loaded = loaded_libpython(real.runner, k_environment, python);
  if (!loaded) FAIL(full_text(loaded.error()));
  if (!loaded->empty()) {
    CHECK(fs::exists(*loaded));
    CHECK(starts_with(loaded->filename().string(), "libpython3."));
  }
}

TEST_CASE("two threads are measured against one") {
  const fs::path python = some_python();
  if (python.empty()) {
    WARN("skipped: this machine has no python3");
    return;
  }
  Real real;
  const auto measure = measure_threads(real.runner, k_environment, python);
  if (!measure) FAIL(full_text(measure.error()));
  CHECK(measure->threads == 2);
  // Twice a unit of about 0.08 s, best of four; a cold start makes it shorter. How fast two threads are is
  // the machine's affair.
  CHECK(measure->serial_s > 0.08);
  CHECK(measure->parallel_s > 0.02);
  CHECK(measure->speedup() < 2.5);
}

TEST_CASE("pretenders are found out") {
  Real real;
  TestDir dir;
  struct Row {
    const char* text;
    const char* part;
  };
  const Row row = GENERATE(Row{"echo 'I am Python 3.14'", "it printed: I am Python 3.14"},
                           Row{"echo 'no module named encodings' >&2; exit 1", "exit code 1"},
                           Row{"kill -SEGV $$", "SIGSEGV"});
  CAPTURE(row.text);
  const auto facts = ask_interpreter(real.runner, k_environment, script(dir / "python", row.text));
  REQUIRE_FALSE(facts);
  CHECK(facts.error().code == ErrorCode::process);
  CHECK(contains(full_text(facts.error()), row.part));
  CHECK(contains(facts.error().message, (dir / "python").string()));
}

TEST_CASE("an interpreter that is not there or can't be started") {
  Real real;
  TestDir dir;
  const auto missing = ask_interpreter(real.runner, k_environment, dir / "nothing");
  REQUIRE_FALSE(missing);
  CHECK(contains(missing.error().message, "no interpreter"));
  write_file(dir / "text", "not a program");
  const auto text = ask_interpreter(real.runner, k_environment, dir / "text");
  REQUIRE_FALSE(text);
  CHECK(contains(text.error().message, "can't be started"));
}

TEST_CASE("an interpreter that talks at its start is understood") {
  const fs::path python = some_python();
  if (python.empty()) {
    WARN("skipped: this machine has no python3");
    return;
  }
  Real real;
  TestDir dir;
  const fs::path chatty = script(
      dir / "python", "echo welcome; printf 'no newline'; '" + python.string() + "' \"$@\"; echo bye\n");
  const auto facts = ask_interpreter(real.runner, k_environment, chatty, {"json"});
  if (!facts) FAIL(full_text(facts.error()));
  CHECK(facts->version.major == 3);
}

}  // namespace ftenv::test
