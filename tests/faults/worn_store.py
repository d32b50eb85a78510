"""worn_store.py FTENV PACK STAND WORK RUNS: see worn_store.sh."""

import re
import shutil
import subprocess
import sys
import time

from fault_bench import FaultBench

bench = FaultBench()
chance = bench.chance()
checks = failed = 0


def check(what, well, said=""):
    global checks, failed
    checks += 1
    failed += not well
    print(f"{'ok     ' if well else 'FAILED '} {what}" + ("" if well else f": {said[-900:]}"), flush=True)


def new_machine(name):
    """One on which everything is set up, and what it was before."""
    machine = bench.machine(name)
    result = machine.up()
    check(f"{name}: up", result.returncode == 0, result.stderr)
    return machine


def undo(machine, wrapper=()):
    return subprocess.run(
        [*wrapper, bench.ftenv, "undo", "--all", "--yes"], env=machine.environment(), stdin=subprocess.DEVNULL, capture_output=True,
        text=True, errors="backslashreplace")


def same(machine):
    return machine.bytes() == machine.untouched


def difference(machine):
    now, before = machine.bytes(), machine.untouched
    return f"too much: {sorted(set(now) - set(before))[:5]}, missing: {sorted(set(before) - set(now))[:5]}"


# ---- a store that may only be read -----------------------------------------------------------------------------

machine = new_machine("read-only")
project = str(machine.folder / "project")
store = machine.store()
subprocess.run(["mount", "--bind", store, store], check=True)
subprocess.run(["mount", "-o", "remount,ro,bind", store], check=True)
try:
    before = machine.bytes()
    python = machine.folder / "project" / ".venv" / "bin" / "python"
    for command, code in {
        ("plan", "--check", *machine.up_command()[2:]): 0, ("doctor", project): 0, ("verify", project): 0, ("env", project): 0,
        ("run", "--project", project, "--", "python", "-c", "import demo"): 0, ("python", "list"): 0, ("python", "which", "3.13"): 0,
        ("undo", "--list"): 0, ("undo", "--all", "--dry-run"): 0, ("report", project): 0,
    }.items():
        result = machine.run(*command)
        check(f"read-only: `{' '.join(command[:2])}` exits {code}", result.returncode == code, result.stdout + result.stderr)
    result = machine.up()
    check("read-only: up with nothing to do", result.returncode == 0 or re.search("(?i)read-only|written", result.stderr), result.stderr)
    with open(machine.folder / "project" / "src" / "lib.rs", "a") as source:
        source.write("// edited\n")
    before = machine.bytes()
    for command in [("undo", "--all", "--yes"), ("undo", project, "--yes"), ("python", "remove", "3.13", "--yes"), machine.up_command()[1:]]:
        result = machine.run(*command)
        said = "error: " in result.stderr and re.search("(?i)read-only|can't be written", result.stderr)
        check(f"read-only: `{' '.join(command[:2])}` says so, exit 1", result.returncode == 1 and said, f"exit {result.returncode}: {result.stdout}{result.stderr}")
    check("read-only: nothing was changed", machine.bytes() == before, str(set(machine.bytes().items()) ^ set(before.items())))
finally:
    subprocess.run(["umount", "-l", store], check=True)
machine.untouched["project/src/lib.rs"] = machine.bytes()["project/src/lib.rs"]  # edited by us
check("read-only no more: undo", undo(machine).returncode == 0 and same(machine), difference(machine))

# ---- undo on a full disk -----------------------------------------------------------------------------------------

folder = bench.folder("full")
folder.mkdir()
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", folder], check=True)
try:
    machine = new_machine("full")
    with open(folder / "ballast", "wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(b"x" * 65536)
        except OSError as error:
            print(f"        {ballast.tell() >> 20} MB of ballast: {error.strerror}")
    result = machine.up("--verbose")
    check("full: up with nothing to do", result.returncode == 0 or re.search("(?i)space", result.stderr), result.stderr)
    result = undo(machine)
    (folder / "ballast").unlink()
    check("full: undo takes all back", result.returncode == 0 and same(machine), f"exit {result.returncode}: {result.stdout}{result.stderr} {difference(machine)}")
finally:
    subprocess.run(["umount", "-l", folder], check=False)

# ---- undo that fails or is killed at any moment, and is asked again --------------------------------------------

points = {"posix/io/rw/write": 28, "posix/io/sync/fsync": 5, "posix/io/oc/open": 28, "posix/io/dir/unlink": 5, "posix/io/dir/rename": 5}
cut = 0
for number in range(bench.times):
    machine = new_machine(f"cut-{number}")
    if number % 2 and shutil.which("fiu-run"):
        point, errno = chance.choice(sorted(points.items()))
        probability = chance.choice([0.002, 0.02, 0.2])
        what = f"{point} fails with errno {errno} at {probability}"
        result = undo(machine, ["fiu-run", "-x", "-c", f"enable_random name={point},probability={probability},failinfo={errno}"])
        told = result.returncode == 0 or (result.returncode == 1 and (result.stderr or result.stdout))
        check(f"cut-{number}: {what}: exit {result.returncode}", told, result.stdout + result.stderr)
        cut += result.returncode != 0
    else:
        process = subprocess.Popen(
            [bench.ftenv, "undo", "--all", "--yes"], env=machine.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        moment = chance.random() * 0.25
        time.sleep(moment)
        cut += process.poll() is None
        process.kill()
        process.wait()
        what = f"killed after {moment:.3f} s"
    again = undo(machine)
    check(f"cut-{number}: {what}, and once more", again.returncode == 0 and same(machine), f"exit {again.returncode}: {again.stdout}{again.stderr} {difference(machine)}")
    shutil.rmtree(machine.folder)

print(f"{checks} checks of a worn store, {cut} undos cut off, {failed} failed")
sys.exit(failed > 0 or checks < 20 or cut == 0)
