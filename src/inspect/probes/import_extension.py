"""What does importing a module do to the GIL? Argument: the module."""
import importlib.machinery
import json
import os
import sys
import sysconfig
import warnings

gil_enabled = getattr(sys, "_is_gil_enabled", lambda: True)
before = gil_enabled()
known = set(sys.modules)
problem = ""
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    os.write(1, b"\n@@ftenv-import@@\n")
    try:
        __import__(sys.argv[1])
    except BaseException as error:  # a module may raise anything, or call exit()
        problem = "%s: %s" % (type(error).__name__, error)

warned = []
for warning in caught:
    # The global interpreter lock (GIL) has been enabled to load module 'NAME', which has not declared …
    text = str(warning.message)
    if "(GIL) has been enabled to load module '" in text:
        warned.append(text.split("'")[1])

stdlib = tuple(filter(None, (sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"))))
site = tuple(filter(None, (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))))
suffixes = tuple(importlib.machinery.EXTENSION_SUFFIXES)
extensions = []
for name in sorted(set(sys.modules) - known):
    file = getattr(sys.modules[name], "__file__", None) or ""
    if not file.endswith(suffixes):
        continue
    if file.startswith(stdlib) and not file.startswith(site):
        continue
    extensions.append({"module": name, "file": file})

module = sys.modules.get(sys.argv[1])
answer = {
    "gil_before": bool(before),
    "gil_after": bool(gil_enabled()),
    "file": getattr(module, "__file__", None) or "",
    "warned": warned,
    "extensions": extensions,
    "problem": problem,
}
os.write(1, ("\n@@ftenv-answer@@ " + json.dumps(answer) + " @@ftenv-end@@\n").encode("ascii"))
