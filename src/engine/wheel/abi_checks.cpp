// The ABI of the name against the suffix and the symbols of each extension.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "engine/wheel/subject.hpp"

namespace ftenv {
namespace {

using Files = std::vector<const WheelExtension*>;

bool windows(const WheelExtension& extension) {
  return ends_with(extension.path, ".pyd");
}

// Of the tag `cp312-abi3`: 12. Of a set of tags the lowest.
int lowest_python(const WheelName& name) {
  int lowest = 0;
  for (const std::string& python : name.pythons) {
    const int minor = starts_with(python, "cp") ? minor_of(python.substr(2)) : 0;
    if (minor > 0 && (lowest == 0 || minor < lowest)) lowest = minor;
  }
  return lowest;
}

// Would an interpreter that the tag stands for take a file of this name?
bool is_found(const WheelExtension& extension, const AbiTag& tag, int lowest, int stable_since) {
  const ExtensionName& name = extension.name;
  const int python = tag.python.empty() ? lowest : minor_of(tag.python);
  if (name.kind == ExtensionName::bare) return true;
  if (name.kind == ExtensionName::specific)
    return name.python == tag.python && name.free_threaded == (tag.kind == AbiTag::free_threaded) &&
           !tag.python.empty();
  if (windows(extension)) return false;  // there are no such names on Windows
  if (name.kind == ExtensionName::stable_free_threaded)
    return tag.kind == AbiTag::stable_free_threaded || python >= stable_since;
  // `.abi3.so`: free-threaded interpreters before 3.15 take it as well, and fail with it.
  if (tag.kind == AbiTag::free_threaded) return python < stable_since;
  return tag.kind == AbiTag::gil || tag.kind == AbiTag::stable;
}

std::string symbols_text(const WheelExtension& extension) {
  return "it asks for " + some_of(extension.abi.evidence);
}

std::string python_text(const AbiTag& tag) {
  switch (tag.kind) {
    case AbiTag::free_threaded:
      return "free-threaded CPython 3." + std::to_string(minor_of(tag.python));
    case AbiTag::gil:
      return "CPython 3." + std::to_string(minor_of(tag.python)) + " with the GIL";
    case AbiTag::stable:
      return "any CPython with the GIL";
    case AbiTag::stable_free_threaded:
      return "any free-threaded CPython that knows the stable ABI";
    default:
      return "this interpreter";
  }
}

bool for_free_threaded(const AbiTag& tag) {
  return tag.kind == AbiTag::free_threaded || tag.kind == AbiTag::stable_free_threaded;
}

// The file that would be loaded: true if it has been complained about.
void check_symbols(WheelSubject& subject, const WheelExtension& file, const AbiTag& tag,
                   const std::string& abi) {
  const auto python = read_python_library(file.abi.python_library);
  if (for_free_threaded(tag) && file.abi.abi == AbiGuess::gil) {
    subject
        .add("WH-10", Severity::error,
             "the wheel is tagged `" + abi + "`, but `" + file.path +
                 "` was compiled for an interpreter with the GIL: " + symbols_text(file),
             "a file compiled for " + python_text(tag))
        .fixes.push_back(build_again());
  } else if (!for_free_threaded(tag) && file.abi.abi == AbiGuess::free_threaded) {
    subject
        .add("WH-11", Severity::error,
             "the wheel is tagged `" + abi + "`, but `" + file.path +
                 "` was compiled for a free-threaded interpreter: " + symbols_text(file),
             "a file compiled for " + python_text(tag))
        .fixes.push_back(build_again());
  } else if (file.abi.format == NativeFormat::pe && python && !python->stable && !python->python.empty() &&
             python->python != tag.python) {
    subject
        .add("WH-26", Severity::error,
             "the wheel is tagged `" + abi + "`, but `" + file.path + "` is linked to `" +
                 file.abi.python_library + "`",
             "the library of " + python_text(tag))
        .fixes.push_back(build_again());
  } else if (for_free_threaded(tag) && file.name.kind == ExtensionName::stable) {
    subject
        .add("WH-10", Severity::error,
             "the wheel is tagged `" + abi + "`, but `" + file.path +
                 "` is named for the stable ABI of interpreters with the GIL",
             "a file compiled for " + python_text(tag))
        .fixes.push_back(build_again());
  }
}

void check_module(WheelSubject& subject, const WheelName& name, const std::string& module, const Files& files,
                  const std::string& abi) {
  const AbiTag tag = read_abi_tag(abi);
  // "none" makes no promise about modules, and other implementations are not known here.
  if (tag.kind == AbiTag::none || tag.kind == AbiTag::other) return;
  Files found;
  for (const WheelExtension* file : files) {
    if (is_found(*file, tag, lowest_python(name), subject.facts.abi3t.minor)) found.push_back(file);
  }
  if (found.empty()) {
    std::vector<std::string> paths;
    for (const WheelExtension* file : files) paths.push_back(file->path);
    Finding& finding = subject.add(
        "WH-09", Severity::error,
        "the wheel is tagged `" + abi + "`, but " + python_text(tag) + " does not look for " + some_of(paths),
        "a file of `" + module + "` with a name for " + python_text(tag));
    finding.fixes.push_back(build_again());
    // What the symbols say beside it tells whether only the name is wrong.
    if (files.front()->abi.abi == AbiGuess::gil || files.front()->abi.abi == AbiGuess::free_threaded)
      finding.evidence.push_back(std::string("by its symbols it was compiled for ") +
                                 (files.front()->abi.abi == AbiGuess::gil ? "the GIL" : "free threading") +
                                 ": " + symbols_text(*files.front()));
    return;
  }
  for (const WheelExtension* file : found) check_symbols(subject, *file, tag, abi);
}

// `#[pymodule] fn name` and the file's name have to agree. Names that are not ASCII have another prefix.
void check_entry_points(WheelSubject& subject) {
  for (const WheelExtension& file : subject.extensions) {
    const auto& modules = file.abi.modules;
    if (modules.empty() || std::find(modules.begin(), modules.end(), file.name.module) != modules.end())
      continue;
    subject
        .add("WH-21", Severity::error,
             "`" + file.path + "` has the entry point " + some_of(modules) + ", not `" + file.name.module +
                 "`",
             "an entry point `PyInit_" + file.name.module + "`")
        .fixes.push_back(
            {"give `#[pymodule]` and the library the same name, then build again", {}, false, {}});
  }
}

// An older interpreter than the first that knows abi3t can't be meant.
void check_stable_free_threaded(WheelSubject& subject, const WheelName& name) {
  const bool only = name.abis == std::vector<std::string>{"abi3t"};
  const int lowest = lowest_python(name);
  if (!only || lowest == 0 || lowest >= subject.facts.abi3t.minor) return;
  subject
      .add("WH-27", Severity::warning, "the wheel is tagged `" + name.pythons.front() + "-abi3t`",
           "`cp3" + std::to_string(subject.facts.abi3t.minor) + "-abi3t` or newer")
      .fixes.push_back(build_again());
}

}  // namespace

void check_wheel_abi(WheelSubject& subject, const WheelName& name) {
  std::map<std::string, Files> modules;
  for (const WheelExtension& extension : subject.extensions) modules[extension.module].push_back(&extension);
  for (const std::string& abi : name.abis) {
    for (const auto& [module, files] : modules) check_module(subject, name, module, files, abi);
  }
  check_entry_points(subject);
  check_stable_free_threaded(subject, name);
}

}  // namespace ftenv
