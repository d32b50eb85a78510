# Sourced by tests/fresh/*.sh and tests/archive/*.sh: how a test gets a system of its own (tests/support/machine.sh makes it), and what
# of this machine that system may know.
# shellcheck shell=bash
# shellcheck disable=SC2034  # the scripts that source this use the variables

skip() {
  echo "skipped: $*"
  exit 77
}
die() {
  echo "FAILED: $*" >&2
  exit 1
}

support=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source=${FTENV_SOURCE_DIR:-$(cd "$support/../.." && pwd)}
# shellcheck source=tests/support/packages.sh
. "$support/packages.sh"
FTENV=${FTENV:-$source/build/ftenv}

# What a machine behind a proxy or with certificates of its own needs; everything else stays out.
network=()
for name in SSL_CERT_FILE CURL_CA_BUNDLE CARGO_HTTP_CAINFO PIP_CERT http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
  [ -z "${!name:-}" ] || network+=("$name=${!name}")
done

# release: the name of this machine's own, for a system on which what was built here runs.
release() {
  # shellcheck disable=SC1091
  (. /etc/os-release && echo "${VERSION_CODENAME:-}")
}

# in_own_system NAME SUITE: starts the script again in namespaces of its own, as `SCRIPT --inside SUITE TOP`, and
# ends with what it ended with. TOP is removed then; with FTENV_FRESH_KEEP=1 it stays.
in_own_system() {
  local test=$1 suite=$2
  [ "$(id -u)" -eq 0 ] || skip "a system of its own can only be made by root"
  need debootstrap
  unshare --mount true 2>/dev/null || skip "this machine allows no mount namespace"
  [ -n "$suite" ] || skip "this system's release has no name that debootstrap would know"
  top=$(mktemp -d "${TMPDIR:-/var/tmp}/ftenv-$test.XXXXXX")
  # The mounts end with the namespace, whatever ends it, before anything is removed here.
  if [ -n "${FTENV_FRESH_KEEP:-}" ]; then
    trap 'echo "kept: $top"' EXIT
  else
    trap 'rm -rf --one-file-system "$top"' EXIT
  fi
  trap 'exit 130' INT TERM
  unshare --mount --pid --fork --kill-child --propagation private "$0" --inside "$suite" "$top"
  exit
}
