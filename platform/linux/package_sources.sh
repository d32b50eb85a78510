# Sourced by what compiles libraries here: static_libraries.sh, ../windows/dependencies.sh. The distribution's own
# source packages, asked for with a list that is made here from the machine's configured mirrors; the machine's
# configuration stays as it is. They lie below $sources; `skip WHY` ends the script where they can't be had.
# shellcheck shell=sh disable=SC2154

apt_with_sources() {
  verb=$1
  shift
  LC_ALL=C apt-get -q -o Dir::Etc::sourcelist="$sources/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$sources/lists" -o Dir::Cache="$sources/apt-cache" -o APT::Sandbox::User=root \
    "$verb" "$@"
}

prepare_sources() {
  [ ! -f "$sources/ready" ] || return 0
  mkdir -p "$sources/lists/partial" "$sources/apt-cache/archives/partial"
  # deb-src lines from where binary packages come from; the keys are those that apt trusts anyway.
  # shellcheck disable=SC2016  # apt's own variables
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT) $(ORIGIN)' 'Identifier: Packages' |
    awk '($4 == "Debian" || $4 == "Ubuntu") && ($3 == "main" || $3 == "universe") && !seen[$0]++ {
           print "deb-src [signed-by=/usr/share/keyrings/" tolower($4) "-archive-keyring.gpg] " $1 " " $2 " " $3 }' \
      >"$sources/sources.list"
  [ -s "$sources/sources.list" ] || skip "apt knows no mirror of the distribution (apt-get update was never run?)"
  apt_with_sources update >"$sources/update.log" 2>&1 || skip "no source lists can be had: $sources/update.log"
  : >"$sources/ready"
}

# fetch PACKAGE: the files of its newest source that the mirrors have lie in $sources/PACKAGE/
fetch() {
  [ ! -f "$sources/$1/fetched" ] || return 0
  prepare_sources
  mkdir -p "$sources/$1"
  (cd "$sources/$1" && apt_with_sources source --download-only "$1") >"$sources/$1.log" 2>&1 ||
    skip "the source of $1 can't be had: $sources/$1.log"
  : >"$sources/$1/fetched"
}
