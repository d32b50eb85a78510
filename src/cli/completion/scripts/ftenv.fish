# Completion of ftenv in fish, from `ftenv completions fish`. It only passes on what ftenv answers.

function __ftenv_complete
    set -l before (commandline -opc)
    set -l typed (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $before[1])
    set -l words $before
    set -e words[1]
    set -l answer ($program __complete fish $words "$typed" 2>/dev/null)
    set -l more "$answer[1]"
    set -e answer[1]
    if set -q answer[1]
        printf '%s\n' $answer
    end
    # Of --option=PATH only what follows is a path.
    set -l option (string match -r '^--[^=]*=' -- $typed)
    set -l path (string replace -r '^--[^=]*=' '' -- $typed)
    switch $more
        case files
            printf '%s\n' "$option"(__fish_complete_path "$path")
        case directories
            printf '%s\n' "$option"(__fish_complete_directories "$path" '')
        case 'command *'
            set -l at (math (string replace 'command ' '' -- $more) + 1)
            set -l line
            if test $at -le (count $before)
                set line (string escape -- $before[$at..-1])
            end
            complete -C (string join ' ' -- $line "$typed")
    end
end

complete -c ftenv -e
complete -c ftenv -f -k -a '(__ftenv_complete)'
