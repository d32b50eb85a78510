#!/bin/sh
# `ftenv env` on an environment that any Python has made: lines, settings for editors, and what is refused.
# shellcheck disable=SC2016  # backquotes are part of the messages
set -u
# shellcheck source=tests/support/e2e.sh
. "${FTENV_SOURCE_DIR:?}/tests/support/e2e.sh"

python3 -m venv --without-pip "$work/probe" >/dev/null 2>&1 || { echo "skipped: python3 can't make environments" && exit 77; }
new_home
copy_project docs/quickstart/hello
cd "$copied" || exit 1
python3 -m venv --without-pip .venv
before=$(snapshot "$copied")

python_at() { "$py" -I -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$out" "$1"; }
is() { [ "$1" = "$2" ] || { echo "wanted $1" && echo "got    $2" && return 1; }; }
said() { grep -qF -e "$1" "$out.err" || { cat "$out.err" && return 1; }; }

check "settings for an editor" run 0 "$FTENV" env --editor
check "the interpreter is the environment's" is "$copied/.venv/bin/python" "$(python_at python.defaultInterpreterPath)"
check "PYO3_PYTHON is the same" is "{'PYO3_PYTHON': '$copied/.venv/bin/python'}" "$(python_at rust-analyzer.cargo.extraEnv)"
case $(python_at rust-analyzer.cargo.targetDir) in
  "$copied"/target/ftenv-cp3*/rust-analyzer) inside=yes ;;
  *) inside=no ;;
esac
check "the target folder is one of its own" is yes $inside
check "stderr says where it belongs" said ".vscode/settings.json"
check "with --quiet nothing but JSON" run 0 "$FTENV" env --editor --quiet
check "stderr is empty then" [ ! -s "$out.err" ]
check "with --json one document" run 0 "$FTENV" env --editor --json
check "it has a schema" is 1 "$(python_at schema)"

# refused WORDS HINT ARGUMENT…
refused() {
  words=$1 hint=$2
  shift 2
  run 2 "$FTENV" env "$@" && said "$words" && said "hint: $hint" && [ ! -s "$out" ]
}
export GITHUB_ENV="$work/github_env" GITHUB_PATH="$work/github_path"
check "--unset with --shell github is refused" refused "can't unset a variable for the steps after it" \
  'in each step that needs it: `eval' --unset --shell github
check "--editor with --shell is refused" refused '`--editor` prints settings' 'leave one of them out' --editor --shell bash
check "--editor with --unset is refused" refused '`--editor` prints settings' 'leave one of them out' --editor --unset
check "--json with --shell github is refused" run 2 "$FTENV" env --shell github --json
check "that is one JSON document too" is False "$(python_at ok)"
check "nothing was added to the files" [ ! -e "$GITHUB_ENV" ]
check "alone, --shell github adds to them" run 0 "$FTENV" env --shell github
check "a line" grep -qxF "VIRTUAL_ENV=$copied/.venv" "$GITHUB_ENV"

check "eval of the lines activates it" run 0 sh -c 'eval "$("$0" env --shell sh)" && [ "$(command -v python)" = "$1" ]' \
  "$FTENV" "$copied/.venv/bin/python"
check "nothing was written in the project" is "$before" "$(snapshot "$copied")"

check "a tool that is not there" run 1 "$FTENV" run -- no-such-tool
check "is told with how to get it" said "ftenv run -- pip install no-such-tool"

check "a page needs no home" run 0 env -i "$FTENV" explain IN-10
finish 22
