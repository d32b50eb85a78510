#!/bin/bash
# The Debian package, on a minimal system of this machine's own release made by debootstrap. Root; needs
# debootstrap, cpack, a package mirror and about 3 GB.
#
#   1  cpack makes the package; lintian finds neither errors nor warnings in it
#   2  apt-get install ./ftenv_….deb brings what it depends on, and `ftenv --version` is the build's; the package
#      has the program, a manual page for each command, completions and what Debian wants to know, and nothing else;
#      purged at once, it leaves nothing
#   3  ftenv up on the sample, to the import without the GIL
#   4  man, bash, zsh and fish, installed there as well, find what is theirs
#   5  apt-get purge ftenv removes the files of the package and no others
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
# It needs neither this package's build nor its system: a machine without it gets it, as one does in CI.
note="not read by lintian, which is not installed"
if have lintian; then
  lintian --allow-root --profile debian --fail-on error,warning "$package" >"$top/lintian.txt" 2>&1 ||
    { cat "$top/lintian.txt" && die "lintian has found something"; }
  note="lintian has found neither errors nor warnings"
fi
echo "1  $(basename "$package"): $(stat -c %s "$package") bytes; $note"

"$support/machine.sh" "$suite" "$root" || die "no system of $suite could be made"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "${network[@]}" "$@"; }
apt() { inside env DEBIAN_FRONTEND=noninteractive apt-get -y "$@" >"$top/apt.log" 2>&1 || { tail -n 20 "$top/apt.log" && die "apt-get $*"; }; }
! inside sh -c 'command -v cc || command -v python3 || command -v cargo' || die "that machine is not bare"

# Everything but what apt and dpkg write down, and the home, which is not the package's.
files() {
  (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./sys -o -path ./tmp -o -path ./root \) -prune -o -print) |
    sed 's|^\.||' | grep -vE '^/var/(cache|log)/|^/var/lib/(apt|dpkg)/' | sort
}

cp "$package" "$root/root/"
package=/root/$(basename "$package")
apt update
# What apt would bring for it comes first, so that the rest is the package's own doing.
inside apt-get -s install "$package" | sed -n 's/^Inst \([^ ]*\) .*/\1/p' | grep -vx ftenv >"$top/needs"
# shellcheck disable=SC2046  # a list of names
apt install $(cat "$top/needs")
files >"$top/bare"
apt install "$package"
[ "$(grep -c '^Setting up' "$top/apt.log")" -eq 1 ] || die "more came than apt had said"
version=$(inside ftenv --version)
[ "$version" = "$("$FTENV" --version)" ] || die "\`$version\` is another version than that of the build"
[ -z "$(inside ldd /usr/bin/ftenv | grep 'not found' || :)" ] || die "a library is missing"
# Each command has a help page in the tests, and so a manual page here.
{
  echo /usr/bin/ftenv
  printf '/usr/share/doc/ftenv/%s\n' README.md changelog.Debian.gz changelog.gz copyright
  printf '/usr/share/%s\n' bash-completion/completions/ftenv fish/vendor_completions.d/ftenv.fish \
    lintian/overrides/ftenv zsh/vendor-completions/_ftenv
  for page in "$source"/tests/golden/help/*.txt; do
    echo "/usr/share/man/man1/$(basename "$page" .txt | tr _ -).1.gz"
  done
} | sort >"$top/wanted"
inside dpkg -L ftenv | while read -r path; do [ ! -f "$root$path" ] || echo "$path"; done | sort >"$top/had"
diff "$top/wanted" "$top/had" || die "not the files that the package should have"
apt purge ftenv
files >"$top/purged"
diff "$top/bare" "$top/purged" || die "purged at once, it has left or taken something"
apt install "$package"
echo "2  installed with $(wc -l <"$top/needs") packages that it depends on: $version, $(wc -l <"$top/had") files"

mkdir "$root/root/hello"
(cd "$source/docs/quickstart/hello" && tar -c --exclude ./target --exclude ./.venv .) | tar -x -C "$root/root/hello"
begin=$(date +%s)
inside sh -c 'cd /root && exec ftenv up hello --json' >"$top/report.json" 2>"$top/talk.txt" </dev/null ||
  { tail -n 40 "$top/talk.txt" && die "up failed"; }
inside /root/hello/.venv/bin/python -I -c 'import sys, hello; assert not sys._is_gil_enabled()' || die "no import"
echo "3  up: $(($(date +%s) - begin)) s, imported without the GIL"

# For each reader what a person would do, and what has to come of it.
apt install --no-install-recommends man-db bash-completion zsh fish
shown() {
  local wanted=$1
  shift
  inside "$@" >"$top/shown.txt" 2>&1 || { cat "$top/shown.txt" && die "$*"; }
  grep -qE -e "$wanted" "$top/shown.txt" || { head -n 20 "$top/shown.txt" && die "no $wanted from $*"; }
}
# shellcheck disable=SC2016  # for the shells there
{
  shown '^ +ftenv-up\(1\)' man ftenv
  shown '^ +--offline' man ftenv-up
  shown '^ftenv-wheel-check \(1\) +- ' man -f ftenv-wheel-check
  shown '^complete .*-F _ftenv ftenv$' bash --norc -c '. /usr/share/bash-completion/bash_completion
    _completion_loader ftenv || [ $? -eq 124 ]; complete -p ftenv'
  shown '^_ftenv$' zsh -fc 'autoload -Uz compinit && compinit -D && echo $_comps[ftenv]'
  shown '^prebuilt' fish -c 'complete -C "ftenv up --from pre"'
}
echo "4  man, bash, zsh and fish find what is theirs"

files >"$top/with"
# Folders stay where another package has something in them.
inside dpkg -L ftenv | grep -v '^/\.$' | inside xargs dpkg -S | sed -n 's/^ftenv: //p' | sort >"$top/of-the-package"
apt purge ftenv
files >"$top/without"
comm -23 "$top/with" "$top/without" >"$top/gone"
diff "$top/of-the-package" "$top/gone" || die "not the files of the package went"
[ -z "$(comm -13 "$top/with" "$top/without")" ] || die "purging has made files: $(comm -13 "$top/with" "$top/without")"
# Pages that `man` keeps are its own.
left=$(inside find / -xdev \( -path /var/cache/man -o -path /proc -o -path /dev -o -path /sys -o -path /root \) -prune -o -iname '*ftenv*' -print)
[ -z "$left" ] || die "left behind: $left"
# shellcheck disable=SC2016
[ -z "$(inside dpkg-query -W -f '${Package} ${Status}\n' 'ftenv*' 2>/dev/null || :)" ] || die "dpkg still knows ftenv"
echo "5  purged: $(wc -l <"$top/gone") files and folders gone, which are those of the package"
