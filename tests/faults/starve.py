"""starve.py FTENV PACK STAND WORK RUNS: see starve.sh."""

import os
import re
import shutil
import subprocess
import sys

from fault_bench import FaultBench

bench = FaultBench()
chance = bench.chance()


def judge(machine, what, code, text, wanted_words):
    """True when the run failed. A failure has an exit code of the table and says what is wrong."""
    if left := machine.quiet_within(2):
        bench.complain(f"{what}: still running: {left}")
    if wrong := machine.half_made():
        bench.complain(f"{what}: {wrong}")
    if code == 0:
        return False
    if code != 1 or "error: " not in text or not re.search(wanted_words, text):
        bench.complain(f"{what}: exit {code}: {text[-700:]}")
    return True


def goes_on(machine, what):
    again = machine.up()
    if again.returncode != 0:
        bench.complain(f"{what}: with room again, up exits {again.returncode}: {again.stderr[-500:]}")


# ---- file systems that are too small, from the first byte to the last ------------------------------------

small = refused = 0
if os.geteuid() == 0 and shutil.which("mount"):
    for megabytes in [1, 2, 4, 8, 16, 24, 32, 40, 44, 48, 52, 56, 64]:
        folder = bench.folder(f"small-{megabytes}")
        folder.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=False).returncode != 0:
            print("skipped: no tmpfs can be mounted here")
            break
        try:
            machine = bench.machine(folder.name)
            result = machine.up()
            small += 1
            what = f"{megabytes} MB"
            if judge(machine, what, result.returncode, result.stderr, "(?i)space|disk|quota"):
                refused += 1
                subprocess.run(["mount", "-o", "remount,size=400m", folder], check=True)
                goes_on(machine, what)
        finally:
            subprocess.run(["umount", "-l", folder], check=False)
    print(f"{small} small file systems, {refused} too small, {bench.failed} wrong so far", flush=True)

# ---- a write, a sync, a rename of ftenv's own that fails at any moment --------------------------------------

kinds = {
    "posix/io/rw/write": 28, "posix/io/rw/pwrite": 28, "posix/io/sync/fsync": 5, "posix/io/oc/open": 28,
    "posix/io/dir/rename": 28, "posix/io/dir/mkdir": 28, "posix/io/rw/read": 5,
}
injected = hit = 0
if shutil.which("fiu-run"):
    for number in range(bench.times):
        point, errno = chance.choice(sorted(kinds.items()))
        probability = chance.choice([0.0005, 0.002, 0.01, 0.05])
        machine = bench.machine(f"fiu-{number}")
        command = ["fiu-run", "-x", "-c", f"enable_random name={point},probability={probability},failinfo={errno}"]
        result = subprocess.run(
            command + machine.up_command(), env=machine.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        injected += 1
        what = f"{point} fails with errno {errno} at {probability}"
        if judge(machine, what, result.returncode, result.stderr, "."):
            hit += 1
            goes_on(machine, what)
        shutil.rmtree(machine.folder)
    print(f"{injected} runs with failing system calls, {hit} failed and went on, {bench.failed} wrong")
else:
    print("skipped: fiu-run is not here and can't be installed")

print(f"{small + injected} starved runs, {refused + hit} ended early, {bench.failed} failed")
sys.exit(bench.failed > 0 or small + injected == 0 or refused + hit == 0)
