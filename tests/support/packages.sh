# Sourced by tests that need programs which a machine may lack.
# shellcheck shell=sh

# install_packages PACKAGE…: by apt, as root. Tests run side by side, and apt waits for others only with some of
# its locks; so they wait for each other here.
install_packages() {
  command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ] || return 1
  (
    ! command -v flock >/dev/null || flock -w 600 9
    apt_installs "$@" || { apt-get -q update && apt_installs "$@"; }
  ) 9>"${TMPDIR:-/tmp}/ftenv-tests.apt-lock" >/dev/null 2>&1 </dev/null
}
apt_installs() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

# have PROGRAM [PACKAGE]: it is here, or has just been installed; PACKAGE is Debian's, if it has another name.
have() { command -v "$1" >/dev/null || { install_packages "${2:-$1}" && command -v "$1" >/dev/null; }; }

# need PROGRAM [PACKAGE]: or the test is skipped, and says so.
need() {
  have "$@" && return
  echo "skipped: $1 is not here and can't be installed (that takes root and apt)"
  exit 77
}
