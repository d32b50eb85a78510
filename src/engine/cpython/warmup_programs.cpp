#include "engine/cpython/warmup_programs.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

using Kind = ConfigureQuestion::Kind;

std::string include_line(const std::string& header) {
  return "#include <" + header + ">\n";
}

std::string head_of(const ConfigureQuestion& question, const WarmupPreamble& preamble) {
  std::string head = preamble.defines;
  if (question.default_includes) head += preamble.includes;
  for (const std::string& header : question.includes) head += include_line(header);
  return head;
}

std::string main_with(const std::string& statement) {
  return "int main(void) {\n" + statement + "\nreturn 0;\n}\n";
}

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

}  // namespace

WarmupPreamble warmup_preamble(const WarmupRecipe& recipe) {
  WarmupPreamble preamble;
  for (const std::string& define : recipe.defines) preamble.defines += "#define " + define + "\n";
  preamble.includes = include_line("stddef.h");
  for (const std::string& header : recipe.includes) preamble.includes += include_line(header);
  return preamble;
}

std::string functions_program(const std::vector<ConfigureQuestion>& questions, const WarmupPreamble& preamble,
                              const std::set<std::string>& without) {
  std::string hidden;
  std::string shown;
  std::string declarations;
  std::string rows;
  for (const ConfigureQuestion& question : questions) {
    const std::string& name = question.subject;
    if (question.kind != Kind::function || without.count(name) != 0) continue;
    // <limits.h> defines the __stub macros and may declare a function with another type.
    hidden += "#define " + name + " innocuous_" + name + "\n";
    shown += "#undef " + name + "\n";
    const std::string real = "#if !defined __stub_" + name + " && !defined __stub___" + name + "\n";
    declarations += real + "char " + name + "(void);\n#endif\n";
    rows += real + "{\"" + question.variable + "\", " + name + "},\n#endif\n";
  }
  // The table is in the program whatever the optimizer thinks, so the linker has to find every name.
  return preamble.defines + hidden + "#include <limits.h>\n" + shown + declarations +
         "struct row { const char *variable; char (*function)(void); };\n"
         "struct row rows[] = {\n" +
         rows + "{0, 0}};\n";
}

std::string functions_main() {
  // In a file of its own, where the real printf can be declared.
  return "#include <stdio.h>\n"
         "struct row { const char *variable; char (*function)(void); };\n"
         "extern struct row rows[];\n"
         "int main(void) {\n"
         "  struct row *row = rows;\n"
         "  for (; row->variable; ++row) if (row->function) printf(\"%s=yes\\n\", row->variable);\n"
         "  return 0;\n"
         "}\n";
}

// GNU ld, gold:  functions.c:(.data.rel+0x8): undefined reference to `fdwalk'
//                functions.o:functions.c:rows: error: undefined reference to 'fdwalk'
// lld:           ld.lld: error: undefined symbol: fdwalk
std::set<std::string> undefined_names(std::string_view linker_output) {
  std::set<std::string> names;
  for (const std::string& line : split_lines(linker_output)) {
    for (const std::string_view mark : {"undefined reference to ", "undefined symbol: "}) {
      const std::size_t found = line.find(mark);
      if (found == std::string::npos) continue;
      std::size_t start = found + mark.size();
      while (start < line.size() && !is_name_character(line[start])) ++start;
      std::size_t end = start;
      while (end < line.size() && is_name_character(line[end])) ++end;
      if (end > start) names.insert(line.substr(start, end - start));
    }
  }
  return names;
}

std::string compile_program(const ConfigureQuestion& question, const WarmupPreamble& preamble) {
  const std::string head = head_of(question, preamble);
  switch (question.kind) {
    case Kind::header:
      return head + include_line(question.subject);
    case Kind::type:
      return head + main_with("if (sizeof (" + question.subject + ")) return 0;");
    case Kind::member:
      return head + main_with("static " + question.subject + " ac_aggr;\nif (ac_aggr." + question.member +
                              ") return 0;");
    case Kind::declaration:
      return head + main_with("#ifndef " + question.subject + "\n(void) " + question.subject + ";\n#endif");
    case Kind::program:
      return preamble.defines + question.text;
    case Kind::function:
    case Kind::size:
    case Kind::alignment:
      break;
  }
  return {};
}

std::string refuting_program(const ConfigureQuestion& question, const WarmupPreamble& preamble) {
  if (question.kind != Kind::type) return {};
  return head_of(question, preamble) + main_with("if (sizeof ((" + question.subject + "))) return 0;");
}

std::string absent_headers_program(const std::vector<ConfigureQuestion>& questions,
                                   const WarmupPreamble& preamble) {
  std::string program = preamble.defines + "#ifdef __has_include\n";
  for (const ConfigureQuestion& question : questions) {
    if (question.kind != Kind::header || !question.plain) continue;
    program += "#if !__has_include(<" + question.subject + ">)\n" + question.variable + "=no\n#endif\n";
  }
  return program + "#endif\n";
}

std::string sizes_program(const std::vector<ConfigureQuestion>& questions, const WarmupPreamble& preamble) {
  std::set<std::string> includes;
  std::string types;
  std::string lines;
  for (const ConfigureQuestion& question : questions) {
    if (question.kind != Kind::size && question.kind != Kind::alignment) continue;
    includes.insert(question.includes.begin(), question.includes.end());
    std::string value = "sizeof(" + question.subject + ")";
    if (question.kind == Kind::alignment) {
      types += "struct of_" + question.variable + " { char x; " + question.subject + " y; };\n";
      value = "offsetof(struct of_" + question.variable + ", y)";
    }
    lines += "  printf(\"" + question.variable + "=%ld\\n\", (long) " + value + ");\n";
  }
  std::string program = preamble.defines + preamble.includes;
  for (const std::string& header : includes) program += include_line(header);
  return program + types + "int main(void) {\n" + lines + "  return 0;\n}\n";
}

}  // namespace ftenv
