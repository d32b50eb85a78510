"""Runs a program on a pseudo-terminal and says what stands on its screen at the end."""

import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

ESCAPE = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\x1b\][^\x07]*\x07")


def run(argv, columns, environment, folder, seconds=300):
    """(exit code, bytes): stdin is empty, stdout and stderr are one terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    child = subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment, cwd=folder,
        start_new_session=True, close_fds=True,
    )
    os.close(theirs)
    output, end = bytearray(), time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        if left <= 0:
            os.killpg(child.pid, signal.SIGKILL)
            break
        if not select.select([ours], [], [], min(left, 1))[0]:
            if child.poll() is not None:
                break
            continue
        try:
            piece = os.read(ours, 65536)
        except OSError as error:  # Linux says EIO when the last writer is gone
            if error.errno != errno.EIO:
                raise
            break
        if not piece:
            break
        output += piece
    os.close(ours)
    code = child.wait()
    return (124 if left <= 0 else code), bytes(output)


def screen(output):
    """The lines that stay, without colours: what was written over or erased is gone. No line is broken here."""
    rows, row, column = [""], 0, 0
    text, at = output.decode("utf-8", "replace"), 0
    while at < len(text):
        if escape := ESCAPE.match(text, at):
            at = escape.end()
            amount = int(escape[1]) if (escape[1] or "").isdigit() else 0
            if escape[2] == "A":
                row = max(0, row - max(1, amount))
            elif escape[2] in ("K", "J"):
                rows[row] = rows[row][:column]
                if escape[2] == "J":
                    del rows[row + 1:]
            continue
        letter = text[at]
        at += 1
        if letter == "\r":
            column = 0
        elif letter == "\n":
            row, column = row + 1, 0
            if row == len(rows):
                rows.append("")
        else:
            rows[row] = rows[row][:column].ljust(column) + letter + rows[row][column + 1:]
            column += 1
    lines = [line.rstrip() for line in rows]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def broken(lines, columns):
    """As a terminal of so many columns shows them."""
    return [line[at:at + columns] for line in lines for at in range(0, max(1, len(line)), columns)]
