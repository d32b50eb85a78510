// What the interpreter's standard library lacks, with this system's names of what was missing when it was
// built.
#include <algorithm>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/checks/interpreter/checks.hpp"
#include "engine/checks/venv/fix.hpp"
#include "inspect/python/environment_kind.hpp"

namespace ftenv {
namespace {

// That many at once, and it is the machine on which it was built that was bare.
constexpr std::size_t k_several = 3;

struct Missing {
  std::string name;
  bool matters =
      false;  // building it needs somebody's headers: what other builders leave out on purpose has none
};

std::vector<Missing> missing_modules(const CpythonRecipe& recipe, const InterpreterFacts& facts) {
  std::vector<Missing> missing;
  for (const StdlibModule& module : expected_modules(recipe, facts.version)) {
    const auto& lacking = facts.missing_modules;
    if (std::find(lacking.begin(), lacking.end(), module.configure_name) == lacking.end()) continue;
    missing.push_back({module.configure_name, !module.header.empty()});
  }
  return missing;
}

// PREFIX/lib/python3.12/lib-dynload/_ctypes.cpython-312-x86_64-linux-gnu.so
bool has_module(const fs::path& prefix, const std::string& name) {
  for (const fs::path& library : entries_of(prefix / "lib")) {
    if (!starts_with(library.filename().string(), "python3.")) continue;
    for (const fs::path& file : entries_of(library / "lib-dynload"))
      if (starts_with(file.filename().string(), name + ".")) return true;
  }
  return false;
}

// Another Python of this machine, with the GIL, that has the module: the neighbours of this one, then the
// one on PATH.
fs::path who_has(const CheckContext& context, const fs::path& own, const std::string& name) {
  std::vector<fs::path> prefixes = entries_of(own.parent_path());
  for (const char* program : {"python3", "python"}) {
    if (const auto found = find_program(program, context.user().get("PATH")))
      prefixes.push_back(found->parent_path().parent_path());
  }
  for (const fs::path& prefix : prefixes) {
    if (prefix != own && prefix_kind(prefix) == AbiKind::gil && has_module(prefix, name)) return prefix;
  }
  return {};
}

class StdlibReport {
 public:
  StdlibReport(CheckContext& context, const VenvFacts& venv, const InterpreterFacts& facts)
      : m_context(context), m_venv(venv), m_facts(facts) {}

  Finding finding(const std::string& id, Severity severity, const std::vector<std::string>& names) const {
    Finding finding = m_context.finding(
        id, severity,
        "the interpreter in `" + m_facts.base_prefix.string() + "` has no `" + join(names, "`, `") + "`",
        "a standard library that is complete");
    add_fixes(finding, names);
    return finding;
  }

 private:
  void add_fixes(Finding& finding, const std::vector<std::string>& names) const {
    finding.fixes.push_back(remake_venv(m_context, m_venv));
    finding.fixes.front().text = "take a complete interpreter";
    if (m_venv.ours) finding.fixes.front().commands = {up_command(m_context, "--from prebuilt")};
    // Environments are remade by the same interpreter: that would change nothing.
    finding.fixes.front().action = {};
    std::set<std::string> packages;
    const auto& known = m_context.facts.services().recipes.platform.module_packages;
    for (const std::string& name : names) {
      if (const auto package = known.find(name); package != known.end()) packages.insert(package->second);
    }
    if (packages.empty()) return;
    Fix install = install_packages(m_context, {packages.begin(), packages.end()});
    install.text = "or install what its build missed, and build it again";
    finding.fixes.push_back(std::move(install));
  }

  CheckContext& m_context;
  const VenvFacts& m_venv;
  const InterpreterFacts& m_facts;
};

bool is_tls(const std::string& name) {
  return name == "_ssl" || name == "_hashlib";
}

}  // namespace

Result<CheckAnswer> check_stdlib(CheckContext& context) {
  CheckAnswer answer;
  const Result<VenvFacts>& venv = context.facts.venv_facts();
  const Result<InterpreterFacts>& facts = context.facts.interpreter(context.processes);
  if (!venv || !facts) {
    answer.skipped = "the environment's interpreter can't be asked";
    return answer;
  }
  const std::vector<Missing> missing = missing_modules(context.facts.services().recipes.cpython, *facts);
  if (missing.empty()) {
    answer.seen = "the standard library is complete";
    return answer;
  }
  const StdlibReport report(context, *venv, *facts);
  std::vector<std::string> tls, others, odd;
  for (const Missing& one : missing) {
    if (is_tls(one.name)) {
      tls.push_back(one.name);
    } else if (one.name == "zlib") {
      answer.findings.push_back(report.finding("PY-05", Severity::error, {one.name}));
    } else if (!one.matters) {
      odd.push_back(one.name);
    } else if (const fs::path other = who_has(context, facts->base_prefix, one.name); !other.empty()) {
      Finding finding = report.finding("PY-24", Severity::warning, {one.name});
      finding.evidence.push_back("`" + other.string() + "`, a Python with the GIL, has it");
      answer.findings.push_back(std::move(finding));
    } else {
      others.push_back(one.name);
    }
  }
  if (!tls.empty()) answer.findings.push_back(report.finding("PY-04", Severity::error, tls));
  const auto severity = [](bool grave) { return grave ? Severity::error : Severity::warning; };
  const bool ctypes = std::find(others.begin(), others.end(), "_ctypes") != others.end();
  if (others.size() >= k_several) {
    answer.findings.push_back(report.finding("PY-06", severity(ctypes), others));
  } else if (!others.empty()) {
    answer.findings.push_back(report.finding("PY-03", severity(ctypes), others));
  }
  if (!odd.empty()) answer.findings.push_back(report.finding("PY-03", Severity::info, odd));
  return answer;
}

}  // namespace ftenv
