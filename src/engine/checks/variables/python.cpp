#include "engine/checks/variables/python.hpp"

#include <algorithm>
#include <cctype>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

std::string quoted(const fs::path& path) {
  return "`" + path.string() + "`";
}

// "3.14t" of "python3.14t"; empty for other names ("python3", "python3.11-config").
std::string tag_of(const std::string& name) {
  constexpr std::string_view head = "python3.";
  if (!starts_with(name, head)) return {};
  std::string_view rest = std::string_view(name).substr(head.size());
  if (ends_with(rest, "t")) rest.remove_suffix(1);
  const bool digits = !rest.empty() && std::all_of(rest.begin(), rest.end(),
                                                   [](unsigned char c) { return std::isdigit(c) != 0; });
  return digits ? name.substr(6) : std::string();
}

// What the project's environment was made with; empty without one.
struct Chosen {
  fs::path executable;  // every link followed
  fs::path library;     // PREFIX/lib
  std::string tag;      // "3.14t"
  explicit operator bool() const { return !executable.empty(); }
};

Chosen chosen_python(CheckContext& context) {
  Chosen chosen;
  if (!context.facts.has_project()) return chosen;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  if (!venv || !venv->is_venv || !venv->executable_alive) return chosen;
  FsError error;
  chosen.executable = fs::canonical(venv->executable, error);
  chosen.library = venv->home.parent_path() / "lib";
  for (const fs::path& entry : entries_of(context.facts.venv() / "lib")) {
    const std::string tag = tag_of(entry.filename().string());
    if (!tag.empty()) chosen.tag = tag;
  }
  return chosen;
}

bool is_within(const fs::path& path, const fs::path& folder) {
  FsError error;
  const fs::path real = fs::canonical(path, error);
  const fs::path above = error ? fs::path() : fs::canonical(folder, error);
  if (error) return false;
  const std::string prefix = above.string() + "/";
  return real == above || starts_with(real.string(), prefix);
}

bool is_standard_library(const fs::path& folder) {
  FsError error;
  return fs::is_regular_file(folder / "os.py", error) && fs::is_directory(folder / "encodings", error);
}

bool is_libpython(const std::string& name) {
  return starts_with(name, "libpython3.") && (contains(name, ".so") || ends_with(name, ".dylib"));
}

// libpython3.14t.so.1.0
bool is_free_threaded_libpython(const std::string& name) {
  return is_libpython(name) && ends_with(name.substr(0, name.find('.', 11)), "t");
}

std::vector<fs::path> absolute_parts(const std::string& folders) {
  std::vector<fs::path> parts;
  for (const std::string& part : split(folders, ':')) {
    if (fs::path(part).is_absolute()) parts.emplace_back(part);
  }
  return parts;
}

}  // namespace

std::optional<std::string> other_library(CheckContext& context, const std::string& folders) {
  const Chosen chosen = chosen_python(context);
  for (const fs::path& folder : absolute_parts(folders)) {
    if (chosen && (is_within(folder, chosen.library) || is_within(folder, context.facts.venv()))) continue;
    if (is_standard_library(folder))
      return "and " + quoted(folder) + " is the standard library of another Python";
    if (!chosen || chosen.tag.empty()) continue;
    for (fs::path at = folder; at.has_parent_path() && at != at.root_path(); at = at.parent_path()) {
      const std::string tag = tag_of(at.filename().string());
      FsError error;
      if (!tag.empty() && tag != chosen.tag && fs::is_directory(folder, error)) {
        return "and " + quoted(folder) + " has packages for Python " + tag + ", not " + chosen.tag;
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> other_libpython(CheckContext& context, const std::string& folders) {
  const Chosen chosen = chosen_python(context);
  for (const fs::path& folder : absolute_parts(folders)) {
    if (chosen && is_within(folder, chosen.library)) continue;
    for (const fs::path& entry : entries_of(folder)) {
      const std::string name = entry.filename().string();
      FsError error;
      const bool same_name = chosen && is_libpython(name) && fs::exists(chosen.library / name, error);
      if (same_name && fs::equivalent(entry, chosen.library / name, error)) continue;
      // Another name is no harm to the environment's interpreter, which asks for its own.
      if (chosen ? same_name : is_free_threaded_libpython(name)) {
        return "and the `" + name + "` in " + quoted(folder) + " is loaded instead of the interpreter's own";
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> other_interpreter(CheckContext& context, const std::string& program) {
  const auto found = find_program(program, context.user().get("PATH"));
  if (!found) return "and there is no such program";
  const Chosen chosen = chosen_python(context);
  if (!chosen) return std::nullopt;
  FsError error;
  const fs::path real = fs::canonical(*found, error);
  if (error || real == chosen.executable || fs::equivalent(real, chosen.executable, error))
    return std::nullopt;
  // Of one installation, python3 and python3.14t may be two files.
  if (is_within(*found, context.facts.venv())) return std::nullopt;
  return "and the project's environment has " + quoted(chosen.executable);
}

// implementation=CPython
// version=3.14
// build_flags=Py_GIL_DISABLED
std::optional<std::string> other_pyo3_config(CheckContext& context, const fs::path& file) {
  if (!file.is_absolute()) return "which is no absolute path, and cargo does not start in this folder";
  const auto text = read_text(file, 1u << 20);
  if (!text) return "which can't be read";
  std::string version;
  bool free_threaded = false;
  for (const std::string& line : split_lines(*text)) {
    if (starts_with(line, "version=")) version = std::string(trim(std::string_view(line).substr(8)));
    if (starts_with(line, "build_flags=")) free_threaded = contains(line, "Py_GIL_DISABLED");
  }
  if (!free_threaded) return "which describes a Python with the GIL";
  const Chosen chosen = chosen_python(context);
  if (chosen && !chosen.tag.empty() && version + "t" != chosen.tag) {
    return "which describes Python " + version + ", and the project's environment has " + chosen.tag;
  }
  return std::nullopt;
}

}  // namespace ftenv
