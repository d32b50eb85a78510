"""kill_and_resume.py FTENV PACK STAND WORK TIMES: see kill_and_resume.sh."""

import concurrent.futures
import difflib
import os
import signal
import subprocess
import sys
import time

from fault_bench import FaultBench
from machine import steps_of

bench = FaultBench()
chance = bench.chance()


def first_run():
    """How long each step takes, and what a machine looks like in the end."""
    machine = bench.machine("undisturbed")
    process = machine.start()
    began, spans = {}, {}
    for event, step, seconds in steps_of(process.stderr):
        if event == "begin":
            began[step] = seconds
        else:
            spans[step] = seconds - began[step]
    assert process.wait() == 0
    return spans, machine.picture()


# The moment in which an interpreter has its final name: whatever was not whole then would be seen.
k_named = "named"


def wait_for(machine, process, step, moment, span):
    """`moment` is a fraction of the step's time; before it: 0, after it: None."""
    for event, seen, _ in steps_of(process.stderr):
        if seen == step and event == ("end" if moment is None else "begin"):
            break
    if moment == k_named:
        pythons = machine.store() / "pythons"
        while process.poll() is None and not any(pythons.glob("*")):
            time.sleep(0.001)
    elif moment:
        time.sleep(moment * span)


def disturb(number, step, moment, span, wanted):
    """What went wrong, or nothing."""
    machine = bench.machine(f"m{number}")
    process = machine.start()
    wait_for(machine, process, step, moment, span)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wrong = []
    if left := machine.quiet_within(2):
        wrong.append(f"still running: {left}")
    wrong += machine.half_made()
    again = machine.up()
    if again.returncode != 0:
        wrong.append(f"the next run exits {again.returncode}: {again.stderr[-600:]}")
    elif machine.picture() != wanted:
        wrong.append("\n".join(difflib.unified_diff(wanted, machine.picture(), "undisturbed", "resumed", lineterm="", n=0)))
    if left := machine.run("plan", "--check", "--python", "3.14,3.13", "--archive", bench.pack, str(machine.folder / "project")).returncode:
        wrong.append(f"then plan --check exits {left}")
    undone = machine.run("undo", "--all", "--yes")
    if undone.returncode != 0 or machine.bytes() != machine.untouched:
        rest = sorted(set(machine.bytes().items()) ^ set(machine.untouched.items()))
        wrong.append(f"undo --all exits {undone.returncode} and leaves {rest[:8]}: {undone.stdout}{undone.stderr}")
    subprocess.run(["rm", "-rf", str(machine.folder)], check=False)
    return wrong


spans, picture = first_run()
print("steps: " + ", ".join(f"{step} {seconds:.1f} s" for step, seconds in spans.items()), flush=True)
jobs = [(step, fraction) for step in spans for fraction in [0, *(chance.random() for _ in range(bench.times)), None]]
jobs += [("python", k_named)] * max(2, bench.times)
failed = 0
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    futures = {pool.submit(disturb, n, s, m, spans[s], picture): (s, m) for n, (s, m) in enumerate(jobs)}
    for future in concurrent.futures.as_completed(futures):
        step, moment = futures[future]
        try:
            wrong = future.result()
        except Exception as error:  # the test's own mistake counts as one
            wrong = [repr(error)]
        if wrong:
            failed += 1
            where = {None: "after", 0: "before", k_named: "when it is named in"}.get(moment) or f"at {moment:.2f} of"
            print(f"FAILED  killed {where} {step}:\n  " + "\n  ".join(wrong), flush=True)
print(f"{len(jobs)} kills in {len(spans)} steps, {failed} failed")
sys.exit(failed > 0 or len(spans) < 6 or bench.times < 1)
