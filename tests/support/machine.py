"""A machine of tests/support/faults.sh as Python sees it: start ftenv there, disturb it, look at what is left."""

import hashlib
import os
import pathlib
import re
import subprocess
import time

BYTE_CODE = re.compile(r"\.pyc$|/__pycache__$")
# Written anew by each run, with times in them.
RECORDS = re.compile(r"/(logs|trees|locks|staging)(/|$)|/ledger\.jsonl$|/lock$|\.log$")


class Machine:
    def __init__(self, folder, ftenv, pack, stand, make):
        self.folder, self.ftenv, self.pack, self.stand = pathlib.Path(folder), ftenv, pack, stand
        make(self.folder)
        self.untouched = self.bytes()

    def environment(self, **more):
        return {
            "PATH": f"{self.stand}/bin:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.folder / "home"),
            "LC_ALL": "C.UTF-8",
            **more,
        }

    def up_command(self, *more, project="project"):
        return [self.ftenv, "up", "--python", "3.14,3.13", "--archive", self.pack, *more, str(self.folder / project)]

    def start(self, *more, project="project", **options):
        return subprocess.Popen(
            self.up_command(*more, project=project), env=self.environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)

    def run(self, *command, **options):
        return self.run_in({}, *command, **options)

    def run_in(self, environment, *command, **options):
        return subprocess.run(
            [self.ftenv, *command], env=self.environment(**environment), stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="backslashreplace", **options)

    def up(self, *more, project="project"):
        return subprocess.run(
            self.up_command(*more, project=project), env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="backslashreplace")

    def paths(self):
        return sorted(p for p in self.folder.rglob("*"))

    def picture(self):
        """Every path with its kind, without what each run writes anew."""
        seen = []
        for path in self.paths():
            name = "/" + str(path.relative_to(self.folder))
            if not BYTE_CODE.search(name) and not RECORDS.search(name):
                seen.append(("link" if path.is_symlink() else "folder" if path.is_dir() else "file") + " " + name)
        return seen

    def bytes(self):
        """Every path with its bytes and mode."""
        seen = {}
        for path in self.paths():
            stat = path.lstat()
            content = os.readlink(path) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            seen[str(path.relative_to(self.folder))] = (oct(stat.st_mode), content)
        return seen

    def was_there(self, path):
        return str(path.relative_to(self.folder)) in self.untouched

    def store(self):
        return self.folder / "home" / ".local" / "share" / "ftenv"

    def half_made(self):
        """Interpreters under their final name that are not whole."""
        wrong = []
        for prefix in sorted((self.store() / "pythons").glob("*")):
            answer = subprocess.run(
                [prefix / "bin" / "python3", "-I", "-c", "import ssl, zlib, sqlite3, sys; sys.exit(sys._is_gil_enabled())"],
                env={}, capture_output=True, text=True, errors="backslashreplace") if (prefix / "bin" / "python3").exists() else None
            if answer is None or answer.returncode != 0 or not (prefix / ".ftenv" / "toolchain.json").exists():
                wrong.append(f"{prefix}: {answer.stderr if answer else 'no interpreter'}")
        return wrong

    def running(self):
        """Command lines of living processes that were started on this machine."""
        mark = b"HOME=" + os.fsencode(self.folder / "home")
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            if process.name == str(os.getpid()):
                continue
            try:
                state = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
                if state != "Z" and mark in (process / "environ").read_bytes().split(b"\0"):
                    found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="backslashreplace"))
            except OSError:
                continue
        return found

    def quiet_within(self, seconds):
        """What still runs when the time is over."""
        end = time.monotonic() + seconds
        while (left := self.running()) and time.monotonic() < end:
            time.sleep(0.02)
        return left


def steps_of(stderr):
    """("begin"|"end", step, seconds since the first line) of ftenv's lines, as they come."""
    begin = time.monotonic()
    for line in stderr:
        started = re.match(r"  ([a-z]+): .* …$", line)
        finished = re.match(r"✓ ([a-z]+): ", line)
        if started or finished:
            yield ("begin" if started else "end"), (started or finished).group(1), time.monotonic() - begin
