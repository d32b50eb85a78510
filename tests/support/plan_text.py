"""A plan's JSON as lines that a person can read and compare. Usage: plan_text.py PROJECT [STEP…] <JSON"""
import json
import shlex
import sys
import textwrap

INDENT = " " * 15


def wrapped(text):
    lines = textwrap.wrap(text, 105, initial_indent=INDENT, subsequent_indent=INDENT + "    ",
                          break_long_words=False, break_on_hyphens=False)
    return " \\\n".join(lines)


def command_line(command, root):
    words = ["%s=%s" % (name, shlex.quote(value)) for name, value in sorted(command["environment"].items())]
    words += [shlex.quote(word) for word in command["argv"]]
    sudo = "sudo " if command["privileged"] and not root else ""
    return "$ " + sudo + " ".join(words)


def main():
    project, wanted = sys.argv[1], sys.argv[2:]
    document = json.loads(sys.stdin.read().replace(project, "PROJECT"))
    if not document["ok"]:
        error = document["error"]
        print("error: " + error["message"])
        for line in error.get("context", []):
            print("       " + line)
        for hint in error.get("hints", []):
            print("hint: " + hint)
        return
    for step in document["steps"]:
        if wanted and step["id"] not in wanted:
            continue
        print("%-11s %-11s %s" % (step["id"], step["verdict"], step["because"]))
        for command in step["commands"]:
            print(wrapped(command_line(command, document["host"]["root"])))


main()
