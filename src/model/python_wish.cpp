#include <algorithm>
#include <cctype>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "model/toml.hpp"
#include "model/version.hpp"
#include "model/version_guess.hpp"

namespace ftenv {
namespace {

// CPython's first series with a free-threaded build: a fact, so it lives in recipes/compatibility.toml.
Version first_free_threaded() {
  for (const EmbeddedFile& file : embedded_recipes()) {
    if (file.name != "compatibility.toml") continue;
    const Result<Toml> recipe = Toml::parse(file.content, std::string(file.name));
    if (!recipe) break;
    return Version::parse((*recipe)["python"]["first_free_threaded"].string_or("")).value_or(Version{});
  }
  return Version{};
}

std::string spellings(const Version& example) {
  const std::string series = example.series();
  const std::string digits = std::to_string(example.major) + std::to_string(example.minor);
  return "a series is written `" + series + "`, `" + series + "t`, `cp" + digits + "t`, `" + digits +
         "t`, `" + series + "+freethreaded` or `python" + series + "t`; a release `" + example.text() +
         "`; an interpreter by its path, such as `./bin/python3`";
}

void drop_prefix(std::string_view& text, std::string_view prefix) {
  if (starts_with(text, prefix)) text.remove_prefix(prefix.size());
}

void drop_suffix(std::string_view& text, std::string_view suffix) {
  if (ends_with(text, suffix)) text.remove_suffix(suffix.size());
}

// "314" is 3.14: the tags of wheels leave the dot out.
std::optional<PythonWish> from_digits(std::string_view digits) {
  if (digits.size() < 2 || digits.size() > 4) return std::nullopt;
  PythonWish wish;
  wish.version = Version::parse(std::string(digits.substr(0, 1)) + "." + std::string(digits.substr(1)));
  return wish;
}

std::optional<PythonWish> parse_version_wish(std::string_view text) {
  for (const std::string_view name : {"cpython", "python", "cp"}) {
    const std::size_t before = text.size();
    drop_prefix(text, name);
    if (text.size() == before) continue;
    drop_prefix(text, "-");
    break;
  }
  drop_suffix(text, "+freethreaded");
  drop_suffix(text, "t");
  if (text.empty()) return std::nullopt;
  const bool digits_only =
      std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  if (digits_only) return from_digits(text);
  // What a build calls itself ("3.14.8+") is nothing to ask for.
  if (contains(text, "+") || contains(text, "-")) return std::nullopt;
  PythonWish wish;
  wish.version = Version::parse(text);
  wish.exact = std::count(text.begin(), text.end(), '.') == 2;
  // "3.14rc1" would be a series in which only one pre-release counts: say the release.
  if (!wish.version || (!wish.exact && !wish.version->pre.empty())) return std::nullopt;
  return wish;
}

// "3.1.4" is an old Python, or 3.14 with a dot too many.
std::vector<std::string> hints_for_old(std::string_view text, const Version& first) {
  std::vector<std::string> hints{"the first series with one is `" + first.series() + "`"};
  Version newer = first;
  for (int i = 0; i < 3; ++i, ++newer.minor) {
    const std::string hint = version_hint(text, {newer});
    if (starts_with(hint, "did you mean")) hints.insert(hints.begin(), hint);
  }
  return hints;
}

Result<PythonWish> parse_one(std::string_view text, const Version& first) {
  if (contains(text, "/")) {
    PythonWish wish;
    wish.path = std::string(text);
    wish.text = wish.path;
    return wish;
  }
  std::optional<PythonWish> wish = parse_version_wish(to_lower(text));
  if (!wish || !wish->version) {
    std::vector<std::string> hints{spellings(first)};
    const std::string inside = version_inside(text);
    const auto version = Version::parse(inside);
    if (version && !(*version < first)) hints.push_back("did you mean `" + inside + "`?");
    if (contains(text, "gil")) hints.push_back("ftenv sets up free-threaded interpreters only");
    return fail(ErrorCode::usage,
                "`" + std::string(text) + "` is not a Python version that ftenv understands",
                std::move(hints));
  }
  wish->text = std::string(text);
  if (wish->version->series() != first.series() && *wish->version < first) {
    return fail(ErrorCode::unsupported, "`" + std::string(text) + "` never had a free-threaded build",
                hints_for_old(text, first));
  }
  return *wish;
}

}  // namespace

bool PythonWish::accepts(const Version& candidate) const {
  if (!version) return false;
  if (exact) return candidate == *version;
  return candidate.series() == version->series() && candidate.pre.empty();
}

Result<std::vector<PythonWish>> parse_python_wishes(std::string_view text) {
  const Version first = first_free_threaded();
  std::vector<PythonWish> wishes;
  for (const std::string& part : split(text, ',')) {
    const std::string_view item = trim(part);
    if (item.empty()) {
      return fail(ErrorCode::usage, "`" + std::string(text) + "` has an empty Python version in its list",
                  {spellings(first), "several versions are separated by one comma each"});
    }
    FTENV_TRY(PythonWish wish, parse_one(item, first));
    wishes.push_back(std::move(wish));
  }
  return wishes;
}

std::string text_of(const std::vector<PythonWish>& wishes) {
  std::vector<std::string> texts;
  for (const PythonWish& wish : wishes) texts.push_back(wish.text);
  return join(texts, ",");
}

}  // namespace ftenv
