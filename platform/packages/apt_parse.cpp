#include "platform/packages/apt_parse.hpp"

#include <array>

#include "base/text.hpp"

namespace ftenv {

// dpkg-query: no packages found matching nosuchpkg            (stderr, exit code 1)
// awk	unknown ok not-installed
// libncurses-dev	install ok installed	libncurses5-dev (= 6.4-4), libtinfo-dev (= 6.4-4), ncurses-dev
// libncursesw5-dev	install ok installed
// zlib1g-dev	install ok installed	libz-dev
std::vector<DpkgPackage> parse_dpkg_query(std::string_view output) {
  std::vector<DpkgPackage> packages;
  for (const std::string& line : split_lines(output)) {
    const auto fields = split(line, '\t');
    if (fields.size() < 2) continue;
    DpkgPackage package;
    package.name = fields[0];
    // The first word is what was wished ("hold", "deinstall"), the last what is.
    const auto status = split_words(fields[1]);
    package.installed = status.size() == 3 && status[1] == "ok" && status[2] == "installed";
    if (fields.size() > 2)
      for (const std::string& provided : split(fields[2], ',')) {
        const auto words = split_words(provided);
        if (!words.empty()) package.provides.push_back(words.front());
      }
    packages.push_back(std::move(package));
  }
  return packages;
}

// Inst libffi8 (3.4.4-1 Debian:12.12/oldstable [amd64])
// Inst libc6:i386 (2.36-9+deb12u10 Debian:12.12/oldstable [i386])
// Inst libc6 [2.36-9+deb12u9] (2.36-9+deb12u10 Debian:12.12/oldstable [amd64]) []
// Conf libffi8 (3.4.4-1 Debian:12.12/oldstable [amd64])
std::vector<std::string> parse_simulated_install(std::string_view output) {
  std::vector<std::string> packages;
  for (const std::string& line : split_lines(output)) {
    const auto words = split_words(line);
    if (words.size() < 3 || words[0] != "Inst" || starts_with(words[2], "[")) continue;
    packages.push_back(words[1].substr(0, words[1].find(':')));
  }
  return packages;
}

// python3.11:
//   Installed: 3.11.2-6+deb12u6
//   Candidate: 3.11.2-6+deb12u9
//   Version table:
//      3.11.2-6+deb12u9 500
// A package that is only provided by others has "Candidate: (none)"; for an unknown one nothing is printed.
std::string parse_candidate(std::string_view policy) {
  constexpr std::string_view k_label = "Candidate:";
  for (const std::string& line : split_lines(policy)) {
    const std::string_view text = trim(line);
    if (!starts_with(text, k_label)) continue;
    const std::string_view version = trim(text.substr(k_label.size()));
    return version == "(none)" ? std::string() : std::string(version);
  }
  return {};
}

// E: Unable to locate package nosuch2
// E: Couldn't find any package by glob 'python3.14'
// E: Package 'c-compiler' has no installation candidate
// E: Failed to fetch MIRROR/pool/main/p/python3.14/python3.14_3.14.10.orig.tar.xz  404  Not Found [IP: …]
// E: The repository 'MIRROR nosuchsuite Release' does not have a Release file.
// E: The repository 'MIRROR trixie InRelease' is not signed.
// E: You must put some 'deb-src' URIs in your sources.list
// W: Failed to fetch MIRROR/dists/trixie/InRelease  Could not connect to 127.0.0.1:9 (127.0.0.1). - connect …
// W: GPG error: MIRROR trixie InRelease: The following signatures couldn't be verified because the public …
// E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4711 (apt-get)
// dpkg: error: dpkg frontend lock was locked by another process with pid 4711
// E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.
// E: You don't have enough free space in /var/cache/apt/archives/.
PackageComplaint diagnose_apt(std::string_view output) {
  // The first that matches; a "404" must be seen before what a failed fetch means otherwise.
  static constexpr std::array<KnownComplaint, 21> k_known{{
      {"Unable to locate package", PackageTrouble::unknown_package},
      {"find any package by", PackageTrouble::unknown_package},
      {"has no installation candidate", PackageTrouble::unknown_package},
      {"Unable to find a source package", PackageTrouble::unknown_package},
      {"does not have a Release file", PackageTrouble::no_release},
      {"does no longer have a Release file", PackageTrouble::no_release},
      {"You must put some 'deb-src' URIs", PackageTrouble::no_index},
      {"404  Not Found", PackageTrouble::stale_lists},
      {"Hash Sum mismatch", PackageTrouble::stale_lists},
      {"File has unexpected size", PackageTrouble::stale_lists},
      {"is not signed", PackageTrouble::signature},
      {"GPG error", PackageTrouble::signature},
      {"No space left on device", PackageTrouble::disk},
      {"have enough free space", PackageTrouble::disk},
      {"Failed to fetch", PackageTrouble::network},
      {"Could not resolve", PackageTrouble::network},
      {"Could not connect", PackageTrouble::network},
      {"Could not get lock", PackageTrouble::locked},
      {"Unable to acquire the dpkg frontend lock", PackageTrouble::locked},
      {"lock was locked by another process", PackageTrouble::locked},
      {"dpkg was interrupted", PackageTrouble::interrupted,
       "an earlier installation was cut off; finish it with `dpkg --configure -a` as root"},
  }};
  PackageComplaint warning;
  for (const std::string& line : split_lines(output)) {
    constexpr std::string_view k_dpkg = "dpkg: error: ";
    const bool of_dpkg = starts_with(line, k_dpkg);
    const bool error = of_dpkg || starts_with(line, "E: ");
    if (!error && !starts_with(line, "W: ")) continue;
    PackageComplaint complaint{PackageTrouble::other, line.substr(of_dpkg ? k_dpkg.size() : 3)};
    for (const KnownComplaint& known : k_known)
      if (contains(line, known.part)) {
        complaint.trouble = known.trouble;
        complaint.hint = known.hint;
        break;
      }
    if (error) return complaint;
    if (warning.trouble == PackageTrouble::none) warning = std::move(complaint);
  }
  return warning;
}

}  // namespace ftenv
