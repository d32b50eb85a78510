#include "platform/packages/apt_parse.hpp"

#include "support/catch.hpp"

namespace ftenv::test {
namespace {

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("dpkg-query says what is installed and what it provides") {
  const auto packages = parse_dpkg_query(
      "awk\tunknown ok not-installed\t\n"
      "libncurses-dev\tinstall ok installed\tlibncurses5-dev (= 6.4-4), libtinfo-dev (= 6.4-4), ncurses-dev\n"
      "libncursesw5-dev\tinstall ok installed\t\n"
      "held\thold ok installed\t\n"
      "leaving\tdeinstall ok installed\tvirtual\n"
      "removed\tdeinstall ok config-files\tgone\n"
      "broken\tinstall ok half-configured\t\n"
      "damaged\tinstall reinstreq installed\t\n"
      "nonsense\n");
  REQUIRE(packages.size() == 8);
  CHECK(!packages[0].installed);
  CHECK(packages[1].installed);
  CHECK(packages[1].provides == Names{"libncurses5-dev", "libtinfo-dev", "ncurses-dev"});
  CHECK(packages[2].installed);
  CHECK(packages[2].provides.empty());
  CHECK(packages[3].installed);
  CHECK(packages[4].installed);
  CHECK(packages[4].provides == Names{"virtual"});
  for (std::size_t i = 5; i < packages.size(); ++i) {
    INFO(packages[i].name);
    CHECK(!packages[i].installed);
  }
  CHECK(parse_dpkg_query("").empty());
}

TEST_CASE("apt-cache policy names the candidate") {
  CHECK(parse_candidate("python3.11:\n"
                        "  Installed: 3.11.2-6+deb12u6\n"
                        "  Candidate: 3.11.2-6+deb12u9\n"
                        "  Version table:\n"
                        "     3.11.2-6+deb12u9 500\n"
                        "        500 http://mirror.example/debian bookworm/main amd64 Packages\n"
                        " *** 3.11.2-6+deb12u6 100\n"
                        "        100 /var/lib/dpkg/status\n") == "3.11.2-6+deb12u9");
  CHECK(parse_candidate("c-compiler:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n") == "");
  CHECK(parse_candidate("") == "");
}

TEST_CASE("what an installation would bring: what is new, without the upgrades") {
  CHECK(parse_simulated_install(
            "NOTE: This is only a simulation!\n"
            "Reading package lists...\n"
            "Inst libffi8 (3.4.4-1 Debian:12.12/oldstable [amd64])\n"
            "Inst libc6 [2.36-9+deb12u9] (2.36-9+deb12u10 Debian:12.12/oldstable [amd64]) []\n"
            "Inst zlib1g:i386 (1:1.2.13.dfsg-1 Debian:12.12/oldstable [i386])\n"
            "Conf libffi8 (3.4.4-1 Debian:12.12/oldstable [amd64])\n") ==
        std::vector<std::string>{"libffi8", "zlib1g"});
  CHECK(parse_simulated_install("").empty());
}

TEST_CASE("apt's complaints are understood") {
  struct Row {
    const char* output;
    PackageTrouble trouble;
    const char* line;
  };
  const Row rows[] = {
      {"", PackageTrouble::none, ""},
      {"Reading package lists...\n", PackageTrouble::none, ""},
      {"E: Unable to locate package nosuch2\n", PackageTrouble::unknown_package,
       "Unable to locate package nosuch2"},
      {"E: Unable to locate package python3.14\nE: Couldn't find any package by glob 'python3.14'\n",
       PackageTrouble::unknown_package, "Unable to locate package python3.14"},
      {"E: Package 'c-compiler' has no installation candidate\n", PackageTrouble::unknown_package,
       "Package 'c-compiler' has no installation candidate"},
      {"W: Unable to locate package python3.14\n", PackageTrouble::unknown_package,
       "Unable to locate package python3.14"},
      {"E: Failed to fetch http://mirror.example/debian/pool/main/p/x_1.orig.tar.xz  404  Not Found [IP: "
       "192.0.2.1 80]\nE: Failed to fetch some archives.\n",
       PackageTrouble::stale_lists,
       "Failed to fetch http://mirror.example/debian/pool/main/p/x_1.orig.tar.xz  404  Not Found [IP: "
       "192.0.2.1 "
       "80]"},
      {"E: The repository 'http://mirror.example/debian nosuchsuite Release' does not have a Release file.\n",
       PackageTrouble::no_release,
       "The repository 'http://mirror.example/debian nosuchsuite Release' does not have a Release file."},
      {"W: Failed to fetch http://mirror.example/debian/dists/trixie/InRelease  Could not resolve "
       "'mirror.example'\nW: Some index files failed to download. They have been ignored, or old ones used "
       "instead.\n",
       PackageTrouble::network,
       "Failed to fetch http://mirror.example/debian/dists/trixie/InRelease  Could not resolve "
       "'mirror.example'"},
      {"W: GPG error: http://mirror.example/debian trixie InRelease: The following signatures couldn't be "
       "verified because the public key is not available: NO_PUBKEY 6ED0E7B82643E131\n"
       "E: The repository 'http://mirror.example/debian trixie InRelease' is not signed.\n",
       PackageTrouble::signature,
       "The repository 'http://mirror.example/debian trixie InRelease' is not signed."},
      {"E: You must put some 'deb-src' URIs in your sources.list\n", PackageTrouble::no_index,
       "You must put some 'deb-src' URIs in your sources.list"},
      {"E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4711 (apt-get)\n",
       PackageTrouble::locked,
       "Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4711 (apt-get)"},
      {"E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem. \n",
       PackageTrouble::interrupted,
       "dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem. "},
      {"E: You don't have enough free space in /var/cache/apt/archives/.\n", PackageTrouble::disk,
       "You don't have enough free space in /var/cache/apt/archives/."},
      {"E: Sub-process /usr/bin/dpkg returned an error code (1)\n", PackageTrouble::other,
       "Sub-process /usr/bin/dpkg returned an error code (1)"},
      // a broken source of the user's is not what the install failed of
      {"W: Target Packages is configured multiple times\nE: Unable to locate package x\n",
       PackageTrouble::unknown_package, "Unable to locate package x"},
  };
  for (const Row& row : rows) {
    INFO(row.output);
    const PackageComplaint complaint = diagnose_apt(row.output);
    CHECK(complaint.trouble == row.trouble);
    CHECK(complaint.line == row.line);
  }
}

}  // namespace ftenv::test
