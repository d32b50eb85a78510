// The platform of the name against what the files were made for.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "engine/wheel/subject.hpp"

namespace ftenv {
namespace {

NativeFormat format_of(PlatformTag::System system) {
  switch (system) {
    case PlatformTag::linux_any:
    case PlatformTag::manylinux:
    case PlatformTag::musllinux:
      return NativeFormat::elf;
    case PlatformTag::macos:
      return NativeFormat::mach_o;
    case PlatformTag::windows:
      return NativeFormat::pe;
    default:
      return NativeFormat::other;
  }
}

const char* system_text(NativeFormat format) {
  return format == NativeFormat::elf ? "Linux" : format == NativeFormat::mach_o ? "macOS" : "Windows";
}

// One file: the first of the wheel's platforms that it does not serve is told.
void check_file(WheelSubject& subject, const WheelName& name, const WheelExtension& file) {
  for (const std::string& platform : name.platforms) {
    const PlatformTag tag = read_platform_tag(platform);
    const NativeFormat wanted = format_of(tag.system);
    if (wanted == NativeFormat::other || file.abi.format == NativeFormat::other) continue;
    if (file.abi.format != wanted) {
      subject
          .add("WH-12", Severity::error,
               "the wheel is tagged `" + platform + "`, but `" + file.path + "` was made for " +
                   system_text(file.abi.format),
               std::string("a file for ") + system_text(wanted))
          .fixes.push_back(build_again());
      return;
    }
    for (const std::string& processor : processors_of(tag)) {
      if (file.processors.empty() ||
          std::find(file.processors.begin(), file.processors.end(), processor) != file.processors.end())
        continue;
      subject
          .add("WH-12", Severity::error,
               "the wheel is tagged `" + platform + "`, but `" + file.path + "` has code for " +
                   some_of(file.processors),
               "code for `" + processor + "`")
          .fixes.push_back(build_again());
      return;
    }
  }
}

bool needs_musl(const WheelNative& native) {
  for (const NativeCode& code : native.file.codes) {
    for (const std::string& library : code.needed) {
      if (starts_with(library, "libc.musl-") || starts_with(library, "ld-musl-")) return true;
    }
  }
  return false;
}

std::string glibc_text(const Version& version) {
  return version.patch == 0 ? version.series() : version.text();
}

// Files in a folder of data may be for whatever they like; what is loaded with the modules has to fit.
void check_libc(WheelSubject& subject, const PlatformTag& tag, const std::string& platform) {
  const WheelNative* newest = nullptr;
  for (const WheelNative& native : subject.contents.natives) {
    if (native.file.format != NativeFormat::elf) continue;
    if (tag.system == PlatformTag::manylinux && needs_musl(native)) {
      subject
          .add("WH-14", Severity::error,
               "the wheel is tagged `" + platform + "`, but `" + native.path +
                   "` needs musl, another C library",
               "a file that was linked to glibc")
          .fixes.push_back(build_again());
      return;
    }
    if (tag.system == PlatformTag::musllinux && native.file.glibc) {
      subject
          .add("WH-14", Severity::error,
               "the wheel is tagged `" + platform + "`, but `" + native.path + "` needs glibc `" +
                   glibc_text(*native.file.glibc) + "`",
               "a file that was linked to musl")
          .fixes.push_back(build_again());
      return;
    }
    if (native.file.glibc && (!newest || newest->file.glibc < native.file.glibc)) newest = &native;
  }
  if (tag.system != PlatformTag::manylinux || !newest || !newest->file.glibc) return;
  const Version& needed = *newest->file.glibc;
  if (needed <= Version{tag.libc_major, tag.libc_minor, 0, {}}) return;
  const std::string honest =
      "manylinux_" + std::to_string(needed.major) + "_" + std::to_string(needed.minor) + "_" + tag.arch;
  Finding& finding = subject.add("WH-13", Severity::error,
                                 "the wheel is tagged `" + platform + "`, which promises glibc `" +
                                     std::to_string(tag.libc_major) + "." + std::to_string(tag.libc_minor) +
                                     "`, but `" + newest->path + "` needs glibc `" + glibc_text(needed) + "`",
                                 "`" + honest + "`, or files that were built on an older system");
  finding.fixes.push_back(
      {"name the glibc that it needs",
       {"python3 -m wheel tags --platform-tag " + honest + " " + shell_quote(subject.file)},
       false,
       {}});
  finding.fixes.push_back(
      {"or build it in a container of the platform that the name promises", {}, false, {}});
}

}  // namespace

void check_wheel_platform(WheelSubject& subject, const WheelName& name) {
  for (const WheelExtension& file : subject.extensions) check_file(subject, name, file);
  // Of `manylinux_2_17_x86_64.manylinux2014_x86_64` one is enough: the oldest promise of each kind.
  std::map<PlatformTag::System, std::string> oldest;
  for (const std::string& platform : name.platforms) {
    const PlatformTag tag = read_platform_tag(platform);
    if (tag.system == PlatformTag::linux_any) {
      subject.add("WH-22", Severity::info, "the wheel is tagged `" + platform + "`",
                  "`manylinux_…` or `musllinux_…`, if it is to be published");
    }
    if (tag.system != PlatformTag::manylinux && tag.system != PlatformTag::musllinux) continue;
    std::string& one = oldest[tag.system];
    if (one.empty() || tag.libc_minor < read_platform_tag(one).libc_minor) one = platform;
  }
  for (const auto& [system, platform] : oldest) check_libc(subject, read_platform_tag(platform), platform);
}

}  // namespace ftenv
