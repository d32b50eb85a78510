#include "engine/wheel/check.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/wheel/subject.hpp"
#include "inspect/python/extension_search.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

// "pkg/_engine.cp314-win_amd64.pyd" and "x-1.0.data/platlib/pkg/_engine.abi3.so" are pkg._engine.
std::string module_of(const std::string& path, const ExtensionName& name) {
  std::vector<std::string> parts = split(path, '/');
  parts.pop_back();
  if (parts.size() >= 2 && ends_with(parts[0], ".data")) parts.erase(parts.begin(), parts.begin() + 2);
  parts.push_back(name.module);
  return join(parts, ".");
}

// A library that Python imports: it has a module's entry point, or a name that only Python looks for. Plain
// libraries end in ".so" as well.
bool is_extension(const ExtensionName& name, const ExtensionAbi& abi) {
  return name.kind != ExtensionName::bare ||
         std::find(abi.modules.begin(), abi.modules.end(), name.module) != abi.modules.end();
}

void find_extensions(WheelSubject& subject) {
  for (const WheelNative& native : subject.contents.natives) {
    const auto name = read_extension_name(native.path.substr(native.path.rfind('/') + 1));
    if (!name) continue;
    ExtensionAbi abi = judge_extension(native.file);
    if (!is_extension(*name, abi)) continue;
    std::vector<std::string> processors;
    for (const NativeCode& code : native.file.codes) processors.push_back(code.processor);
    subject.extensions.push_back(
        {native.path, module_of(native.path, *name), *name, std::move(abi), std::move(processors)});
  }
}

void check_readable(WheelSubject& subject) {
  if (subject.contents.damage) {
    const Error& damage = *subject.contents.damage;
    Finding& finding =
        subject.add("WH-01", Severity::error, damage.message, "a zip archive that can be read to its end");
    finding.evidence = damage.context;
    finding.fixes.push_back(
        {"fetch or build it again; what is above was read before the damage", {}, false, {}});
  }
  for (const WheelNative& native : subject.contents.natives) {
    if (native.problem.empty()) continue;
    subject
        .add("WH-20", Severity::error, native.problem,
             "a whole " + std::string(name_of(native.file.format)) + " file")
        .fixes.push_back(build_again());
  }
  for (const std::string& path : subject.contents.unsafe) {
    subject.add("WH-25", Severity::error, "`" + path + "` is a link or leads out of the wheel",
                "files only, below the folder that they are unpacked to");
  }
  for (const std::string& path : subject.contents.doubled) {
    subject.add("WH-25", Severity::error, "`" + path + "` is there twice", "each file once");
  }
}

void check_expected(WheelSubject& subject, const WheelName& name, const std::vector<std::string>& expect) {
  const std::vector<WheelTag> tags = name.tags();
  for (const std::string& wish : expect) {
    const bool met = std::any_of(tags.begin(), tags.end(), [&](const WheelTag& tag) {
      return tag.text() == wish || tag.python + "-" + tag.abi == wish || tag.abi == wish;
    });
    if (met) continue;
    subject
        .add("WH-19", Severity::error, "the wheel is tagged `" + tags.front().text() + "`", "`" + wish + "`")
        .fixes.push_back(build_again());
  }
}

}  // namespace

Finding& WheelSubject::add(const char* id, Severity severity, std::string found, std::string need) {
  Finding finding;
  finding.id = id;
  finding.severity = severity;
  finding.found = std::move(found);
  finding.need = std::move(need);
  findings.push_back(std::move(finding));
  return findings.back();
}

std::string some_of(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) text += (i == 0 ? "`" : ", `") + names[i] + "`";
  if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
  return text;
}

Fix build_again() {
  return {"if it is your project: build the wheel again with an interpreter that ftenv has asked",
          {"ftenv wheel build"},
          false,
          {}};
}

Fix write_record_again(const WheelSubject& subject) {
  Fix fix{"fetch or build it again; if you changed it yourself, pack it anew, which writes RECORD",
          {},
          false,
          {}};
  if (subject.name) {
    fix.commands = {
        "python3 -m wheel unpack " + shell_quote(subject.file),
        "python3 -m wheel pack " + shell_quote(subject.name->distribution + "-" + subject.name->version)};
  }
  return fix;
}

bool WheelReport::good() const {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& one) { return one.severity == Severity::error; });
}

void complete_findings(std::vector<Finding>& findings, const FindingPages& pages) {
  for (Finding& finding : findings) {
    const FindingPage* page = pages.find(finding.id);
    if (!page) continue;
    if (finding.title.empty()) finding.title = page->title;
    if (finding.why.empty()) finding.why = page->about;
  }
  sort_findings(findings);
}

// A venv's own folder of packages says it: lib/python3.14t/site-packages.
std::optional<WheelPython> python_of_folder(const fs::path& folder) {
  const fs::path venv = folder / ".venv";
  const auto facts = read_venv(venv);
  if (!facts || !facts->is_venv) return std::nullopt;
  for (const fs::path& packages : package_folders(venv)) {
    std::string name = packages.parent_path().filename().string();
    if (!starts_with(name, "python3.")) continue;
    const bool free_threaded = ends_with(name, "t");
    if (free_threaded) name.pop_back();
    const auto version = Version::parse(name.substr(6));
    if (version) return WheelPython{*version, free_threaded, venv.string()};
  }
  return std::nullopt;
}

Result<WheelReport> check_wheel(const WheelQuestion& question, const WheelHere& here,
                                const CompatibilityRecipe& facts, const FindingPages& pages) {
  FTENV_TRY(WheelContents contents, read_wheel_archive(question.file));
  WheelReport report;
  report.file = question.file;
  WheelSubject subject{question.file.string(), {}, std::move(contents), {}, {}, {}, facts, report.findings};
  auto name = read_wheel_name(question.file.filename().string());
  if (name) {
    subject.name = std::move(*name);
  } else {
    subject.add(
        "WH-02", Severity::error, name.error().message,
        "NAME-VERSION-PYTHON-ABI-PLATFORM.whl, such as `hello-0.1.0-cp314-cp314t-manylinux_2_17_x86_64.whl`");
  }
  if (const std::string* text = subject.contents.text("METADATA"))
    subject.metadata = read_wheel_metadata(*text);
  if (const std::string* text = subject.contents.text("WHEEL")) subject.wheel = read_wheel_file(*text);
  find_extensions(subject);

  check_readable(subject);
  check_wheel_names(subject);
  if (!subject.contents.damage) check_wheel_record(subject);
  if (subject.name) {
    check_wheel_abi(subject, *subject.name);
    check_wheel_platform(subject, *subject.name);
    check_wheel_libraries(subject, *subject.name);
    check_expected(subject, *subject.name, question.expect);
    report.installs = where_it_installs(*subject.name, facts);
    report.refused = why_refused_here(*subject.name, subject.metadata, here, facts);
  }
  complete_findings(report.findings, pages);

  report.name = std::move(subject.name);
  report.files = subject.contents.members.size();
  for (const WheelNative& native : subject.contents.natives) {
    if (native.file.glibc && (!report.glibc || *report.glibc < *native.file.glibc))
      report.glibc = native.file.glibc;
  }
  if (subject.metadata) {
    report.version = subject.metadata->version;
    report.requires_python = subject.metadata->requires_python;
  }
  if (subject.wheel) {
    report.generator = subject.wheel->generator;
    report.tags = subject.wheel->tags;
  }
  report.extensions = std::move(subject.extensions);
  return report;
}

}  // namespace ftenv
