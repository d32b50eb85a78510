# Completion of ftenv in bash, from `ftenv completions bash`. It only passes on what ftenv answers.
# shellcheck shell=bash

_ftenv() {
  local program=$1 answer more line at
  COMPREPLY=()
  [[ $program != \~/* ]] || program=$HOME/${program#??}
  answer=$("$program" __complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null) || return 0
  more=${answer%%$'\n'*}
  while IFS= read -r line; do
    [[ -z $line ]] || COMPREPLY+=("$line")
  done <<<"${answer#"$more"}"
  case $more in
    files) _ftenv_paths default -f "$2" ;;
    directories) _ftenv_paths dirnames -d "$2" ;;
    command*)
      for ((at = 1; at < COMP_CWORD; at++)); do
        [[ ${COMP_WORDS[at]} != -- ]] || break
      done
      if ((at < COMP_CWORD)); then at=$((at + 1)); else at=${more#command }; fi
      if declare -F _comp_command_offset >/dev/null; then
        _comp_command_offset "$at"
      elif declare -F _command_offset >/dev/null; then
        _command_offset "$at"
      elif ((at >= COMP_CWORD)); then
        _ftenv_paths default -c "$2"
      else
        _ftenv_paths default -f "$2"
      fi
      ;;
  esac
}

# _ftenv_paths OPTION ACTION WORD: bash's own way to complete paths where ftenv offers nothing else, because
# it knows quotes and ~; bash 3.2 has no compopt.
_ftenv_paths() {
  local line
  if ((${#COMPREPLY[@]} == 0)) && [[ $2 != -c ]] && compopt -o "$1" 2>/dev/null; then return 0; fi
  [[ $2 == -c ]] || compopt -o filenames 2>/dev/null || :
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$2" -- "$3")
}

complete -o nosort -F _ftenv ftenv 2>/dev/null || complete -F _ftenv ftenv
