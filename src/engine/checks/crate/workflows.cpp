// Which Pythons the project's CI asks for: names that mean something else than they seem to.
#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/crate/checks.hpp"

namespace ftenv {
namespace {

std::vector<fs::path> workflows_of(const fs::path& root) {
  std::vector<fs::path> files;
  FsError error;
  fs::directory_iterator at(root / ".github" / "workflows", error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
    const std::string ending = at->path().extension().string();
    if (ending == ".yml" || ending == ".yaml") files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string_view without_comment(std::string_view line) {
  if (starts_with(trim(line), "#")) return {};
  return line.substr(0, line.find(" #"));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Does the word name a free-threaded 3.N: "3.14t"? Returns N, or -1.
int free_threaded_minor(std::string_view text) {
  const std::size_t at = text.find("3.");
  if (at == std::string_view::npos) return -1;
  std::size_t end = at + 2;
  int minor = 0;
  for (; end < text.size() && is_digit(text[end]) && end < at + 5; ++end)
    minor = minor * 10 + (text[end] - '0');
  if (end == at + 2 || end >= text.size() || text[end] != 't') return -1;
  return end + 1 == text.size() || !is_digit(text[end + 1]) ? minor : -1;
}

//   python-version: ">=3.14t"
// A range is a semantic version, and those know no `t`: it is dropped, and a Python with the GIL comes.
bool asks_for_range(std::string_view line) {
  const std::size_t key = line.find("python-version:");
  if (key == std::string_view::npos) return false;
  std::string value(trim(line.substr(key + 15)));
  value.erase(std::remove_if(value.begin(), value.end(), [](char c) { return c == '"' || c == '\''; }),
              value.end());
  if (value.empty() || contains(value, "$") || contains(value, "[")) return false;
  const bool range = contains("<>~^=", value.substr(0, 1));
  return range && free_threaded_minor(value) >= 0;
}

//   args: --release -i python3.13t
int named_interpreter(std::string_view line) {
  const std::vector<std::string> words = split_words(line);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string word = words[i];
    const bool after = i > 0 && (words[i - 1] == "-i" || words[i - 1] == "--interpreter");
    if (starts_with(word, "--interpreter=")) {
      word = word.substr(14);
    } else if (!after) {
      continue;
    }
    if (starts_with(word, "python")) word = word.substr(6);
    if (starts_with(word, "3.")) return free_threaded_minor(word);
  }
  return -1;
}

Finding at_line(const CheckContext& context, const std::string& id, const fs::path& file, int line,
                std::string_view text, std::string need) {
  return context.finding(id, Severity::warning,
                         shown(context, file, line) + " says `" + std::string(trim(text)) + "`",
                         std::move(need));
}

void check_file(const CheckContext& context, const fs::path& file, const std::string& text,
                CheckAnswer& answer) {
  // What the PyO3 and maturin of today build for by name begins where their newest row does.
  const CompatibilityRecipe& known = context.facts.services().recipes.compatibility;
  const int oldest = known.pyo3.empty() ? 0 : known.pyo3.back().python_min.minor;
  const bool builds = contains(text, "maturin");
  int line = 0;
  for (const std::string& whole : split_lines(text)) {
    ++line;
    const std::string_view code = without_comment(whole);
    if (asks_for_range(code)) {
      Finding finding = at_line(context, "IN-20", file, line, code, "the version itself, without a range");
      finding.fixes.push_back({"write the version with its `t`", {"python-version: '3.14t'"}, false, {}});
      finding.fixes.push_back(
          {"or keep the range without `t`, and add a line", {"freethreaded: true"}, false, {}});
      answer.findings.push_back(std::move(finding));
    }
    const int minor = named_interpreter(code);
    if (builds && minor >= 0 && minor < oldest) {
      Finding finding = at_line(
          context, "MT-03", file, line, code,
          "a free-threaded Python `3." + std::to_string(oldest) + "t` or newer, or the path of an older one");
      finding.confidence = Confidence::likely;  // the maturin there may be an old one
      finding.fixes.push_back(
          {"name a newer one", {"-i python3." + std::to_string(oldest) + "t"}, false, {}});
      answer.findings.push_back(std::move(finding));
    }
  }
}

Result<CheckAnswer> check_workflows(CheckContext& context) {
  CheckAnswer answer;
  for (const fs::path& file : workflows_of(context.facts.root())) {
    const auto text = read_text(file, 1u << 20);
    if (text) check_file(context, file, *text, answer);
  }
  return answer;
}

}  // namespace

Check crate_workflows_check() {
  return {"crate-workflows", Area::crate,    "which Pythons the workflows ask for", {"IN-20", "MT-03"}, true,
          CheckCost::quick,  check_workflows};
}

}  // namespace ftenv
