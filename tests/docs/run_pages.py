#!/usr/bin/env python3
"""Runs every console block of the pages, each page in a new home with a copy of the sample.

run_pages.py [--show] FTENV SOURCES PACK PAGE…: FTENV is the program, PACK an interpreter for the new homes.
--show also prints what the commands have written, for whoever writes a page.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import terminal
from console import read_consoles
from markdown import read_page
from shown import BadPage, check_notation, difference

COLUMNS = 110
HOME_SHOWN = "/home/ada"  # what pages write for the home that a test makes
LEFT_OUT = ("CARGO_", "XDG_", "FTENV_", "CONDA", "VIRTUAL_ENV", "NO_COLOR", "FORCE_COLOR", "MAKE", "CTEST_", "GITHUB_")

# One command: with the exit code of the one before in $?, and with what it leaves behind written down.
SCRIPT = """trap 'code=$?; pwd >"$0/folder"; env -0 >"$0/variables"; exit $code' EXIT
(exit {before})
{command}
"""


def new_environment(home, ftenv):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
    rust = Path(os.environ.get("RUSTUP_HOME") or Path.home() / ".rustup")
    if rust.is_dir():  # downloading a compiler for each page proves nothing
        kept["RUSTUP_HOME"] = str(rust)
    kept.update(HOME=str(home), LANG="C.UTF-8", TERM="xterm-256color", SHELL="/bin/bash",
                PATH=f"{Path(ftenv).parent}:{os.environ['PATH']}")
    kept.pop("LC_ALL", None)
    return kept


def new_home(work, arguments):
    home = Path(tempfile.mkdtemp(dir=work))
    environment = new_environment(home, arguments.ftenv)
    shutil.copytree(Path(arguments.sources) / "docs/quickstart/hello", home / "hello",
                    ignore=shutil.ignore_patterns("target", ".venv", "__pycache__"))
    subprocess.run([arguments.ftenv, "python", "install", "3.14,3.13", "--archive", arguments.pack, "--quiet"],
                   env=environment, cwd=home, check=True, stdout=subprocess.DEVNULL)
    return home, environment


class Shell:
    """Types one command after the other: the folder, the variables and $? go from each to the next."""

    def __init__(self, home, environment, notes):
        self.home, self.environment, self.notes = home, environment, notes
        self.folder, self.code = home, 0

    def type(self, text):
        script = SCRIPT.format(before=self.code, command=text)
        argv = ["bash", "--norc", "--noprofile", "-c", script, str(self.notes)]
        self.code, output = terminal.run(argv, COLUMNS, self.environment, self.folder)
        try:
            self.folder = Path((self.notes / "folder").read_text().rstrip("\n"))
            pairs = (self.notes / "variables").read_bytes().decode("utf-8", "surrogateescape").split("\0")
            self.environment = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
        except FileNotFoundError:
            pass  # killed: the exit code says it
        return [line.replace(str(self.home), HOME_SHOWN) for line in terminal.screen(output)]


def run_command(shell, command, wanted, show):
    """What is wrong with it, as text; None when all is as the page says."""
    check_notation(command.shown)
    written = shell.type(command.text)
    if show:
        print(f"$ {command.text}", *written, f"(exit {shell.code})", sep="\n")
    if shell.code != wanted:
        return f"exit code {shell.code} instead of {wanted}\n" + "\n".join(written[-30:])
    return difference(command.shown, written)


def without_lines(consoles):
    """The same blocks, wherever they stand on their page."""
    return [replace(console, line=0, commands=[replace(command, line=0) for command in console.commands])
            for console in consoles]


def run_page(name, arguments, work, counts):
    """Returns the failures. After one, the rest of the page is not run: it builds on what was there."""
    page = read_page(name, (Path(arguments.sources) / name).read_text(encoding="utf-8"))
    consoles = read_consoles(page)
    for console in consoles:
        if console.not_run:
            counts["not_run"].append(f"{name}:{console.line} {console.not_run}")
    consoles = [console for console in consoles if not console.not_run]
    if not consoles:
        return []
    twin = counts["seen"].setdefault(repr([(c.commands, c.exit_code) for c in without_lines(consoles)]), name)
    if twin != name:  # the same commands in the same kind of home: a second run says nothing new
        counts["twins"].append(f"{name}: its {len(consoles)} blocks are those of {twin}")
        return []
    counts["pages"] += 1
    home, environment = new_home(work, arguments)
    notes = Path(tempfile.mkdtemp(dir=work))
    shell = Shell(home, environment, notes)
    for console in consoles:
        counts["blocks"] += 1
        for command in console.commands:
            counts["commands"] += 1
            wanted = console.exit_code if command is console.commands[-1] else 0
            try:
                wrong = run_command(shell, command, wanted, arguments.show)
            except BadPage as bad:
                wrong = str(bad)
            if wrong:
                return [f"{name}:{command.line}: $ {command.text}\n{wrong}"]
    shutil.rmtree(home, ignore_errors=True)
    return []


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", action="store_true")
    parser.add_argument("ftenv")
    parser.add_argument("sources")
    parser.add_argument("pack")
    parser.add_argument("pages", nargs="+")
    arguments = parser.parse_args()
    counts = {"pages": 0, "blocks": 0, "commands": 0, "not_run": [], "twins": [], "seen": {}}
    failures = []
    with tempfile.TemporaryDirectory() as work:
        for name in arguments.pages:
            begin = time.monotonic()
            try:
                wrong = run_page(name, arguments, work, counts)
            except (BadPage, ValueError) as bad:
                wrong = [f"{name}: {bad}"]
            failures += wrong
            print(f"{'FAILED ' if wrong else 'ok     '} {name} ({time.monotonic() - begin:.0f} s)", *wrong,
                  sep="\n", flush=True)
    for line in counts["twins"]:
        print(f"same    {line}")
    for line in counts["not_run"]:
        print(f"not run {line}")
    print(f"{counts['pages']} pages, {counts['blocks']} blocks, {counts['commands']} commands run, "
          f"{len(counts['not_run'])} blocks not run for a stated reason, {len(failures)} failed")
    return 1 if failures or not counts["commands"] else 0


if __name__ == "__main__":
    sys.exit(main())
