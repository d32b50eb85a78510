// PEP 440 version specifiers, as far as an interpreter's version can meet them: the left side never has
// an epoch, a post-release or a local part.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "model/version.hpp"

namespace ftenv {
namespace {

// A version as PEP 440 orders it: release numbers, then phase (-1 dev, 0 a, 1 b, 2 rc, 3 release, 4 post).
struct Key {
  std::vector<int> release;
  int phase = 3;
  int number = 0;
  bool pre() const { return phase < 3; }
};

int release_at(const Key& key, std::size_t index) {
  return index < key.release.size() ? key.release[index] : 0;
}

int compare(const Key& a, const Key& b) {
  for (std::size_t i = 0; i < std::max(a.release.size(), b.release.size()); ++i) {
    if (release_at(a, i) != release_at(b, i)) return release_at(a, i) < release_at(b, i) ? -1 : 1;
  }
  if (a.phase != b.phase) return a.phase < b.phase ? -1 : 1;
  if (a.number != b.number) return a.number < b.number ? -1 : 1;
  return 0;
}

bool same_prefix(const Key& candidate, const std::vector<int>& prefix) {
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (release_at(candidate, i) != prefix[i]) return false;
  }
  return true;
}

std::optional<int> take_number(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
  if (length == 0 || length > 8) return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + length, number);
  text.remove_prefix(length);
  return number;
}

// The longest spellings first, so that "a" does not take the front of "alpha".
struct Phase {
  std::string_view word;
  int rank;
};
constexpr std::array<Phase, 11> k_phases{{{"preview", 2},
                                          {"alpha", 0},
                                          {"beta", 1},
                                          {"post", 4},
                                          {"dev", -1},
                                          {"pre", 2},
                                          {"rev", 4},
                                          {"rc", 2},
                                          {"a", 0},
                                          {"b", 1},
                                          {"c", 2}}};

void drop_separator(std::string_view& text) {
  if (!text.empty() && (text.front() == '.' || text.front() == '-' || text.front() == '_')) {
    text.remove_prefix(1);
  }
}

// "3.14", "3.15.0rc1", "v3.13", "3.14.0.post1"; one suffix is enough for Python's own versions.
std::optional<Key> parse_key(std::string_view text) {
  if (starts_with(text, "v")) text.remove_prefix(1);
  Key key;
  while (true) {
    const std::optional<int> number = take_number(text);
    if (!number) return std::nullopt;
    key.release.push_back(*number);
    if (text.size() < 2 || text[0] != '.' || text[1] < '0' || text[1] > '9') break;
    text.remove_prefix(1);
  }
  if (text.empty()) return key;
  drop_separator(text);
  for (const Phase& phase : k_phases) {
    if (!starts_with(text, phase.word)) continue;
    text.remove_prefix(phase.word.size());
    drop_separator(text);
    key.phase = phase.rank;
    key.number = take_number(text).value_or(0);
    return text.empty() ? std::optional<Key>(key) : std::nullopt;
  }
  return std::nullopt;
}

struct Specifier {
  std::string operation;
  std::string written;  // the version as text, for ===
  Key key;
  bool wildcard = false;
};

Failure bad_specifier(std::string_view item) {
  std::vector<std::string> hints{
      "PEP 440 specifiers look like `>=3.11`, `<4` or `~=3.13`, separated by commas"};
  if (starts_with(item, "^"))
    hints.push_back("`^` belongs to Poetry and Cargo: write a lower and an upper bound");
  if (!item.empty() && item.front() >= '0' && item.front() <= '9') {
    hints.push_back("a version alone is not a specifier: write `==" + std::string(item) + "`");
  }
  return fail(ErrorCode::project, "`" + std::string(item) + "` is not a version specifier", std::move(hints));
}

Result<Specifier> parse_specifier(std::string_view item) {
  Specifier specifier;
  std::string_view rest;
  for (const std::string_view operation : {"===", "~=", "==", "!=", "<=", ">=", "<", ">"}) {
    if (!starts_with(item, operation)) continue;
    specifier.operation = std::string(operation);
    rest = trim(item.substr(operation.size()));
    break;
  }
  if (specifier.operation.empty() || rest.empty()) return bad_specifier(item);
  specifier.written = std::string(rest);
  if (specifier.operation == "===") return specifier;
  if (ends_with(rest, ".*")) {
    if (specifier.operation != "==" && specifier.operation != "!=") return bad_specifier(item);
    specifier.wildcard = true;
    rest.remove_suffix(2);
  }
  const std::optional<Key> key = parse_key(to_lower(rest));
  if (!key || (specifier.wildcard && key->phase != 3)) return bad_specifier(item);
  if (specifier.operation == "~=" && key->release.size() < 2) return bad_specifier(item);
  specifier.key = *key;
  return specifier;
}

bool meets(const Key& candidate, const std::string& text, const Specifier& specifier) {
  const std::string& operation = specifier.operation;
  if (operation == "===") return to_lower(specifier.written) == text;
  if (specifier.wildcard) return same_prefix(candidate, specifier.key.release) == (operation == "==");
  const int order = compare(candidate, specifier.key);
  if (operation == "==") return order == 0;
  if (operation == "!=") return order != 0;
  if (operation == "<=") return order <= 0;
  if (operation == ">=") return order >= 0;
  if (operation == ">") return order > 0;
  if (operation == "<") {
    // A pre-release of the bound is not "before" it, unless the bound is itself one.
    const bool of_the_bound = candidate.pre() && !specifier.key.pre() &&
                              compare(Key{candidate.release}, Key{specifier.key.release}) == 0;
    return order < 0 && !of_the_bound;
  }
  std::vector<int> prefix = specifier.key.release;
  prefix.pop_back();
  return order >= 0 && same_prefix(candidate, prefix);
}

}  // namespace

Result<bool> satisfies_requires_python(const Version& version, std::string_view specifiers) {
  std::optional<Key> candidate = parse_key(version.text());
  if (!candidate) candidate = Key{{version.major, version.minor, version.patch}};
  bool met = true;
  bool asks_for_pre_releases = false;
  for (const std::string& part : split(specifiers, ',')) {
    const std::string_view item = trim(part);
    if (item.empty()) continue;
    FTENV_TRY(const Specifier specifier, parse_specifier(item));
    met = met && meets(*candidate, version.text(), specifier);
    const bool excludes = specifier.operation == "!=";
    if (specifier.operation == "===") {
      const std::optional<Key> named = parse_key(to_lower(specifier.written));
      asks_for_pre_releases = asks_for_pre_releases || (named && named->pre());
    } else {
      asks_for_pre_releases = asks_for_pre_releases || (specifier.key.pre() && !excludes);
    }
  }
  if (candidate->pre() && !asks_for_pre_releases) return false;
  return met;
}

}  // namespace ftenv
