"""What the tests need to know of a Markdown page: its fenced blocks, its headings, its links."""

import re
from dataclasses import dataclass, field

FENCE = re.compile(r"^(?P<indent> *)(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
HEADING = re.compile(r"^#{1,6} +(.*?)(?: +#+)?$")
ANCHOR = re.compile(r'<a id="([^"]+)">')
# [text](target), where the text may hold one level of brackets; a code span is no link.
LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


@dataclass
class Block:
    line: int  # of the opening fence, from 1
    info: str
    lines: list[str]


@dataclass
class Page:
    path: str
    blocks: list[Block] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    links: list[tuple[int, str]] = field(default_factory=list)


def slug(heading, taken):
    """The anchor that GitHub gives to a heading: words of any script, hyphens for spaces, -1 for a second one."""
    text = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).strip().lower()).replace(" ", "-")
    name, number = text, 0
    while name in taken:
        number += 1
        name = f"{text}-{number}"
    return name


def read_page(path, text):
    page = Page(path)
    block = fence = indent = None
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if block is not None:
            if mark and mark["mark"].startswith(fence) and not mark["info"].strip():
                block = None
            else:
                block.lines.append(line.removeprefix(indent))
            continue
        if mark:
            fence, indent = mark["mark"], mark["indent"]
            block = Block(number, mark["info"].strip(), [])
            page.blocks.append(block)
            continue
        if heading := HEADING.match(line):
            page.anchors.add(slug(heading[1], page.anchors))
        page.anchors.update(ANCHOR.findall(line))
        page.links += [(number, target) for target in LINK.findall(CODE_SPAN.sub("", line))]
    if block is not None:
        raise ValueError(f"{path}:{block.line}: the block is never closed")
    return page
