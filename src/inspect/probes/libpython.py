"""Which file is libpython in this very process? Empty: none, the interpreter is linked statically."""
import json
import os
import re

try:
    with open("/proc/self/maps", "rb") as maps:
        lines = maps.read().decode("utf-8", "surrogateescape").splitlines()
except OSError:
    lines = None

answer = {"checked": lines is not None, "libpython": ""}
for line in lines or []:
    # 7f0a2c400000-7f0a2c4f2000 r--p 00000000 00:31 8123 /opt/py/lib/libpython3.14t.so.1.0
    fields = line.split(None, 5)
    path = fields[5] if len(fields) == 6 else ""
    if re.match(r"libpython\d+\.\d+.*\.so", os.path.basename(path)):
        answer["libpython"] = path
        break
os.write(1, ("\n@@ftenv-answer@@ " + json.dumps(answer) + " @@ftenv-end@@\n").encode("ascii"))
