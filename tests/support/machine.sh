#!/bin/bash
# machine.sh SUITE DIRECTORY: a minimal system as its installer would leave it, in DIRECTORY, with this
# machine's package mirror, proxies and certificates, because those decide whether it has a network.
# Run within a mount namespace of one's own (tests/fresh/fresh.sh does): the mounts end with it.
set -euo pipefail
suite=$1 root=$2

# The mirror that this machine's own release comes from.
# shellcheck disable=SC1091
. /etc/os-release
# shellcheck disable=SC2016  # apt's own placeholders
mirror=$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(SITE)' 'Created-By: Packages' |
  awk -v codename="${VERSION_CODENAME:-}" '$1 == codename && $2 == "main" { print $3; exit }')
if [ -z "$mirror" ]; then
  echo "apt names no mirror of its own release ${VERSION_CODENAME:-?}; run apt-get update first" >&2
  exit 1
fi

mkdir -p "$root"
# A newer release than the keyring's or the script's own still bootstraps as its predecessors do.
script=()
[ -e "/usr/share/debootstrap/scripts/$suite" ] || script=("/usr/share/debootstrap/scripts/sid")
debootstrap --variant=minbase "$suite" "$root" "$mirror" "${script[@]}" >"$root.log" 2>&1 || {
  tail -n 20 "$root.log" >&2
  exit 1
}

# It lives for an hour: no package has to survive a power cut.
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/90this-machine"

mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"

cp /etc/resolv.conf /etc/hosts "$root/etc/"
apt-config dump Acquire | grep -E '^Acquire::(https?::|Check-|Retries)' >"$root/etc/apt/apt.conf.d/90this-machine" || true
# A company's own authorities: the ca-certificates package adds what lies here to its bundle.
if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/"
fi
[ ! -e /etc/pip.conf ] || cp /etc/pip.conf "$root/etc/"
