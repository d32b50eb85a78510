"""press_tab.py WANTED KEYS SHELL…: starts an interactive SHELL on a pseudo-terminal, waits for its prompt (READY),
types KEYS (\\t is Tab) and ends with 0 as soon as the screen shows the regular expression WANTED; prints it all."""

import os
import pty
import re
import select
import signal
import sys
import time


def read_until(terminal, wanted, seconds):
    output, end = b"", time.monotonic() + seconds
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the shell has ended
            break
        output += piece
        plain = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]", b"", output)
        if re.search(wanted, plain):
            return True, plain
    return False, output


def main():
    wanted, keys, shell = sys.argv[1].encode(), sys.argv[2].encode().decode("unicode_escape"), sys.argv[3:]
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(shell[0], shell)
    ready, first = read_until(terminal, rb"READY> ", 20)
    seen, last = False, b""
    if ready:
        os.write(terminal, keys.encode())
        seen, last = read_until(terminal, wanted, 20)
    print((first + last).decode("utf-8", "replace"))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 0 if seen else 1


sys.exit(main())
