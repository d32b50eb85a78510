#!/bin/bash
# The Debian package, on a minimal system of this machine's own release made by debootstrap. Root; needs
# debootstrap, cpack, a package mirror and about 3 GB.
#
#   1  cpack makes the package; lintian, where it is installed, finds no error in it
#   2  apt-get install ./ftenv_….deb brings what it depends on, and `ftenv --version` is the build's
#   3  ftenv up on the sample, to the import without the GIL
#   4  apt-get purge ftenv removes the files of the package and no others
set -euo pipefail
export LC_ALL=C

# shellcheck source=tests/support/own_system.sh
. "$(dirname "$0")/../support/own_system.sh"
if [ "${1:-}" != --inside ]; then
  for program in cpack dpkg-shlibdeps; do
    command -v "$program" >/dev/null || skip "$program is not installed"
  done
  in_own_system deb "$(release)"
fi

suite=$2 top=$3
root=$top/$suite

cpack -G DEB --config "$(dirname "$FTENV")/CPackConfig.cmake" -B "$top/package" >"$top/cpack.log" 2>&1 ||
  { cat "$top/cpack.log" && die "cpack failed"; }
package=$(echo "$top"/package/*.deb)
[ -f "$package" ] || die "not one package: $package"
note="lintian is not installed"
if command -v lintian >/dev/null; then
  lintian --allow-root "$package" >"$top/lintian.txt" || { cat "$top/lintian.txt" && die "lintian has found errors"; }
  note="lintian: $(grep -c '^W:' "$top/lintian.txt" || :) warnings, no errors"
fi
echo "1  $(basename "$package"): $(stat -c %s "$package") bytes; $note"

"$support/machine.sh" "$suite" "$root" || die "no system of $suite could be made"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "${network[@]}" "$@"; }
apt() { inside env DEBIAN_FRONTEND=noninteractive apt-get -y "$@" >"$top/apt.log" 2>&1 || { tail -n 20 "$top/apt.log" && die "apt-get $*"; }; }
! inside sh -c 'command -v cc || command -v python3 || command -v cargo' || die "that machine is not bare"

cp "$package" "$root/root/"
apt update
apt install "/root/$(basename "$package")"
version=$(inside ftenv --version)
[ "$version" = "$("$FTENV" --version)" ] || die "\`$version\` is another version than that of the build"
[ -z "$(inside ldd /usr/bin/ftenv | grep 'not found' || :)" ] || die "a library is missing"
came=$(grep -c '^Setting up' "$top/apt.log")
echo "2  installed with $((came - 1)) packages that it depends on: $version"

mkdir "$root/root/hello"
(cd "$source/docs/quickstart/hello" && tar -c --exclude ./target --exclude ./.venv .) | tar -x -C "$root/root/hello"
begin=$(date +%s)
inside sh -c 'cd /root && exec ftenv up hello --json' >"$top/report.json" 2>"$top/talk.txt" </dev/null ||
  { tail -n 40 "$top/talk.txt" && die "up failed"; }
inside /root/hello/.venv/bin/python -I -c 'import sys, hello; assert not sys._is_gil_enabled()' || die "no import"
echo "3  up: $(($(date +%s) - begin)) s, imported without the GIL"

# Everything but what apt and dpkg write down, and the home, which is not the package's.
files() {
  (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./sys -o -path ./tmp -o -path ./root \) -prune -o -print) |
    sed 's|^\.||' | grep -vE '^/var/(cache|log)/|^/var/lib/(apt|dpkg)/' | sort
}
files >"$top/with"
inside dpkg -L ftenv | grep ftenv | sort >"$top/of-the-package"
[ "$(wc -l <"$top/of-the-package")" -ge 5 ] || die "the package has too few files: $(cat "$top/of-the-package")"
apt purge ftenv
files >"$top/without"
comm -23 "$top/with" "$top/without" >"$top/gone"
diff "$top/of-the-package" "$top/gone" || die "not the files of the package went"
[ -z "$(comm -13 "$top/with" "$top/without")" ] || die "purging has made files: $(comm -13 "$top/with" "$top/without")"
left=$(inside find / -xdev \( -path /proc -o -path /dev -o -path /sys -o -path /root \) -prune -o -iname '*ftenv*' -print)
[ -z "$left" ] || die "left behind: $left"
# shellcheck disable=SC2016
[ -z "$(inside dpkg-query -W -f '${Package} ${Status}\n' 'ftenv*' 2>/dev/null || :)" ] || die "dpkg still knows ftenv"
echo "4  purged: $(wc -l <"$top/gone") files and folders gone, which are those of the package"
