// Strangers of every kind, asked at once.
#include <cstdlib>

#include "base/text.hpp"
#include "inspect/python/interpreter.hpp"
#include "inspect/python/interpreter_use.hpp"
#include "support/temp.hpp"

namespace ftenv::test {
namespace {

const Version k_first{3, 13, 0, {}};
const Environment k_environment({{"PATH", "/usr/bin:/bin"}, {"LANG", "C.UTF-8"}});

FoundInterpreter found(const fs::path& path, const std::string& not_started = {}) {
  return {path, fs::canonical(path), {path}, "PATH", true, not_started};
}

fs::path script(const fs::path& path, const std::string& text) {
  write_file(path, "#!/bin/sh\n" + text);
  fs::permissions(path, fs::owner_all);
  return path;
}

fs::path some_python() {
  for (const char* name : {"FTENV_TEST_PYTHON"}) {
    if (const char* value = std::getenv(name)) return value;
  }
  const char* path = std::getenv("PATH");
  for (const fs::path& program : find_all_programs("python3", path ? path : "/usr/bin")) {
    if (program.parent_path().filename() != "shims") return program;
  }
  return {};
}

// An answer as the probe gives it.
std::string answer(const std::string& executable) {
  return "cat <<'END'\n@@ftenv-answer@@ {\"executable\": \"" + executable +
         "\", \"prefix\": \"/opt\", \"base_prefix\": \"/opt\", \"implementation\": \"cpython\", \"version\": "
         "\"3.14.7\", \"free_threaded\": true, \"gil_enabled\": false, \"shared\": true, \"soabi\": "
         "\"cpython-314t-x86_64-linux-gnu\", \"libpython\": \"/opt/lib/libpython3.14t.so\", "
         "\"libdir_exists\": true, "
         "\"headers_exist\": true, \"debug\": false, \"missing_modules\": []} @@ftenv-end@@\nEND\n";
}

}  // namespace

TEST_CASE("one that crashes, prints rubbish or must not be started does not hinder the others") {
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
  TestDir dir;
  std::vector<FoundInterpreter> all{
      found(script(dir / "a", "kill -SEGV $$")), found(script(dir / "b", "echo hello")),
      found(script(dir / "c", "touch '" + (dir / "started").string() + "'"), "chooses by the folder"),
      found(script(dir / "d", answer((dir / "d").string()))), found(script(dir / "e", "exit 3"))};
  const auto rows = survey_interpreters(runner, k_environment, k_first, all);
  REQUIRE(rows);
  REQUIRE(rows->size() == 5);
  CHECK(contains((*rows)[0].error.value().message, "SIGSEGV"));
  CHECK(contains(full_text(*(*rows)[1].error), "it printed: hello"));
  CHECK((*rows)[2].error.value().message == "chooses by the folder");
  CHECK_FALSE(fs::exists(dir / "started"));
  REQUIRE((*rows)[3].facts);
  CHECK((*rows)[3].use.embedding);
  CHECK_FALSE((*rows)[4].facts);
}

TEST_CASE("a script that starts another interpreter is a name of that one") {
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
  TestDir dir;
  const fs::path real = script(dir / "real/python3", answer((dir / "real/python3").string()));
  const fs::path wrapper = script(dir / "bin/python3.14t", "exec '" + real.string() + "' \"$@\"\n");
  FoundInterpreter elsewhere = found(real);
  elsewhere.on_path = false;
  elsewhere.origin = "manylinux";
  const auto rows = survey_interpreters(runner, k_environment, k_first, {found(wrapper), elsewhere});
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  CHECK((*rows)[0].found.origin == "manylinux");
  CHECK((*rows)[0].found.on_path);
  CHECK((*rows)[0].found.names == std::vector<fs::path>{real, wrapper});
}

TEST_CASE("a cancelled survey says so") {
  CancelToken cancel;
  cancel.request(2);
  SystemProcessRunner runner{cancel};
  TestDir dir;
  const auto rows =
      survey_interpreters(runner, k_environment, k_first, {found(script(dir / "a", "sleep 5"))});
  REQUIRE_FALSE(rows);
  CHECK(rows.error().code == ErrorCode::interrupted);
}

TEST_CASE("a question has its own patience") {
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
  TestDir dir;
  const auto facts = question_interpreter(runner, k_environment, script(dir / "a", "sleep 30"),
                                          {{}, false, std::chrono::seconds(1)});
  REQUIRE_FALSE(facts);
  CHECK(contains(facts.error().message, "did not answer within 1 s"));
}

TEST_CASE("the real Python of this machine is judged by what it answers") {
  const fs::path python = some_python();
  if (python.empty()) {
    WARN("skipped: this machine has no python3");
    return;
  }
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
  const auto rows = survey_interpreters(runner, k_environment, k_first, {found(python)});
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  const SurveyedInterpreter& row = rows->front();
  if (row.error) FAIL(full_text(*row.error));
  CHECK(row.use.extension == row.use.why_not.empty());
  if (!row.facts->free_threaded) CHECK(starts_with(row.use.why_not.front(), "built with the GIL"));
  if (!row.facts->libpython.empty()) CHECK(fs::exists(row.facts->libpython));
  CHECK(row.facts->libdir_exists == fs::is_directory(row.facts->libdir));
}

}  // namespace ftenv::test
