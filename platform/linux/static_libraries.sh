#!/bin/sh
# static_libraries.sh PREFIX: libcurl and libarchive as static libraries with only what ftenv uses of them, for
# FTENV_STATIC_LIBS. The distribution's own libcurl.a wants LDAP, Kerberos, SSH and others, most of which it has
# only as shared libraries; its libarchive.a wants libxml2 and so ICU.
#
# The sources are the distribution's source packages (package_sources.sh) with its patches applied. What PREFIX
# already has is not built again. Exit code 77: the sources can't be had here.
set -eu

mkdir -p "$1"
prefix=$(CDPATH='' cd -- "$1" && pwd -P)
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
sources=$prefix/sources
mkdir -p "$sources"
say() { printf 'static libraries: %s\n' "$*" >&2; }
skip() { say "$*"; exit 77; }
command -v dpkg-source >/dev/null 2>&1 || skip "there is no dpkg-source"

# shellcheck source=platform/linux/package_sources.sh
. "$here/package_sources.sh"

# unpack PACKAGE: its source with the distribution's patches, in $tree
unpack() {
  tree=$sources/$1/tree
  [ ! -f "$sources/$1/unpacked" ] || return 0
  fetch "$1"
  # Apt has looked at the signatures; dpkg-source would ask for the keys of each maintainer.
  (cd "$sources/$1" && rm -rf tree && dpkg-source --no-check -x ./*.dsc tree) >>"$sources/$1.log" 2>&1 ||
    skip "the source of $1 can't be unpacked: $sources/$1.log"
  : >"$sources/$1/unpacked"
}

# with_cmake NAME OPTION…: builds and installs $tree
with_cmake() {
  name=$1
  shift
  cmake -S "$tree" -B "$prefix/objects/$name" -G Ninja -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS_RELEASE="-O2 -w" -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTING=OFF \
    -DCMAKE_POSITION_INDEPENDENT_CODE=ON "$@"
  cmake --build "$prefix/objects/$name"
  cmake --install "$prefix/objects/$name"
}

# Not HTTP_ONLY: that leaves out `file` too, and ftenv then can't even ask for its protocols. The certificates are
# where most systems have them; io/network/certificate_bundle looks elsewhere where they are not.
build_curl() {
  set --
  for protocol in DICT FTP GOPHER IMAP LDAP LDAPS MQTT POP3 RTSP SMB SMTP TELNET TFTP; do
    set -- "$@" "-DCURL_DISABLE_$protocol=ON"
  done
  with_cmake curl "$@" -DBUILD_CURL_EXE=OFF -DCURL_USE_OPENSSL=ON -DCURL_USE_LIBSSH2=OFF \
    -DCURL_USE_LIBSSH=OFF -DUSE_NGHTTP2=OFF -DCURL_BROTLI=OFF -DCURL_ZSTD=OFF -DUSE_LIBIDN2=OFF \
    -DCURL_USE_LIBPSL=OFF -DCURL_USE_GSSAPI=OFF -DUSE_LIBRTMP=OFF -DENABLE_MANUAL=OFF \
    -DCURL_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt -DCURL_CA_PATH=none
}

build_libarchive() {
  with_cmake libarchive -DENABLE_TEST=OFF -DENABLE_TAR=OFF -DENABLE_CPIO=OFF -DENABLE_CAT=OFF -DENABLE_UNZIP=OFF \
    -DENABLE_OPENSSL=OFF -DENABLE_LIBXML2=OFF -DENABLE_EXPAT=OFF -DENABLE_LIBB2=OFF -DENABLE_LZ4=OFF -DENABLE_LZO=OFF \
    -DENABLE_NETTLE=OFF -DENABLE_ICONV=OFF -DENABLE_ACL=OFF -DENABLE_XATTR=OFF -DENABLE_WERROR=OFF -DENABLE_PCREPOSIX=OFF
  # It installs both kinds; only one may be found.
  rm -f "$prefix"/lib/libarchive.so*
}

# Each once; the note goes only behind what has worked.
for part in libarchive curl; do
  [ ! -f "$prefix/done-$part" ] || continue
  say "building $part"
  unpack "$part"
  # Not behind `||` or `if`, which would switch `set -e` off inside.
  "build_$part" >"$prefix/$part.log" 2>&1
  : >"$prefix/done-$part"
done
