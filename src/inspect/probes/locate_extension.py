"""Which file would `import MODULE` load? Argument: MODULE. Runs no code of the package."""
import importlib.machinery
import json
import os
import sys

finder = importlib.machinery.PathFinder
name = sys.argv[1]
path = None
found = ""
full = ""
problem = ""
for part in name.split("."):
    full = full + "." + part if full else part
    spec = finder.find_spec(full, path)
    if spec is None:
        problem = "there is no module %r in %s" % (full, os.pathsep.join(path or sys.path))
        break
    path = list(spec.submodule_search_locations or [])
    found = spec.origin or ""
else:
    # A package whose only file is the extension itself: maturin makes NAME/__init__.py around NAME.NAME.
    if not found.endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES)) and path:
        inner = finder.find_spec(name + "." + name.rpartition(".")[2], path)
        if inner is not None and inner.origin:
            found = inner.origin
    if not found.endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES)):
        problem = "%r is %s, not an extension module" % (name, found or "a package without a file")
answer = {"file": "" if problem else found, "problem": problem}
os.write(1, ("\n@@ftenv-answer@@ " + json.dumps(answer) + " @@ftenv-end@@\n").encode("ascii"))
