#compdef ftenv
# Completion of ftenv in zsh, from `ftenv completions zsh`. It only passes on what ftenv answers. Sourced after
# compinit, or put as `_ftenv` into a folder of $fpath.

_ftenv() {
  local answer more found=1
  local -a before candidates
  ((CURRENT > 2)) && before=("${(@Q)words[2,CURRENT-1]}")
  answer=$("${(Q)words[1]/#\~\//$HOME/}" __complete zsh "${before[@]}" "${(Q)PREFIX}" 2>/dev/null) || return 1
  candidates=("${(@f)answer}")
  more=$candidates[1]
  shift candidates
  (($#candidates)) && _describe -V -t values ftenv candidates && found=0
  case $more in
    files | directories)
      [[ $PREFIX != --*=* ]] || compset -P 1 '*='
      if [[ $more == files ]]; then _files && found=0; else _files -/ && found=0; fi
      ;;
    command*)
      shift ${more#command } words
      ((CURRENT -= ${more#command }))
      _normal && found=0
      ;;
  esac
  return found
}

if [[ $funcstack[1] == _ftenv ]]; then _ftenv "$@"; else compdef _ftenv ftenv; fi
