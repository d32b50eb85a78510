#include "inspect/cargo/rust_sources.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/cargo/rust_text.hpp"

namespace ftenv {
namespace {

constexpr int k_most_files = 5000;
constexpr std::uintmax_t k_largest_file = 4u << 20;

// Has the file a type of that name of its own, or is the name in it someone else's?
bool declares(std::string_view code, std::string_view name) {
  for (const char* keyword : {"struct ", "enum ", "type ", "trait ", "as "}) {
    if (contains(code, keyword + std::string(name))) return true;
  }
  return false;
}

// The uses of a type of PyO3. A file that asks for Py_GIL_DISABLED itself knows what it does.
void find_type(std::string_view code, std::string_view name, const fs::path& file,
               std::vector<SourcePlace>& places) {
  const std::size_t first = find_word(code, name, 0);
  if (first == std::string_view::npos || !contains(code, "pyo3") || declares(code, name) ||
      contains(code, "Py_GIL_DISABLED")) {
    return;
  }
  places.push_back({file, line_of(code, first)});
}

// After the last end of an item before `at`: the attributes of one item stand together.
std::size_t start_of_item(std::string_view code, std::size_t at) {
  const std::size_t before = code.find_last_of(";{}", at);
  return before == std::string_view::npos ? 0 : before + 1;
}

struct Attribute {
  std::size_t begin = 0;  // of '#'
  std::size_t end = 0;    // after ']'
};

std::optional<Attribute> attribute_around(std::string_view code, std::size_t at) {
  const std::size_t begin = code.rfind("#[", at);
  if (begin == std::string_view::npos) return std::nullopt;
  int depth = 0;
  for (std::size_t i = begin + 1; i < code.size(); ++i) {
    if (code[i] == '[') ++depth;
    if (code[i] == ']' && --depth == 0) {
      if (i < at) return std::nullopt;  // it ended before
      return Attribute{begin, i + 1};
    }
  }
  return std::nullopt;
}

// `key = value` between `from` and `to`: where the value begins, or npos.
std::size_t value_of(std::string_view code, std::string_view key, std::size_t from, std::size_t to) {
  for (std::size_t at = find_word(code, key, from); at < to; at = find_word(code, key, at + 1)) {
    std::size_t next = skip_blanks(code, at + key.size());
    if (next < to && code[next] == '=') return skip_blanks(code, next + 1);
  }
  return std::string_view::npos;
}

// The string literal at `at` of the unblanked text.
std::string literal_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '"') return {};
  const std::size_t end = text.find('"', at + 1);
  return end == std::string_view::npos ? std::string() : std::string(text.substr(at + 1, end - at - 1));
}

// The word `fn` or `mod` after the attributes of an item, and the name after it.
std::string item_name(std::string_view code, std::size_t from, std::size_t& keyword) {
  std::size_t at = from;
  // Further attributes have parentheses of their own.
  while ((at = skip_blanks(code, at)) < code.size() && code[at] == '#') {
    const auto attribute = attribute_around(code, at + 1);
    if (!attribute) return {};
    at = attribute->end;
  }
  for (int words = 0; words < 8 && at < code.size(); ++words) {
    at = skip_blanks(code, at);
    const std::string word = word_at(code, at);
    if (word == "fn" || word == "mod") {
      keyword = at;
      std::size_t name = skip_blanks(code, at + word.size());
      if (starts_with(code.substr(name), "r#")) name += 2;  // a name that is a keyword
      return word_at(code, name);
    }
    if (word.empty()) {
      // pub(crate) fn
      if (at < code.size() && code[at] == '(') {
        at = code.find(')', at);
        if (at == std::string_view::npos) return {};
        ++at;
        continue;
      }
      return {};
    }
    at += word.size();
  }
  return {};
}

void find_modules(std::string_view text, std::string_view code, const fs::path& file, RustSources& sources) {
  for (std::size_t at = find_word(code, "pymodule", 0); at != std::string_view::npos;
       at = find_word(code, "pymodule", at + 1)) {
    const auto attribute = attribute_around(code, at);
    if (!attribute) continue;  // `use pyo3::pymodule`
    PyModuleDeclaration module;
    module.at = {file, line_of(code, attribute->begin)};
    module.word_end = at + std::string_view("pymodule").size();
    std::size_t keyword = attribute->end;
    module.function = item_name(code, attribute->end, keyword);
    if (module.function.empty()) continue;
    const std::size_t from = start_of_item(code, attribute->begin);
    module.conditional = find_word(code, "cfg_attr", from) < keyword;
    module.name = module.function;
    const std::size_t name = value_of(code, "name", from, keyword);
    if (name != std::string_view::npos) {
      const std::string literal = literal_at(text, name);
      if (!literal.empty()) module.name = literal;
    }
    const std::size_t gil = value_of(code, "gil_used", from, keyword);
    if (gil != std::string_view::npos) {
      const std::string word = word_at(code, gil);
      if (word == "true" || word == "false") {
        module.gil_used = word == "true";
        module.gil_used_at = {file, line_of(code, gil)};
      }
    }
    sources.modules.push_back(std::move(module));
  }
}

bool calls_gil_used_false(std::string_view code) {
  for (std::size_t at = find_word(code, "gil_used", 0); at != std::string_view::npos;
       at = find_word(code, "gil_used", at + 1)) {
    const std::size_t next = skip_blanks(code, at + 8);
    if (next < code.size() && code[next] == '(' && at > 0 && code[at - 1] == '.') return true;
  }
  return contains(code, "PyUnstable_Module_SetGIL") || contains(code, "Py_MOD_GIL_NOT_USED");
}

// Most files have none of these; looking for words in them would be most of the work.
bool is_of_interest(std::string_view text) {
  using Searcher = std::boyer_moore_horspool_searcher<std::string_view::iterator>;
  static constexpr std::array<std::string_view, 4> words = {"pymodule", "gil_used", "PyInit_",
                                                            "PyModExport_"};
  static const std::array<Searcher, 4> searchers = {
      Searcher(words[0].begin(), words[0].end()), Searcher(words[1].begin(), words[1].end()),
      Searcher(words[2].begin(), words[2].end()), Searcher(words[3].begin(), words[3].end())};
  if (contains(text, "GIL") || contains(text, "#[test]") || contains(text, "#[cfg(test)]")) return true;
  return std::any_of(searchers.begin(), searchers.end(), [&](const Searcher& searcher) {
    return std::search(text.begin(), text.end(), searcher) != text.end();
  });
}

bool passed_over(const fs::path& folder) {
  const std::string name = folder.filename().string();
  if (starts_with(name, ".") || name == "target" || name == "node_modules") return true;
  FsError error;
  return fs::exists(folder / "pyvenv.cfg", error);
}

}  // namespace

void read_rust_source(std::string_view text, const fs::path& file, RustSources& sources) {
  ++sources.files;
  if (!is_of_interest(text)) return;
  const std::string code = without_comments_and_strings(text);
  find_modules(text, code, file, sources);
  find_type(code, "GILOnceCell", file, sources.gil_once_cell);
  find_type(code, "GILProtected", file, sources.gil_protected);
  for (const char* mark : {"#[test]", "#[cfg(test)]"}) {
    const std::size_t at = code.find(mark);
    if (at == std::string::npos) continue;
    sources.tests.push_back({file, line_of(code, at)});
    break;
  }
  sources.gil_used_by_call = sources.gil_used_by_call || calls_gil_used_false(code);
  sources.makes_init_by_hand =
      sources.makes_init_by_hand || contains(code, "PyInit_") || contains(code, "PyModExport_");
}

std::vector<fs::path> rust_files(const std::vector<fs::path>& folders, bool* complete) {
  std::set<fs::path> files;
  for (const fs::path& folder : folders) {
    FsError error;
    fs::recursive_directory_iterator at(folder, error);
    for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
      FsError ignored;
      const fs::file_status status = at->symlink_status(ignored);
      if (fs::is_directory(status)) {
        if (passed_over(at->path())) at.disable_recursion_pending();
      } else if (fs::is_regular_file(status) && at->path().extension() == ".rs") {
        files.insert(at->path().lexically_normal());
      }
      if (files.size() > k_most_files) {
        if (complete != nullptr) *complete = false;
        break;
      }
    }
  }
  return {files.begin(), files.end()};
}

RustSources read_rust_sources(const std::vector<fs::path>& folders) {
  RustSources sources;
  const std::vector<fs::path> files = rust_files(folders, &sources.complete);
  for (const fs::path& file : files) {
    const auto text = read_text(file, k_largest_file);
    if (text) {
      read_rust_source(*text, file, sources);
    } else {
      sources.complete = false;
    }
  }
  return sources;
}

}  // namespace ftenv
