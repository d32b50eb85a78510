#!/bin/bash
# Everything that ftenv brings to a bare machine, taken back: a minimal system made by debootstrap, of this
# machine's own release so that this ftenv runs there; `ftenv up`, `ftenv undo --all --packages`, and then a
# look at every file of that system. Root; needs debootstrap, a package mirror and about 3 GB.
#
#   1  up on the bare machine, to the import without the GIL
#   2  undo --all --packages: the same packages as before, byte for byte the same files in every folder but
#      those in which the package manager and the system keep their own books
#   3  `find / -newer`: nothing but those books
set -euo pipefail
export LC_ALL=C

# shellcheck source=tests/support/own_system.sh
. "$(dirname "$0")/../support/own_system.sh"
[ "${1:-}" = --inside ] || in_own_system undo "$(release)"

suite=$2 top=$3
root=$top/$suite
"$support/machine.sh" "$suite" "$root" || die "no system of $suite could be made"

inside() { chroot "$root" env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "${network[@]}" "$@"; }

# What ftenv itself needs to start, which its package would bring.
mapfile -t libraries < <(ldd "$FTENV" | awk '$3 ~ /^\// { print $3 }' | xargs -n 1 readlink -f |
  xargs -n 1 basename | xargs -I{} dpkg -S '*/{}' 2>/dev/null | cut -d: -f1 | sort -u)
[ "${#libraries[@]}" -gt 0 ] || skip "the libraries of ftenv come from no package here"
{
  inside apt-get update
  inside env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates "${libraries[@]}"
} >"$top/apt.log" 2>&1 || { tail -n 20 "$top/apt.log" && die "the libraries could not be installed"; }
install -m 755 "$FTENV" "$root/usr/local/bin/ftenv"
mkdir "$root/root/hello"
(cd "$source/docs/quickstart/hello" && tar -c --exclude ./target --exclude ./.venv .) | tar -x -C "$root/root/hello"
inside ftenv --version
! inside sh -c 'command -v cc || command -v python3 || command -v cargo' || die "that machine is not bare"

# Where the package manager, the loader and programs of packages keep their books: lists, caches, logs, locks,
# what is derived from what is installed. Anything else counts.
books='^/(proc|dev|sys|run|tmp/\.)|^/var/(cache|log)/|^/var/lib/(apt|dpkg|systemd|pam|ucf|update-rc\.d)/|^/etc/ld\.so\.cache|^/etc/ssl/certs/ca-certificates\.crt'
picture() {
  (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./sys \) -prune -o -printf '/%P %y %m %u %l\n' |
    sort | grep -vE "$books")
  (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./sys \) -prune -o -type f -print0 |
    sort -z | xargs -0 sha256sum | sed 's| \./| /|' | awk '{ print $2, $1 }' | grep -vE "$books")
}
# shellcheck disable=SC2016  # dpkg-query's own placeholders
packages() { inside dpkg-query -W -f '${Package} ${Version} ${Status}\n' | grep ' installed$' | sort; }

sleep 1
touch "$root/root/marker"
sleep 1
picture | sort >"$top/before"
packages >"$top/packages-before"
echo "   $(wc -l <"$top/packages-before") packages, $(grep -c ' f ' "$top/before") files that must be the same"

begin=$(date +%s)
inside sh -c 'cd /root && exec ftenv up hello --json' >"$top/report.json" 2>"$top/talk.txt" </dev/null ||
  { tail -n 40 "$top/talk.txt" && die "up failed"; }
inside /root/hello/.venv/bin/python -I -c 'import sys, hello; assert not sys._is_gil_enabled()' || die "no import"
packages >"$top/packages-up"
picture | sort >"$top/up"
came=$(comm -13 "$top/packages-before" "$top/packages-up" | wc -l)
files=$(comm -13 "$top/before" "$top/up" | grep -c ' f ' || :)
if [ "$came" -eq 0 ] || [ "$files" -lt 1000 ]; then
  die "up has brought $came packages and $files files: nothing to take back"
fi
echo "1  up: $(($(date +%s) - begin)) s, $came packages and $files files came"

begin=$(date +%s)
inside ftenv undo --all --packages --yes >"$top/undo.txt" 2>&1 </dev/null ||
  { tail -n 40 "$top/undo.txt" && die "undo failed"; }
packages >"$top/packages-after"
picture | sort >"$top/after"
cmp -s "$top/packages-before" "$top/packages-after" || {
  diff "$top/packages-before" "$top/packages-after" || :
  die "not the same packages"
}
cmp -s "$top/before" "$top/after" || {
  diff "$top/before" "$top/after" | head -n 40 || :
  die "not the same files"
}
echo "2  undo: $(($(date +%s) - begin)) s, the same packages and files as before"

# Folders are newer when something came and went in them.
left=$(inside find / -xdev \( -path /proc -o -path /dev -o -path /sys \) -prune -o -newercm /root/marker ! -type d -print |
  grep -vE "$books" || :)
[ -z "$left" ] || { echo "$left" | head -n 40 && die "newer than the run's beginning"; }
books_newer=$(inside find / -xdev \( -path /proc -o -path /dev -o -path /sys \) -prune -o -newercm /root/marker ! -type d -print | wc -l)
[ "$books_newer" -gt 0 ] || die "not even the package manager's books are newer: the question is wrong"
echo "3  newer than its beginning: $books_newer files, all of them books of the system"
