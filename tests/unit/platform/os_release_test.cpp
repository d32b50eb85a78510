#include "platform/host_probe.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

struct Row {
  const char* text;
  const char* distro;
  std::vector<std::string> like;
  const char* version;
  const char* codename;
  const char* pretty;
};

// Shortened to the lines that could mislead the reader.
const Row k_rows[] = {
    {"PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n"
     "VERSION=\"12 (bookworm)\"\nVERSION_CODENAME=bookworm\nID=debian\n"
     "HOME_URL=\"https://example.org/\"\n",
     "debian",
     {},
     "12",
     "bookworm",
     "Debian GNU/Linux 12 (bookworm)"},
    // testing and sid: no version
    {"PRETTY_NAME=\"Debian GNU/Linux forky/sid\"\nNAME=\"Debian "
     "GNU/Linux\"\nVERSION_CODENAME=forky\nID=debian\n",
     "debian",
     {},
     "",
     "forky",
     "Debian GNU/Linux forky/sid"},
    {"PRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\n"
     "VERSION=\"24.04.1 LTS (Noble Numbat)\"\nVERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\n"
     "UBUNTU_CODENAME=noble\nLOGO=ubuntu-logo\n",
     "ubuntu",
     {"debian"},
     "24.04",
     "noble",
     "Ubuntu 24.04.1 LTS"},
    {"NAME=\"Linux Mint\"\nVERSION=\"22 (Wilma)\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"
     "PRETTY_NAME=\"Linux Mint 22\"\nVERSION_ID=\"22\"\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n",
     "linuxmint",
     {"ubuntu", "debian"},
     "22",
     "wilma",
     "Linux Mint 22"},
    {"NAME=\"Fedora Linux\"\nVERSION=\"43 (Container "
     "Image)\"\nID=fedora\nVERSION_ID=43\nVERSION_CODENAME=\"\"\n"
     "PLATFORM_ID=\"platform:f43\"\nPRETTY_NAME=\"Fedora Linux 43 (Container Image)\"\n",
     "fedora",
     {},
     "43",
     "",
     "Fedora Linux 43 (Container Image)"},
    {"NAME=\"Rocky Linux\"\nVERSION=\"9.5 (Blue Onyx)\"\nID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"
     "VERSION_ID=\"9.5\"\nPRETTY_NAME=\"Rocky Linux 9.5 (Blue Onyx)\"\n",
     "rocky",
     {"rhel", "centos", "fedora"},
     "9.5",
     "",
     "Rocky Linux 9.5 (Blue Onyx)"},
    {"NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.22.1\nPRETTY_NAME=\"Alpine Linux v3.22\"\n",
     "alpine",
     {},
     "3.22.1",
     "",
     "Alpine Linux v3.22"},
    // rolling: BUILD_ID instead of a version
    {"NAME=\"Arch Linux\"\nPRETTY_NAME=\"Arch "
     "Linux\"\nID=arch\nBUILD_ID=rolling\nANSI_COLOR=\"38;2;23;147;209\"\n",
     "arch",
     {},
     "",
     "",
     "Arch Linux"},
    {"NAME=\"openSUSE Leap\"\nVERSION=\"15.6\"\nID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n"
     "VERSION_ID=\"15.6\"\nPRETTY_NAME=\"openSUSE Leap 15.6\"\n",
     "opensuse-leap",
     {"suse", "opensuse"},
     "15.6",
     "",
     "openSUSE Leap 15.6"},
    // written by hand: comments, single quotes, escapes, blanks, Windows line ends
    {"# ours\r\n\r\nID='corp'\r\nNAME=\"Corp \\\"OS\\\" \\$1\"\r\n  "
     "VERSION_ID=7\r\nnonsense\r\nPRETTY_NAME=\r\n",
     "corp",
     {},
     "7",
     "",
     "Corp \"OS\" $1"},
    {"", "linux", {}, "", "", "linux"},
};

}  // namespace

TEST_CASE("os-release names the distribution") {
  for (const Row& row : k_rows) {
    INFO(row.text);
    Host host;
    host.distro = "stale";
    apply_os_release(row.text, host);
    CHECK(host.distro == row.distro);
    CHECK(host.distro_like == row.like);
    CHECK(host.distro_version == row.version);
    CHECK(host.codename == row.codename);
    CHECK(host.pretty_name == row.pretty);
  }
}

}  // namespace ftenv::test
