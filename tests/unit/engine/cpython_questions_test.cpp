#include "engine/cpython/configure_questions.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace ftenv;
using Kind = ConfigureQuestion::Kind;

namespace {

// Pieces of CPython 3.13.5's configure (autoconf 2.71) and 3.14.7's (2.72).
constexpr const char* k_configure = R"sh(
ac_fn_c_check_func ()
{
} # ac_fn_c_check_func
ac_fn_c_check_header_compile "$LINENO" "alloca.h" "ac_cv_header_alloca_h" "$ac_includes_default"
if test "x$ac_cv_header_alloca_h" = xyes
ac_fn_c_check_header_compile "$LINENO" "net/if.h" "ac_cv_header_net_if_h" "#include <stdio.h>
#ifdef HAVE_SYS_SOCKET_H
# include <sys/socket.h>
#endif

"
ac_fn_c_check_func "$LINENO" "accept4" "ac_cv_func_accept4"
  ac_fn_c_check_func "$LINENO" "accept4" "ac_cv_func_accept4"
ac_fn_c_check_func "$LINENO" "$ac_func" "$as_ac_var"
ac_fn_c_check_type "$LINENO" "mode_t" "ac_cv_type_mode_t" "$ac_includes_default"
ac_fn_c_check_member "$LINENO" "struct tm" "tm_zone" "ac_cv_member_struct_tm_tm_zone" "#include <sys/types.h>
#include <$ac_cv_struct_tm>

"
ac_fn_c_check_member "$LINENO" "struct stat" "st_rdev" "ac_cv_member_struct_stat_st_rdev" "$ac_includes_default"
ac_fn_check_decl "$LINENO" "RTLD_LAZY" "ac_cv_have_decl_RTLD_LAZY" "#include <dlfcn.h>
" "$ac_c_undeclared_builtin_options" "CFLAGS"
  e) if ac_fn_c_compute_int "$LINENO" "(long int) (sizeof (void *))" "ac_cv_sizeof_void_p"        "$ac_includes_default"
  if ac_fn_c_compute_int "$LINENO" "(long int) (sizeof (pthread_key_t))" "ac_cv_sizeof_pthread_key_t"        "#include <pthread.h>
"
  if ac_fn_c_compute_int "$LINENO" "(long int) offsetof (ac__type_alignof_, y)" "ac_cv_alignof_long"        "$ac_includes_default
#ifndef offsetof
# define offsetof(type, member) ((char *) &((type *) 0)->member - (char *) 0)
#endif
typedef struct { char x; long y; } ac__type_alignof_;"
)sh";

const ConfigureQuestion* find(const std::vector<ConfigureQuestion>& questions, const std::string& variable) {
  const auto found = std::find_if(questions.begin(), questions.end(),
                                  [&](const ConfigureQuestion& one) { return one.variable == variable; });
  return found == questions.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("configure's questions are read from its text") {
  const auto questions = read_configure_questions(k_configure);

  SECTION("each variable once") {
    CHECK(questions.size() == 8);
  }

  SECTION("a function") {
    const auto* question = find(questions, "ac_cv_func_accept4");
    REQUIRE(question);
    CHECK(question->kind == Kind::function);
    CHECK(question->subject == "accept4");
  }
  SECTION("a header with autoconf's includes before it") {
    const auto* question = find(questions, "ac_cv_header_alloca_h");
    REQUIRE(question);
    CHECK(question->kind == Kind::header);
    CHECK(question->default_includes);
    CHECK(question->includes.empty());
  }
  SECTION("a type and a member") {
    REQUIRE(find(questions, "ac_cv_type_mode_t"));
    const auto* member = find(questions, "ac_cv_member_struct_stat_st_rdev");
    REQUIRE(member);
    CHECK(member->subject == "struct stat");
    CHECK(member->member == "st_rdev");
  }
  SECTION("a declaration with includes of its own") {
    const auto* question = find(questions, "ac_cv_have_decl_RTLD_LAZY");
    REQUIRE(question);
    CHECK_FALSE(question->default_includes);
    CHECK(question->includes == std::vector<std::string>{"dlfcn.h"});
  }
  SECTION("sizes and an alignment") {
    const auto* pointer = find(questions, "ac_cv_sizeof_void_p");
    REQUIRE(pointer);
    CHECK(pointer->kind == Kind::size);
    CHECK(pointer->subject == "void *");
    const auto* key = find(questions, "ac_cv_sizeof_pthread_key_t");
    REQUIRE(key);
    CHECK(key->includes == std::vector<std::string>{"pthread.h"});
    const auto* alignment = find(questions, "ac_cv_alignof_long");
    REQUIRE(alignment);
    CHECK(alignment->kind == Kind::alignment);
    CHECK(alignment->subject == "long");
    CHECK(alignment->default_includes);
  }
  SECTION("what depends on earlier answers is left to configure") {
    CHECK_FALSE(find(questions, "ac_cv_header_net_if_h"));
    CHECK_FALSE(find(questions, "ac_cv_member_struct_tm_tm_zone"));
    CHECK_FALSE(find(questions, "$as_ac_var"));
  }
}

TEST_CASE("a text that is no configure, or is cut off, has no questions") {
  CHECK(read_configure_questions("").empty());
  CHECK(read_configure_questions("<html>not found</html>").empty());
  CHECK(read_configure_questions("ac_fn_c_check_func \"$LINENO\" \"acce").empty());
  CHECK(read_configure_questions("ac_fn_c_check_func \"$LINENO\" \"accept4\"").empty());
  CHECK(
      read_configure_questions("ac_fn_c_check_header_compile \"$LINENO\" \"a.h\" \"ac_cv_header_a_h\" \"#inc")
          .empty());
}
