#include "base/text.hpp"
#include "engine/cpython/configure_warmup.hpp"
#include "engine/cpython/warmup_programs.hpp"
#include "support/catch.hpp"

using namespace ftenv;
using Kind = ConfigureQuestion::Kind;

namespace {

ConfigureQuestion ask(Kind kind, const std::string& variable, const std::string& subject) {
  ConfigureQuestion question;
  question.kind = kind;
  question.variable = variable;
  question.subject = subject;
  question.default_includes = kind != Kind::function;
  return question;
}

WarmupPreamble preamble() {
  WarmupRecipe recipe;
  recipe.defines = {"_GNU_SOURCE 1"};
  recipe.includes = {"stdio.h"};
  return warmup_preamble(recipe);
}

}  // namespace

TEST_CASE("linkers' complaints name what is undefined") {
  struct Row {
    const char* output;
    std::set<std::string> names;
  };
  const Row rows[] = {
      {"/usr/bin/ld: /tmp/ccX.o:(.data.rel+0x8): undefined reference to `fdwalk'\n", {"fdwalk"}},
      {"/usr/bin/ld: /tmp/ccX.o:(.data.rel+0x8): undefined reference to `fdwalk'\n"
       "/usr/bin/ld: /tmp/ccX.o:(.data.rel+0x18): undefined reference to `_getpty'\n"
       "collect2: error: ld returned 1 exit status\n",
       {"fdwalk", "_getpty"}},
      {"functions.c:rows: error: undefined reference to 'kqueue'\n", {"kqueue"}},
      {"ld.lld: error: undefined symbol: strlcpy\n>>> referenced by functions.c\n", {"strlcpy"}},
      {"gcc: fatal error: cannot execute 'cc1'\n", {}},
      {"undefined reference to `", {}},
      {"", {}},
  };
  for (const Row& row : rows) {
    INFO(row.output);
    CHECK(undefined_names(row.output) == row.names);
  }
}

TEST_CASE("the functions program mentions every function but those left out") {
  const std::vector<ConfigureQuestion> questions{ask(Kind::function, "ac_cv_func_dup3", "dup3"),
                                                 ask(Kind::function, "ac_cv_func_fdwalk", "fdwalk"),
                                                 ask(Kind::size, "ac_cv_sizeof_int", "int")};
  const std::string program = functions_program(questions, preamble(), {"fdwalk"});
  CHECK(contains(program, "#define _GNU_SOURCE 1\n"));
  CHECK(contains(program, "char dup3(void);"));
  CHECK(contains(program, "__stub_dup3"));
  CHECK(contains(program, "{\"ac_cv_func_dup3\", dup3}"));
  CHECK_FALSE(contains(program, "fdwalk"));
  CHECK_FALSE(contains(program, "sizeof"));
}

TEST_CASE("a program for one question has what configure puts before it") {
  const std::string header = compile_program(ask(Kind::header, "v", "alloca.h"), preamble());
  CHECK(header == "#define _GNU_SOURCE 1\n#include <stddef.h>\n#include <stdio.h>\n#include <alloca.h>\n");

  ConfigureQuestion declaration = ask(Kind::declaration, "v", "RTLD_LAZY");
  declaration.default_includes = false;
  declaration.includes = {"dlfcn.h"};
  const std::string declared = compile_program(declaration, preamble());
  CHECK(contains(declared, "#include <dlfcn.h>\n"));
  CHECK_FALSE(contains(declared, "stdio.h"));

  SECTION("only a type can be refuted") {
    CHECK(contains(refuting_program(ask(Kind::type, "v", "mode_t"), preamble()), "sizeof ((mode_t))"));
    CHECK(refuting_program(declaration, preamble()).empty());
  }
  SECTION("functions and sizes are not asked one by one") {
    CHECK(compile_program(ask(Kind::function, "v", "dup3"), preamble()).empty());
    CHECK(compile_program(ask(Kind::size, "v", "int"), preamble()).empty());
  }
}

TEST_CASE("a program that configure wrote stands behind what configure has defined") {
  ConfigureQuestion question = ask(Kind::program, "v", "");
  question.text = "/* end confdefs.h.  */\nint x;\n";
  CHECK(compile_program(question, preamble()) == "#define _GNU_SOURCE 1\n/* end confdefs.h.  */\nint x;\n");
  CHECK(refuting_program(question, preamble()).empty());
}

TEST_CASE("only headers that are asked with plain flags can be absent") {
  ConfigureQuestion plain = ask(Kind::header, "ac_cv_header_a_h", "a.h");
  plain.plain = true;
  const std::string program = absent_headers_program(
      {plain, ask(Kind::header, "ac_cv_header_b_h", "b.h"), ask(Kind::function, "f", "f")}, preamble());
  CHECK(contains(program, "#if !__has_include(<a.h>)\nac_cv_header_a_h=no\n#endif\n"));
  CHECK_FALSE(contains(program, "b.h"));
}

TEST_CASE("the site script is assignments and nothing else") {
  const std::string script = site_script({{"ac_cv_func_dup3", "yes"}, {"ac_cv_sizeof_int", "4"}});
  std::vector<std::string> assignments;
  for (const std::string& line : split_lines(script)) {
    if (!starts_with(line, "#")) assignments.push_back(line);
  }
  CHECK(assignments == std::vector<std::string>{"ac_cv_func_dup3=yes", "ac_cv_sizeof_int=4"});
}

TEST_CASE("the shipped warm-up recipe loads, and a wrong key in one is named") {
  const auto recipe = load_warmup_recipe();
  REQUIRE(recipe);
  CHECK_FALSE(recipe->systems.empty());
  CHECK_FALSE(recipe->defines.empty());
  CHECK_FALSE(recipe->includes.empty());

  const auto toml = Toml::parse("defines = []\ninclude = []\n", "x.toml");
  REQUIRE(toml);
  const auto wrong = read_warmup_recipe(*toml, "x.toml");
  REQUIRE_FALSE(wrong);
  CHECK(contains(wrong.error().message, "x.toml:2"));
}
