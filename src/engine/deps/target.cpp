#include "engine/deps/target.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/python/interpreter.hpp"

namespace ftenv {
namespace {

// home = /opt/python/bin
// version_info = 3.14.8          (of some makers)
// version = 3.14.8
std::optional<Version> version_of_venv(const fs::path& venv) {
  for (const std::string& line : split_lines(read_text(venv / "pyvenv.cfg", 1u << 20).value_or(""))) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) continue;
    const std::string_view key = trim(std::string_view(line).substr(0, equals));
    if (key != "version" && key != "version_info") continue;
    std::string text(trim(std::string_view(line).substr(equals + 1)));
    // "3.14.8.final.0"
    const auto parts = split(text, '.');
    if (parts.size() > 3) text = parts[0] + "." + parts[1] + "." + parts[2];
    if (const auto version = Version::parse(text)) return version;
  }
  return std::nullopt;
}

// lib/python3.14t says which build it is.
bool venv_is_free_threaded(const fs::path& venv, const Version& version) {
  FsError error;
  return fs::exists(venv / "lib" / ("python" + version.series() + "t"), error);
}

Version newest_of(const Services& services, const PythonWish& wish, const Version& asked) {
  if (wish.exact) return asked;
  for (const PinnedSource& source : services.recipes.cpython.sources) {
    if (wish.accepts(source.version)) return source.version;
  }
  return asked;
}

Result<DepsTarget> by_wish(Services& services, const std::string& text, const std::string& from) {
  FTENV_TRY(const std::vector<PythonWish> wishes, parse_python_wishes(text));
  const PythonWish& wish = wishes.front();
  DepsTarget target;
  target.from = from;
  target.python.abi3t = services.recipes.compatibility.abi3t;
  if (wish.version) {
    target.python.version = newest_of(services, wish, *wish.version);
    return target;
  }
  FTENV_TRY(const InterpreterFacts facts,
            ask_interpreter(services.processes, services.child_environment, wish.path));
  target.python.version = facts.version;
  target.python.free_threaded = facts.free_threaded;
  return target;
}

}  // namespace

Result<DepsTarget> choose_deps_target(Services& services, const Options& options, const fs::path& root,
                                      const fs::path& venv) {
  if (!options.python.empty()) return by_wish(services, options.python, "`--python`");
  // A folder that is no Rust project has no settings.
  const auto project = read_project(root);
  if (project && !project->settings.python.empty())
    return by_wish(services, project->settings.python, "the project's settings");
  const auto version = version_of_venv(venv);
  if (version && venv_is_free_threaded(venv, *version)) {
    DepsTarget target;
    target.python = {*version, true, services.recipes.compatibility.abi3t};
    target.from = "`" + venv.string() + "`";
    return target;
  }
  FTENV_TRY(DepsTarget target, by_wish(services, services.recipes.cpython.default_wishes, "the default"));
  if (version) {
    target.note = "`" + venv.string() + "` has the GIL (CPython " + version->text() +
                  "), so this is about the interpreter that `ftenv up` would take";
  }
  return target;
}

std::string text_of(const WheelTarget& python) {
  return std::string(python.free_threaded ? "free-threaded " : "") + "CPython " + python.version.series() +
         " (" + python.abi() + ")";
}

std::string system_text(const Host& host) {
  std::string text = (host.os == "linux" ? "Linux " : host.os == "macos" ? "macOS " : "Windows ") + host.arch;
  if (!host.libc.empty())
    text += " with " + host.libc + (host.libc_version.empty() ? "" : " " + host.libc_version);
  return text;
}

}  // namespace ftenv
