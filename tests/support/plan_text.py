"""Plans as lines that a person can read and compare. Usage: plan_text.py PROJECT (TITLE STEPS FILE)…

FILE is what `plan --json` printed; of STEPS, separated by blanks, only these are shown, or all.
"""
import json
import re
import shlex
import sys

INDENT = " " * 15


def wrapped(words):
    lines, line = [], INDENT + "$"
    for word in words:
        if len(line) + len(word) > 108 and line.strip() not in ("", "$"):
            lines.append(line)
            line = INDENT + "   "
        line += " " + word
    return " \\\n".join(lines + [line])


def powershell_wrapped(line):
    """At blanks outside of quotation marks; a backquote goes on with the line."""
    words, quoted = [""], False
    for char in line:
        quoted ^= char == "'"
        if char == " " and not quoted:
            words.append("")
        else:
            words[-1] += char
    lines, shown = [], INDENT + "PS>"
    for word in words:
        if len(shown) + len(word) > 108 and not shown.endswith("PS>"):
            lines.append(shown)
            shown = INDENT + "   "
        shown += " " + word
    return " `\n".join(lines + [shown])


def words_of(command, root):
    words = ["sudo"] if command["privileged"] and not root else []
    words += ["%s=%s" % (name, shlex.quote(value)) for name, value in sorted(command["environment"].items())]
    words += [shlex.quote(word) for word in command["argv"]]
    return words


def show(document, wanted):
    if not document["ok"]:
        error = document["error"]
        print("error: " + error["message"])
        for line in error.get("context", []):
            print("       " + line)
        for hint in error.get("hints", []):
            print("hint: " + hint)
        return
    for note in document["notes"]:
        print("note: " + note)
    for step in document["steps"]:
        if wanted and step["id"] not in wanted:
            continue
        print("%-11s %-11s %s" % (step["id"], step["verdict"], step["because"]))
        for command in step["commands"]:
            if document["host"]["platform"].startswith("windows-"):
                for line in command["lines"]:
                    print(powershell_wrapped(line))
                continue
            print(wrapped(words_of(command, document["host"]["root"])))


def main():
    project, rest = sys.argv[1], sys.argv[2:]
    for title, steps, file in zip(rest[::3], rest[1::3], rest[2::3]):
        print("== " + title)
        with open(file, encoding="utf-8") as stream:
            text = stream.read()
        # As this machine writes it, as one with backslashes does, and as a program for that one does here.
        backslashes = project.replace("/", "\\\\")
        for spelling in ("Z:" + project, "Z:" + backslashes, project, backslashes):
            text = text.replace(spelling, "PROJECT")
        # The digest of all that goes into a build: another one after any change of the recipes.
        text = re.sub(r"(cpython-[0-9.]+t-[a-z0-9_-]+)-[0-9a-f]{8}", r"\1-DIGEST", text)
        if not text.startswith("{"):
            print("no JSON: " + text)
            continue
        show(json.loads(text), steps.split())


main()
