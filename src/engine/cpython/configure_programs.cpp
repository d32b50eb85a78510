#include "engine/cpython/configure_programs.hpp"

#include <optional>

#include "base/text.hpp"

namespace ftenv {

// Whether configure has the user's own flags at `at`, and not some that belong to one library:
//
// save_CPPFLAGS=$CPPFLAGS
//         CPPFLAGS="$CPPFLAGS $LIBUUID_CFLAGS"
// …
// CPPFLAGS=$save_CPPFLAGS
bool has_plain_flags(std::string_view configure, std::size_t at, const std::string& variable) {
  const std::size_t saved = configure.rfind("save_" + variable + "=$" + variable, at);
  const std::size_t restored = configure.rfind(variable + "=$save_" + variable, at);
  if (saved == std::string_view::npos) return true;
  return restored != std::string_view::npos && restored > saved;
}

namespace {

// Nothing for the shell to expand, and nothing that depends on what configure has found out before. An
// empty program asks for a flag of the compiler, which is set where we don't see it.
bool is_literal_program(std::string_view text) {
  std::string solid = join(split_words(text), "");
  solid = replace_all(solid, "/*endconfdefs.h.*/", "");
  if (solid == "intmain(void){;return0;}") return false;
  if (text.find_first_of("$`\\") != std::string_view::npos) return false;
  for (const std::string& line : split_lines(text)) {
    const std::string_view directive = trim(line);
    if (starts_with(directive, "#if") || starts_with(directive, "# if")) return false;
  }
  return true;
}

// if test ${ac_cv_func_socket+y}
// then :
//   printf %s "(cached) " >&6
// else case e in #(
//   e) cat confdefs.h - <<_ACEOF >conftest.$ac_ext
// /* end confdefs.h.  */
// …
// _ACEOF
// if ac_fn_c_try_compile "$LINENO"
// then :
//   ac_cv_func_socket=yes
//
// 2.71 has `else $as_nop` and the cat on the next line. Anything between the `else` and the cat, such as
// other flags, makes it another question.
std::optional<ConfigureQuestion> program_question(std::string_view block, const std::string& variable) {
  const auto take = [&block](std::string_view expected) {
    while (!block.empty() && (block.front() == ' ' || block.front() == '\n')) block.remove_prefix(1);
    if (!starts_with(block, expected)) return false;
    block.remove_prefix(expected.size());
    return true;
  };
  if (!take("then :") || !take("printf %s \"(cached) \" >&6")) return std::nullopt;
  if (!take("else $as_nop") && !(take("else case e in #(") && take("e)"))) return std::nullopt;
  if (!take("cat confdefs.h - <<_ACEOF >conftest.$ac_ext\n")) return std::nullopt;
  constexpr std::string_view end_mark = "\n_ACEOF\n";
  const std::size_t end = block.find(end_mark);
  if (end == std::string_view::npos) return std::nullopt;
  ConfigureQuestion question;
  question.kind = ConfigureQuestion::Kind::program;
  question.variable = variable;
  question.text = std::string(block.substr(0, end)) + "\n";
  block.remove_prefix(end + end_mark.size());
  if (!take("if ac_fn_c_try_compile \"$LINENO\"") || !take("then :") || !take(variable + "=yes\n"))
    return std::nullopt;
  if (!is_literal_program(question.text)) return std::nullopt;
  return question;
}

}  // namespace

std::vector<ConfigureQuestion> read_program_questions(std::string_view configure) {
  constexpr std::string_view test = "if test ${";
  constexpr std::string_view test_end = "+y}\n";
  std::vector<ConfigureQuestion> questions;
  for (std::size_t at = configure.find(test); at != std::string_view::npos;
       at = configure.find(test, at + 1)) {
    const std::size_t start = at + test.size();
    const std::size_t end = configure.find(test_end, start);
    if (end == std::string_view::npos) break;
    const std::string variable(configure.substr(start, end - start));
    if (variable.find_first_of("$\n") != std::string::npos || !has_plain_flags(configure, at, "CFLAGS"))
      continue;
    const auto question = program_question(configure.substr(end + test_end.size()), variable);
    if (question) questions.push_back(*question);
  }
  return questions;
}

}  // namespace ftenv
