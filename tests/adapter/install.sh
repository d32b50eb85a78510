#!/bin/sh
# `cmake --install` puts the program and its pages where the GNU layout has them, nothing else, and what is
# installed needs neither the sources nor the build. Needs $FTENV and $FTENV_SOURCE_DIR.
set -eu
# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"
build=$(dirname "$FTENV")
command -v cmake >/dev/null || { echo "skipped: there is no cmake" && exit 77; }

# Manual pages and completions are there once the build has made them.
expected() {
  echo bin/ftenv
  for name in CHANGELOG.md LICENSE README.md; do echo "share/doc/ftenv/$name"; done
  for page in "$build"/man/ftenv*.1; do
    [ ! -e "$page" ] || echo "share/man/man1/$(basename "$page")"
  done
  [ ! -e "$build/completions/bash" ] || echo share/bash-completion/completions/ftenv
  [ ! -e "$build/completions/zsh" ] || echo share/zsh/site-functions/_ftenv
  [ ! -e "$build/completions/fish" ] || echo share/fish/vendor_completions.d/ftenv.fish
}
listed() { (cd "$1" && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort); }
empty_folders() { [ -z "$(find "$1" -type d -empty)" ]; }
same_list() {
  expected | LC_ALL=C sort >"$work/expected"
  listed "$1" >"$work/listed"
  diff "$work/expected" "$work/listed"
}

install_under() { DESTDIR=$1 cmake --install "$build" --prefix "$2"; }
check "install into DESTDIR" run 0 install_under "$work/dest" /usr
check "nothing outside of the prefix" test "$(ls "$work/dest")" = usr
check "the files of the GNU layout, and no others" same_list "$work/dest/usr"
check "no empty folder" empty_folders "$work/dest"
check "install below a prefix" run 0 install_under "" "$work/prefix"
check "the same files there" same_list "$work/prefix"
# shellcheck disable=SC2016  # for the inner shell
check "no way back to the build in the binary's search path" sh -c '! readelf -d "$1" | grep -E "RPATH|RUNPATH"' sh "$work/prefix/bin/ftenv"

# Made while the build's own list of files is in reach; with stand-ins for what a build can lack.
with_pages() {
  mkdir -p "$work/build/man" "$work/build/completions"
  sed "s|$build/man/|$work/build/man/|; s|$build/completions/|$work/build/completions/|" \
    "$build/cmake_install.cmake" >"$work/build/cmake_install.cmake"
  for made in man/ftenv.1 man/ftenv-up.1 completions/bash completions/zsh completions/fish completions/ps1; do
    echo "$made" >"$work/build/$made"
  done
  cmake -DCMAKE_INSTALL_PREFIX="$work/paged" -DCMAKE_INSTALL_LOCAL_ONLY=1 -P "$work/build/cmake_install.cmake"
}
check "install manual pages and completions" run 0 with_pages
with_build() { (build=$work/build && same_list "$work/paged"); }
check "each under its name" with_build
check "with its own text" test "$(cat "$work/paged/share/zsh/site-functions/_ftenv")" = completions/zsh

# The sources are hidden where that is possible, behind an empty folder.
new_home
prefix=$work/prefix
hidden() {
  if unshare --mount true 2>/dev/null; then
    # shellcheck disable=SC2016  # for the inner shell
    unshare --mount sh -c 'mount -t tmpfs none "$1" && shift && cd / && exec "$@"' sh "$FTENV_SOURCE_DIR" "$@"
  else
    (cd / && "$@")
  fi
}
check "the installed program runs without the sources" run 0 hidden "$prefix/bin/ftenv" --version
check "and is this one" test "$(cat "$out")" = "$("$FTENV" --version)"
check "and knows its checks" run 0 hidden "$prefix/bin/ftenv" doctor --list
check "all of them" test "$(cat "$out")" = "$("$FTENV" doctor --list)"
check "and its recipes" run 0 hidden "$prefix/bin/ftenv" explain MT-01

finish 15
