#!/usr/bin/env python3
"""Looks at the pages without running anything: links, anchors, the ids of findings, the two quickstarts.

links.py SOURCES
"""

import re
import sys
from pathlib import Path

from console import read_consoles
from markdown import read_page
from shown import BadPage, check_notation

TWINS = [("docs/quickstart.md", "docs/quickstart.zh-CN.md")]


def page_names(root):
    folders = {"target", ".venv"}
    below = [path for path in (root / "docs").rglob("*.md") if not folders & set(path.parts)]
    return sorted(str(path.relative_to(root)) for path in [root / "README.md", root / "CHANGELOG.md", *below])


def broken_links(root, pages):
    """A sentence for each link of a page that leads nowhere, and how many were followed."""
    broken, followed = [], 0
    for name, page in pages.items():
        for line, target in page.links:
            if "://" in target or target.startswith("mailto:"):
                continue
            followed += 1
            path, _, anchor = target.partition("#")
            file = ((root / name).parent / path).resolve() if path else root / name
            if not file.exists():
                broken.append(f"{name}:{line}: there is no {path}")
                continue
            other = pages.get(str(file.relative_to(root))) if file.is_relative_to(root) else None
            if anchor and (other is None or anchor not in other.anchors):
                broken.append(f"{name}:{line}: {path or name} has no anchor #{anchor}")
    return broken, followed


def ids_of_findings(root):
    ids = set()
    for path in sorted((root / "recipes/findings").glob("*.toml")):
        ids |= set(re.findall(r"^\[([A-Z]{2}-\d\d[a-z]?)\]$", path.read_text(encoding="utf-8"), re.MULTILINE))
    return ids


def blocks_as_text(page):
    return [(block.info, *block.lines) for block in page.blocks if block.info.split()[:1] == ["console"]]


def differing_twins(pages):
    wrong = []
    for first, second in TWINS:
        one, two = blocks_as_text(pages[first]), blocks_as_text(pages[second])
        if not one:
            wrong.append(f"{first} has no console block")
        for number, (left, right) in enumerate(zip(one, two), 1):
            wrong += [f"{first} and {second}: console block {number} differs: `{a}` and `{b}`"
                      for a, b in zip(left, right) if a != b][:1]
            if len(left) != len(right):
                wrong.append(f"{first} and {second}: console block {number} has {len(left)} and {len(right)} lines")
        if len(one) != len(two):
            wrong.append(f"{first} has {len(one)} console blocks, {second} {len(two)}")
    return wrong


def bad_blocks(pages):
    """Blocks that the test of the pages could not run, found without running it."""
    wrong, commands = [], 0
    for name, page in pages.items():
        try:
            for console in read_consoles(page):
                for command in console.commands:
                    commands += 1
                    check_notation(command.shown)
        except BadPage as bad:
            wrong.append(f"{name}: {bad}")
    return wrong, commands


def main():
    root = Path(sys.argv[1]).resolve()
    pages = {name: read_page(name, (root / name).read_text(encoding="utf-8")) for name in page_names(root)}
    broken, followed = broken_links(root, pages)
    ids = ids_of_findings(root)
    lost = [f"docs/troubleshooting.md has no anchor #{name}" for name in sorted(ids)
            if name not in pages["docs/troubleshooting.md"].anchors]
    bad, commands = bad_blocks(pages)
    wrong = broken + lost + bad + differing_twins(pages)
    print(*wrong, sep="\n")
    print(f"{len(pages)} pages, {followed} links, {len(ids)} ids of findings, {commands} commands in blocks, "
          f"{len(wrong)} wrong")
    return 1 if wrong or not (followed and ids and commands) else 0


if __name__ == "__main__":
    sys.exit(main())
