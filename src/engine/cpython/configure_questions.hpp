// The questions that an autoconf-made configure asks the compiler one at a time, read from its text.
// Pure; private to the files that build CPython.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ftenv {

struct ConfigureQuestion {
  enum class Kind {
    function,
    header,
    type,
    member,
    declaration,
    size,
    alignment,
    program
  } kind = Kind::function;
  std::string variable;               // where the answer belongs: "ac_cv_func_accept4"
  std::string subject;                // "accept4", "alloca.h", "struct stat", "long"
  std::string member;                 // "st_rdev"
  bool default_includes = false;      // "$ac_includes_default" stands before the question
  std::vector<std::string> includes;  // and these: "dlfcn.h"
  std::string text;                   // of a program: what follows confdefs.h
  bool plain = false;                 // of a header: asked with the user's own CPPFLAGS, so a "no" counts
};

// A program is one that configure.ac has written out. Only questions whose whole text is known beforehand: a
// name that is a shell variable, or a preamble that depends on earlier answers, is left to configure. Each
// variable once.
std::vector<ConfigureQuestion> read_configure_questions(std::string_view configure);

}  // namespace ftenv
