"""What a script of tests/faults/ works with: the arguments that `disturb` (faults.sh) gives it, machines, chance."""

import os
import pathlib
import random
import subprocess
import sys
import time

from machine import Machine


class FaultBench:
    def __init__(self):
        self.ftenv, self.pack, self.stand, self.work = sys.argv[1:5]
        self.times = int(sys.argv[5]) if len(sys.argv) > 5 else 0
        self.failed = 0

    def chance(self):
        """Another one each time; FTENV_SEED, which is printed, brings one back."""
        seed = int(os.environ.get("FTENV_SEED", time.time_ns() % 1_000_000))
        print(f"FTENV_SEED={seed}", flush=True)
        return random.Random(seed)

    def folder(self, name):
        return pathlib.Path(self.work) / name

    def machine(self, name):
        """A fresh one in `name`, below the work folder or absolute."""
        return Machine(
            self.folder(name), self.ftenv, self.pack, self.stand,
            lambda folder: subprocess.run([f"{self.work}/make", str(folder)], check=True))

    def complain(self, what):
        self.failed += 1
        print(f"FAILED  {what}", flush=True)
