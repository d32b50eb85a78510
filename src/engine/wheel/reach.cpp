// Where a wheel installs, and why not here.
#include <algorithm>

#include "base/text.hpp"
#include "engine/wheel/subject.hpp"

namespace ftenv {
namespace {

std::string series(int minor) {
  return "3." + std::to_string(minor);
}

int python_of(const WheelTag& tag) {
  const std::size_t digits = tag.python.find_first_of("0123456789");
  return digits == std::string::npos ? 0 : minor_of(std::string_view(tag.python).substr(digits));
}

// Of the tag alone: "free-threaded CPython 3.14".
std::string python_text(const WheelTag& tag, const CompatibilityRecipe& facts) {
  const AbiTag abi = read_abi_tag(tag.abi);
  const int minor = python_of(tag);
  switch (abi.kind) {
    case AbiTag::free_threaded:
      return "free-threaded CPython " + series(minor_of(abi.python));
    case AbiTag::gil:
      return "CPython " + series(minor_of(abi.python)) + " with the GIL";
    case AbiTag::stable:
      return "CPython " + series(minor) + " and newer with the GIL";
    case AbiTag::stable_free_threaded:
      return "free-threaded CPython " + series(std::max(minor, facts.abi3t.minor)) + " and newer";
    case AbiTag::none:
      if (starts_with(tag.python, "py")) {
        if (tag.python == "py3") return "any Python 3";
        return minor > 0 ? "Python " + series(minor) + " and newer" : "Python 2";
      }
      return minor > 0 ? "CPython " + series(minor) : "the interpreter `" + tag.python + "`";
    case AbiTag::other:
      break;
  }
  return "the interpreter `" + tag.python + "`";
}

// "Linux x86_64 with glibc 2.17 or newer"; empty for all.
std::string platform_text(const std::string& platform) {
  const PlatformTag tag = read_platform_tag(platform);
  const std::string libc =
      std::to_string(tag.libc_major) + "." + std::to_string(tag.libc_minor) + " or newer";
  switch (tag.system) {
    case PlatformTag::any:
      return {};
    case PlatformTag::linux_any:
      return "Linux " + tag.arch + " like the one that built it";
    case PlatformTag::manylinux:
      return "Linux " + tag.arch + " with glibc " + libc;
    case PlatformTag::musllinux:
      return "Linux " + tag.arch + " with musl " + libc;
    case PlatformTag::macos:
      return "macOS " + std::to_string(tag.os_major) +
             (tag.os_major < 11 ? "." + std::to_string(tag.os_minor) : "") + " or newer (" + tag.arch + ")";
    case PlatformTag::windows:
      return "Windows " + tag.arch;
    case PlatformTag::other:
      break;
  }
  return "`" + platform + "`";
}

void add_once(std::vector<std::string>& to, const std::string& text) {
  if (!text.empty() && std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
}

// Tags of one C library and processor say the same, more or less strictly: the least strict one counts.
std::vector<std::string> platforms_text(const WheelName& name) {
  std::vector<std::string> texts;
  for (const std::string& platform : name.platforms) {
    const PlatformTag tag = read_platform_tag(platform);
    const bool weaker =
        std::any_of(name.platforms.begin(), name.platforms.end(), [&](const std::string& other) {
          const PlatformTag one = read_platform_tag(other);
          return one.system == tag.system && one.arch == tag.arch &&
                 (one.libc_minor < tag.libc_minor ||
                  std::pair(one.os_major, one.os_minor) < std::pair(tag.os_major, tag.os_minor));
        });
    if (!weaker) add_once(texts, platform_text(platform));
  }
  return texts;
}

bool same_processor(const PlatformTag& tag, const Host& host) {
  if (tag.arch == host.arch) return true;
  if (tag.system == PlatformTag::macos && (tag.arch == "universal2" || tag.arch == "fat64")) return true;
  return tag.system == PlatformTag::windows && to_lower(host.arch) == tag.arch;
}

bool platform_fits(const std::string& platform, const Host& host) {
  const PlatformTag tag = read_platform_tag(platform);
  const auto libc = Version::parse(host.libc_version);
  const bool libc_fits = !libc || Version{tag.libc_major, tag.libc_minor, 0, {}} <= *libc;
  switch (tag.system) {
    case PlatformTag::any:
      return true;
    case PlatformTag::linux_any:
      return host.os == "linux" && same_processor(tag, host);
    case PlatformTag::manylinux:
      return host.os == "linux" && host.libc == "glibc" && same_processor(tag, host) && libc_fits;
    case PlatformTag::musllinux:
      return host.os == "linux" && host.libc == "musl" && same_processor(tag, host) && libc_fits;
    case PlatformTag::macos:
      return host.os == "macos" && same_processor(tag, host);
    case PlatformTag::windows:
      return host.os == "windows" && same_processor(tag, host);
    case PlatformTag::other:
      break;
  }
  return false;
}

bool python_fits(const WheelTag& tag, const WheelPython& python, const CompatibilityRecipe& facts) {
  const AbiTag abi = read_abi_tag(tag.abi);
  const int minor = python_of(tag), here = python.version.minor;
  const bool of_cpython = starts_with(tag.python, "cp");
  switch (abi.kind) {
    case AbiTag::free_threaded:
      return python.free_threaded && minor_of(abi.python) == here;
    case AbiTag::gil:
      return !python.free_threaded && minor_of(abi.python) == here;
    case AbiTag::stable:
      return !python.free_threaded && of_cpython && minor <= here;
    case AbiTag::stable_free_threaded:
      return python.free_threaded && here >= facts.abi3t.minor && minor <= here;
    case AbiTag::none:
      if (of_cpython) return minor == 0 || minor == here;
      return tag.python == "py3" || (minor > 0 && minor <= here);
    case AbiTag::other:
      break;
  }
  return false;
}

std::string text_of(const WheelPython& python) {
  return std::string(python.free_threaded ? "free-threaded " : "") + "CPython " + python.version.series() +
         (python.free_threaded ? "" : " with the GIL");
}

std::string text_of(const Host& host) {
  std::string text = (host.os == "linux" ? "Linux " : host.os == "macos" ? "macOS " : "Windows ") + host.arch;
  if (!host.libc.empty())
    text += " with " + host.libc + (host.libc_version.empty() ? "" : " " + host.libc_version);
  return text;
}

}  // namespace

std::string where_it_installs(const WheelName& name, const CompatibilityRecipe& facts) {
  std::vector<std::string> pythons;
  for (const WheelTag& tag : name.tags()) add_once(pythons, python_text(tag, facts));
  // Python 2 beside Python 3 is of no interest any more.
  if (pythons.size() > 1)
    pythons.erase(std::remove(pythons.begin(), pythons.end(), "Python 2"), pythons.end());
  const auto platforms = platforms_text(name);
  return join(pythons, ", ") + (platforms.empty() ? ", on any system" : ", on " + join(platforms, " or "));
}

std::string why_refused_here(const WheelName& name, const std::optional<WheelMetadata>& metadata,
                             const WheelHere& here, const CompatibilityRecipe& facts) {
  const auto& platforms = name.platforms;
  const bool platform = std::any_of(platforms.begin(), platforms.end(),
                                    [&](const std::string& one) { return platform_fits(one, here.host); });
  if (!platform) {
    return "pip would refuse it here: it is for " + join(platforms_text(name), " or ") + ", and this is " +
           text_of(here.host);
  }
  if (!here.python) return {};
  const auto tags = name.tags();
  const bool python = std::any_of(tags.begin(), tags.end(),
                                  [&](const WheelTag& tag) { return python_fits(tag, *here.python, facts); });
  if (!python) {
    std::vector<std::string> wanted;
    for (const WheelTag& tag : tags) add_once(wanted, python_text(tag, facts));
    return "pip would refuse it here: it is for " + join(wanted, ", ") + ", and `" + here.python->from +
           "` is " + text_of(*here.python);
  }
  if (!metadata || metadata->requires_python.empty()) return {};
  // Which patch release it is is not known: any will do.
  Version high = here.python->version;
  high.patch = 99;
  const auto low = satisfies_requires_python(here.python->version, metadata->requires_python);
  const auto best = satisfies_requires_python(high, metadata->requires_python);
  if (!low || !best || *low || *best) return {};
  return "pip would refuse it here: it requires Python `" + metadata->requires_python + "`, and `" +
         here.python->from + "` is " + text_of(*here.python);
}

}  // namespace ftenv
