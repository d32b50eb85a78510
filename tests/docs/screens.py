#!/usr/bin/env python3
"""Records what `plan`, `up` and `doctor` look like on terminals of 80 and 120 columns, or compares with the records.

screens.py [--update] FTENV SOURCES PACK: each width in a new home. Without --update nothing is written, and what
comes has to have the shape of docs/screens/: the same lines in the same order by their mark and first word, none
longer than the terminal, and together no more rows of it than in the record.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import terminal
from run_pages import HOME_SHOWN, new_home
from shown import by_kind

WIDTHS = (80, 120)
# 3.13 by name: which of the preferred versions a machine can get, and why not, is not what is shown here.
COMMANDS = {"plan": ["plan", "--python", "3.13"], "up": ["up", "--python", "3.13"], "doctor": ["doctor"]}


def record(arguments, work, columns):
    """{name: lines as the program wrote them, unbroken}."""
    home, environment = new_home(work, arguments)
    lines = {}
    for name, words in COMMANDS.items():
        code, output = terminal.run([arguments.ftenv, *words], columns, environment, home / "hello")
        if code != 0:
            raise SystemExit(f"ftenv {name} ended with {code}:\n" + "\n".join(terminal.screen(output)))
        written = [line.replace(str(home), HOME_SHOWN) for line in terminal.screen(output)]
        lines[name] = [f"$ ftenv {' '.join(words)}", *written]
    shutil.rmtree(home, ignore_errors=True)
    return lines


def lines_from(kept, at, columns):
    """What may begin at kept[at], and where it ends: a line that fills the terminal may go on in the next one."""
    line, end = kept[at], at + 1
    yield line, end
    while len(kept[end - 1]) == columns and end < len(kept):
        line, end = line + kept[end], end + 1
        yield line, end


def shape(line):
    """`✓ venv` of `✓ venv        .venv is whole`: indentation, mark and first word."""
    words = by_kind(line).split()
    indentation = line[:len(line) - len(line.lstrip())]
    return indentation + " ".join(words[:2] if words and len(words[0]) == 1 else words[:1])


def broken_lines(lines, columns):
    return sum(len(line) > columns for line in lines)


def compare(name, columns, kept, lines):
    wrong = [f"{name} {columns}: longer than the terminal: {line}" for line in kept if len(line) > columns]
    reached = {0}  # how much of the record may be used up by the lines so far
    for number, new in enumerate(map(shape, lines), 1):
        following = {end for at in reached if at < len(kept) for old, end in lines_from(kept, at, columns)
                     if shape(old) == new}
        if not following:
            was = kept[min(reached)] if min(reached) < len(kept) else "(its end)"
            return [*wrong, f"{name} {columns}: line {number} is `{new.strip()}`, in the record `{was.strip()}`"]
        reached = following
    if len(kept) not in reached:
        wrong.append(f"{name} {columns}: the record goes on with `{kept[max(reached)].strip()}`")
    rows = len(terminal.broken(lines, columns))
    if rows > len(kept) + 1:  # one more, because a value may be longer today
        wrong.append(f"{name} {columns}: {rows} rows of the terminal, in the record {len(kept)}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    parser.add_argument("ftenv")
    parser.add_argument("sources")
    parser.add_argument("pack")
    arguments = parser.parse_args()
    folder = Path(arguments.sources) / "docs/screens"
    wrong, screens = [], 0
    with tempfile.TemporaryDirectory() as work:
        for columns in WIDTHS:
            for name, lines in record(arguments, work, columns).items():
                file = folder / f"{name}-{columns}.txt"
                screens += 1
                print(f"{name} {columns}: {len(lines)} lines, {broken_lines(lines, columns)} broken by the terminal")
                if arguments.update:
                    folder.mkdir(exist_ok=True)
                    file.write_text("\n".join(terminal.broken(lines, columns)) + "\n", encoding="utf-8")
                elif not file.exists():
                    wrong.append(f"there is no {file.relative_to(arguments.sources)}")
                else:
                    wrong += compare(name, columns, file.read_text(encoding="utf-8").splitlines(), lines)
    print(*wrong, sep="\n")
    print(f"{screens} screens, {len(wrong)} wrong")
    return 1 if wrong or not screens else 0


if __name__ == "__main__":
    sys.exit(main())
