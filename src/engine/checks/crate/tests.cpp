// Will `cargo test` find libpython when the crate starts Python in its tests?
#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/crate/checks.hpp"
#include "inspect/cargo/pyo3_features.hpp"

namespace ftenv {
namespace {

constexpr const char* k_loader_cache = "/etc/ld.so.cache";

// Who starts Python: only what is written down counts, because many tests never touch it.
std::string starts_python(const Project& project) {
  for (const std::string& feature : project.crate.pyo3_test_features) {
    if (feature == "auto-initialize") return "[dev-dependencies] asks PyO3 for `auto-initialize`";
  }
  for (const Pyo3Feature& feature : plain_pyo3_features(project)) {
    if (feature.feature == "auto-initialize") return feature.path();
  }
  return {};
}

bool among(const std::string& paths, const fs::path& folder) {
  const std::vector<std::string> all = split(paths, ':');
  return std::any_of(all.begin(), all.end(), [&](const std::string& one) {
    return !one.empty() && fs::path(one).lexically_normal() == folder;
  });
}

bool is_told(CheckContext& context, const Project& project, const fs::path& folder) {
  if (among(context.user().get("LD_LIBRARY_PATH"), folder)) return true;
  // Flags that name the folder, in the environment or in cargo's configuration.
  for (const auto& [name, value] : context.user().variables()) {
    if (ends_with(name, "RUSTFLAGS") && contains(value, folder.string())) return true;
  }
  for (const CargoConfigFile& file : context.facts.cargo_config().files) {
    const auto text = read_text(file.path, 4u << 20);
    if (text && (contains(*text, folder.string()) || contains(*text, "rpath"))) return true;
  }
  const auto script = read_text(project.crate.manifest.parent_path() / "build.rs", 4u << 20);
  return script && contains(*script, "rpath");
}

// The cache has the whole paths of the libraries in it, between zero bytes.
bool is_in_loader_cache(const fs::path& library) {
  const auto cache = read_text(k_loader_cache);
  return cache && contains(*cache, library.string());
}

Result<CheckAnswer> check_tests(CheckContext& context) {
  const Project* project = readable_project(context);
  if (!project) return skip_unreadable_project();
  const Pyo3Changes& changes = context.facts.services().recipes.compatibility.pyo3_changes;
  CheckAnswer answer;
  const InterpreterFacts* python = answering_interpreter(context);
  const std::string because = starts_python(*project);
  if (because.empty() || !python || !python->shared || python->libpython.empty()) return answer;
  if (context.facts.services().host.os != "linux" || !project->pyo3 ||
      since(project->pyo3, changes.test_run_path)) {
    return answer;
  }
  const fs::path folder = fs::path(python->libdir).lexically_normal();
  FsError error;
  const fs::path real = fs::canonical(python->libpython, error);
  for (const char* system : {"/lib", "/usr/lib", "/lib64", "/usr/lib64"}) {
    if (folder == system) return answer;
  }
  if (is_told(context, *project, folder) ||
      is_in_loader_cache(error ? python->libpython : folder / real.filename()))
    return answer;
  Finding finding = context.finding(
      "PX-21", Severity::warning,
      because + ", and `" + python->libpython.string() + "` lies where no program looks for libraries",
      "to tell `cargo test` where it is: " + pyo3_text(*project) + " does not, PyO3 " +
          changes.test_run_path.text() + " does");
  finding.fixes.push_back({"say it for this one command",
                           {"LD_LIBRARY_PATH=" + shell_quote(folder.string()) + " cargo test"},
                           false,
                           {}});
  finding.fixes.push_back({"or raise PyO3 to " + changes.test_run_path.text(), {}, false, {}});
  answer.findings.push_back(std::move(finding));
  return answer;
}

}  // namespace

Check crate_tests_check() {
  return {"crate-tests",    Area::crate, "whether `cargo test` finds libpython", {"PX-21"}, true,
          CheckCost::quick, check_tests};
}

}  // namespace ftenv
