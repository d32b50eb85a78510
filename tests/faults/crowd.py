"""crowd.py FTENV PACK STAND WORK ROUNDS: see crowd.sh."""

import hashlib
import random
import shutil
import sys
import time

from fault_bench import FaultBench

bench = FaultBench()
k_crowd = 8
runs = waited = 0


def digest(folder):
    """Of everything that is the same in each run: no byte code, and nothing with a time in it."""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and path.name != "toolchain.json":
            seen.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()


reference = None
for round_number in range(bench.times):
    own_projects = round_number % 2 == 1
    machine = bench.machine("crowd")
    names = ["project"] * k_crowd
    if own_projects:
        names = [f"project-{n}" for n in range(k_crowd)]
        for name in names:
            shutil.copytree(machine.folder / "project", machine.folder / name)
    untouched = machine.bytes()
    crowd = []
    for name in names:
        crowd.append(machine.start(project=name))
        time.sleep(random.random() * 0.2)
    texts = [process.communicate()[1] for process in crowd]
    runs += k_crowd
    for process, text in zip(crowd, texts):
        if process.returncode != 0:
            bench.complain(f"round {round_number}: exit {process.returncode}: {text[-500:]}")
        notes = [line for line in text.splitlines() if "waiting for another ftenv" in line]
        waited += bool(notes)
    # The interpreter came into being once: who waited took what was there.
    pythons = sorted((machine.store() / "pythons").iterdir())
    if len(pythons) != 1 or machine.half_made():
        bench.complain(f"round {round_number}: {[p.name for p in pythons]} {machine.half_made()}")
    elif reference is None:
        reference = digest(pythons[0])
    elif digest(pythons[0]) != reference:
        bench.complain(f"round {round_number}: the store differs from the first round's")
    for name in set(names):
        check = machine.run("plan", "--check", "--python", "3.14,3.13", "--archive", bench.pack, str(machine.folder / name))
        if check.returncode != 0:
            bench.complain(f"round {round_number}: {name}: plan --check exits {check.returncode}: {check.stdout}")
    if left := machine.quiet_within(1):
        bench.complain(f"round {round_number}: still running: {left}")
    undone = machine.run("undo", "--all", "--yes")
    if undone.returncode != 0 or machine.bytes() != untouched:
        rest = sorted(set(machine.bytes().items()) ^ set(untouched.items()))
        bench.complain(f"round {round_number}: undo --all exits {undone.returncode} and leaves {rest[:8]}: {undone.stdout[-800:]}")
    shutil.rmtree(machine.folder)

print(f"{runs} runs of ftenv in {bench.times} rounds of {k_crowd}, {waited} of them waited, {bench.failed} failed")
sys.exit(bench.failed > 0 or runs == 0 or waited == 0)
