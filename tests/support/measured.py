"""measured.py FOLDER NAME COMMAND...: runs COMMAND and appends its seconds to FOLDER/times/NAME and its
largest memory in MB to FOLDER/memory/NAME. Exits as it did."""

import pathlib
import resource
import subprocess
import sys
import time

folder, name, command = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
begin = time.monotonic()
status = subprocess.call(command)
seconds = time.monotonic() - begin
# In kB. Not less than what this Python has, which the child is for an instant.
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
if status == 0:
    for kind, value in (("times", seconds), ("memory", memory)):
        (folder / kind).mkdir(exist_ok=True)
        with (folder / kind / name).open("a") as log:
            log.write(f"{value:.6f}\n")
sys.exit(status if status >= 0 else 1)
