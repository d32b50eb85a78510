"""real_chain.py FTENV PACK WORK: see real_chain.sh."""

import os
import pathlib
import random
import signal
import subprocess
import sys
import time

from machine import Machine, steps_of

ftenv, pack, work = sys.argv[1:4]
seed = int(os.environ.get("FTENV_SEED", time.time_ns() % 1_000_000))
print(f"FTENV_SEED={seed}", flush=True)
chance = random.Random(seed)
failed = 0


def fail(what):
    global failed
    failed += 1
    print(f"FAILED  {what}", flush=True)


class RealMachine(Machine):
    """The home and the project of e2e.sh; the outer user's Rust."""

    def environment(self, **more):
        return {**os.environ, **more}

    def up_command(self, *more, project="hello"):
        return [self.ftenv, "up", "--from", "source", *more, str(self.folder / project)]


machine = RealMachine(work, ftenv, pack, None, lambda folder: None)

# The step, and how far into it in seconds at least and at most. What takes long is met while it works.
points = [("source", 0.1, 1), ("python", 2, 8), ("python", 15, 45), ("venv", 0.1, 1), ("extension", 0.5, 3)]
kills = 0
for step, least, most in points:
    process = machine.start(project="hello")
    met = any(event == "begin" and seen == step for event, seen, _ in steps_of(process.stderr))
    if not met:
        process.wait()
        fail(f"{step} never began: exit {process.returncode}")
        continue
    wait = chance.uniform(least, most)
    try:
        process.wait(wait)
        print(f"        {step} was over before {wait:.1f} s", flush=True)
    except subprocess.TimeoutExpired:
        kills += 1
    process.send_signal(signal.SIGKILL)
    process.wait()
    if left := machine.quiet_within(5):
        fail(f"killed {wait:.1f} s into {step}: still running: {left}")
    if wrong := machine.half_made():
        fail(f"killed {wait:.1f} s into {step}: {wrong}")
    print(f"ok?     killed {wait:.1f} s into {step}", flush=True)

begin = time.monotonic()
last = machine.up(project="hello")
if last.returncode != 0:
    fail(f"the last run exits {last.returncode}: {last.stderr[-1500:]}")
print(f"        the last run took {time.monotonic() - begin:.0f} s", flush=True)
python = machine.folder / "hello" / ".venv" / "bin" / "python"
imported = subprocess.run(
    [python, "-I", "-c", "import sys, hello; assert not sys._is_gil_enabled(); assert hello.count_primes(0, 100) == 25"],
    capture_output=True, text=True)
if imported.returncode != 0:
    fail(f"the import: {imported.stderr}")
if (check := machine.run("plan", "--check", "--from", "source", str(machine.folder / "hello"))).returncode != 0:
    fail(f"then plan --check exits {check.returncode}: {check.stdout}")


def names(folder):
    """Of all that a build installs, without what differs between one place and another."""
    return {
        str(path.relative_to(folder)) for path in folder.rglob("*")
        if path.suffix != ".pyc" and path.name != "__pycache__" and ".ftenv" not in path.parts
    }


prefixes = sorted((machine.store() / "pythons").iterdir())
other = pathlib.Path(work) / "undisturbed"
other.mkdir()
subprocess.run(["tar", "--use-compress-program=zstd", "-xf", pack, "-C", other, "--strip-components=1"], check=True)
compared = names(other)
if len(prefixes) != 1 or len(compared) < 1000:
    fail(f"{len(prefixes)} interpreters, {len(compared)} files to compare with")
elif difference := sorted(names(prefixes[0]) ^ compared):
    fail(f"not the files of an undisturbed build: {difference[:10]} and {len(difference) - 10} more")
subprocess.run(["rm", "-rf", str(other)], check=True)

undone = machine.run("undo", "--all", "--yes")
ignored = {".stdout", ".stdout.err", ".check"}
before = {path: value for path, value in machine.untouched.items() if path not in ignored}
after = {path: value for path, value in machine.bytes().items() if path not in ignored}
if undone.returncode != 0 or before != after:
    fail(f"undo --all exits {undone.returncode} and leaves {sorted(set(before.items()) ^ set(after.items()))[:8]}: {undone.stdout[-600:]}")
print(f"{kills} kills of the real chain, {len(compared)} files compared, {failed} failed")
sys.exit(failed > 0 or kills < 4)
