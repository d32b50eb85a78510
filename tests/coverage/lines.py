"""lines.py SOURCE BUILD GCOV JOBS AIM: reads what gcov has counted in BUILD and prints the figure.

gcov --json-format --stdout writes one document per object file:
  {"files": [{"file": "/…/src/base/text.cpp", "lines": [{"line_number": 12, "count": 3, …}, …]}, …]}
A line appears once per function (and per instance of a template) that it belongs to, and a header's line in
many documents: it is covered if any of them says so.
"""

import concurrent.futures
import json
import os
import subprocess
import sys

ROOMS = ("src/", "platform/")
OTHER_SYSTEMS = ("platform/windows/", "platform/macos/")
WORST = 10


def counted(name):
    """Is this file, relative to the sources, one whose lines count?"""
    return name.startswith(ROOMS) and not name.startswith(OTHER_SYSTEMS)


def notes(build):
    """The .gcno files of ftenv's own objects. One without a .gcda was never run: all its lines count as missed."""
    for folder, names, files in os.walk(build):
        names[:] = [name for name in names if name != "tests"]
        for file in files:
            if file.endswith(".gcno") and not file.startswith("cmake_pch"):
                yield os.path.join(folder, file)


def ask(gcov, build, note):
    answer = subprocess.run(
        [gcov, "--json-format", "--stdout", note], cwd=build, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in answer.stdout.splitlines() if line.startswith("{")]


def add(lines, document, source):
    directory = document.get("current_working_directory", "")
    for entry in document["files"]:
        path = os.path.normpath(os.path.join(directory, entry["file"]))
        name = os.path.relpath(path, source)
        if not counted(name):
            continue
        known = lines.setdefault(name, {})
        for line in entry["lines"]:
            number = line["line_number"]
            known[number] = known.get(number, False) or line["count"] > 0


def main(source, build, gcov, jobs, aim):
    source, build = os.path.realpath(source), os.path.realpath(build)
    lines = {}
    with concurrent.futures.ThreadPoolExecutor(int(jobs)) as pool:
        for documents in pool.map(lambda note: ask(gcov, build, note), sorted(notes(build))):
            for document in documents:
                add(lines, document, source)
    total = sum(len(known) for known in lines.values())
    if total == 0:
        sys.exit("coverage: gcov knows of no line, so nothing was measured")
    covered = sum(sum(known.values()) for known in lines.values())
    percent = 100 * covered / total
    print(f"coverage: {percent:.1f} % of {total} lines (aim {aim} %)")
    print(f"the {WORST} files that lack most:")
    missed = sorted(lines, key=lambda name: sum(lines[name].values()) - len(lines[name]))
    for name in missed[:WORST]:
        known = lines[name]
        here = sum(known.values())
        print(f"  {len(known) - here:4} of {len(known):4} lines missed, {100 * here / len(known):5.1f} %  {name}")
    return 0 if percent >= float(aim) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
