// A few machines as values, for unit tests that need one. All that ftenv is made for are in tests/hosts/.
#pragma once

#include <string>
#include <vector>

#include "model/host.hpp"

namespace ftenv {

inline Host linux_host(std::string distro, std::string version, std::string codename,
                       std::vector<std::string> like = {}) {
  Host host;
  host.os = "linux";
  host.distro = std::move(distro);
  host.distro_version = std::move(version);
  host.codename = std::move(codename);
  host.distro_like = std::move(like);
  host.pretty_name = host.distro + " " + (host.distro_version.empty() ? host.codename : host.distro_version);
  host.arch = "x86_64";
  host.libc = "glibc";
  return host;
}

inline std::vector<Host> known_hosts() {
  return {linux_host("debian", "12", "bookworm"),
          linux_host("debian", "13", "trixie"),
          linux_host("debian", "", "forky"),
          linux_host("ubuntu", "22.04", "jammy", {"debian"}),
          linux_host("ubuntu", "24.04", "noble", {"debian"}),
          linux_host("ubuntu", "26.04", "resolute", {"debian"}),
          linux_host("linuxmint", "22.1", "xia", {"ubuntu", "debian"}),
          linux_host("raspbian", "12", "bookworm", {"debian"})};
}

}  // namespace ftenv
