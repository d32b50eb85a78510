#include "inspect/wheel/wheel_name.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace ftenv {
namespace {

constexpr std::string_view k_ending = ".whl";
constexpr std::size_t k_most_tags = 4096;  // of a hostile name

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_tag_set(std::string_view text) {
  for (const std::string& part : split(text, '.')) {
    const bool good = !part.empty() && std::all_of(part.begin(), part.end(), [](unsigned char c) {
      return std::isalnum(c) != 0 || c == '_';
    });
    if (!good) return false;
  }
  return true;
}

std::vector<WheelTag> combinations(const std::vector<std::string>& pythons,
                                   const std::vector<std::string>& abis,
                                   const std::vector<std::string>& platforms) {
  std::vector<WheelTag> tags;
  if (pythons.size() > 64 || abis.size() > 64 ||
      pythons.size() * abis.size() * platforms.size() > k_most_tags)
    return tags;
  for (const std::string& python : pythons) {
    for (const std::string& abi : abis) {
      for (const std::string& platform : platforms) tags.push_back({python, abi, platform});
    }
  }
  return tags;
}

Failure no_wheel(std::string_view file_name, const std::string& why) {
  return fail(ErrorCode::archive, "`" + std::string(file_name) + "` is not the name of a wheel: " + why);
}

int number(std::string_view digits) {
  if (!all_digits(digits) || digits.size() > 4) return 0;
  return std::stoi(std::string(digits));
}

// "2_17_x86_64" → 2, 17, "x86_64"
bool take_version(std::string_view rest, int& major, int& minor, std::string& arch) {
  const std::size_t first = rest.find('_');
  const std::size_t second = first == std::string_view::npos ? first : rest.find('_', first + 1);
  if (second == std::string_view::npos) return false;
  const std::string_view one = rest.substr(0, first), two = rest.substr(first + 1, second - first - 1);
  if (!all_digits(one) || !all_digits(two)) return false;
  major = number(one);
  minor = number(two);
  arch = std::string(rest.substr(second + 1));
  return true;
}

// PEP 513, 571 and 599: names from before the glibc was written into the tag.
struct OldName {
  std::string_view prefix;
  int minor;
};
constexpr std::array<OldName, 3> k_old_names = {
    {{"manylinux1_", 5}, {"manylinux2010_", 12}, {"manylinux2014_", 17}}};

}  // namespace

std::vector<WheelTag> WheelName::tags() const {
  return combinations(pythons, abis, platforms);
}

Result<WheelName> read_wheel_name(std::string_view file_name) {
  if (!ends_with(file_name, k_ending)) return no_wheel(file_name, "it does not end in `.whl`");
  const auto parts = split(file_name.substr(0, file_name.size() - k_ending.size()), '-');
  if (parts.size() != 5 && parts.size() != 6) {
    return no_wheel(file_name, "it has " + std::to_string(parts.size()) +
                                   (parts.size() == 1 ? " part" : " parts") + " between dashes, not 5 or 6");
  }
  WheelName name;
  name.distribution = parts[0];
  name.version = parts[1];
  if (parts.size() == 6) name.build = parts[2];
  const std::size_t tags = parts.size() - 3;
  if (name.distribution.empty() || name.version.empty()) return no_wheel(file_name, "a part of it is empty");
  if (!is_digit(name.version.front()) && name.version.front() != 'v')
    return no_wheel(file_name, "`" + name.version + "` is not a version");
  if (parts.size() == 6 && (name.build.empty() || !is_digit(name.build.front()))) {
    return no_wheel(file_name, "`" + name.build + "` is not a build number");
  }
  for (std::size_t i = tags; i < parts.size(); ++i) {
    if (!is_tag_set(parts[i])) return no_wheel(file_name, "`" + parts[i] + "` is not a tag");
  }
  name.pythons = split(parts[tags], '.');
  name.abis = split(parts[tags + 1], '.');
  name.platforms = split(parts[tags + 2], '.');
  if (name.tags().empty()) return no_wheel(file_name, "it stands for too many tags");
  return name;
}

std::vector<WheelTag> expand_tags(std::string_view tag_set) {
  const auto parts = split(tag_set, '-');
  if (parts.size() != 3) return {};
  return combinations(split(parts[0], '.'), split(parts[1], '.'), split(parts[2], '.'));
}

AbiTag read_abi_tag(std::string_view abi) {
  if (abi == "none") return {AbiTag::none, {}};
  if (abi == "abi3") return {AbiTag::stable, {}};
  if (abi == "abi3t") return {AbiTag::stable_free_threaded, {}};
  if (!starts_with(abi, "cp")) return {AbiTag::other, {}};
  const std::string_view rest = abi.substr(2);
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit);
  AbiTag tag{AbiTag::other, std::string(rest.begin(), end)};
  const std::string flags(end, rest.end());
  if (tag.python.empty()) return {AbiTag::other, {}};
  if (flags == "t" || flags == "td") tag.kind = AbiTag::free_threaded;
  if (flags.empty() || flags == "m" || flags == "mu" || flags == "d" || flags == "dm") tag.kind = AbiTag::gil;
  return tag;
}

int minor_of(std::string_view digits) {
  return digits.size() >= 2 && digits.front() == '3' ? number(digits.substr(1)) : 0;
}

PlatformTag read_platform_tag(std::string_view platform) {
  PlatformTag tag;
  if (platform == "any") {
    tag.system = PlatformTag::any;
    return tag;
  }
  for (const OldName& old : k_old_names) {
    if (!starts_with(platform, old.prefix)) continue;
    return {PlatformTag::manylinux, 2, old.minor, 0, 0, std::string(platform.substr(old.prefix.size()))};
  }
  const auto rest = [&](std::string_view prefix) { return platform.substr(prefix.size()); };
  if (starts_with(platform, "manylinux_") &&
      take_version(rest("manylinux_"), tag.libc_major, tag.libc_minor, tag.arch)) {
    tag.system = PlatformTag::manylinux;
  } else if (starts_with(platform, "musllinux_") &&
             take_version(rest("musllinux_"), tag.libc_major, tag.libc_minor, tag.arch)) {
    tag.system = PlatformTag::musllinux;
  } else if (starts_with(platform, "macosx_") &&
             take_version(rest("macosx_"), tag.os_major, tag.os_minor, tag.arch)) {
    tag.system = PlatformTag::macos;
  } else if (starts_with(platform, "linux_")) {
    tag.system = PlatformTag::linux_any;
    tag.arch = std::string(rest("linux_"));
  } else if (platform == "win32") {
    tag.system = PlatformTag::windows;
    tag.arch = "x86";
  } else if (starts_with(platform, "win_")) {
    tag.system = PlatformTag::windows;
    tag.arch = std::string(rest("win_"));
  }
  return tag;
}

std::vector<std::string> processors_of(const PlatformTag& platform) {
  static const std::vector<std::pair<std::string_view, std::vector<std::string>>> table = {
      {"x86_64", {"x86_64"}}, {"amd64", {"x86_64"}},  {"aarch64", {"arm64"}},
      {"arm64", {"arm64"}},   {"i686", {"x86"}},      {"x86", {"x86"}},
      {"i386", {"x86"}},      {"armv7l", {"arm"}},    {"ppc64le", {"ppc64"}},
      {"s390x", {"s390x"}},   {"riscv64", {"riscv"}}, {"universal2", {"x86_64", "arm64"}},
      {"intel", {"x86_64"}}};
  for (const auto& [name, processors] : table) {
    if (name == platform.arch) return processors;
  }
  return {};
}

std::string normal_project_name(std::string_view name) {
  std::string normal;
  for (const char c : to_lower(name)) {
    const bool separator = c == '-' || c == '_' || c == '.';
    if (!separator) {
      normal += c;
    } else if (normal.empty() || normal.back() != '-') {
      normal += '-';
    }
  }
  return normal;
}

std::string normal_version(std::string_view version) {
  std::string text = to_lower(version);
  if (!text.empty() && text.front() == 'v') text.erase(0, 1);
  for (char& c : text) {
    if (c == '_' || c == '-' || c == '+') c = '.';
  }
  // The zeros at the end of the release: of "1.10.0rc1" those before "rc", of "1.0.0" all.
  std::size_t release = 0;
  while (release < text.size() && (is_digit(text[release]) || text[release] == '.')) ++release;
  std::string head = text.substr(0, release);
  while (!head.empty() && head.back() == '.') head.pop_back();
  while (ends_with(head, ".0")) head.erase(head.size() - 2);
  std::string tail = text.substr(release);
  tail = replace_all(tail, "alpha", "a");
  tail = replace_all(tail, "beta", "b");
  return tail.empty() ? head : head + "|" + tail;
}

}  // namespace ftenv
