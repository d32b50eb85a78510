// What the files load when they are loaded: libraries of the wheel, of the system, or of the machine that
// built them.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "engine/wheel/subject.hpp"

namespace ftenv {
namespace {

bool is_absolute(const std::string& path) {
  return starts_with(path, "/");
}

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

class Libraries {
 public:
  Libraries(WheelSubject& subject, const WheelName& name) : m_subject(subject) {
    for (const WheelMember& member : subject.contents.members) m_own.insert(base_name(member.path));
    for (const WheelExtension& extension : subject.extensions) m_extensions.insert(extension.path);
    for (const std::string& platform : name.platforms) {
      const PlatformTag::System system = read_platform_tag(platform).system;
      m_manylinux = m_manylinux || system == PlatformTag::manylinux;
      m_portable = m_portable || system == PlatformTag::manylinux || system == PlatformTag::musllinux;
    }
  }

  void check(const WheelNative& native) {
    for (const NativeCode& code : native.file.codes) {
      if (native.file.format == NativeFormat::elf) check_elf(native, code);
      if (native.file.format == NativeFormat::mach_o) check_mach_o(native, code);
    }
  }

 private:
  bool is_extension(const WheelNative& native) const { return m_extensions.count(native.path) != 0; }

  void links_python(const WheelNative& native, const std::string& library, Severity severity) {
    if (!is_extension(native) || !m_told_python.insert(native.path).second) return;
    m_subject
        .add("WH-15", severity, "`" + native.path + "` needs the library `" + library + "`",
             "no library of Python: the interpreter that loads the file has all of it")
        .fixes.push_back({"build with maturin 1.9.4 or newer, or with PyO3's feature `extension-module`",
                          {"ftenv wheel build"},
                          false,
                          {}});
  }

  void check_elf(const WheelNative& native, const NativeCode& code) {
    std::vector<std::string> strange;
    for (const std::string& library : code.needed) {
      if (read_python_library(library)) {
        links_python(native, library, m_portable ? Severity::error : Severity::warning);
      } else if (m_own.count(base_name(library)) == 0 && !of_linux(library)) {
        strange.push_back(library);
      }
    }
    std::vector<std::string> absolute;
    std::copy_if(code.run_paths.begin(), code.run_paths.end(), std::back_inserter(absolute), is_absolute);
    if (!absolute.empty()) {
      const bool depends = m_manylinux && !strange.empty();
      Finding& finding = m_subject.add("WH-16", depends ? Severity::error : Severity::warning,
                                       "`" + native.path + "` looks for libraries in " + some_of(absolute) +
                                           ", a folder of the machine that built it",
                                       "run paths that begin with `$ORIGIN`, or none");
      if (depends)
        finding.evidence.push_back(some_of(strange) + " is neither in the wheel nor on every Linux");
      finding.fixes.push_back({"have the libraries copied into the wheel",
                               {"auditwheel repair " + shell_quote(m_subject.file)},
                               false,
                               {}});
    } else if (m_manylinux && !strange.empty() && is_extension(native)) {
      m_subject
          .add("WH-17", Severity::warning,
               "`" + native.path + "` needs " + some_of(strange) +
                   ", which is neither in the wheel nor on every Linux",
               "the library in the wheel, or a dependency that brings it")
          .fixes.push_back({"have the libraries copied into the wheel",
                            {"auditwheel repair " + shell_quote(m_subject.file)},
                            false,
                            {}});
    }
  }

  bool of_linux(const std::string& library) const {
    const auto& known = m_subject.facts.linux_libraries;
    return starts_with(library, "ld-") || starts_with(library, "ld64.") ||
           std::find(known.begin(), known.end(), library) != known.end();
  }

  void check_mach_o(const WheelNative& native, const NativeCode& code) {
    bool by_run_path = false;
    std::vector<std::string> strange;
    for (const std::string& library : code.needed) {
      if (read_python_library(library)) {
        links_python(native, library, is_absolute(library) ? Severity::error : Severity::warning);
      } else if (starts_with(library, "@rpath/")) {
        by_run_path = by_run_path || m_own.count(base_name(library)) == 0;
      } else if (is_absolute(library) && !starts_with(library, "/usr/lib/") &&
                 !starts_with(library, "/System/")) {
        strange.push_back(library);
      }
    }
    if (!m_told_paths.insert(native.path).second) return;  // the other processors have the same
    if (!strange.empty()) {
      m_subject
          .add("WH-16", Severity::error,
               "`" + native.path + "` needs " + some_of(strange) +
                   ", which is only on the machine that built it",
               "libraries by `@loader_path/…`, in the wheel")
          .fixes.push_back({"have the libraries copied into the wheel",
                            {"delocate-wheel " + shell_quote(m_subject.file)},
                            false,
                            {}});
    }
    std::vector<std::string> absolute;
    for (const std::string& path : code.run_paths) {
      if (is_absolute(path) && !starts_with(path, "/usr/lib")) absolute.push_back(path);
    }
    if (absolute.empty()) return;
    // Linkers of macOS leave such paths everywhere: only a library that is looked for by them matters.
    m_subject.add("WH-16", by_run_path ? Severity::warning : Severity::info,
                  "`" + native.path + "` looks for libraries in " + some_of(absolute) +
                      ", a folder of the machine that built it",
                  "run paths that begin with `@loader_path`, or none");
  }

  WheelSubject& m_subject;
  std::set<std::string> m_own;
  std::set<std::string> m_extensions;
  std::set<std::string> m_told_python;
  std::set<std::string> m_told_paths;
  bool m_manylinux = false;
  bool m_portable = false;
};

}  // namespace

void check_wheel_libraries(WheelSubject& subject, const WheelName& name) {
  Libraries libraries(subject, name);
  for (const WheelNative& native : subject.contents.natives) libraries.check(native);
}

}  // namespace ftenv
