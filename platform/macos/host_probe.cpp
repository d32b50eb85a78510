#include "platform/host_probe.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "platform/identity.hpp"
#include "platform/macos/system_value.hpp"

namespace ftenv {
namespace {

// As `sw_vers -productVersion` prints it: "14.6.1".
std::string product_version() {
  return system_text("kern.osproductversion");
}

// An Intel program on Apple silicon. A native one reads 0; an Intel machine does not know the name.
bool is_translated() {
  return system_number("sysctl.proc_translated").value_or(0) == 1;
}

int usable_cores() {
  return static_cast<int>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
}

}  // namespace

Result<Host> probe_host() {
  utsname names{};
  if (::uname(&names) != 0)
    return fail(ErrorCode::unsupported,
                std::string("the system does not say what it is: ") + std::strerror(errno));
  Host host;
  host.os = "macos";
  host.distro = "macos";
  host.distro_version = product_version();
  host.pretty_name = "macOS " + host.distro_version;
  // A translated program is told x86_64, and so are the shells and compilers that it starts: whatever they
  // build is for Intel. So that is what we are, and people are told why.
  host.arch = names.machine;
  host.translated = is_translated();
  if (host.translated) host.pretty_name += " (Rosetta on Apple silicon)";
  host.cores = usable_cores();
  host.root = is_root();
  return host;
}

}  // namespace ftenv
