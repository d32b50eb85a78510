"""The same CPU-bound work one after the other and on N threads at once. Arguments: N [MODULE to import first]."""
import json
import os
import sys
import threading
import time

ROUNDS = 3
UNIT_SECONDS = 0.06  # of CPU time, about: long beside what starting a thread takes


def work(steps):
    # Nothing but locals and small integers: no object is shared between the threads.
    total = 0
    for step in range(steps):
        total = (total * 31 + step) % 251
    return total


def calibrate():
    steps = 50000
    start = time.thread_time()  # not wall time: on a busy machine the unit would become too short
    work(steps)
    return max(steps, int(steps * UNIT_SECONDS / max(time.thread_time() - start, 1e-6)))


def serial(steps, threads):
    start = time.perf_counter()
    for _ in range(threads):
        work(steps)
    return time.perf_counter() - start


def parallel(steps, threads):
    gate = threading.Barrier(threads + 1)

    def run():
        gate.wait()
        work(steps)

    workers = [threading.Thread(target=run) for _ in range(threads)]
    for worker in workers:
        worker.start()
    gate.wait()
    start = time.perf_counter()
    for worker in workers:
        worker.join()
    return time.perf_counter() - start


threads = int(sys.argv[1])
if len(sys.argv) > 2:
    os.write(1, b"\n@@ftenv-import@@\n")
    __import__(sys.argv[2])  # may switch the GIL on: that is what the measurement then shows
steps = calibrate()
# In turns, so that a neighbour's burst on the machine hits both.
rounds = [(serial(steps, threads), parallel(steps, threads)) for _ in range(ROUNDS)]
answer = {
    "serial_s": min(seconds for seconds, _ in rounds),
    "parallel_s": min(seconds for _, seconds in rounds),
    "threads": threads,
}
os.write(1, ("\n@@ftenv-answer@@ " + json.dumps(answer) + " @@ftenv-end@@\n").encode("ascii"))
