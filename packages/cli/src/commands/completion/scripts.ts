// One script for each shell: it asks the command itself at each Tab, so that it never has to be made anew.

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

const bash = `# odflash completion for bash. In ~/.bashrc:  source <(odflash completion bash)
_odflash() {
  local line files=0
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then files=1; else COMPREPLY+=("$line"); fi
  done < <(odflash --complete bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *[=.] ]]; then compopt -o nospace 2>/dev/null; fi
  if [[ $files == 1 ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")
  fi
}
complete -F _odflash odflash
`;

const zsh = `#compdef odflash
# odflash completion for zsh. In ~/.zshrc, after compinit:  source <(odflash completion zsh)
_odflash() {
  local line files=0
  local -a candidates
  for line in "\${(@f)$(odflash --complete zsh "\${(j: :)words[1,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then files=1; elif [[ -n $line ]]; then candidates+=("$line"); fi
  done
  (( \${#candidates} )) && _describe odflash candidates
  (( files )) && _files
}
if [[ \${funcstack[1]} == _odflash ]]; then _odflash "$@"; else compdef _odflash odflash; fi
`;

const fish = `# odflash completion for fish. odflash completion fish > ~/.config/fish/completions/odflash.fish
function __odflash_complete
  for line in (odflash --complete fish (commandline -cp | string collect) 2>/dev/null)
    if test "$line" = ':files'
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c odflash -f -a '(__odflash_complete)'
`;

/** Windows PowerShell 5.1 loses double quotes, and a backslash at the end, on the way to a program. */
const powershell = `# odflash completion for PowerShell. In $PROFILE:  odflash completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName odflash -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $length = [Math]::Max(0, $cursorPosition - $commandAst.Extent.StartOffset)
  $line = $commandAst.ToString().PadRight($length).Substring(0, $length).Replace('"', "'").Replace('\\', '/')
  $begun = $wordToComplete.Trim("'", '"')
  odflash --complete powershell $line 2>$null | ForEach-Object {
    if ($_ -eq ':files') {
      Get-ChildItem -Path "$begun*" -ErrorAction SilentlyContinue | ForEach-Object {
        $name = Resolve-Path -Relative -LiteralPath $_.FullName
        $word = $name
        if ($name -match '[^\\w.:/\\\\~-]') { $word = "'" + $name.Replace("'", "''") + "'" }
        [System.Management.Automation.CompletionResult]::new($word, $_.Name, 'ProviderItem', $name)
      }
    } else {
      $value, $text = $_ -split "\`t", 2
      if (-not $text) { $text = $value }
      [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
    }
  }
}
`;

/** What each shell reads. */
export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish, powershell };
