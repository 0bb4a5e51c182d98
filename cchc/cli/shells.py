"""What shells ask when Tab is pressed, and the scripts that make them ask."""

from __future__ import annotations

import os
from typing import Any, Final

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
)

from cchc.cli.environment import COMPLETION

_PROGRAM: Final = "cchc"


class _Fish(FishComplete):
    """Fish, with help texts that may hold commas."""

    source_template = FishComplete.source_template.replace(
        'string split ","', 'string split --max 1 ","'
    )


class _PowerShell(ShellComplete):
    """PowerShell, which click doesn't know.

    Its own words come a line each, so that the backslashes of a path stay what they are.
    Files are left to PowerShell, which offers them where it gets no candidates.
    """

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = $commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text.Trim('"', "'") }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:%(complete_var)s = 'powershell_complete'
        $env:COMP_WORDS = $words -join "`n"
        $env:COMP_CWORD = $wordToComplete
        %(prog_name)s | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, 'ParameterValue', $help)
        }
    } finally {
        $names = 'Env:%(complete_var)s', 'Env:COMP_WORDS', 'Env:COMP_CWORD'
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

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """A candidate and its help, which mustn't be empty; nothing for a file."""
        return f"{item.value}\t{item.help or item.value}" if item.type == "plain" else ""


_CLASSES: Final[dict[str, type[ShellComplete]]] = {
    "bash": BashComplete,
    "zsh": ZshComplete,
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
    return _CLASSES[shell](click.Command(_PROGRAM), {}, _PROGRAM, COMPLETION)


def script(shell: str) -> str:
    """The script that makes `shell`, one of `SHELLS`, ask."""
    asking = protocol(shell)
    # Not `source()`, which for bash runs another bash to ask for its version.
    return asking.source_template % asking.source_vars()


def installation(shell: str) -> tuple[str, str]:
    """The file that a shell reads when it starts, and the line that has to stand in it."""
    return _INSTALLED[shell]
