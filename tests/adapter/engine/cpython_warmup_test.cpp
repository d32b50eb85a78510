// With this machine's own compiler.
#include "base/text.hpp"
#include "engine/cpython/configure_warmup.hpp"
#include "support/catch.hpp"
#include "support/temp.hpp"

using namespace ftenv;
using namespace ftenv::test;
using Kind = ConfigureQuestion::Kind;

namespace {

ConfigureQuestion ask(Kind kind, const std::string& subject, const std::string& member = "") {
  ConfigureQuestion question;
  question.kind = kind;
  question.variable = "v_" + subject + member;
  question.subject = subject;
  question.member = member;
  question.default_includes = true;
  return question;
}

const std::vector<ConfigureQuestion> k_questions{
    ask(Kind::function, "dup2"),
    ask(Kind::function, "no_such_function"),
    ask(Kind::function, "printf"),
    ask(Kind::function, "another_that_is_missing"),
    ask(Kind::header, "fcntl.h"),
    ask(Kind::header, "no/such/header.h"),
    ask(Kind::type, "size_t"),
    ask(Kind::type, "stdout"),  // a variable, not a type
    ask(Kind::type, "no_such_type"),
    ask(Kind::member, "struct stat", "st_mode"),
    ask(Kind::member, "struct stat", "st_nothing"),
    ask(Kind::declaration, "EOF"),
    ask(Kind::declaration, "NO_SUCH_NAME"),
    ask(Kind::size, "char"),
    ask(Kind::alignment, "char"),
};

struct Lab {
  TestDir dir;
  CancelToken cancel;
  SystemProcessRunner runner{cancel};
  Environment environment{{{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}}};

  Result<std::map<std::string, std::string>> measure(const fs::path& compiler,
                                                     std::vector<ConfigureQuestion> questions = k_questions,
                                                     std::vector<std::string> leave = {}) {
    WarmupRecipe recipe;
    recipe.defines = {"_GNU_SOURCE 1"};
    recipe.includes = {"stdio.h", "sys/types.h", "sys/stat.h"};
    recipe.leave = std::move(leave);
    const Warmup warmup{runner, environment, compiler, 2, dir / "warmup"};
    return measure_answers(warmup, recipe, questions);
  }
};

}  // namespace

TEST_CASE("only what the compiler confirmed is an answer") {
  Lab lab;
  const auto answers = lab.measure("/usr/bin/cc");
  REQUIRE(answers);
  const std::map<std::string, std::string> expected{{"v_dup2", "yes"},    {"v_printf", "yes"},
                                                    {"v_fcntl.h", "yes"}, {"v_size_t", "yes"},
                                                    {"v_EOF", "yes"},     {"v_struct statst_mode", "yes"},
                                                    {"v_char", "1"}};
  CHECK(*answers == expected);
}

TEST_CASE("a program compiles or is left, and a header that is nowhere is the only no") {
  Lab lab;
  ConfigureQuestion good = ask(Kind::program, "good");
  good.text = "#include <sys/socket.h>\nint main(void) { return (int)(long)socket == 1; }\n";
  ConfigureQuestion bad = ask(Kind::program, "bad");
  bad.text = "int main(void) { return no_such_name; }\n";
  ConfigureQuestion absent = ask(Kind::header, "no/such/header.h");
  ConfigureQuestion there = ask(Kind::header, "fcntl.h");
  ConfigureQuestion broken = ask(Kind::header, "broken.h");  // there, and does not compile
  absent.plain = there.plain = broken.plain = true;
  write_file(lab.dir / "include" / "broken.h", "#error not for this machine\n");
  lab.environment.set("CPATH", (lab.dir / "include").string());
  const auto answers = lab.measure("/usr/bin/cc", {good, bad, absent, there, broken});
  REQUIRE(answers);
  CHECK(*answers == std::map<std::string, std::string>{
                        {"v_good", "yes"}, {"v_no/such/header.h", "no"}, {"v_fcntl.h", "yes"}});
}

TEST_CASE("variables can be left to configure") {
  Lab lab;
  const auto answers = lab.measure("/usr/bin/cc", k_questions, {"v_dup2", "v_fcntl.h"});
  REQUIRE(answers);
  CHECK(answers->count("v_dup2") == 0);
  CHECK(answers->count("v_fcntl.h") == 0);
  CHECK(answers->count("v_printf") == 1);
}

TEST_CASE("one bad size spoils only the sizes") {
  Lab lab;
  auto questions = k_questions;
  questions.push_back(ask(Kind::size, "no_such_type_either"));
  const auto answers = lab.measure("/usr/bin/cc", questions);
  REQUIRE(answers);
  CHECK(answers->count("v_char") == 0);
  CHECK(answers->count("v_dup2") == 1);
}

TEST_CASE("a compiler that fails, lies or is not there gives no answers") {
  Lab lab;
  write_file(lab.dir / "false", "#!/bin/sh\necho 'undefined reference to `dup2'\\''' >&2\nexit 1\n");
  write_file(lab.dir / "true", "#!/bin/sh\nexit 0\n");
  for (const char* name : {"false", "true", "absent"}) {
    INFO(name);
    if (fs::exists(lab.dir / name)) fs::permissions(lab.dir / name, fs::owner_all);
    const auto answers = lab.measure(lab.dir / name);
    REQUIRE(answers);
    CHECK(answers->empty());
  }
}

TEST_CASE("a cancellation is passed on") {
  Lab lab;
  lab.cancel.request(2);
  const auto answers = lab.measure("/usr/bin/cc");
  REQUIRE_FALSE(answers);
  CHECK(answers.error().code == ErrorCode::interrupted);
}
