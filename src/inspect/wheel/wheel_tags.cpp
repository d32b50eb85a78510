#include "inspect/wheel/wheel_tags.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr int k_newest_macos = 30;  // where nobody said which one it is

std::string number(int value) {
  return std::to_string(value);
}

// PEP 600: every glibc down to the oldest that tags know, with the older names of three of them.
void add_manylinux(std::vector<std::string>& tags, const Host& host, const Version& libc) {
  const bool old_processor = host.arch == "x86_64" || host.arch == "i686";
  for (int minor = libc.minor; minor >= (old_processor ? 5 : 17); --minor) {
    tags.push_back("manylinux_2_" + number(minor) + "_" + host.arch);
    if (minor == 17) tags.push_back("manylinux2014_" + host.arch);
    if (minor == 12) tags.push_back("manylinux2010_" + host.arch);
    if (minor == 5) tags.push_back("manylinux1_" + host.arch);
  }
}

std::vector<std::string> linux_tags(const Host& host) {
  std::vector<std::string> tags;
  const auto libc = Version::parse(host.libc_version);
  if (host.libc == "musl") {
    const Version musl = libc.value_or(Version{1, 2, 0, {}});
    for (int minor = musl.minor; minor >= 0; --minor)
      tags.push_back("musllinux_" + number(musl.major) + "_" + number(minor) + "_" + host.arch);
  } else if (host.libc == "glibc") {
    add_manylinux(tags, host, libc.value_or(Version{2, 17, 0, {}}));
  }
  tags.push_back("linux_" + host.arch);
  return tags;
}

std::vector<std::string> macos_tags(const Host& host) {
  const auto known = Version::parse(host.distro_version);
  const Version here = known.value_or(Version{k_newest_macos, 0, 0, {}});
  const bool arm = host.arch == "arm64" || host.arch == "aarch64";
  const std::vector<std::string> formats =
      arm ? std::vector<std::string>{"arm64", "universal2"}
          : std::vector<std::string>{"x86_64", "intel", "fat64", "fat32", "universal2", "universal"};
  std::vector<std::string> tags;
  for (int major = here.major; major >= 11; --major) {
    for (const std::string& format : formats) {
      if (arm || format == "x86_64" || format == "universal2")
        tags.push_back("macosx_" + number(major) + "_0_" + format);
    }
  }
  // An arm64 has no macOS 10, but files for both processors were named by it.
  for (int minor = here.major >= 11 ? 16 : here.minor; minor >= 4; --minor) {
    for (const std::string& format : formats) {
      if (format != "arm64") tags.push_back("macosx_10_" + number(minor) + "_" + format);
    }
  }
  return tags;
}

std::vector<std::string> windows_tags(const Host& host) {
  const std::string arch = to_lower(host.arch);
  if (arch == "x86_64" || arch == "amd64") return {"win_amd64"};
  if (arch == "arm64" || arch == "aarch64") return {"win_arm64"};
  return {"win32"};
}

}  // namespace

std::string WheelTarget::abi() const {
  return "cp" + number(version.major) + number(version.minor) + (free_threaded ? "t" : "");
}

std::vector<std::string> platform_tags(const Host& host) {
  if (host.os == "linux") return linux_tags(host);
  if (host.os == "macos") return macos_tags(host);
  if (host.os == "windows") return windows_tags(host);
  return {};
}

WheelTags::WheelTags(const WheelTarget& target, const Host& host) : m_platforms(platform_tags(host)) {
  const auto series = [&](const char* prefix, int minor) {
    return prefix + number(target.version.major) + number(minor);
  };
  const int here = target.version.minor;
  const std::string own = series("cp", here);
  const auto add = [&](const std::string& python, const std::string& abi) {
    for (const std::string& platform : m_platforms) m_tags.push_back({python, abi, platform});
  };
  add(own, target.abi());
  // A free-threaded CPython has no abi3: its objects are larger. From PEP 803 on it has one of its own.
  const bool abi3t = target.free_threaded && !(target.version < target.abi3t);
  const std::string stable = !target.free_threaded ? "abi3" : abi3t ? "abi3t" : "";
  if (!stable.empty()) add(own, stable);
  add(own, "none");
  if (!stable.empty()) {
    for (int minor = here - 1; minor >= 2; --minor) add(series("cp", minor), stable);
  }
  std::vector<std::string> generic{series("py", here), "py" + number(target.version.major)};
  for (int minor = here - 1; minor >= 0; --minor) generic.push_back(series("py", minor));
  for (const std::string& python : generic) add(python, "none");
  m_tags.push_back({own, "none", "any"});
  for (const std::string& python : generic) m_tags.push_back({python, "none", "any"});

  for (std::size_t i = 0; i < m_tags.size(); ++i) m_ranks.emplace(m_tags[i].text(), i);
  for (std::size_t i = 0; i < m_platforms.size(); ++i) m_platform_ranks.emplace(m_platforms[i], i);
}

std::optional<std::size_t> WheelTags::rank(const WheelName& wheel) const {
  std::optional<std::size_t> best;
  for (const WheelTag& tag : wheel.tags()) {
    const auto found = m_ranks.find(tag.text());
    if (found != m_ranks.end() && (!best || found->second < *best)) best = found->second;
  }
  return best;
}

bool WheelTags::platform_fits(const WheelName& wheel) const {
  return std::any_of(wheel.platforms.begin(), wheel.platforms.end(),
                     [&](const std::string& platform) { return m_platform_ranks.count(platform) > 0; });
}

}  // namespace ftenv
