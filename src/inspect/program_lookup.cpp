#include "inspect/program_lookup.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "platform/process.hpp"

namespace ftenv {
namespace {

// A shim is a few lines; a program that is larger than this is none.
constexpr std::uintmax_t k_longest_shim = 4096;

std::string script_text(const fs::path& file) {
  FsError error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (error || size > k_longest_shim) return {};
  const auto text = read_text(file, k_longest_shim);
  return text && starts_with(*text, "#!") ? *text : std::string();
}

const NotStarted* not_started(const fs::path& program, const InterpretersRecipe& recipe) {
  for (const fs::path& part : program.parent_path()) {
    for (const NotStarted& one : recipe.not_started) {
      if (part == one.folder) return &one;
    }
  }
  return nullptr;
}

// export PYENV_ROOT="/home/ada/.pyenv"
// exec "/home/ada/.pyenv/libexec/pyenv" exec "$program" "$@"
bool read_pyenv_shim(const std::string& script, ProgramHit& hit) {
  if (!contains(script, "pyenv") || !contains(script, " exec ")) return false;
  constexpr std::string_view head = "export PYENV_ROOT=";
  for (const std::string& line : split_lines(script)) {
    if (!starts_with(trim(line), head)) continue;
    const std::string value = std::string(trim(line).substr(head.size()));
    hit.pyenv_root = replace_all(replace_all(value, "\"", ""), "'", "");
  }
  return true;
}

// #!/usr/bin/env bash
// # asdf-plugin: python 3.12.1
// exec asdf exec "python" "$@"
bool is_asdf_shim(const std::string& script) {
  return contains(script, "asdf exec") || contains(script, "asdf-plugin:");
}

void classify(ProgramHit& hit, const InterpretersRecipe& recipe) {
  FsError error;
  const std::string file = hit.file.string();
  const NotStarted* reason = not_started(hit.path, recipe);
  if (reason == nullptr) reason = not_started(hit.file, recipe);
  if (reason != nullptr) hit.because = reason->because;
  if (contains(hit.path.string(), "Microsoft/WindowsApps") || contains(file, "Microsoft/WindowsApps") ||
      (fs::file_size(hit.file, error) == 0 && !error)) {
    hit.kind = ProgramHit::store_alias;
    if (hit.because.empty()) hit.because = "is an empty file";
    return;
  }
  if (starts_with(file, "/snap/") || hit.file.filename() == "snap" ||
      contains(hit.path.string(), "/snap/bin/")) {
    hit.kind = ProgramHit::snap;
    return;
  }
  const std::string script = script_text(hit.file);
  if (read_pyenv_shim(script, hit)) {
    hit.kind = ProgramHit::pyenv_shim;
  } else if (is_asdf_shim(script) || hit.file.filename() == "mise" || hit.file.filename() == "rtx") {
    hit.kind = ProgramHit::other_shim;
  } else if (hit.path.filename() != "rustup" &&
             fs::equivalent(hit.file, hit.path.parent_path() / "rustup", error) && !error) {
    hit.kind = ProgramHit::rustup_proxy;
  } else if (reason != nullptr) {
    hit.kind = ProgramHit::other_shim;
  }
}

}  // namespace

std::vector<ProgramHit> look_up_program(const std::string& name, const Environment& user,
                                        const InterpretersRecipe& recipe) {
  std::vector<ProgramHit> hits;
  std::vector<fs::path> folders;
  for (const fs::path& path : find_all_programs(name, user.get("PATH"))) {
    FsError error;
    // /bin is /usr/bin on many systems, and PATH has both.
    const fs::path folder = fs::canonical(path.parent_path(), error);
    if (error || std::find(folders.begin(), folders.end(), folder) != folders.end()) continue;
    folders.push_back(folder);
    ProgramHit hit;
    hit.path = path;
    hit.file = fs::canonical(path, error);
    if (error) hit.file = path;
    classify(hit, recipe);
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace ftenv
