#include "engine/checks/variables/conditions.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "engine/checks/variables/linker_flags.hpp"
#include "engine/checks/variables/python.hpp"
#include "engine/rust/toolchain.hpp"

namespace ftenv {
namespace {

using Detail = std::optional<std::string>;
using Condition = VariableCondition;

Detail when(bool holds) {
  return holds ? Detail("") : std::nullopt;
}

bool any_of(const std::vector<std::string>& values, const std::function<bool(const std::string&)>& is) {
  return std::any_of(values.begin(), values.end(), is);
}

bool truthy(const std::string& value) {
  return any_of({"1", "true", "yes", "on", "y", "t"},
                [&](const std::string& yes) { return to_lower(value) == yes; });
}

// What stands in a file counts from where the file is, what stands in a shell from the current folder.
fs::path resolved(const VariableSetting& setting, const std::string& value) {
  fs::path path(value);
  if (path.is_absolute() || setting.source != VariableSetting::cargo) return path;
  return setting.file.parent_path().parent_path() / path;
}

Detail missing_program(CheckContext& context, const VariableSetting& setting) {
  const bool path = contains(setting.value, "/");
  const std::string program = path ? resolved(setting, setting.value).string() : setting.value;
  return when(!find_program(program, context.user().get("PATH")).has_value());
}

// A list of folders may have one that is not there, as many lists have.
Detail missing_path(const VariableSetting& setting) {
  for (const std::string& part : split(setting.value, ':')) {
    FsError error;
    if (!part.empty() && fs::exists(resolved(setting, part), error)) return std::nullopt;
  }
  return "which is not there";
}

// CC="ccache gcc -m64"
Detail missing_command(CheckContext& context, const VariableSetting& setting) {
  const std::vector<std::string> words = split_words(setting.value);
  if (words.empty() || find_program(words.front(), context.user().get("PATH"))) return std::nullopt;
  return "and there is no program `" + words.front() + "`";
}

Detail no_python_inside(const VariableSetting& setting) {
  FsError error;
  if (!fs::is_directory(setting.value, error)) return "which is not there";
  for (const char* name : {"bin/python", "bin/python3", "Scripts/python.exe"}) {
    if (fs::exists(fs::path(setting.value) / name, error)) return std::nullopt;
  }
  return "which has no interpreter";
}

Detail differs_from(CheckContext& context, const std::string& other, const VariableSetting& setting) {
  const std::string value = context.user().get(other);
  if (value.empty() || value == setting.value) return std::nullopt;
  FsError error;
  if (fs::equivalent(value, setting.value, error)) return std::nullopt;
  return "and `" + other + "` is `" + value + "`";
}

Detail differs_in_capitals(CheckContext& context, const VariableSetting& setting) {
  const std::string small = to_lower(setting.name);
  const std::string value = context.user().get(small);
  if (value.empty() || value == setting.value) return std::nullopt;
  return "and `" + small + "` is `" + without_secrets(value) + "`";
}

Detail not_this_host(CheckContext& context, const VariableSetting& setting) {
  if (setting.value == "host-tuple") return std::nullopt;
  // A file about a target of one's own is never this machine's.
  if (!is_of_this_host(setting.value, context.facts.services().host) || ends_with(setting.value, ".json")) {
    return "and this machine is `" + context.facts.services().host.platform() + "`";
  }
  const Result<RustFacts>& rust = context.facts.rust(context.processes);
  if (!rust || rust->host.empty() || rust->host == setting.value) return std::nullopt;
  return "and rustc builds for `" + rust->host + "`";
}

// Does a variable or table for one target count here?
bool counts_here(CheckContext& context, const VariableSetting& setting) {
  const std::string triple = triple_in(setting.name);
  return triple.empty() || is_of_this_host(triple, context.facts.services().host);
}

Detail missing_flag_linker(CheckContext& context, const VariableSetting& setting) {
  if (!counts_here(context, setting)) return std::nullopt;
  const auto missing = missing_linker(setting.value, context.user().get("PATH"));
  if (!missing) return std::nullopt;
  return "and there is no `" + missing->names.front() + "` for `" + missing->flag + "`";
}

// [scheme://][user:password@]host[:port][/…]
Detail bad_proxy(const std::vector<std::string>& schemes, const VariableSetting& setting) {
  std::string rest = setting.value;
  const std::size_t colon = rest.find("://");
  if (colon != std::string::npos) {
    const std::string scheme = to_lower(rest.substr(0, colon));
    if (!any_of(schemes, [&](const std::string& known) { return known == scheme; })) {
      return "and no program knows the scheme `" + scheme + "`";
    }
    rest = rest.substr(colon + 3);
  }
  rest = rest.substr(0, rest.find('/'));
  if (const std::size_t at = rest.rfind('@'); at != std::string::npos) rest = rest.substr(at + 1);
  std::string port;
  const std::size_t bracket = rest.find(']');
  const std::size_t last = rest.find(':', bracket == std::string::npos ? 0 : bracket);
  if (last != std::string::npos) {
    port = rest.substr(last + 1);
    rest = rest.substr(0, last);
    const bool digits =
        !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || std::stoi(port) < 1 || std::stoi(port) > 65535) return "and `" + port + "` is no port";
  }
  if (rest.empty()) return "which names no machine";
  if (rest.find_first_of(" \t\"'<>{}") != std::string::npos)
    return "and `" + rest + "` is no name of a machine";
  return std::nullopt;
}

Detail cold_cache(CheckContext& context, const VariableSetting& setting) {
  // Vendored crates need no cache.
  if (!truthy(setting.value) || context.facts.cargo_config().find("source")) return std::nullopt;
  std::vector<fs::path> caches;
  FsError error;
  const fs::path registry = cargo_home(context.user()) / "registry" / "cache";
  for (fs::directory_iterator at(registry, error), end; !error && at != end; at.increment(error)) {
    caches.push_back(at->path());
  }
  for (const LockedPackage& package : context.facts.locked()) {
    if (!package.from_registry) continue;
    const std::string name = package.name + "-" + package.version + ".crate";
    const bool there = std::any_of(caches.begin(), caches.end(), [&](const fs::path& cache) {
      FsError ignored;
      return fs::exists(cache / name, ignored);
    });
    if (!there) return "and `" + package.name + " " + package.version + "` is not downloaded yet";
  }
  return std::nullopt;
}

Detail shared_folder(CheckContext& context, const VariableSetting& setting) {
  const fs::path folder = resolved(setting, setting.value);
  if (!folder.is_absolute()) return std::nullopt;
  if (!context.facts.has_project()) return "";
  fs::path root = context.facts.root();
  const Result<Project>& project = context.facts.project();
  if (project && !project->workspace_root.empty() && project->workspace_root.size() < root.size()) {
    root = project->workspace_root;
  }
  const fs::path normal = folder.lexically_normal();
  return when(normal != root && !starts_with(normal.string(), root.string() + "/"));
}

// PYTHONWARNINGS=error::RuntimeWarning,ignore::DeprecationWarning
Detail warning_action(const std::string& action, const VariableSetting& setting) {
  Detail last;
  for (const std::string& filter : split(setting.value, ',')) {
    const std::vector<std::string> fields = split(filter, ':');
    const std::string category = fields.size() > 2 ? std::string(trim(fields[2])) : "";
    const bool message = fields.size() > 1 && !trim(fields[1]).empty();
    if (message || (!category.empty() && category != "RuntimeWarning" && category != "Warning")) continue;
    last = when(trim(fields[0]) == action);  // the later one is the stronger
  }
  return last;
}

Detail ascii_output(const std::vector<std::string>& known, const VariableSetting& setting) {
  std::string encoding = to_lower(setting.value.substr(0, setting.value.find(':')));
  encoding = replace_all(replace_all(encoding, "-", ""), "_", "");
  if (encoding.empty()) return std::nullopt;
  return any_of(known, [&](const std::string& one) { return one == encoding; })
             ? std::nullopt
             : Detail("which is not UTF-8");
}

// Python 3.7 and later help themselves in the C locale, unless both of its ways are closed.
Detail ascii_locale(const Environment& user, const VariableSetting& setting) {
  if (setting.value != "0") return std::nullopt;
  std::string locale;
  for (const char* name : {"LANG", "LC_CTYPE", "LC_ALL"}) {
    if (const std::string value = user.get(name); !value.empty()) locale = value;
  }
  const bool plain = locale.empty() || locale == "C" || locale == "POSIX";
  return when(plain && (!user.get("LC_ALL").empty() || user.get("PYTHONCOERCECLOCALE") == "0"));
}

Detail old_pyo3(CheckContext& context, const std::string& first) {
  if (!context.facts.has_project()) return std::nullopt;
  const Result<Project>& project = context.facts.project();
  const auto supported = Version::parse(first);
  return when(project && project->pyo3 && supported && *project->pyo3 < *supported);
}

}  // namespace

std::string without_secrets(const std::string& value) {
  const std::size_t scheme = value.find("://");
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t at = value.substr(0, value.find('/', begin)).rfind('@');
  if (at == std::string::npos || at < begin) return value;
  const std::size_t colon = value.find(':', begin);
  return colon < at ? value.substr(0, begin) + "…" + value.substr(at) : value;
}

std::optional<std::string> condition_holds(CheckContext& context, const VariableRule& rule,
                                           const VariableSetting& setting) {
  const std::string& value = setting.value;
  const auto equal = [&](const std::string& one) { return to_lower(one) == to_lower(value); };
  FsError error;
  switch (rule.when) {
    case Condition::set:
      return "";
    case Condition::equals:
      return when(any_of(rule.values, equal));
    case Condition::not_in:
      return when(!any_of(rule.values, equal));
    case Condition::truthy:
      return when(truthy(value));
    case Condition::contains:
      return when(any_of(rule.values, [&](const std::string& part) { return contains(value, part); }));
    case Condition::path_missing:
      return missing_path(setting);
    case Condition::not_a_folder:
      return when(!fs::is_directory(value, error));
    case Condition::not_found_on_path:
      return missing_program(context, setting);
    case Condition::command_missing:
      return missing_command(context, setting);
    case Condition::no_python_inside:
      return no_python_inside(setting);
    case Condition::holds_libpython:
      return other_libpython(context, value);
    case Condition::other_library:
      return other_library(context, value);
    case Condition::not_the_chosen_python:
      return other_interpreter(context, value);
    case Condition::differs_from:
      return differs_from(context, rule.values.front(), setting);
    case Condition::also_set:
      return when(!context.user().get(rule.values.front()).empty());
    case Condition::differs_in_capitals:
      return differs_in_capitals(context, setting);
    case Condition::not_this_host:
      return not_this_host(context, setting);
    case Condition::linker_missing:
      return counts_here(context, setting) ? missing_program(context, setting) : std::nullopt;
    case Condition::flags_linker_missing:
      return missing_flag_linker(context, setting);
    case Condition::bad_proxy:
      return bad_proxy(rule.values, setting);
    case Condition::cold_cache:
      return cold_cache(context, setting);
    case Condition::shared_folder:
      return shared_folder(context, setting);
    case Condition::warning_action:
      return warning_action(rule.values.front(), setting);
    case Condition::ascii_output:
      return ascii_output(rule.values, setting);
    case Condition::ascii_locale:
      return ascii_locale(context.user(), setting);
    case Condition::no_gil_config:
      return other_pyo3_config(context, value);
    case Condition::old_pyo3:
      return old_pyo3(context, rule.values.front());
    case Condition::posix_drive:
      return when(value.size() > 3 && value[0] == '/' &&
                  std::isalpha(static_cast<unsigned char>(value[1])) != 0 && value[2] == '/');
  }
  return std::nullopt;
}

}  // namespace ftenv
