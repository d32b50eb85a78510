#include "model/recipe/overlay_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace ftenv {
namespace {

enum class Value {
  plain,    // text, numbers and lists that are shown, compared or looked up
  word,     // letters, digits, "._+-"
  package,  // a package's name, or a list of them
  address,  // of a web server, or a list of them; what comes from there is compared with a digest
};

struct Rule {
  const char* file;  // a star is one part of a name
  const char* key;   // a star is any key; [] is each table of an array
  Value value;
};

constexpr std::array<Rule, 39> k_rules = {{
    {"platforms/*.toml", "id", Value::word},
    {"platforms/*.toml", "name", Value::plain},
    {"platforms/*.toml", "releases", Value::plain},
    {"platforms/*.toml", "family", Value::word},
    {"platforms/*.toml", "family_versions", Value::plain},
    {"platforms/*.toml", "package_manager", Value::word},
    {"platforms/*.toml", "packages.*", Value::package},
    {"platforms/*.toml", "module_packages.*", Value::package},
    {"platforms/*.toml", "build.absent", Value::plain},
    {"platforms/*.toml", "build.impossible", Value::plain},
    {"cpython.toml", "url", Value::address},
    {"cpython.toml", "sources.*", Value::plain},
    {"cpython.toml", "prebuilt.roots", Value::address},
    {"cpython.toml", "prebuilt.releases.*.tag", Value::word},
    {"cpython.toml", "prebuilt.releases.*.sha256.*", Value::plain},
    {"compatibility.toml", "python.*", Value::plain},
    {"compatibility.toml", "wheels.*", Value::plain},
    {"compatibility.toml", "maturin.*", Value::plain},
    {"compatibility.toml", "pyo3[].*", Value::plain},
    {"compatibility.toml", "pyo3_changes.*", Value::plain},
    {"compatibility.toml", "cargo.editions.*", Value::plain},
    {"compatibility.toml", "cargo.locks.*", Value::plain},
    {"compatibility.toml", "dependency[].*", Value::plain},
    {"environment.toml", "*.names", Value::plain},
    {"environment.toml", "*.reach", Value::plain},
    {"environment.toml", "*.read_by", Value::plain},
    {"environment.toml", "*.why", Value::plain},
    {"failures.toml", "failure[].id", Value::word},
    {"failures.toml", "failure[].pattern", Value::plain},
    {"failures.toml", "failure[].cause", Value::plain},
    {"failures.toml", "failure[].fix", Value::plain},
    {"failures.toml", "failure[].kind", Value::word},
    {"failures.toml", "failure[].warning", Value::plain},
    {"failures.toml", "failure[].confirm", Value::plain},
    {"failures.toml", "failure[].sample", Value::plain},
    {"findings/*.toml", "order", Value::plain},
    {"findings/*.toml", "title", Value::plain},
    {"findings/*.toml", "found_by", Value::plain},
    {"findings/*.toml", "*.*", Value::plain},
}};

constexpr const char* k_why_closed =
    "what becomes a command, a place or a download without a digest comes with ftenv alone "
    "(docs/recipes.md has the keys of an overlay)";

// A star stands for anything without a '/' or '.'; of a file's name, ".toml" follows it.
bool is_file_of(const char* pattern, std::string_view name) {
  const std::string_view wanted(pattern);
  const std::size_t star = wanted.find('*');
  if (star == std::string_view::npos) return name == wanted;
  const std::string_view head = wanted.substr(0, star);
  const std::string_view tail = wanted.substr(star + 1);
  if (name.size() <= head.size() + tail.size() || !starts_with(name, head) || !ends_with(name, tail))
    return false;
  return !contains(name.substr(head.size()), "/");
}

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789._+-") == std::string_view::npos;
}

// Neither an option, nor a file or an address, which managers would install from, nor a name with a sign that
// says "remove it" ("gcc-"), nor one with wildcards.
bool is_package(std::string_view text) {
  if (text.empty() || text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                             "0123456789._+:@-") != std::string_view::npos)
    return false;
  if (std::isalnum(static_cast<unsigned char>(text.front())) == 0 || text.back() == '-') return false;
  // A file's name ends in two to four letters; what packages have after a dot ("3.14", "x86_64") does not.
  const std::size_t dot = text.rfind('.');
  const std::string_view ending = dot == std::string_view::npos ? "" : text.substr(dot + 1);
  const bool letters =
      std::all_of(ending.begin(), ending.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  return !(letters && ending.size() >= 2 && ending.size() <= 4);
}

bool is_address(std::string_view text) {
  return (starts_with(text, "https://") || starts_with(text, "http://")) &&
         std::none_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; });
}

// Terminals obey what begins with an escape.
bool is_printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return (c < ' ' && c != '\n' && c != '\t') || c == 0x7f; });
}

std::string problem_of(Value kind, const std::string& text) {
  if (!is_printable(text)) return "has a control character";
  if (kind == Value::word && !is_word(text)) return "must be one word of letters, digits and `._+-`";
  if (kind == Value::package && !is_package(text))
    return "has `" + text + "`, which is not a plain package name";
  if (kind == Value::address && !is_address(text)) return "has `" + text + "`, which is no http(s) address";
  return {};
}

std::vector<std::string> parts_of(const std::string& key) {
  return split(key, '.');
}

// What is written as a table where tables in an array belong fits as well: its reader says so.
bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& key, std::size_t length) {
  return std::equal(pattern.begin(), pattern.begin() + static_cast<std::ptrdiff_t>(length), key.begin(),
                    [](const std::string& want, const std::string& is) {
                      return want == "*" || want == is || want == is + "[]";
                    });
}

class Gate {
 public:
  explicit Gate(const OverlayFile& file) : m_file(file) {
    for (const Rule& rule : k_rules) {
      if (is_file_of(rule.file, file.name)) m_rules.push_back({parts_of(rule.key), rule.value, rule.key});
    }
  }

  Status look(const Toml& value, const std::vector<std::string>& key) const {
    if (value.is_table()) {
      for (const auto& [name, inner] : value.members()) {
        if (!is_printable(name)) return overlay_failure(m_file, inner.at(), "?", "has a control character");
        std::vector<std::string> below = key;
        below.push_back(name);
        FTENV_CHECK(look(inner, below));
      }
      return {};
    }
    if (value.is_array() && !value.items().empty() && value.items().front().is_table()) {
      std::vector<std::string> each = key;
      each.back() += "[]";
      for (const Toml& item : value.items()) FTENV_CHECK(look(item, each));
      return {};
    }
    return look_at_leaf(value, key);
  }

 private:
  struct Known {
    std::vector<std::string> parts;
    Value value;
    std::string text;
  };

  // A platform's tables for one release, processor or manager have the keys of the platform.
  std::vector<std::string> without_condition(const std::vector<std::string>& key) const {
    const bool conditional =
        starts_with(m_file.name, "platforms/") && key.size() > 2 &&
        (key.front() == "version" || key.front() == "arch" || key.front() == "other_manager");
    return conditional ? std::vector<std::string>(key.begin() + 2, key.end()) : key;
  }

  Status look_at_leaf(const Toml& value, const std::vector<std::string>& whole) const {
    const std::vector<std::string> key = without_condition(whole);
    const Known* rule = nullptr;
    for (const Known& known : m_rules) {
      // "packages = 1": that a table belongs there is for the reader to say.
      if (known.parts.size() > key.size() && fits(known.parts, key, key.size())) return {};
      if (known.parts.size() == key.size() && fits(known.parts, key, key.size())) rule = &known;
    }
    const std::string name = replace_all(join(whole, "."), "[]", "");
    if (!rule) return unknown(value, name, key);
    std::vector<std::string> texts = value.strings();
    if (value.is_string()) texts.push_back(value.string_or(""));
    for (const std::string& text : texts) {
      const std::string problem = problem_of(rule->value, text);
      if (!problem.empty()) return overlay_failure(m_file, value.at(), name, problem);
    }
    return {};
  }

  Status unknown(const Toml& value, const std::string& name, const std::vector<std::string>& key) const {
    // The first part that no rule has is what was misspelt.
    std::size_t at = 0;
    std::vector<std::string> candidates;
    for (; at < key.size(); ++at) {
      candidates.clear();
      bool known = false;
      for (const Known& rule : m_rules) {
        if (rule.parts.size() <= at || !fits(rule.parts, key, at)) continue;
        known = known || rule.parts[at] == "*" || rule.parts[at] == key[at];
        if (rule.parts[at] != "*") candidates.push_back(replace_all(rule.parts[at], "[]", ""));
      }
      if (!known) break;
    }
    const std::string near = at < key.size() ? nearest(replace_all(key[at], "[]", ""), candidates) : "";
    std::string meant;
    for (std::size_t i = 0; i < at && i < key.size(); ++i) meant += replace_all(key[i], "[]", "") + ".";
    return overlay_failure(m_file, value.at(), name, "is none that an overlay may have",
                           near.empty() ? k_why_closed : "did you mean `" + meant + near + "`?");
  }

  const OverlayFile& m_file;
  std::vector<Known> m_rules;
};

}  // namespace

Failure overlay_failure(const OverlayFile& file, TomlPosition at, const std::string& key,
                        const std::string& problem, std::string hint) {
  std::vector<std::string> hints;
  if (!hint.empty()) hints.push_back(std::move(hint));
  return fail(ErrorCode::usage,
              file.path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": the key `" +
                  key + "` " + problem,
              std::move(hints));
}

Status check_overlay_name(const OverlayFile& file) {
  std::vector<std::string> names;
  for (const Rule& rule : k_rules) {
    if (is_file_of(rule.file, file.name)) return {};
    if (names.empty() || names.back() != rule.file) names.emplace_back(rule.file);
  }
  const std::string near = nearest(file.name, names);
  const std::string all = join(names, ", ");
  return fail(ErrorCode::usage, "`" + file.path + "`: an overlay has no file `" + file.name + "`",
              {near.empty() ? "it may have " + replace_all(all, "*.toml", "NAME.toml")
                            : "did you mean `" + replace_all(near, "*.toml", "NAME.toml") + "`?"});
}

Result<Toml> parse_overlay(const OverlayFile& file) {
  FTENV_CHECK(check_overlay_name(file));
  Result<Toml> table = Toml::parse(file.content, file.path);
  if (!table) {
    table.error().code = ErrorCode::usage;
    return table;
  }
  FTENV_CHECK(Gate(file).look(*table, {}));
  constexpr std::string_view folder = "platforms/";
  const Toml& id = (*table)["id"];
  if (starts_with(file.name, folder) && id.exists() &&
      std::string(folder) + id.string_or("") + ".toml" != file.name)
    return overlay_failure(file, id.at(), "id", "is not what the file is called");
  return table;
}

Status check_new_digests(const OverlayFile& file, const Toml& table, const CpythonRecipe& shipped) {
  const char* kept = "has another digest in ftenv, which an overlay can't change";
  for (const auto& [version, digest] : table["sources"].members()) {
    for (const PinnedSource& source : shipped.sources) {
      if (source.version.text() == version && source.sha256 != digest.string_or(""))
        return overlay_failure(file, digest.at(), "sources." + version, kept);
    }
  }
  for (const auto& [version, release] : table["prebuilt"]["releases"].members()) {
    const std::string key = "prebuilt.releases." + version;
    if (release["sha256"].members().empty())
      return overlay_failure(file, release.at(), key, "has no digest: it needs `sha256.TARGET`");
    for (const PrebuiltRelease& known : shipped.prebuilt.releases) {
      if (known.version.text() != version) continue;
      for (const auto& [target, digest] : release["sha256"].members()) {
        const auto same = known.sha256.find(target);
        if (same != known.sha256.end() && same->second != digest.string_or(""))
          return overlay_failure(file, digest.at(), key + ".sha256." + target, kept);
      }
    }
  }
  return {};
}

Status check_new_variables(const OverlayFile& file, const Toml& table, const EnvironmentPolicy& shipped) {
  for (const auto& [id, group] : table.members()) {
    const bool known = std::any_of(shipped.groups.begin(), shipped.groups.end(),
                                   [&, &name = id](const EnvironmentGroup& one) { return one.id == name; });
    if (known)
      return overlay_failure(file, group.at(), id, "is a group of ftenv's own, which stays as it is");
    if (group["reach"].string_or("drop") != "allow") continue;
    for (const std::string& name : group["names"].strings()) {
      const std::string stem = ends_with(name, "*") ? name.substr(0, name.size() - 1) : name;
      if (stem.size() < 3)
        return overlay_failure(file, group["names"].at(), id + ".names",
                               "has `" + name + "`, which is too many variables");
      // "LD_PRELO*" would be nearer than any pattern of ours, and so would "PYTHONX*".
      const bool covers = std::any_of(
          shipped.denied.begin(), shipped.denied.end(),
          [&](const std::string& denied) { return ends_with(name, "*") && starts_with(denied, stem); });
      if (covers || is_denied(stem, shipped))
        return overlay_failure(
            file, group["names"].at(), id + ".names",
            "has `" + name + "`, which ftenv keeps from all builds: `ftenv up -v` says why");
    }
  }
  return {};
}

}  // namespace ftenv
