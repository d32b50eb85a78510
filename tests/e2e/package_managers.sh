#!/bin/sh
# Package managers with their real programs, each on a throw-away root with packages made here: what ftenv asks
# them, what it installs through them and what it makes of their complaints. Programs that are missing are
# installed where apt has them and this is root; a manager that can't be had is skipped, which is said.
#
#   tests/e2e/package_managers.sh [MANAGER…]
# shellcheck disable=SC2016  # the inner shells expand their own words
set -eu
FTENV_SOURCE_DIR=${FTENV_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
FTENV=${FTENV:-$FTENV_SOURCE_DIR/build/ftenv}
ask=$(dirname "$FTENV")/tests/ftenv_ask_packages
# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"
[ "$(id -u)" -eq 0 ] || { echo "skipped: throw-away roots need root" && exit 77; }
[ $# -gt 0 ] || set -- dnf zypper pacman apk xbps
mkdir "$work/home"
HOME=$work/home
LC_ALL=C
export HOME LC_ALL
# Debian's rpm keeps its database in the home, other systems' in the usual place.
echo '%_dbpath /var/lib/rpm' >"$HOME/.rpmmacros"
skipped=
passed=0

# have_all PROGRAM:PACKAGE…: are they here, or can they be?
have_all() { for pair; do have "${pair%%:*}" "${pair#*:}" || return 1; done; }

says() { # says LINES COMMAND…: stdout is that, exit code 0
  wanted_lines=$1
  shift
  run 0 "$@" || return 1
  [ "$(cat "$out")" = "$wanted_lines" ] || { cat "$out" && return 1; }
}

complains() { # complains CODE TEXT COMMAND…: exit code 1, ErrorCode and a part of the message
  code=$1 text=$2
  shift 2
  run 1 "$@" && grep "^$code " "$out.err" | grep -qF "$text"
}
network=4
process=7

lines() { printf '%s\n' "$@"; }

lists_both() { # MANAGER ROOT
  run 0 "$ask" "$1" "$2" installed && grep -qx sample "$out" && grep -qx other-sample "$out"
}

# The same questions to each: `sample` is installed and provides `virtual-sample`, `other-sample` can be had.
questions() { # questions MANAGER ROOT VERSION
  m=$1 r=$2
  check "$m: what is installed or provided is not missing" says "" "$ask" "$m" "$r" missing sample virtual-sample
  check "$m: what is missing is named in its order" says "$(lines unknown other-sample)" \
    "$ask" "$m" "$r" missing unknown sample other-sample virtual-sample
  check "$m: a part of a name is not the name" says "$(lines virtual ample)" "$ask" "$m" "$r" missing virtual ample
  check "$m: what an install would bring" says "$3" "$ask" "$m" "$r" candidate other-sample
  check "$m: nothing brings an unknown one" says "" "$ask" "$m" "$r" candidate unknown
  check "$m: there are lists" says yes "$ask" "$m" "$r" lists
  check "$m: an unknown package" complains $process unknown "$ask" "$m" "$r" install unknown
  check "$m: the other one is installed" run 0 "$ask" "$m" "$r" install other-sample
  check "$m: it is not missing now" says "" "$ask" "$m" "$r" missing other-sample sample
  check "$m: installing it again harms nothing" run 0 "$ask" "$m" "$r" install other-sample
  check "$m: all that is installed" lists_both "$m" "$r"
  check "$m: it is removed, and what is not there is no matter" says "" "$ask" "$m" "$r" remove other-sample unknown
  check "$m: it is missing again, and nothing else" says other-sample "$ask" "$m" "$r" missing other-sample sample
  passed=$((passed + 1))
}

rpm_repository() { # FOLDER
  for line in "sample 1.0" "other-sample 2.0"; do
    name=${line% *}
    printf '%s\n' "Name: $name" "Version: ${line#* }" "Release: 1" "Summary: a test" "License: MIT" \
      "BuildArch: noarch" "Provides: virtual-$name = 1" "%description" "a test" "%files" >"$work/$name.spec"
    rpmbuild --quiet -bb --define "_topdir $work/rpmbuild" --define "_rpmdir $1" "$work/$name.spec"
  done
  createrepo_c -q "$1"
}

of_dnf() {
  have_all dnf:dnf rpm:rpm rpmbuild:rpm createrepo_c:createrepo-c || return 1
  rpm_repository "$work/rpms"
  root=$work/dnf
  mkdir -p "$root/etc/yum.repos.d"
  printf '[test]\nname=test\nbaseurl=file://%s\ngpgcheck=0\n' "$work/rpms" >"$root/etc/yum.repos.d/test.repo"
  check "dnf: a first package is installed" run 0 "$ask" dnf "$root" install sample
  questions dnf "$root" 2.0
  check "dnf: a repository that is not on is switched on first" run 0 "$ask" dnf "$root" commands in-extra
  check "dnf: in this order" sh -c 'sed "s/--installroot [^ ]* //" "$1" | cmp - "$2"' sh "$out" - <<EOF
dnf install -y --setopt=install_weak_deps=False extra-release
switch-on extra
dnf install -y --setopt=install_weak_deps=False in-extra
EOF
  printf '[extra]\nenabled = 1\n' >"$root/etc/yum.repos.d/extra.repo"
  check "dnf: one that is on is left alone" sh -c '[ "$("$1" dnf "$2" commands in-extra | wc -l)" = 1 ]' sh "$ask" "$root"
  rm "$root/etc/yum.repos.d/extra.repo"
  cp -r "$root" "$work/dnf-net"
  rm -rf "$work/dnf-net/var/cache"
  sed -i 's,file://.*,http://127.0.0.1:9/repo,' "$work/dnf-net/etc/yum.repos.d/test.repo"
  check "dnf: no network" complains $network "Curl error" "$ask" dnf "$work/dnf-net" install third
  for file in "$root"/var/lib/rpm/rpmdb.sqlite*; do echo garbage >"$file"; done
  check "dnf: a broken database is no bare machine" complains $process "is not a database" \
    "$ask" dnf "$root" missing sample
}

of_zypper() {
  have_all zypper:zypper rpm:rpm rpmbuild:rpm createrepo_c:createrepo-c || return 1
  [ -d "$work/rpms/repodata" ] || rpm_repository "$work/rpms"
  root=$work/zypper
  mkdir "$root"
  zypper --root "$root" --non-interactive addrepo --no-gpgcheck "file://$work/rpms" test >"$work/zypper.log" 2>&1
  check "zypper: a first package is installed" run 0 "$ask" zypper "$root" install sample
  questions zypper "$root" 2.0-1
  mkdir -p "$root/run"
  sleep 60 &
  echo $! >"$root/run/zypp.pid"
  check "zypper: another one runs" complains $process "locked by the application" \
    "$ask" zypper "$root" install third
  kill $!
  mkdir "$work/zypper-net"
  zypper --root "$work/zypper-net" --non-interactive addrepo --no-gpgcheck http://127.0.0.1:9/repo test \
    >"$work/zypper.log" 2>&1
  check "zypper: no network" complains $network "curl" "$ask" zypper "$work/zypper-net" install sample
}

of_pacman() {
  have_all pacman:pacman-package-manager makepkg:makepkg bsdtar:libarchive-tools || return 1
  mkdir "$work/arch"
  for line in "sample 1.0-1" "other-sample 1:2.0-3"; do
    name=${line% *}
    mkdir -p "$work/pkg/$name"
    printf '%s\n' "pkgname = $name" "pkgbase = $name" "pkgver = ${line#* }" "pkgdesc = a test" \
      "builddate = 1700000000" "packager = nobody" "size = 0" "arch = any" "provides = virtual-$name=1" \
      >"$work/pkg/$name/.PKGINFO"
    bsdtar -C "$work/pkg/$name" -czf "$work/arch/$name-${line#* }-any.pkg.tar.gz" .PKGINFO
  done
  (cd "$work/arch" && repo-add -q test.db.tar.gz ./*.pkg.tar.gz)
  root=$work/pacman
  mkdir -p "$root/var/lib/pacman" "$root/etc"
  printf '[options]\nArchitecture = auto\nSigLevel = Never\nCacheDir = %s/\n[test]\nServer = file://%s\n' \
    "$work/pacman-cache" "$work/arch" >"$root/etc/pacman.conf"
  check "pacman: a fresh one has no lists" says no "$ask" pacman "$root" lists
  check "pacman: a first package is installed" run 0 "$ask" pacman "$root" install sample
  questions pacman "$root" 2.0-3
  touch "$root/var/lib/pacman/db.lck"
  check "pacman: another one runs" complains $process "unable to lock database" "$ask" pacman "$root" install sample
  rm "$root/var/lib/pacman/db.lck"
  rm -rf "$root/var/lib/pacman/sync"
  sed -i 's,file://.*,http://127.0.0.1:9,' "$root/etc/pacman.conf"
  check "pacman: no network" complains $network "failed retrieving file" "$ask" pacman "$root" install sample
  rm -rf "$root/var/lib/pacman"
  check "pacman: no database is no bare machine" complains $process "failed to initialize" \
    "$ask" pacman "$root" missing sample
}

# apk 2 takes this kind of package, apk 3 as well: two gzip members of tar, the first without its end.
make_apk() { # NAME VERSION FILE
  python3 - "$@" <<'PYTHON'
import gzip, hashlib, io, sys, tarfile
name, version, target = sys.argv[1:]
def member(files, end):
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path, text in files.items():
            info = tarfile.TarInfo(path)
            if text is None:
                info.type = tarfile.DIRTYPE
            else:
                info.size = len(text)
            tar.addfile(info, io.BytesIO(text or b""))
        used = tar.offset
    return gzip.compress(raw.getvalue() if end else raw.getvalue()[:used], mtime=0)
data = member({f"usr.{name}": None}, True)  # files would each need a digest
info = f"""pkgname = {name}
pkgver = {version}
pkgdesc = a test
url = none
size = 0
arch = noarch
license = MIT
provides = virtual-{name}=1
datahash = {hashlib.sha256(data).hexdigest()}
"""
open(target, "wb").write(member({".PKGINFO": info.encode()}, False) + data)
PYTHON
}

# An index is trusted by a signature, which stands before it as a gzip member of its own.
sign_index() { # INDEX
  openssl genrsa -out "$work/test.rsa" 2048 2>/dev/null
  openssl rsa -in "$work/test.rsa" -pubout -out "$work/test.rsa.pub" 2>/dev/null
  openssl dgst -sha1 -sign "$work/test.rsa" -out "$work/signature" "$1"
  python3 - "$1" "$work/signature" <<'PYTHON'
import gzip, io, sys, tarfile
index, signature = (open(path, "rb").read() for path in sys.argv[1:])
raw = io.BytesIO()
with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as tar:
    info = tarfile.TarInfo(".SIGN.RSA.test.rsa.pub")
    info.size = len(signature)
    tar.addfile(info, io.BytesIO(signature))
    used = tar.offset
open(sys.argv[1], "wb").write(gzip.compress(raw.getvalue()[:used], mtime=0) + index)
PYTHON
}

of_apk() {
  have_all apk:apk-tools openssl:openssl python3:python3 || return 1
  arch=$(apk --print-arch)
  mkdir -p "$work/alpine/$arch"
  make_apk sample 1.0-r0 "$work/alpine/$arch/sample-1.0-r0.apk"
  make_apk other-sample 2.0-r3 "$work/alpine/$arch/other-sample-2.0-r3.apk"
  apk --allow-untrusted index --rewrite-arch "$arch" -o "$work/alpine/$arch/APKINDEX.tar.gz" "$work/alpine/$arch"/*.apk \
    >"$work/apk.log" 2>&1
  sign_index "$work/alpine/$arch/APKINDEX.tar.gz"
  root=$work/apk
  mkdir -p "$root/etc/apk/keys" "$root/var/cache/apk"
  cp "$work/test.rsa.pub" "$root/etc/apk/keys/"
  echo "$work/alpine" >"$root/etc/apk/repositories"
  apk --root "$root" --initdb add >>"$work/apk.log" 2>&1
  # A local repository is read where it is; a far one leaves its index here.
  touch "$root/var/cache/apk/APKINDEX.00000000.tar.gz"
  check "apk: a first package is installed" run 0 "$ask" apk "$root" install sample
  questions apk "$root" 2.0-r3
  echo "http://127.0.0.1:9/alpine" >"$root/etc/apk/repositories"
  check "apk: no network" complains $network "updating and opening" "$ask" apk "$root" install third
}

of_xbps() {
  have_all xbps-query:xbps xbps-create:xbps xbps-rindex:xbps || return 1
  mkdir -p "$work/void" "$work/files/usr/share"
  for line in "sample 1.0_1" "other-sample 2.0_3"; do
    name=${line% *}
    rm -rf "$work/files/usr/share"
    mkdir "$work/files/usr/share"
    echo hello >"$work/files/usr/share/$name"
    (cd "$work/void" && xbps-create -q -A noarch -n "$name-${line#* }" -s "a test" -P "virtual-$name-1.0_1" ../files)
  done
  (cd "$work/void" && xbps-rindex -a ./*.xbps) >"$work/xbps.log"
  root=$work/xbps
  mkdir -p "$root/etc/xbps.d" "$root/var/db/xbps/local"
  echo "repository=$work/void" >"$root/etc/xbps.d/test.conf"
  # A local repository is read where it is; a far one leaves its index here.
  touch "$root/var/db/xbps/local/x86_64-repodata"
  check "xbps: a first package is installed" run 0 "$ask" xbps "$root" install sample
  questions xbps "$root" 2.0
  echo "repository=http://127.0.0.1:9/void" >"$root/etc/xbps.d/test.conf"
  check "xbps: no network" complains $network "failed to fetch" "$ask" xbps "$root" install third
}

for manager; do
  "of_$manager" || { skipped="$skipped $manager" && echo "skipped $manager: its programs are not here, and apt has none"; }
done
[ -z "$skipped" ] || echo "not run:$skipped"
[ "$passed" -gt 0 ] || { echo "skipped: none of the managers is here" && exit 77; }
finish $((passed * 10))
