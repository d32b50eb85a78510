#!/bin/sh
# Recipes of a person's own with the real binary: what they bring, how a mistake in them is told, and that a
# cloned project can bring none. Needs $FTENV, the binary.
# shellcheck disable=SC2016  # backquotes are part of the messages
set -u
umask 022

source=${FTENV_SOURCE_DIR:?}
sample=$source/tests/projects/cocoindex-shape
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cases=0
failures=0

fail() {
  failures=$((failures + 1))
  echo "FAILED: $*"
  sed 's/^/  | /' "$work/out" "$work/err" 2>/dev/null
}

# ftenv WORDS…: a person's home, and nothing else of this environment. Leaves out, err and $code.
mkdir "$work/home"
ftenv() {
  env -i PATH=/usr/bin:/bin HOME="$work/home" ${xdg:+XDG_CONFIG_HOME="$xdg"} "$FTENV" "$@" \
    >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
xdg=

# says EXIT FILE LINES: each of LINES is in FILE.
says() {
  cases=$((cases + 1))
  [ "$code" -eq "$1" ] || fail "exit $code instead of $1"
  printf '%s\n' "$3" | while read -r words; do
    grep -qF -- "$words" "$work/$2" || echo "$words"
  done >"$work/lacking"
  [ ! -s "$work/lacking" ] || fail "does not say: $(cat "$work/lacking")"
}

own=$work/home/.config/ftenv/recipes
mkdir -p "$own/platforms" "$own/findings"

# ---- a distribution that ftenv does not know ----------------------------------------------------------------

cat >"$own/platforms/aurora.toml" <<'TOML'
id = "aurora"
name = "Aurora Linux"
releases = ["2"]
family = "debian"

[packages]
build = ["gcc", "libc6-dev", "make", "aurora-ssl-dev"]
linker = ["gcc", "libc6-dev"]
TOML
# A machine on paper of another name; what its programs answer is the nearest one's.
sed 's/^ID=debian/ID=aurora/; s/^VERSION_ID=.*/VERSION_ID="2"/; s/^PRETTY_NAME=.*/PRETTY_NAME="Aurora Linux 2"/
  /^VERSION_CODENAME/d' "$source/tests/hosts/debian-13.toml" >"$work/aurora.toml"

ftenv plan "$sample" --host "$work/aurora.toml" --from source
says 0 out "note: recipes of your own count as well: from \`$own\` (platforms/aurora.toml)
aurora-ssl-dev"
ftenv plan "$sample" --host "$work/aurora.toml" --from source --json
says 0 out '"recipes"
"platforms/aurora.toml"'
mv "$own" "$work/away"
ftenv plan "$sample" --host "$work/aurora.toml" --from source
says 7 err "has no recipe"
ftenv plan "$sample" --host "$work/aurora.toml" --from source --recipes "$work/away"
says 0 out "note: recipes of your own count as well: from \`$work/away\` (platforms/aurora.toml)
aurora-ssl-dev"
mv "$work/away" "$own"

# ---- a failure that only this company has -------------------------------------------------------------------

printf 'building\nacme-linker: licence of host seven has expired\n' >"$work/build.log"
ftenv explain "$work/build.log"
grep -q "licence server" "$work/out" && fail "it is known before"
cat >"$own/failures.toml" <<'TOML'
[[failure]]
id = "AC-01"
pattern = 'acme-linker: licence of host (\w+)'
cause = "the licence server does not answer \\1"
fix = "ask the tools team"
sample = "acme-linker: licence of host seven has expired"
TOML
ftenv explain "$work/build.log"
says 2 err "$own/failures.toml:2:6: the key \`failure.id\` is \`AC-01\`, which has no page"
cat >"$own/findings/AC.toml" <<'TOML'
title = "Acme's own tools"
[AC-01]
title = "no licence for the linker"
about = "Acme's linker asks a server for a licence."
way_out = "Ask the tools team."
TOML
ftenv explain "$work/build.log"
says 0 out "AC-01
the licence server does not answer seven
ask the tools team"
ftenv explain ac-01
says 0 out "Acme's linker asks a server"
ftenv doctor --only IN-10
says 0 out "note: recipes of your own count as well: from \`$own\` (failures.toml, findings/AC.toml, platforms/aurora.toml)"
ftenv doctor --only IN-10 --json
says 0 out '"recipes"
"failures.toml"'

# ---- the example of the page --------------------------------------------------------------------------------

acme=$work/acme
mkdir -p "$acme/platforms" "$acme/findings"
awk -v folder="$work" '/^### An example/ { on = 1 } on && /^```toml/ { n++; inside = 1; next } /^```/ { inside = 0 }
  inside { print >(folder "/example" n) }' "$source/docs/recipes.md"
mv "$work/example1" "$acme/platforms/acme.toml"
mv "$work/example2" "$acme/failures.toml"
mv "$work/example3" "$acme/findings/AC.toml"
mv "$own" "$work/away"
ftenv explain "$work/build.log" --recipes "$acme"
says 0 out 'does not answer `seven`'
sed 's/^ID=aurora/ID=acme/' "$work/aurora.toml" >"$work/acme.host"
ftenv plan "$sample" --host "$work/acme.host" --recipes "$acme" --from prebuilt
says 0 out "acme-certificates"
mv "$work/away" "$own"

# ---- mistakes -----------------------------------------------------------------------------------------------

# mistake FILE LINES, with the file on stdin; the folder is as it was afterwards.
mistake() {
  cat >"$own/$1"
  for command in plan doctor; do
    ftenv $command "$sample"
    says 2 err "$2"
  done
  ftenv undo --list
  says 0 err "recipes of your own are left out: "
  ftenv undo --all --packages --dry-run
  says 2 err "$2"
  rm "$own/$1"
}
mistake platforms/debian.toml "$own/platforms/debian.toml:2:8: the key \`pakages.rust\`
did you mean \`packages" <<'TOML'
[pakages]
rust = ["rustc"]
TOML
mistake failure.toml 'no file `failure.toml`
did you mean `failures.toml`?' </dev/null
mistake cpython.toml "$own/cpython.toml:2:13: the key \`sources.3.14.99\` must be a sha256" <<'TOML'
[sources]
"3.14.99" = "https://example.org/Python-3.14.99.tar.xz"
TOML
mistake compatibility.toml "$own/compatibility.toml:1:" <<'TOML'
[maturin
TOML
chmod 0666 "$own/failures.toml"
ftenv plan "$sample"
says 2 err "everybody may write to \`$own/failures.toml\`
hint:"
chmod 0644 "$own/failures.toml"
ftenv plan "$sample" --recipes "$work/absent"
says 2 err "there is no folder \`$work/absent\`"

# This machine's own recipe.
this=$(sed -n 's/^ID="\{0,1\}\([a-z-]*\)"\{0,1\}$/\1/p' /etc/os-release)

# ---- an overlay that wants to run something -----------------------------------------------------------------

# A program that leaves a file where it is started.
trap=$work/trap.sh
printf '#!/bin/sh\necho "$0 $*" >>"%s/sprung"\n' "$work" >"$trap"
chmod +x "$trap"
for text in "configure = [\"CC=$trap\"]" "[build]
make = [\"SHELL=$trap\"]" "[build.environment]
CC = \"$trap\"" "[tools.x]
name = \"x\"
purposes = [\"build\", \"linker\"]
probe = [\"$trap\"]
install = [\"$trap\"]" "[repositories.x]
command = [\"$trap\"]" "[system_python.\"3.14\"]
program = \"$trap\"
install = [\"$trap\"]
executable = \"$trap\""; do
  printf '%s\n' "$text" >"$own/platforms/$this.toml"
  for command in plan up doctor; do
    ftenv $command "$sample"
    says 2 err "is none that an overlay may have"
  done
  rm "$own/platforms/$this.toml"
done

# ---- a cloned project that wants to -------------------------------------------------------------------------

evil=$work/evil
mkdir -p "$evil/src" "$evil/bin"
cp "$trap" "$evil/bin/python3"
cp "$trap" "$evil/bin/python3.14t"
cat >"$evil/Cargo.toml" <<'TOML'
[package]
name = "evil"
version = "0.1.0"
edition = "2021"
[lib]
crate-type = ["cdylib"]
[features]
free-threaded = []
[dependencies]
pyo3 = "0.28"
TOML
echo 'fn unused() {}' >"$evil/src/lib.rs"
# Everywhere that a person may think recipes could be.
for place in recipes .ftenv/recipes .config/ftenv/recipes .config/recipes ftenv/recipes ftenv .ftenv config; do
  mkdir -p "$evil/$place/platforms"
  printf '[tools.x]\nname = "x"\npurposes = ["build", "linker"]\nprobe = ["%s"]\ninstall = ["%s"]\n' "$trap" "$trap" \
    >"$evil/$place/platforms/$this.toml"
  printf 'default = "%s"\n' "$evil/bin/python3" >"$evil/$place/cpython.toml"
  printf '[[failure]]\nid = "IN-01"\npattern = "."\ncause = "taken from the project"\n' >"$evil/$place/failures.toml"
  printf '[origins.x]\nname = "x"\npatterns = ["%s/bin/python3*"]\n' "$evil" >"$evil/$place/interpreters.toml"
done
mv "$own" "$work/away"

# Looked at from inside and from outside, with the variable that leads in by a relative path and with none.
echo "a line" >"$work/line.log"
for xdg in "" .config ./.config ../evil/.config; do
  for command in plan doctor; do
    cases=$((cases + 1))
    (cd "$evil" && ftenv $command --json; exit $code)
    code=$?
    [ "$code" -ne 2 ] || fail "$command in the project with \`$xdg\`: exit 2, so something was taken"
    grep -qF "$evil/recipes" "$work/out" && fail "$command names a folder of the project"
  done
  (cd "$evil" && ftenv explain "$work/line.log")
  cases=$((cases + 1))
  grep -qF "taken from the project" "$work/out" && fail "explain has read the project's patterns"
done
xdg=$evil/.config
ftenv plan "$evil"
says 2 err "are part of \`$evil\`
--recipes"
xdg=

# ftenv.toml and [tool.ftenv]: none of these is a key, and what is one leads nowhere else.
settings() {
  printf '%s\n' "$1" >"$evil/ftenv.toml"
  for command in plan up; do
    (cd "$evil" && ftenv $command; exit $code)
    code=$?
    says 1 err "ftenv.toml:"
  done
  rm "$evil/ftenv.toml"
  printf '[tool.ftenv]\n%s\n' "$1" >"$evil/pyproject.toml"
  (cd "$evil" && ftenv plan; exit $code)
  code=$?
  says 1 err "pyproject.toml:2:"
  rm "$evil/pyproject.toml"
}
for key in recipes overlay mirror url archive from home store cache command install hooks pre_up configure env shell; do
  settings "$key = \"$trap\""
done
settings 'venv = "../outside"'
settings "venv = \"$work/outside\""
settings 'python = "./bin/python3"'
settings "python = \"$evil/bin/python3\""
settings 'python = ["3.14", "bin/python3"]'
mkdir "$work/target" && ln -s "$work/target" "$evil/way-out"
settings 'venv = "way-out/venv"'

cases=$((cases + 1))
[ ! -e "$work/sprung" ] || fail "started: $(cat "$work/sprung")"
if [ -n "$(ls -A "$work/target")" ] || [ -e "$work/outside" ]; then fail "something was written outside"; fi
# The trap does spring when it is asked for, so the test can fail.
cases=$((cases + 1))
ftenv plan "$evil" --python "$evil/bin/python3"
[ -e "$work/sprung" ] || fail "the trap does not spring"

echo "$cases cases, $failures failures"
[ "$failures" -eq 0 ] && [ "$cases" -ge 100 ]
