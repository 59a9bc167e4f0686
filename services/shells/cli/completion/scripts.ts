import { completeFiles } from './complete.ts';

/** Each script asks the program itself, so that service names come from the stack file at hand. */
const bash = `# Stackyard completion for bash: source <(stackyard completion bash)
_stackyard() {
  local line candidates=()
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      "") ;;
      ${completeFiles}) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"); return ;;
      *) candidates+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  COMPREPLY=("\${candidates[@]}")
}
complete -F _stackyard stackyard
`;

const zsh = `#compdef stackyard
# Stackyard completion for zsh: stackyard completion zsh > "\${fpath[1]}/_stackyard"
_stackyard() {
  local line word
  local -a candidates
  for line in "\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case "$line" in
      "") ;;
      ${completeFiles}) _files; return ;;
      *$'\\t'*) word="\${line%%$'\\t'*}"; candidates+=("\${word//:/\\\\:}:\${line#*$'\\t'}") ;;
      *) candidates+=("\${line//:/\\\\:}") ;;
    esac
  done
  _describe 'stackyard' candidates
}
if [ "$funcstack[1]" = "_stackyard" ]; then _stackyard "$@"; else compdef _stackyard stackyard; fi
`;

const fish = `# Stackyard completion for fish: stackyard completion fish > ~/.config/fish/completions/stackyard.fish
function __stackyard_complete
  set -l tokens (commandline -opc)
  set -l current (commandline -ct)
  for line in ($tokens[1] __complete $tokens[2..-1] "$current" 2>/dev/null)
    if test "$line" = "${completeFiles}"
      __fish_complete_path "$current"
    else if test -n "$line"
      echo "$line"
    end
  end
end
complete -c stackyard -f -a '(__stackyard_complete)'
`;

export const completionScripts = { bash, zsh, fish } as const;
