"""For tests/e2e/deps.sh.

deps_table.py verdicts JSON      "name version verdict install" of each dependency, sorted
deps_table.py wheels JSON        "name==version file" of those that a wheel installs
deps_table.py others JSON        "name==version" of those that none does
deps_table.py report JSON        the file names that pip's report says it would install, sorted
"""
import json
import sys
from urllib.parse import unquote


def main() -> None:
    what, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    rows = []
    if what == "report":
        rows = [unquote(one["download_info"]["url"].rsplit("/", 1)[1]) for one in document["install"]]
    else:
        for one in document["dependencies"]:
            pin = f"{one['name']}=={one['version']}"
            if what == "verdicts":
                rows.append(f"{one['name']} {one['version']} {one['verdict']} {one['install']}")
            elif what == "wheels" and one["install"] == "wheel":
                rows.append(f"{pin} {one['wheel']}")
            elif what == "others" and one["install"] != "wheel":
                rows.append(pin)
    print("\n".join(sorted(rows)))


main()
