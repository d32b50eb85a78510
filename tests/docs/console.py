"""A `console` block: the commands that a person types, each with what it is said to write."""

import re
from dataclasses import dataclass, field

from shown import BadPage

# Why a block may be left out. A new reason is a new line here, and in docs/contributing.md.
REASONS = {
    "builds-ftenv": "compiles ftenv itself; tests/adapter/bootstrap.sh and .ci/run do that",
    "needs-root": "changes the machine",
    "other-system": "is typed on another operating system",
    "other-machine": "needs a file or a server that only the reader has",
    "own-project": "is about a project of the reader's",
    "slow": "takes minutes; the label that runs it is named beside it",
}
SHELLS = {"sh", "bash", "shell", "zsh", "fish", "powershell", "shell-session", "terminal"}


@dataclass
class Command:
    line: int
    text: str
    shown: list[str] = field(default_factory=list)


@dataclass
class Console:
    line: int
    commands: list[Command]
    exit_code: int = 0       # of the last command; the ones before have to end with 0
    not_run: str | None = None


def read_options(block):
    exit_code, not_run = 0, None
    for word in block.info.split()[1:]:
        if match := re.fullmatch(r"exit=(\d+)", word):
            exit_code = int(match[1])
        elif match := re.fullmatch(r"not-run=(\S+)", word):
            not_run = match[1]
            if not_run not in REASONS:
                raise BadPage(f"line {block.line}: `{not_run}` is no known reason")
        else:
            raise BadPage(f"line {block.line}: `{word}` is not understood")
    return exit_code, not_run


def read_console(block):
    exit_code, not_run = read_options(block)
    commands = []
    for number, line in enumerate(block.lines, block.line + 1):
        if line.startswith("$ "):
            commands.append(Command(number, line[2:]))
        elif not commands:
            raise BadPage(f"line {number}: a console block begins with `$ ` and a command")
        elif line.startswith("> ") and not commands[-1].shown:
            commands[-1].text += "\n" + line[2:]
        else:
            commands[-1].shown.append(line)
    if not commands:
        raise BadPage(f"line {block.line}: there is no command in this console block")
    for command in commands:
        while command.shown and not command.shown[-1].strip():
            command.shown.pop()
    return Console(block.line, commands, exit_code, not_run)


def read_consoles(page):
    """Every console block of a page; raises BadPage for a block whose kind is not said, or hides commands."""
    consoles = []
    for block in page.blocks:
        kind = block.info.split()[0] if block.info else ""
        if kind == "":
            raise BadPage(f"line {block.line}: the block does not say what it holds (console, text, toml, …)")
        if kind in SHELLS:
            raise BadPage(f"line {block.line}: commands stand in `console` blocks, so that they are tested")
        if kind == "console":
            consoles.append(read_console(block))
    return consoles
