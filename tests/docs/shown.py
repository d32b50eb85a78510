"""Compares what a page shows of a command's output with what the command has really written.

What differs from run to run is compared by its kind: where the page shows `68 s`, any time will do, and nothing
but a time. `…` in a line stands for at least one character, a line that is only `…` for at least one line.
"""

import re

# Kinds, in the order in which they are looked for: what is part of something larger comes later.
KINDS = [
    ("run", r"\b20\d{6}-\d{6}-\d+\b"),
    ("moment", r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    ("date", r"\b20\d\d-\d\d-\d\d\b"),
    ("digest", r"\b(?=[0-9a-f]*\d)(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{8,9})\b"),
    ("time", r"\b(?:\d+ h \d\d min|\d+ min \d\d s|\d+(?:\.\d+)? (?:ms|s))(?![\w.])"),
    ("size", r"\b\d+(?:\.\d+)? (?:[kMGT]?B)\b"),
    ("ratio", r"\b\d+\.\d\d times\b"),
    ("tag", r"\b(?:cp|cpython-)3\d\dt\b"),
    ("tag", r"\b(?:cp|cpython-)3\d\d\b"),
    ("platform", r"\b(?:many|musl)linux_\d+_\d+_\w+|\blinux_x86_64\b"),
    ("program", r"\bpython3\.\d+t\b"),
    ("program", r"\bpython3\.\d+\b"),
    ("version", r"\b\d+\.\d+(?:\.\d+)*t\b"),
    ("version", r"\b\d+\.\d+(?:\.\d+)*(?:rc\d+)?\b"),
]
# A free-threaded version and an ordinary one are not of one kind, however alike they look: the `t` stays.
KIND = re.compile("|".join(f"(?P<k{i}>{pattern})" for i, (_, pattern) in enumerate(KINDS)))
GAP = "…"


class BadPage(Exception):
    """The page asks for something that the notation does not allow."""


def by_kind(line):
    def name_of(match):
        name = KINDS[int(match.lastgroup[1:])][0]
        return f"<{name}{' t' if name in ('tag', 'program', 'version') and match[0].endswith('t') else ''}>"

    return re.sub(" {2,}<", "  <", KIND.sub(name_of, line.rstrip()))  # a column of numbers is aligned at their ends


def check_notation(lines):
    """Raises BadPage where the shown lines would let too much pass."""
    gaps = [line.strip() == GAP for line in lines]
    if any(first and second for first, second in zip(gaps, gaps[1:])):
        raise BadPage("two lines `…` in a row")
    if sum(gaps) > len(gaps) - sum(gaps):
        raise BadPage("more lines `…` than lines that say something")
    for line, gap in zip(lines, gaps):
        if not gap and GAP in line:
            if line.count(GAP) > 2:
                raise BadPage(f"more than two `…` in a line: {line}")
            if len(re.sub(r"[\W_]", "", KIND.sub("", line))) < 4:
                raise BadPage(f"a line with `…` and hardly anything else: {line}")


def line_pattern(line):
    return re.compile(".+".join(re.escape(part) for part in by_kind(line).split(GAP)))


def difference(shown, written):
    """None when the lines agree, else what the first line is that finds no counterpart."""
    check_notation(shown)
    patterns = [None if line.strip() == GAP else line_pattern(line) for line in shown]
    actual = [by_kind(line) for line in written]
    furthest = (0, 0)
    # reached: how many of the actual lines may be used up once the shown ones before are matched.
    reached = {0}
    for index, pattern in enumerate(patterns):
        if pattern is None:
            following = {end for start in reached for end in range(start + 1, len(actual) + 1)}
        else:
            following = {start + 1 for start in reached if start < len(actual) and pattern.fullmatch(actual[start])}
        if not following:
            here = min(reached)
            what = written[here] if here < len(written) else "(the output ends here)"
            return f"shown:   {shown[index]}\nwritten: {what}"
        reached = following
        furthest = (index, max(reached))
    if len(actual) in reached:
        return None
    return f"shown:   (nothing more)\nwritten: {written[furthest[1] if furthest[1] < len(written) else -1]}"
