// Interpreters that pyenv has built under a name that promises another ABI, and the compiler that would
// build the next one. Files and links only.
#include <algorithm>
#include <cctype>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/interpreter/checks.hpp"
#include "inspect/python/environment_kind.hpp"
#include "model/home.hpp"

namespace ftenv {
namespace {

fs::path versions_folder(const Environment& user) {
  if (!user.get("PYENV_ROOT").empty()) return fs::path(user.get("PYENV_ROOT")) / "versions";
  if (!home_of(user).empty()) return fs::path(home_of(user)) / ".pyenv" / "versions";
  return {};
}

// "3.14.0" and "3.14.0t"; a name that a person has made up promises nothing.
AbiKind promised_by(std::string name) {
  const bool threaded = ends_with(name, "t");
  if (threaded) name.pop_back();
  const bool plain =
      std::count(name.begin(), name.end(), '.') == 2 &&
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return c == '.' || std::isdigit(c) != 0; });
  if (!plain) return AbiKind::unknown;
  return threaded ? AbiKind::free_threaded : AbiKind::gil;
}

// PREFIX/bin/gcc has its parts in PREFIX/lib/gcc/TARGET/4.8.5; "x86_64-linux-gnu-gcc-4.8" says it by name.
std::optional<Version> version_of_gcc(const fs::path& compiler) {
  FsError error;
  const fs::path real = fs::canonical(compiler, error);
  if (error) return std::nullopt;
  const std::string name = real.filename().string();
  const std::size_t at = name.find("gcc");
  if (at == std::string::npos) return std::nullopt;
  if (name.size() > at + 4 && name[at + 3] == '-') {
    const std::string number = name.substr(at + 4);
    return Version::parse(contains(number, ".") ? number : number + ".0");
  }
  std::optional<Version> newest;
  for (const fs::path& target : entries_of(real.parent_path().parent_path() / "lib" / "gcc")) {
    for (const fs::path& folder : entries_of(target)) {
      const std::string text = folder.filename().string();
      const auto version = Version::parse(contains(text, ".") ? text : text + ".0");
      if (version && (!newest || *newest < *version)) newest = version;
    }
  }
  return newest;
}

}  // namespace

Result<CheckAnswer> check_misnamed(CheckContext& context) {
  CheckAnswer answer;
  const fs::path versions = versions_folder(context.user());
  int looked_at = 0;
  for (const fs::path& prefix : entries_of(versions)) {
    const AbiKind promised = promised_by(prefix.filename().string());
    const AbiKind real = prefix_kind(prefix);
    if (promised == AbiKind::unknown || real == AbiKind::unknown) continue;
    ++looked_at;
    if (promised == real) continue;
    const std::string name = prefix.filename().string();
    Finding finding = context.finding(
        "PY-10", Severity::warning,
        "`" + prefix.string() + "` is " +
            (real == AbiKind::free_threaded ? "a free-threaded build" : "a build with the GIL") +
            ", which its name does not say",
        real == AbiKind::free_threaded ? "a build with the GIL under this name"
                                       : "a free-threaded build under this name");
    finding.confidence = Confidence::likely;
    finding.evidence.push_back((prefix / "lib").string() + (real == AbiKind::free_threaded
                                                                ? " has a python3.*t folder"
                                                                : " has no python3.*t folder"));
    finding.variables = {"PYTHON_CONFIGURE_OPTS", "CONFIGURE_OPTS"};
    finding.fixes.push_back(
        {"have it built again, without options that an earlier build has left behind",
         {"env -u PYTHON_CONFIGURE_OPTS -u CONFIGURE_OPTS pyenv install --force " + shell_quote(name)},
         false,
         {}});
    answer.findings.push_back(std::move(finding));
  }
  answer.seen = looked_at == 0 ? "pyenv has built none" : "pyenv's are what their names say";
  return answer;
}

Result<CheckAnswer> check_old_compiler(CheckContext& context) {
  CheckAnswer answer;
  const auto compiler = find_program("cc", context.user().get("PATH"));
  const auto version = compiler ? version_of_gcc(*compiler) : std::nullopt;
  if (!version) {
    answer.skipped = compiler ? "which compiler `cc` is can't be told from its name" : "there is no `cc`";
    return answer;
  }
  const Version& first = context.facts.services().recipes.compatibility.gcc_min;
  if (!(*version < first)) {
    answer.seen = "gcc " + version->text();
    return answer;
  }
  Finding finding =
      context.finding("PY-15", Severity::warning, "`" + compiler->string() + "` is gcc " + version->text(),
                      "gcc " + first.series() + " or newer, or clang");
  finding.fixes.push_back({"install a newer compiler beside it and name it (PATH-OF-IT: where it is)",
                           {"export CC=PATH-OF-IT"},
                           false,
                           {}});
  answer.findings.push_back(std::move(finding));
  return answer;
}

}  // namespace ftenv
