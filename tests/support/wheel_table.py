"""What other tools say of the same broken wheels: wheel_table.py FTENV TOOLS_BIN LIST >docs/wheels.md

LIST is what broken_wheels.py printed. A tool finds a defect if what it says of the broken wheel differs from
what it says of the good one that it was made of.
"""

import datetime
import json
import pathlib
import re
import subprocess
import sys

ftenv, tools, listing = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
cache = {}


def run(*argv):
    done = subprocess.run([str(a) for a in argv], capture_output=True, text=True, errors="replace")
    return done.returncode, done.stdout + done.stderr


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def failure(code, text):
    """A traceback's last line is a crash of the tool; any other is what it says."""
    crash = "crashes: " if "Traceback (most recent call last)" in text else ""
    line = re.sub(r"'?/[^ ']*/([^/ ']+)'?", r"\1", last_line(text)).replace("|", "/").replace("`", "'")
    return f"{crash}{line[:90]}" if line else f"exit {code}"


def auditwheel(wheel):
    code, text = run(tools / "auditwheel", "show", wheel)
    if code:
        return failure(code, text)
    tag = re.search(r'following platform tag:\s*"([^"]+)"', text)
    return f"`{tag.group(1)}`" if tag else "no tag"


def contents(wheel):
    code, text = run(tools / "check-wheel-contents", wheel)
    ids = sorted(set(re.findall(r"\bW\d{3}\b", text)))
    return ", ".join(ids) if ids else ("" if code == 0 else failure(code, text))


def abi3audit(wheel):
    code, text = run(tools / "abi3audit", "--strict", wheel)
    found = re.search(r"(\d+) ABI version mismatches and (\d+) ABI violations", text)
    if found:
        return "" if found.groups() == ("0", "0") else f"{found.group(1)} mismatches, {found.group(2)} violations"
    return "" if code == 0 else failure(code, text)


def once(tool, wheel):
    key = tool.__name__, wheel
    if key not in cache:
        cache[key] = tool(wheel)
    return cache[key]


def ours(wheel):
    _, text = run(ftenv, "wheel", "check", "--json", wheel)
    found = [f for f in json.loads(text)["findings"] if f["severity"] != "info"]
    return [f["id"] + ("" if f["severity"] == "error" else " (warning)") for f in found]


rows = [line.split("\t") for line in listing.read_text().splitlines()]
others = (auditwheel, contents, abi3audit)
counts = {tool.__name__: 0 for tool in others}
found = 0
lines = []
for case, ident, broken, good in rows:
    ids = ours(broken)
    found += any(i.startswith(ident) for i in ids)
    cells = []
    for tool in others:
        before, after = once(tool, good), once(tool, broken)
        differs = before != after and after != ""
        # A wheel that auditwheel lists under a tag which is as good as before has no defect for it.
        counts[tool.__name__] += differs
        cells.append(after if differs else "–")
    lines.append(f"| {case.replace('-', ' ')} | {', '.join(ids)} | {' | '.join(cells)} |")

def version(name):
    code = f"import importlib.metadata as m; print(m.version({name!r}))"
    return run(tools / "python", "-c", code)[1].strip()


print(f"""# Broken wheels, and who finds what

Made by `tests/e2e/wheels.sh` on {datetime.date.today()}. Each wheel is a published one with one defect, made by
`tests/support/broken_wheels.py`. Beside what `ftenv wheel check` finds stands what other tools say of the same
file, where that differs from what they say of the good one; "–" is where it does not. auditwheel
{version("auditwheel")} (`show`), check-wheel-contents {version("check-wheel-contents")}, abi3audit
{version("abi3audit")} (`--strict`). They were made for other questions: auditwheel for libraries of Linux,
check-wheel-contents for what a wheel has in it, abi3audit for the symbols of abi3 extensions.

| defect | ftenv | auditwheel | check-wheel-contents | abi3audit |
|---|---|---|---|---|""")
print("\n".join(lines))
print(f"""
Of {len(rows)}: ftenv {found}, auditwheel {counts["auditwheel"]}, check-wheel-contents {counts["contents"]}, abi3audit {counts["abi3audit"]}.

No symbol tells the ABI of a module that neither counts references nor is made for Windows; ftenv then goes by
the file's name, and says so with `-v`.""")
