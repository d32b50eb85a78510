#include "engine/cpython/compile_count.hpp"

#include <cctype>
#include <set>

#include "base/text.hpp"

namespace ftenv {
namespace {

bool is_path_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '/' || c == '-';
}

}  // namespace

bool compiles_a_file(std::string_view line) {
  return contains(line, " -c ") && (contains(line, ".c ") || ends_with(trim(line), ".c"));
}

std::uintmax_t object_files_in(std::string_view makefile) {
  std::set<std::string_view> names;
  for (std::size_t dot = makefile.find(".o"); dot != std::string_view::npos;
       dot = makefile.find(".o", dot + 1)) {
    const std::size_t end = dot + 2;
    if (end < makefile.size() && is_path_character(makefile[end])) continue;
    std::size_t start = dot;
    while (start > 0 && is_path_character(makefile[start - 1])) --start;
    const std::string_view name = makefile.substr(start, dot - start);
    // Without a directory it is the end of $(VARIABLE)/name.o, which stands elsewhere in full.
    if (name.find('/') != std::string_view::npos && name.front() != '/') names.insert(name);
  }
  return names.size();
}

}  // namespace ftenv
