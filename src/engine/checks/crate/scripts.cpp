// Scripts of the project that choose how to build by whether the GIL is on right now.
#include <algorithm>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/crate/checks.hpp"

namespace ftenv {
namespace {

constexpr std::uintmax_t k_largest = 1u << 20;
constexpr std::size_t k_most = 400;

bool is_script(const fs::path& file) {
  const std::string name = file.filename().string();
  static const std::set<std::string> endings = {".sh", ".bash", ".py", ".mk", ".just", ".ps1"};
  static const std::set<std::string> names = {"Makefile", "GNUmakefile", "makefile", "justfile", "Justfile"};
  return endings.count(file.extension().string()) != 0 || names.count(name) != 0;
}

// At the top and in the folders where such scripts are kept; not below them.
std::vector<fs::path> scripts_of(const fs::path& root) {
  std::vector<fs::path> scripts;
  for (const char* folder : {"", "dev", "scripts", "script", "tools", "ci", "bin", ".github/scripts"}) {
    FsError error;
    fs::directory_iterator at(root / folder, error);
    for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
      FsError ignored;
      if (is_script(at->path()) && fs::is_regular_file(at->path(), ignored) && scripts.size() < k_most) {
        scripts.push_back(at->path());
      }
    }
  }
  std::sort(scripts.begin(), scripts.end());
  return scripts;
}

// A script that only reports on the GIL is fine: it must call the build, with features, as well.
int line_that_chooses(const std::string& text) {
  int line = 0;
  int asks = 0;
  bool builds = false;
  bool features = false;
  for (const std::string& whole : split_lines(text)) {
    ++line;
    const std::string_view code = std::string_view(whole).substr(0, whole.find('#'));
    if (asks == 0 && contains(code, "_is_gil_enabled")) asks = line;
    builds = builds || contains(code, "maturin") || contains(code, "cargo build");
    features = features || contains(code, "--features") || contains(code, "-default-features") ||
               contains(code, "abi3") || contains(code, " -F ");
  }
  return builds && features ? asks : 0;
}

Result<CheckAnswer> check_scripts(CheckContext& context) {
  CheckAnswer answer;
  for (const fs::path& script : scripts_of(context.facts.root())) {
    const auto text = read_text(script, k_largest);
    if (!text || !contains(*text, "_is_gil_enabled")) continue;
    const int line = line_that_chooses(*text);
    if (line == 0) continue;
    Finding finding = context.finding(
        "IN-21", Severity::warning,
        shown(context, script, line) + " chooses how to build by `sys._is_gil_enabled()`",
        "a question about the interpreter's build: `sysconfig.get_config_var('Py_GIL_DISABLED')`");
    finding.confidence = Confidence::likely;
    finding.fixes.push_back(
        {"ask this instead, where it decides on features",
         {"python -c \"import sysconfig; print(sysconfig.get_config_var('Py_GIL_DISABLED'))\""},
         false,
         {}});
    answer.findings.push_back(std::move(finding));
  }
  return answer;
}

}  // namespace

Check crate_scripts_check() {
  return {"crate-scripts",  Area::crate,  "scripts that choose how to build by the GIL", {"IN-21"}, true,
          CheckCost::quick, check_scripts};
}

}  // namespace ftenv
