"""Completion scripts for bash, zsh and fish, which the command `completion` prints.

The scripts are ours, not click's: click's let the shell expand what a name holds, and names come
from strangers' files. Imported only when a shell asks.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import (
    BashComplete,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from actorgraph.cli.commands import command
from actorgraph.cli.completion import PROGRAM, VARIABLE

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_BASH = r"""
%(complete_func)s() {
    local kind value
    COMPREPLY=()
    while IFS=$'\t' read -r kind value; do
        case "$kind" in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(IFS=$'\n'; COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_ZSH = r"""#compdef %(prog_name)s
%(complete_func)s() {
    local -a found
    local line kind value
    while IFS= read -r line; do
        kind="${line%%%%$'\t'*}" value="${line#*$'\t'}"
        case "$kind" in
            dir) _path_files -/ ;;
            file) _path_files -f ;;
            plain) found+=("$value") ;;
        esac
    done < <(COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \
        %(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)
    (( $#found )) && compadd -U -V unsorted -a found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH = r"""function %(complete_func)s
    set -lx %(complete_var)s fish_complete
    set -lx COMP_WORDS (commandline -cp)
    set -lx COMP_CWORD (commandline -ct)
    %(prog_name)s 2>/dev/null | while read -l line
        set -l parts (string split -m 1 \t -- $line)
        switch $parts[1]
            case dir
                __fish_complete_directories $COMP_CWORD
            case file
                __fish_complete_path $COMP_CWORD
            case plain
                printf '%%s\n' $parts[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""

_PLAIN_IN_A_SHELL = re.compile(r"[^\w@%+=:,./-]")
_LIVE_IN_QUOTES = re.compile(r"[\"'`$\\!]")


class _Lines:
    """A mixin that writes completions as lines of type and value; zsh and fish quote them."""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return a completion as one line."""
        return f"{item.type}\t{item.value}"


class _Bash(_Lines, BashComplete):
    source_template = _BASH

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        """Return the completions of the word, quoted for bash.

        Inside an open quote readline adds the closing one; values that a quote cannot hold are
        left out.
        """
        items = super().get_completions(args, incomplete)
        if self._is_quote_open():
            return [item for item in items if not _LIVE_IN_QUOTES.search(str(item.value))]
        for item in items:
            item.value = _quoted(str(item.value))
        return items

    @staticmethod
    def _is_quote_open() -> bool:
        words = os.environ.get("COMP_WORDS", "").split("\n")
        current = int(os.environ.get("COMP_CWORD", "0"))
        return current < len(words) and words[current].startswith(("'", '"'))


class _Zsh(_Lines, ZshComplete):
    source_template = _ZSH


class _Fish(_Lines, FishComplete):
    source_template = _FISH


def _quoted(text: str) -> str:
    """Quote a text so that bash reads it back."""
    return _PLAIN_IN_A_SHELL.sub(r"\\\g<0>", text)


def install() -> None:
    """Register these shells with click."""
    for kind in SHELLS.values():
        add_completion_class(kind)


def script(shell: str, program: click.Command) -> str:
    """Return the script that a shell reads to complete a command."""
    completer = SHELLS[shell](program, {}, PROGRAM, VARIABLE)
    return completer.source_template % completer.source_vars()


SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}


@command(examples=("completion bash", "completion zsh", "completion fish"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes names in SHELL.

    \b
    bash  eval "$(actorgraph completion bash)"       in ~/.bashrc
    zsh   eval "$(actorgraph completion zsh)"        in ~/.zshrc, after compinit
    fish  actorgraph completion fish | source        in ~/.config/fish/config.fish
    """  # noqa: D301 -- click wants the character, which keeps the lines apart
    click.echo(script(shell, context.find_root().command))
