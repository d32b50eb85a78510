"""signals.py FTENV PACK STAND WORK TIMES: see signals.sh."""

import concurrent.futures
import os
import signal
import subprocess
import sys
import time

from fault_bench import FaultBench

bench = FaultBench()
chance = bench.chance()

# A child that ignores TERM has this long before it is killed; the machine may be busy besides.
k_patience = 20


def undisturbed():
    machine = bench.machine("undisturbed")
    begin = time.monotonic()
    assert machine.up().returncode == 0
    return time.monotonic() - begin, machine.picture()


def disturb(number, sent, to_group, deaf, moment, wanted):
    """(What went wrong, had the run ended before the signal?)"""
    machine = bench.machine(f"s{number}")
    mark = machine.folder / "deaf"
    if deaf:
        mark.touch()
    process = subprocess.Popen(
        machine.up_command(), env=machine.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, start_new_session=True)
    if deaf:
        # The signal comes when the deaf child has come.
        end = time.monotonic() + 60
        while not any(line.startswith("sleep 3") for line in machine.running()):
            assert time.monotonic() < end, "the deaf child does not come"
            time.sleep(0.02)
    else:
        time.sleep(moment)
    (os.killpg if to_group else os.kill)(process.pid, sent)
    begin = time.monotonic()
    wrong = []
    try:
        _, text = process.communicate(timeout=k_patience)
    except subprocess.TimeoutExpired:
        process.kill()
        _, text = process.communicate()
        wrong.append(f"still there after {k_patience} s")
    over = process.returncode == 0
    if not wrong and process.returncode not in (0, 128 + sent):
        wrong.append(f"exit {process.returncode} instead of {128 + sent}: {text[-400:]}")
    if not over and "interrupted" not in text:
        wrong.append(f"does not say so: {text[-400:]}")
    mark.unlink(missing_ok=True)
    seconds = time.monotonic() - begin
    if left := machine.quiet_within(1):
        wrong.append(f"still running: {left}")
    wrong += machine.half_made()
    again = machine.up()
    if again.returncode != 0 or machine.picture() != wanted:
        wrong.append(f"the next run exits {again.returncode}: {again.stderr[-400:]}")
    undone = machine.run("undo", "--all", "--yes")
    if undone.returncode != 0 or machine.bytes() != machine.untouched:
        wrong.append(f"undo --all exits {undone.returncode}: {undone.stdout[-400:]}")
    subprocess.run(["rm", "-rf", str(machine.folder)], check=False)
    return wrong, over, seconds


whole, picture = undisturbed()
jobs = [
    (sent, to_group, deaf)
    for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for to_group in (False, True)
    for deaf in [False] * bench.times + [True]
]
failed = over = 0
slowest = 0.0
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    futures = {pool.submit(disturb, n, *job, chance.random() * whole, picture): job for n, job in enumerate(jobs)}
    for future in concurrent.futures.as_completed(futures):
        sent, to_group, deaf = futures[future]
        try:
            wrong, ended, seconds = future.result()
            over += ended
            slowest = max(slowest, seconds)
        except Exception as error:  # the test's own mistake counts as one
            wrong = [repr(error)]
        if wrong:
            failed += 1
            print(f"FAILED  {sent.name} to {'the group' if to_group else 'ftenv'}{', deaf child' if deaf else ''}:\n  "
                  + "\n  ".join(wrong), flush=True)
print(f"{len(jobs)} signals, {over} of them after the end, the slowest end took {slowest:.1f} s, {failed} failed")
sys.exit(failed > 0 or len(jobs) - over < len(jobs) // 2)
