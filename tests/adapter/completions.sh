#!/bin/bash
# The scripts of `ftenv completions` in real shells: what their functions answer, and once the Tab key in an
# interactive bash and zsh on a pseudo-terminal. `ftenv __complete` starts nothing, writes nothing and asks no
# network. PowerShell can't be had through the package clients: tests/unit/cli/shell_answer_test.cpp reads its script.
# shellcheck disable=SC2016,SC2088  # what other shells expand
set -u
# shellcheck source=tests/support/e2e.sh
. "${FTENV_SOURCE_DIR:?}/tests/support/e2e.sh"

missing=
# want SHELL: it is there, or can be installed; else it is named at the end
want() { have "$1" || { missing="$missing $1" && return 1; }; }

new_home
mkdir "$HOME/inner" "$work/bin" "$work/project" "$work/project/some dir" "$work/project/dist"
touch "$work/project/build.log" "$work/project/hello.whl"
mkdir "$HOME/bin"
ln -s "$FTENV" "$work/bin/ftenv"
ln -s "$FTENV" "$HOME/bin/ftenv"
PATH=$work/bin:$PATH
cd "$work/project" || exit 1
export FTENV_HOME=$work/store

# What a store would hold, as far as completions read it: a manifest and a ledger.
mkdir -p "$FTENV_HOME/pythons/one/.ftenv"
printf '{"schema":1,"version":"3.13.77","abi":"cp313t","executable":"bin/python3.13t","origin":"built"}' \
  >"$FTENV_HOME/pythons/one/.ftenv/toolchain.json"
printf '{"kind":"file","path":"/x","step":"venv","digest":"","time":"2026-01-02T03:04:05Z","run":"20260102-030405-77"}\n' \
  >"$FTENV_HOME/ledger.jsonl"

# same WANTED COMMAND…: the lines that it prints, in their order, are the words of WANTED
same() {
  wanted=$1
  shift
  got=$("$@" | tr '\n' ' ')
  [ "${got% }" = "$wanted" ] || { echo "wanted: $wanted" && echo "got:    $got" && return 1; }
}
among() {
  wanted=$1
  shift
  "$@" >"$out"
  grep -qxF -e "$wanted" "$out" || { echo "not there: $wanted" && head -n 20 "$out" && return 1; }
}

# bash: its own functions cut the line into COMP_WORDS, so they are given here as readline would.
# in_bash LINE WORD WORDS…: WORD is what stands behind the last of bash's word breaks.
in_bash() {
  bash --norc --noprofile -c '
    source <(ftenv completions bash)
    COMP_LINE=$1 COMP_POINT=${#1} word=$2
    shift 2
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _ftenv ftenv "$word" 2>/dev/null
    ((${#COMPREPLY[@]} == 0)) || printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
check "bash: a command" same "python" in_bash "ftenv pyth" pyth ftenv pyth
check "bash: a command of a group" same "install" in_bash "ftenv python in" in ftenv python in
check "bash: behind --from=" same "system source" in_bash "ftenv up --from=s" s ftenv up --from = s
check "bash: all behind --from=" same "auto existing prebuilt system source pyenv" \
  in_bash "ftenv up --from=" "" ftenv up --from = ""
check "bash: an option" same "--offline" in_bash "ftenv up --off" --off ftenv up --off
check "bash: a version of the store" same "3.13 3.13.77" in_bash "ftenv python which " "" ftenv python which ""
check "bash: a run" among 20260102-030405-77 in_bash "ftenv undo 2" 2 ftenv undo 2
check "bash: ids and files" among build.log in_bash "ftenv explain " "" ftenv explain ""
check "bash: an id" among IN-10 in_bash "ftenv explain IN-1" IN-1 ftenv explain IN-1
check "bash: nothing for an unknown command" same "" in_bash "ftenv frob x" x ftenv frob x
check "bash: a program behind run --" among bash in_bash "ftenv run -- bas" bas ftenv run -- bas
check "bash: nothing where ftenv fails" same "" bash --norc --noprofile -c \
  'source <(ftenv completions bash); COMP_LINE="no up " COMP_POINT=6; _ftenv /nonexistent/ftenv ""; printf "%s" "${COMPREPLY[@]}"'

printf 'PS1="READY> "\nbind "set bell-style none"\nbind "set enable-bracketed-paste off"\nsource <(ftenv completions bash)\n' >"$HOME/rc"
tab_in_bash() { TERM=xterm "$py" -I "$FTENV_SOURCE_DIR/tests/support/press_tab.py" "$1" "$2" bash --noprofile --rcfile "$HOME/rc" -i; }
check "bash: Tab where the program has a path with ~" tab_in_bash '~/bin/ftenv python $' '~/bin/ftenv pyth\t'
check "bash: Tab finishes a command" tab_in_bash 'ftenv python $' 'ftenv pyth\t'
check "bash: Tab finishes a value behind =" tab_in_bash 'ftenv up --from=prebuilt $' 'ftenv up --from=pre\t'
check "bash: Tab finishes a file" tab_in_bash 'ftenv plan --host build.log $' 'ftenv plan --host bu\t'
check "bash: Tab finishes a folder with a blank" tab_in_bash 'ftenv up some\\ dir/$' 'ftenv up so\t'
check "bash: Tab knows a home's ~" tab_in_bash 'ftenv up ~/[a-z.]+/$' 'ftenv up ~/inn\t'
check "bash: Tab finishes a file behind run" tab_in_bash 'ftenv run -- cat build.log $' 'ftenv run -- cat bu\t'

if want zsh; then
  mkdir "$HOME/zsh"
  printf 'PS1="READY> "\nunsetopt zle_bracketed_paste 2>/dev/null\nautoload -Uz compinit && compinit -u -D\nsource <(ftenv completions zsh)\n' >"$HOME/zsh/.zshrc"
  tab_in_zsh() { TERM=xterm ZDOTDIR=$HOME/zsh "$py" -I "$FTENV_SOURCE_DIR/tests/support/press_tab.py" "$1" "$2" zsh -d -i; }
  check "zsh: Tab finishes a command" tab_in_zsh 'ftenv python $' 'ftenv pyth\t'
  check "zsh: Tab where the program has a path with ~" tab_in_zsh '~/bin/ftenv python $' '~/bin/ftenv pyth\t'
  check "zsh: a list with descriptions" tab_in_zsh 'install +-- get a free-threaded' 'ftenv python \t\t'
  check "zsh: Tab finishes a value behind =" tab_in_zsh 'ftenv up --from=prebuilt $' 'ftenv up --from=pre\t'
  check "zsh: an option in the middle of the line" tab_in_zsh 'ftenv up --offline $' 'ftenv up --off\t'
  check "zsh: Tab finishes a file" tab_in_zsh 'ftenv plan --host build.log $' 'ftenv plan --host bu\t'
  check "zsh: Tab finishes a file behind =" tab_in_zsh 'ftenv plan --host=build.log $' 'ftenv plan --host=bu\t'
  check "zsh: Tab finishes a folder with a blank" tab_in_zsh 'ftenv up some\\ dir/$' 'ftenv up so\t'
  check "zsh: a version of the store" tab_in_zsh 'ftenv python which 3.13.77 $' 'ftenv python which 3.13.\t'
  check "zsh: the words of a program behind run --" tab_in_zsh 'ftenv run -- cat build.log $' 'ftenv run -- cat bu\t'
  mkdir "$HOME/functions"
  ftenv completions zsh >"$HOME/functions/_ftenv"
  printf 'PS1="READY> "\nfpath=(~/functions $fpath)\nautoload -Uz compinit && compinit -u -D\n' >"$HOME/zsh/.zshrc"
  check "zsh: as a file of \$fpath" tab_in_zsh 'ftenv python $' 'ftenv pyth\t'
fi

if want fish; then
  in_fish() { fish --no-config -c 'ftenv completions fish | source; complete -C $argv[1]' "$1"; }
  tab=$(printf '\t')
  check "fish: a command" same "python${tab}the interpreters that ftenv keeps" in_fish "ftenv pyth"
  check "fish: behind --from=" among "--from=source" in_fish "ftenv up --from=so"
  check "fish: an id with its title" among "$(ftenv __complete fish explain IN-10 | sed -n 2p)" in_fish "ftenv explain IN-10"
  check "fish: a folder" among "dist/" in_fish "ftenv up di"
  check "fish: a file behind =" among "--host=build.log" in_fish "ftenv plan --host=bu"
  check "fish: a version of the store" among "3.13.77${tab}in the store" in_fish "ftenv python which 3.13."
  check "fish: a program behind run --" among "bash${tab}command" sh -c 'fish --no-config -c "ftenv completions fish | source; complete -C \"ftenv run -- bas\"" | sed "s/^bash${0}.*/bash${0}command/"' "$tab"
  check "fish: a file of that program" among "build.log" in_fish "ftenv run -- cat bui"
  check "fish: nothing for an unknown command" same "" in_fish "ftenv frob "
fi

for shell in bash zsh fish; do
  command -v $shell >/dev/null || continue
  check "$shell reads the script without a word" sh -c "ftenv completions $shell >'$work/script' && [ -z \"\$($shell -n '$work/script' 2>&1)\" ]"
done

# Sanitizers take their time.
limit=50
! grep -q __asan_init "$FTENV" || limit=1000

# answers_alone WORDS…: quickly, reading only. It waits for nobody, so what counts is the processor's time, which
# others who work on this machine hardly change; the best of five.
answers_alone() {
  best=100000
  TIMEFORMAT='%3U %3S'
  for _ in 1 2 3 4 5; do
    { time ftenv __complete "$@" >"$out" 2>"$out.err"; } 2>"$work/.time" || return 1
    spent=$(awk '{ printf "%d", ($1 + $2) * 1000 }' "$work/.time")
    [ "$spent" -ge "$best" ] || best=$spent
  done
  echo "$best ms"
  [ -s "$out" ] && [ ! -s "$out.err" ] && [ "$best" -lt $limit ] || return 1
  command -v strace >/dev/null || return 0
  strace -f -qq -e trace=execve,socket,connect,fork,vfork,clone3,openat,mkdir,unlink,rename -o "$work/.trace" \
    ftenv __complete "$@" >/dev/null 2>&1
  [ "$(grep -c 'execve(' "$work/.trace")" -eq 1 ] || { grep 'execve(' "$work/.trace" && return 1; }
  ! grep -E 'connect\(|AF_INET|fork\(|O_WRONLY|O_RDWR|O_CREAT|mkdir\(|unlink\(|rename\(' "$work/.trace"
}
for words in "up|--python|" "explain|" "doctor|--only|" "undo|" "python|which|" ""; do
  IFS='|' read -r -a list <<<"$words"
  check "reads only, in 50 ms: ftenv $(echo "$words" | tr '|' ' ')" answers_alone fish ${list[@]+"${list[@]}"} ""
done

# silent COMMAND…: exit code 0 and nothing on stdout, whatever is wrong
silent() { run 0 "$@" && [ ! -s "$out" ]; }
check "a shell that is not known" silent ftenv __complete tcsh up ""
check "no words" silent ftenv __complete
check "bash without a line" silent ftenv __complete bash
check "no home" run 0 env -i "$FTENV" __complete fish python which ""
printf 'no JSON' >"$FTENV_HOME/pythons/one/.ftenv/toolchain.json"
printf '\377\376{' >"$FTENV_HOME/ledger.jsonl"
check "a damaged store" same "words" ftenv __complete fish python which ""
check "a damaged ledger" same "directories" ftenv __complete fish undo ""

if [ -n "$missing" ]; then
  finish 32 || exit 1
  echo "skipped:$missing not installed, and can't be without root and apt; the rest was run"
  exit 77
fi
finish 54
