#include "platform/packages/apt_source_parse.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/packages/debian_version.hpp"

namespace ftenv {

// Debian|Debian|main|http://MIRROR/debian/
// Debian|Debian-Security|main|http://MIRROR/debian-security/
// Debian Backports|Debian Backports|main|http://MIRROR/debian/
// Ubuntu|Ubuntu|main|http://MIRROR/ubuntu/
std::vector<std::string> parse_debian_mirrors(std::string_view targets, std::string_view component) {
  std::vector<std::string> mirrors;
  for (const std::string& line : split_lines(targets)) {
    const auto fields = split(line, '|');
    if (fields.size() != 4 || fields[0] != "Debian" || fields[1] != "Debian" || fields[2] != component)
      continue;
    // A disc holds the packages of its own release only, and the list's syntax has no room for blanks.
    const std::string& mirror = fields[3];
    if (mirror.empty() || starts_with(mirror, "cdrom:") || split_words(mirror).size() != 1) continue;
    if (std::find(mirrors.begin(), mirrors.end(), mirror) == mirrors.end()) mirrors.push_back(mirror);
  }
  return mirrors;
}

bool is_upstream_tarball(std::string_view file_name) {
  const auto found = file_name.rfind(".orig.tar.");
  return found != std::string_view::npos && file_name.find('.', found + 10) == std::string_view::npos;
}

// Package: python3.13
// Binary: python3.13, python3.13-venv, …
// Version: 3.13.5-2+deb13u5
// Files:
//  dbaa8833aa736eddbb18a6a6ae0c10fa 22856016 python3.13_3.13.5.orig.tar.xz
// Checksums-Sha256:
//  4be84e20fb902354fa86955e2fbea6e8bdbd158f54833423488308a9b3532662 4298 python3.13_3.13.5-2+deb13u5.dsc
//  93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640 22856016 python3.13_3.13.5.orig.tar.xz
//  da6e013d98dcf8fc6696cdb2872b0051fc8fdeb632f73ef9f54d7b5a68647401 963 python3.13_3.13.5.orig.tar.xz.asc
// Directory: pool/main/p/python3.13
// (an empty line, then the next version)
std::vector<SourcePackage> parse_showsrc(std::string_view output, const std::string& suite) {
  std::vector<SourcePackage> packages;
  SourcePackage current;
  bool in_digests = false;
  const auto finish = [&] {
    if (!current.package.empty() && !current.package_version.empty()) {
      current.suite = suite;
      current.upstream_version = upstream_of_debian_version(current.package_version);
      packages.push_back(std::move(current));
    }
    current = SourcePackage();
    in_digests = false;
  };
  for (const std::string& line : split_lines(output)) {
    if (trim(line).empty()) {
      finish();
    } else if (line.front() == ' ') {
      const auto words = split_words(line);
      if (in_digests && words.size() == 3 && is_upstream_tarball(words[2])) current.sha256 = words[0];
    } else {
      const auto colon = line.find(':');
      if (colon == std::string::npos) continue;
      const std::string field = to_lower(line.substr(0, colon));
      const std::string value(trim(std::string_view(line).substr(colon + 1)));
      in_digests = field == "checksums-sha256";
      if (field == "package") current.package = value;
      if (field == "version") current.package_version = value;
    }
  }
  finish();
  return packages;
}

std::vector<SourcePackage> newest_first(std::vector<SourcePackage> packages) {
  std::vector<SourcePackage> merged;
  for (SourcePackage& package : packages) {
    const auto known = std::find_if(merged.begin(), merged.end(), [&](const SourcePackage& other) {
      return other.package_version == package.package_version;
    });
    if (known == merged.end()) merged.push_back(std::move(package));
  }
  std::stable_sort(merged.begin(), merged.end(), [](const SourcePackage& left, const SourcePackage& right) {
    return compare_debian_versions(left.package_version, right.package_version) > 0;
  });
  return merged;
}

}  // namespace ftenv
