"""What shells ask when Tab is pressed, and the scripts that make them ask."""

from __future__ import annotations

import os
from typing import Any, Final

from typer.core import TyperCommand

from cchc.cli.click import CompletionItem, ShellComplete, split_arg_string
from cchc.cli.environment import COMPLETION

_PROGRAM: Final = "cchc"


class _Shell(ShellComplete):
    """A shell that gives the line as text and gets a line for each candidate.

    Such a line has the kind, a comma and the value, and for most shells a tab and a help text;
    of the kind ``file`` there is only one, which leaves the rest to the shell.
    """

    has_help = True

    def source_vars(self) -> dict[str, Any]:
        """What is filled in into the script."""
        return {"program": self.prog_name, "variable": self.complete_var}

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being typed, which goes by its number, and that one."""
        words, number = split_arg_string(os.environ["COMP_WORDS"]), int(os.environ["COMP_CWORD"])
        return words[1:number], words[number] if number < len(words) else ""

    def format_completion(self, item: CompletionItem) -> str:
        """A candidate's line."""
        help = f"\t{item.help}" if self.has_help and item.help else ""
        return f"{item.type},{item.value}{help}"


class _Bash(_Shell):
    """Bash, which shows no help texts."""

    name = "bash"
    has_help = False
    source_template = """\
_%(program)s_completion() {
    local candidate
    COMPREPLY=()
    while IFS= read -r candidate; do
        if [[ $candidate == plain,* ]]; then
            COMPREPLY+=("${candidate#plain,}")
        else
            compopt -o default
        fi
    done < <(%(variable)s=bash_complete COMP_CWORD=$COMP_CWORD COMP_WORDS="${COMP_WORDS[*]}" "$1")
}
complete -o nosort -F _%(program)s_completion %(program)s
"""


class _Zsh(_Shell):
    """Zsh."""

    name = "zsh"
    source_template = """\
#compdef %(program)s
_%(program)s_completion() {
    local answer candidate tab=$'\t'
    local -a told untold
    answer=$(%(variable)s=zsh_complete COMP_CWORD=$((CURRENT - 1)) COMP_WORDS="$words" %(program)s)
    for candidate in ${(f)answer}; do
        case $candidate in
            file,*) _files ;;
            *$tab*) told+=("${${${candidate#plain,}%%%%$tab*}//:/\\:}:${candidate#*$tab}") ;;
            *) untold+=("${candidate#plain,}") ;;
        esac
    done
    (( $#told )) && _describe -V %(program)s told -U
    (( $#untold )) && compadd -V %(program)s -U -a untold
}
compdef _%(program)s_completion %(program)s
"""


class _Fish(_Shell):
    """Fish, which gives the word that is being typed beside the words so far."""

    name = "fish"
    source_template = """\
function _%(program)s_completion
    set -lx %(variable)s fish_complete
    set -lx COMP_WORDS (commandline --cut-at-cursor --current-process)
    set -lx COMP_CWORD (commandline --cut-at-cursor --current-token)
    for candidate in (%(program)s)
        if string match --quiet 'plain,*' -- $candidate
            string replace 'plain,' '' -- $candidate
        else
            __fish_complete_path $COMP_CWORD
        end
    end
end
complete --no-files --command %(program)s --arguments '(_%(program)s_completion)'
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being typed, and that one."""
        words = split_arg_string(os.environ["COMP_WORDS"])[1:]
        incomplete = "".join(split_arg_string(os.environ["COMP_CWORD"])[:1])
        if incomplete and words[-1:] == [incomplete]:
            words.pop()
        return words, incomplete


class _PowerShell(_Shell):
    """PowerShell.

    Its words come a line each, so that the backslashes of a path stay what they are.
    Files are left to PowerShell, which offers them where it gets no candidates.
    """

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(program)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = $commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text.Trim('"', "'") }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:%(variable)s = 'powershell_complete'
        $env:COMP_WORDS = $words -join "`n"
        $env:COMP_CWORD = $wordToComplete
        %(program)s | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, 'ParameterValue', $help)
        }
    } finally {
        $names = 'Env:%(variable)s', 'Env:COMP_WORDS', 'Env:COMP_CWORD'
        Remove-Item $names -ErrorAction SilentlyContinue
        [Console]::OutputEncoding = $encoding
    }
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being typed, and that one."""
        words = os.environ["COMP_WORDS"].split("\n")[1:]
        # PowerShell has no variables that are empty: such a one isn't there.
        incomplete = os.environ.get("COMP_CWORD", "").strip("\"'")
        if words[-1:] == [incomplete]:
            words.pop()
        return words, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """A candidate and its help, which mustn't be empty; nothing for a file."""
        return f"{item.value}\t{item.help or item.value}" if item.type == "plain" else ""


_CLASSES: Final[dict[str, type[_Shell]]] = {
    "bash": _Bash,
    "zsh": _Zsh,
    "fish": _Fish,
    "powershell": _PowerShell,
}
SHELLS: Final = tuple(_CLASSES)
_INSTALLED: Final = {
    "bash": ("~/.bashrc", 'eval "$(cchc completion bash)"'),
    "zsh": ("~/.zshrc", 'eval "$(cchc completion zsh)"'),
    "fish": ("~/.config/fish/config.fish", "cchc completion fish | source"),
    "powershell": ("$PROFILE", "cchc completion powershell | Out-String | Invoke-Expression"),
}


def protocol(shell: str) -> ShellComplete:
    """How `shell`, one of `SHELLS`, asks and is answered; what completes is still to be set."""
    return _CLASSES[shell](TyperCommand(_PROGRAM), {}, _PROGRAM, COMPLETION)


def script(shell: str) -> str:
    """The script that makes `shell`, one of `SHELLS`, ask."""
    return protocol(shell).source()


def installation(shell: str) -> tuple[str, str]:
    """The file that a shell reads when it starts, and the line that has to stand in it."""
    return _INSTALLED[shell]
