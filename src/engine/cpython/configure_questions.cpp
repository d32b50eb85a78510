#include "engine/cpython/configure_questions.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "engine/cpython/configure_programs.hpp"

namespace ftenv {
namespace {

using Kind = ConfigureQuestion::Kind;

// autoconf 2.71 and 2.72, from CPython 3.13.5 and 3.14.7:
//
// ac_fn_c_check_func "$LINENO" "accept4" "ac_cv_func_accept4"
// ac_fn_c_check_header_compile "$LINENO" "alloca.h" "ac_cv_header_alloca_h" "$ac_includes_default"
// ac_fn_c_check_type "$LINENO" "mode_t" "ac_cv_type_mode_t" "$ac_includes_default"
// ac_fn_c_check_member "$LINENO" "struct stat" "st_rdev" "ac_cv_member_…" "$ac_includes_default"
// ac_fn_check_decl "$LINENO" "RTLD_LAZY" "ac_cv_have_decl_RTLD_LAZY" "#include <dlfcn.h>
// " "$ac_c_undeclared_builtin_options" "CFLAGS"
//   if ac_fn_c_compute_int "$LINENO" "(long int) (sizeof (int))" "ac_cv_sizeof_int" "$ac_includes_default" if
//   ac_fn_c_compute_int "$LINENO" "(long int) offsetof (ac__type_alignof_, y)" "ac_cv_alignof_long"
//   "$ac_includes_default
// #ifndef offsetof
// # define offsetof(type, member) ((char *) &((type *) 0)->member - (char *) 0)
// #endif
// typedef struct { char x; long y; } ac__type_alignof_;"
struct Form {
  std::string_view call;
  Kind kind;
};
constexpr Form k_forms[] = {
    {"ac_fn_c_check_func", Kind::function},  {"ac_fn_c_check_header_compile", Kind::header},
    {"ac_fn_c_check_type", Kind::type},      {"ac_fn_c_check_member", Kind::member},
    {"ac_fn_check_decl", Kind::declaration}, {"ac_fn_c_compute_int", Kind::size},
};
constexpr std::string_view k_first_argument = " \"$LINENO\"";
constexpr std::string_view k_default_includes = "$ac_includes_default";
constexpr std::string_view k_sizeof = "(long int) (sizeof (";
constexpr std::string_view k_alignof = "(long int) offsetof (ac__type_alignof_, y)";
constexpr std::string_view k_aligned = "typedef struct { char x; ";

// The double-quoted arguments that follow `at`, without their quotes. They may span lines.
std::vector<std::string> quoted_arguments(std::string_view text, std::size_t at) {
  std::vector<std::string> arguments;
  while (true) {
    while (at < text.size() && text[at] == ' ') ++at;
    if (at >= text.size() || text[at] != '"') return arguments;
    std::string argument;
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      const bool escaped = text[at] == '\\' && at + 1 < text.size() &&
                           std::string_view("\"\\$`").find(text[at + 1]) != std::string_view::npos;
      if (escaped) ++at;
      argument += text[at];
    }
    if (at >= text.size()) return arguments;  // never closed: not what we take it for
    ++at;
    arguments.push_back(std::move(argument));
  }
}

bool is_plain(std::string_view name) {
  return !name.empty() && name.find_first_of("$`\"\\\n") == std::string_view::npos;
}

// Takes "$ac_includes_default" and lines of #include; anything else needs what configure finds out later.
bool read_preamble(std::string_view preamble, ConfigureQuestion& question) {
  if (starts_with(preamble, k_default_includes)) {
    question.default_includes = true;
    preamble.remove_prefix(k_default_includes.size());
  }
  for (const std::string& raw : split_lines(preamble)) {
    const std::string_view line = trim(raw);
    if (line.empty()) continue;
    constexpr std::string_view include = "#include <";
    if (!starts_with(line, include) || line.back() != '>') return false;
    question.includes.emplace_back(line.substr(include.size(), line.size() - include.size() - 1));
    if (!is_plain(question.includes.back())) return false;
  }
  return true;
}

// "…typedef struct { char x; long y; } ac__type_alignof_;" → "long"; `preamble` loses all but its start.
std::optional<std::string> aligned_type(std::string& preamble) {
  const std::size_t start = preamble.find(k_aligned);
  const std::size_t end = preamble.find(" y; }", start);
  if (start == std::string::npos || end == std::string::npos) return std::nullopt;
  std::string type = preamble.substr(start + k_aligned.size(), end - start - k_aligned.size());
  preamble.resize(std::min(preamble.find('\n'), preamble.size()));
  return type;
}

std::optional<ConfigureQuestion> compute_question(const std::vector<std::string>& arguments) {
  if (arguments.size() < 3) return std::nullopt;
  ConfigureQuestion question;
  question.variable = arguments[1];
  std::string preamble = arguments[2];
  if (starts_with(arguments[0], k_sizeof) && ends_with(arguments[0], "))")) {
    question.kind = Kind::size;
    question.subject = arguments[0].substr(k_sizeof.size(), arguments[0].size() - k_sizeof.size() - 2);
  } else if (arguments[0] == k_alignof) {
    const auto type = aligned_type(preamble);
    if (!type) return std::nullopt;
    question.kind = Kind::alignment;
    question.subject = *type;
  } else {
    return std::nullopt;
  }
  if (!read_preamble(preamble, question)) return std::nullopt;
  return question;
}

std::optional<ConfigureQuestion> make_question(Kind kind, const std::vector<std::string>& arguments) {
  if (kind == Kind::size) return compute_question(arguments);
  const bool is_member = kind == Kind::member;
  const std::size_t variable_at = is_member ? 2 : 1;
  const std::size_t preamble_at = variable_at + 1;
  if (arguments.size() <= variable_at) return std::nullopt;
  ConfigureQuestion question;
  question.kind = kind;
  question.subject = arguments[0];
  if (is_member) question.member = arguments[1];
  question.variable = arguments[variable_at];
  if (kind == Kind::function) return question;
  if (arguments.size() <= preamble_at || !read_preamble(arguments[preamble_at], question))
    return std::nullopt;
  return question;
}

}  // namespace

std::vector<ConfigureQuestion> read_configure_questions(std::string_view configure) {
  std::vector<ConfigureQuestion> questions;
  std::set<std::string> seen;
  for (const Form& form : k_forms) {
    const std::string call = std::string(form.call) + std::string(k_first_argument);
    for (std::size_t at = configure.find(call); at != std::string_view::npos;
         at = configure.find(call, at + 1)) {
      auto question = make_question(form.kind, quoted_arguments(configure, at + call.size()));
      if (!question || !is_plain(question->subject) || !is_plain(question->variable)) continue;
      question->plain = has_plain_flags(configure, at, "CPPFLAGS");
      if (seen.insert(question->variable).second) questions.push_back(*question);
    }
  }
  for (ConfigureQuestion& question : read_program_questions(configure)) {
    if (seen.insert(question.variable).second) questions.push_back(std::move(question));
  }
  return questions;
}

}  // namespace ftenv
