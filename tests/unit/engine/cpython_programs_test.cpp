#include "engine/cpython/configure_programs.hpp"

#include "support/catch.hpp"

using namespace ftenv;

namespace {

// Of CPython 3.14.7's configure (autoconf 2.72).
std::string block_272(const std::string& program, const std::string& before_cat = "") {
  return "if test ${ac_cv_x+y}\nthen :\n  printf %s \"(cached) \" >&6\nelse case e in #(\n  e) " +
         before_cat + "cat confdefs.h - <<_ACEOF >conftest.$ac_ext\n/* end confdefs.h.  */\n" + program +
         "\n_ACEOF\nif ac_fn_c_try_compile \"$LINENO\"\nthen :\n  ac_cv_x=yes\nelse case e in #(\n"
         "  e) ac_cv_x=no\n ;;\nesac\nfi\n";
}

// Of 3.13.5's (2.71).
std::string block_271(const std::string& program) {
  return "if test ${ac_cv_x+y}\nthen :\n  printf %s \"(cached) \" >&6\nelse $as_nop\n\n"
         "cat confdefs.h - <<_ACEOF >conftest.$ac_ext\n/* end confdefs.h.  */\n" +
         program + "\n_ACEOF\nif ac_fn_c_try_compile \"$LINENO\"\nthen :\n  ac_cv_x=yes\n";
}

const std::string k_program =
    "#include <sys/socket.h>\nint\nmain (void)\n{\nvoid *x=socket\n  ;\n  return 0;\n}\n";

}  // namespace

TEST_CASE("a program that configure has written out is a question") {
  for (const std::string& block : {block_271(k_program), block_272(k_program)}) {
    const auto questions = read_program_questions("noise\n" + block);
    REQUIRE(questions.size() == 1);
    CHECK(questions[0].kind == ConfigureQuestion::Kind::program);
    CHECK(questions[0].variable == "ac_cv_x");
    CHECK(questions[0].text == "/* end confdefs.h.  */\n" + k_program + "\n");
    CHECK(read_configure_questions(block).size() == 1);
  }
}

TEST_CASE("a program whose text or flags are known only later is left to configure") {
  struct Row {
    const char* why;
    std::string configure;
  };
  const std::string empty = "int\nmain (void)\n{\n\n  ;\n  return 0;\n}\n";
  const Row rows[] = {
      {"a variable", block_272("#include <$header>\n" + k_program)},
      {"a command", block_272("`cat x`\n" + k_program)},
      {"an escaped one", block_272("\\$x\n" + k_program)},
      {"an earlier answer", block_272("#ifdef HAVE_X\n#include <x.h>\n#endif\n" + k_program)},
      {"an earlier answer, written otherwise", block_272("# if HAVE_X\n# endif\n" + k_program)},
      {"a question about a flag", block_272(empty)},
      {"another flag before the program", block_272(k_program, "CFLAGS=\"$CFLAGS -Werror\"\n")},
      {"a library's flags", "save_CFLAGS=$CFLAGS\nCFLAGS=\"$CFLAGS -Ix\"\n" + block_272(k_program)},
      {"cut off", block_272(k_program).substr(0, 200)},
      {"cut off in its name", "if test ${ac_cv_x"},
  };
  for (const Row& row : rows) {
    INFO(row.why);
    CHECK(read_program_questions(row.configure).empty());
  }
}

TEST_CASE("flags are plain before they are saved and after they are restored") {
  const std::string configure = "A save_CFLAGS=$CFLAGS B CFLAGS=$save_CFLAGS C save_CFLAGS=$CFLAGS D";
  CHECK(has_plain_flags(configure, configure.find('A'), "CFLAGS"));
  CHECK_FALSE(has_plain_flags(configure, configure.find(" B "), "CFLAGS"));
  CHECK(has_plain_flags(configure, configure.find(" C "), "CFLAGS"));
  CHECK_FALSE(has_plain_flags(configure, configure.rfind('D'), "CFLAGS"));
  CHECK(has_plain_flags(configure, configure.rfind('D'), "CPPFLAGS"));
}

TEST_CASE("a header counts as absent only where configure has the user's own flags") {
  const std::string header =
      "ac_fn_c_check_header_compile \"$LINENO\" \"uuid.h\" \"ac_cv_header_uuid_h\" "
      "\"$ac_includes_default\"\n";
  REQUIRE(read_configure_questions(header).size() == 1);
  CHECK(read_configure_questions(header)[0].plain);
  const auto with_flags = read_configure_questions("save_CPPFLAGS=$CPPFLAGS\n" + header);
  REQUIRE(with_flags.size() == 1);
  CHECK_FALSE(with_flags[0].plain);
}
