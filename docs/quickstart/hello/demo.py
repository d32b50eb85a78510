"""Counts primes on one thread, then the same work on two, and says which was faster."""

import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor

import hello

STOP = 2_000_000
PARTS = 8  # more parts than threads, because larger numbers take longer: no thread has to wait for the other


def count(threads):
    """Returns the number of primes below STOP and the seconds it took."""
    edges = [STOP * part // PARTS for part in range(PARTS + 1)]
    begin = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        found = sum(pool.map(hello.count_primes, edges[:-1], edges[1:]))
    return found, time.perf_counter() - begin


def main():
    # After the import of `hello`, because a module can switch the GIL back on. Python 3.11 and 3.12 always have it.
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    build = "free-threaded" if sysconfig.get_config_var("Py_GIL_DISABLED") else "ordinary"
    print(f"Python {sys.version.split()[0]}, {build} build, the GIL is {'on' if gil else 'off'}")

    found, one = count(threads=1)
    again, two = count(threads=2)
    assert found == again, (found, again)
    print(f"{found} primes below {STOP}")
    print(f"1 thread   {one:6.2f} s")
    print(f"2 threads  {two:6.2f} s   {one / two:.2f} times as fast")


if __name__ == "__main__":
    main()
