// The file name against WHEEL, METADATA and the name of .dist-info.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "engine/wheel/subject.hpp"

namespace ftenv {
namespace {

std::set<std::string> texts_of(const std::vector<WheelTag>& tags, bool with_platform) {
  std::set<std::string> texts;
  for (const WheelTag& tag : tags) texts.insert(with_platform ? tag.text() : tag.python + "-" + tag.abi);
  return texts;
}

std::vector<std::string> without(const std::set<std::string>& from, const std::set<std::string>& these) {
  std::vector<std::string> rest;
  std::set_difference(from.begin(), from.end(), these.begin(), these.end(), std::back_inserter(rest));
  return rest;
}

std::set<PlatformTag::System> systems_of(const std::vector<WheelTag>& tags) {
  std::set<PlatformTag::System> systems;
  for (const WheelTag& tag : tags) {
    const PlatformTag::System system = read_platform_tag(tag.platform).system;
    // Renaming a wheel of Linux after its repair is usual.
    const bool linux_family = system == PlatformTag::manylinux || system == PlatformTag::musllinux;
    systems.insert(linux_family ? PlatformTag::linux_any : system);
  }
  return systems;
}

void check_tags(WheelSubject& subject, const WheelName& name, const std::vector<std::string>& tags) {
  std::vector<WheelTag> inside;
  for (const std::string& text : tags) {
    const auto expanded = expand_tags(text);
    inside.insert(inside.end(), expanded.begin(), expanded.end());
  }
  if (inside.empty()) {
    subject.add("WH-03", Severity::error, "`WHEEL` has no `Tag:` line", "the tags of the file name in it")
        .fixes.push_back(name_after_wheel(subject));
    return;
  }
  const auto named = name.tags();
  // One name may stand for less than WHEEL lists; it must not promise more.
  const bool abi_differs = !without(texts_of(named, false), texts_of(inside, false)).empty() ||
                           !without(texts_of(inside, false), texts_of(named, false)).empty();
  const auto extra = without(texts_of(named, true), texts_of(inside, true));
  const auto systems = systems_of(named), inner = systems_of(inside);
  const bool system_differs = !std::includes(inner.begin(), inner.end(), systems.begin(), systems.end());
  if (!abi_differs && extra.empty()) return;
  const Severity severity = abi_differs || system_differs ? Severity::error : Severity::warning;
  Finding& finding = subject.add(
      "WH-03", severity,
      "the file name says `" + join({named.front().python, named.front().abi, named.front().platform}, "-") +
          "`, `WHEEL` in it says " + some_of(tags, 3),
      "the same tags in both");
  finding.fixes.push_back(name_after_wheel(subject));
}

void check_metadata(WheelSubject& subject, const WheelName& name, const WheelMetadata& metadata) {
  if (normal_project_name(metadata.name) != normal_project_name(name.distribution)) {
    subject
        .add("WH-05", Severity::error,
             "the file name says `" + name.distribution + "`, METADATA says `" + metadata.name + "`",
             "the same name in both")
        .fixes.push_back(build_again());
  }
  if (normal_version(metadata.version) != normal_version(name.version)) {
    subject
        .add("WH-05", Severity::error,
             "the file name says version `" + name.version + "`, METADATA says `" + metadata.version + "`",
             "the same version in both")
        .fixes.push_back(build_again());
  }
  for (const std::string& abi : name.abis) {
    const AbiTag tag = read_abi_tag(abi);
    if (tag.kind == AbiTag::free_threaded && !metadata.says_free_threading()) {
      subject.add("WH-18", Severity::info,
                  "METADATA has no classifier `Programming Language :: Python :: Free Threading :: …`",
                  "one of them, as the wheel is for `" + abi + "`");
      break;
    }
  }
  if (metadata.requires_python.empty()) return;
  for (const std::string& abi : name.abis) {
    const AbiTag tag = read_abi_tag(abi);
    if (tag.python.empty() || minor_of(tag.python) == 0) continue;
    // Any patch release will do: ">=3.14.2" excludes 3.14.0 and not the wheel.
    const auto low =
        satisfies_requires_python(Version{3, minor_of(tag.python), 0, {}}, metadata.requires_python);
    const auto high =
        satisfies_requires_python(Version{3, minor_of(tag.python), 99, {}}, metadata.requires_python);
    if (!low || !high || *low || *high) continue;
    subject
        .add("WH-24", Severity::error,
             "METADATA says `Requires-Python: " + metadata.requires_python + "`, the wheel is for `" + abi +
                 "`",
             "a `requires-python` that takes Python 3." + std::to_string(minor_of(tag.python)))
        .fixes.push_back({"widen `requires-python` in pyproject.toml and build again", {}, false, {}});
  }
}

}  // namespace

Fix name_after_wheel(const WheelSubject& subject) {
  Fix fix{"build it again, or give it the name that `WHEEL` in it says", {}, false, {}};
  if (subject.name && subject.wheel && subject.wheel->tags.size() == 1 &&
      expand_tags(subject.wheel->tags.front()).size() == 1) {
    const WheelName& name = *subject.name;
    const std::string to = name.distribution + "-" + name.version +
                           (name.build.empty() ? "" : "-" + name.build) + "-" + subject.wheel->tags.front() +
                           ".whl";
    fix.commands = {"mv " + shell_quote(subject.file) + " " +
                    shell_quote((fs::path(subject.file).parent_path() / to).string())};
  }
  return fix;
}

void check_wheel_names(WheelSubject& subject) {
  const bool complete = !subject.contents.damage;
  if (complete && subject.contents.dist_info.empty()) {
    subject
        .add("WH-04", Severity::error, "there is no folder `NAME-VERSION.dist-info` in it",
             "one with METADATA, WHEEL and RECORD")
        .fixes.push_back(build_again());
  } else if (complete) {
    for (const char* file : {"METADATA", "WHEEL", "RECORD"}) {
      if (subject.contents.text(file)) continue;
      subject
          .add("WH-04", Severity::error, "there is no `" + subject.contents.dist_info + "/" + file + "`",
               "this file")
          .fixes.push_back(build_again());
    }
  }
  if (!subject.name) return;
  const WheelName& name = *subject.name;
  if (!subject.contents.dist_info.empty()) {
    const std::string stem = subject.contents.dist_info.substr(0, subject.contents.dist_info.size() - 10);
    const std::size_t dash = stem.rfind('-');
    const std::string folder = stem.substr(0, dash);
    const std::string version = dash == std::string::npos ? "" : stem.substr(dash + 1);
    if (normal_project_name(folder) != normal_project_name(name.distribution) ||
        normal_version(version) != normal_version(name.version)) {
      subject
          .add("WH-05", Severity::error, "its folder is `" + subject.contents.dist_info + "`",
               "`" + name.distribution + "-" + name.version + ".dist-info`")
          .fixes.push_back(build_again());
    }
  }
  if (subject.metadata) check_metadata(subject, name, *subject.metadata);
  if (!subject.wheel) return;
  const WheelFile& wheel = *subject.wheel;
  if (!starts_with(wheel.wheel_version, "1.")) {
    subject.add("WH-04", Severity::error, "`WHEEL` says `Wheel-Version: " + wheel.wheel_version + "`",
                "`1.0`");
  }
  check_tags(subject, name, wheel.tags);
}

}  // namespace ftenv
