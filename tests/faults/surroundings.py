"""surroundings.py FTENV PACK STAND WORK: see surroundings.sh."""

import os
import pathlib
import re
import resource
import shutil
import stat
import subprocess
import sys
import time

from fault_bench import FaultBench

bench = FaultBench()
cases = skipped = 0
root = os.geteuid() == 0


def fail(name, what):
    bench.complain(f"{name}: {what}")


def skip(name, why):
    global skipped
    skipped += 1
    print(f"skipped {name}: {why}", flush=True)


def judge(name, machine, result, code, words):
    """The exit code and, for a failure, words; what must hold in either case."""
    if result.returncode != code:
        fail(name, f"exit {result.returncode} instead of {code}: {result.stderr[-900:]}")
    elif code != 0 and not re.search(words, result.stderr):
        fail(name, f"does not say {words}: {result.stderr[-600:]}")
    if left := machine.quiet_within(2):
        fail(name, f"still running: {left}")
    if wrong := machine.half_made():
        fail(name, wrong)


def undo(name, machine, wrapper, **environment):
    undone = subprocess.run(
        [*wrapper, bench.ftenv, "undo", "--all", "--yes"], env=machine.environment(**environment), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, errors="backslashreplace")
    if undone.returncode != 0:
        fail(name, f"undo --all exits {undone.returncode}: {undone.stdout[-500:]}{undone.stderr[-300:]}")
    elif machine.bytes() != machine.untouched:
        fail(name, f"undo leaves {sorted(set(machine.bytes().items()) ^ set(machine.untouched.items()))[:6]}")


def case(name, folder=None, code=0, words=".", before=lambda machine: None, after=lambda machine: None, undoes=True,
         wrapper=(), cwd=None, environment=None, **options):
    global cases
    cases += 1
    machine = bench.machine(folder or f"case-{cases}")
    before(machine)
    machine.untouched = machine.bytes()
    environment = environment(machine) if environment else {}
    result = subprocess.run(
        [*wrapper, *machine.up_command()], env=machine.environment(**environment), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, errors="backslashreplace", cwd=cwd(machine) if cwd else None, **options)
    judge(name, machine, result, code, words)
    after(machine)
    if code == 0:
        # A second run has nothing to do, in the same surroundings.
        again = subprocess.run(
            [*wrapper, bench.ftenv, "plan", "--check", *machine.up_command()[2:]], env=machine.environment(**environment),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="backslashreplace", cwd=cwd(machine) if cwd else None, **options)
        if again.returncode != 0:
            fail(name, f"then plan --check exits {again.returncode}: {again.stdout[-600:]}{again.stderr[-300:]}")
    if undoes:
        undo(name, machine, wrapper, **environment)
    print(f"done    {name}: exit {result.returncode}" + (f", {result.stderr.strip().splitlines()[-1]}" if result.returncode else ""), flush=True)
    return machine


# ---- names ---------------------------------------------------------------------------------------------------

for name, folder in {
    "a blank": "with a blank", "letters of others": "naïve-项目-Ω", "a leading dash": "-rf", "a percent sign": "100%s%n",
    "signs of the shell": "all*?[a]&;(b)|<c>~!{d}", "a hash": "a#b", "a long path": "/".join(["long-" + "x" * 45] * 4),
}.items():
    case(f"a name with {name}", bench.folder("names") / folder)
for name, folder, words in [
    ("quotes", "it's \"quoted\"", "the character `'`"), ("a dollar", "pay $HOME", "`[$]`"), ("a backtick", "a`id`", "the character ```"),
    ("a backslash", "a\\b", r"`\\`"), ("a newline", "two\nlines", r"control character.*two\\x0alines"), ("a colon", "a:b", "`:`"),
    ("bytes that are no UTF-8", os.fsdecode(b"latin-\xe9"), r"no UTF-8.*latin-\\xe9"),
]:
    case(f"a name with {name}", bench.folder("names") / folder, code=7, words=words)

# ---- variables, modes, limits -----------------------------------------------------------------------------------

case("TMPDIR names nothing", environment=lambda m: {"TMPDIR": str(m.folder / "gone")})
case("HOME is relative", environment=lambda m: {"HOME": "home"}, code=2, words="HOME", cwd=lambda m: m.folder, undoes=False)
case("HOME is empty", environment=lambda m: {"HOME": ""}, code=2, words="HOME", undoes=False)
case("HOME is not there", undoes=False, environment=lambda m: {
    "HOME": str(m.folder / "no" / "home"), "PIP_CONFIG_FILE": str(m.folder / "home" / ".config" / "pip" / "pip.conf")})


def no_world_writable(machine):
    wrong = [str(p) for p in machine.paths() if not p.is_symlink() and p.stat().st_mode & stat.S_IWOTH and not machine.was_there(p)]
    if wrong:
        fail("umask 000", f"everybody may write to {len(wrong)} places: {wrong[:5]}")


case("umask 077", preexec_fn=lambda: os.umask(0o077))
case("umask 000", preexec_fn=lambda: os.umask(0), after=no_world_writable)
case("64 descriptors", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
case("signals that a parent ignores", wrapper=["nohup"])
if shutil.which("faketime"):
    case("the clock is ten years behind", wrapper=["faketime", "-f", "-10y"])
    case("the clock is ten years ahead", wrapper=["faketime", "-f", "+10y"])
else:
    skip("a clock that is wrong", "no faketime here")

# ---- programs of the project ------------------------------------------------------------------------------------


def trojans(machine):
    for name in ["python3", "python", "make", "cc", "gcc", "cargo", "rustc", "rustup", "git", "pip", "maturin", "sh", "uv", "apt-get", "dpkg-query", "sudo"]:
        for folder in [machine.folder / "project", machine.folder / "project" / "bin"]:
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(f"#!/bin/sh\necho {name} >>'{machine.folder}/fell-for-it'\nexit 1\n")
            (folder / name).chmod(0o755)


def fell_for_none(machine):
    mark = machine.folder / "fell-for-it"
    if mark.exists():
        fail("programs of the project", f"was run: {mark.read_text().split()}")
        mark.unlink()


for kind, head in {"an empty entry": ":", "a dot": ".:", "a relative folder": "bin:./bin:"}.items():
    case(f"PATH begins with {kind}, and the project has programs of its own", before=trojans, after=fell_for_none,
         cwd=lambda m: m.folder / "project", environment=lambda m, head=head: {"PATH": head + m.environment()["PATH"]})

# ---- mounts ------------------------------------------------------------------------------------------------------


def mounted(name, options, code, words, remount=None, device="tmpfs", kind="tmpfs"):
    folder = bench.folder(f"mount-{cases}")
    folder.mkdir()
    if not root or subprocess.run(["mount", "-t", kind, "-o", options, device, folder], check=False, capture_output=True).returncode != 0:
        return skip(name, "it can't be mounted here")
    try:
        case(name, folder, code, words, undoes=remount is None and code != 0 and "ro" not in options,
             before=(lambda m: subprocess.run(["mount", "-o", remount, folder], check=True)) if remount else (lambda m: None))
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


mounted("all is read-only", "size=400m", 1, "(?i)read-only|can't be written to", remount="remount,ro,size=400m")
mounted("nothing can be started there", "size=400m,noexec", 1, "(?i)noexec|can't be started|cannot be started|permission denied")
mounted("few inodes", "size=400m,nr_inodes=600", 1, "(?i)space|inode")
image = bench.folder("fat")
if root and shutil.which("mkfs.vfat"):
    with open(image, "wb") as file:
        file.truncate(400 << 20)
    subprocess.run(["mkfs.vfat", image], check=True, capture_output=True)
    mounted("neither case nor links nor modes", "loop,utf8", 1, "(?i)link|case|permi", device=str(image), kind="vfat")
else:
    skip("neither case nor links nor modes", "no mkfs.vfat here")

# As on a Mac: `Python` is there once `python` is.
below, folder = bench.folder("cased"), bench.folder("mount-cased")
below.mkdir()
folder.mkdir()
program = [bench.folder("fuse") / "bin" / "python", pathlib.Path(__file__).parent.parent / "support" / "casefold_fs.py", below, folder]
server = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) if program[0].exists() else None
until = time.monotonic() + 10
while server and server.poll() is None and not os.path.ismount(folder) and time.monotonic() < until:
    time.sleep(0.05)
if os.path.ismount(folder):
    (folder / "Case").touch()
    assert (folder / "cASE").exists()
    try:
        case("the case of names does not matter", folder / "machine")
    finally:
        subprocess.run(["fusermount3", "-u", "-z", folder], check=False)
else:
    skip("the case of names does not matter", "FUSE can't be used here")
if server:
    server.kill()
    server.wait()

print(f"{cases} odd surroundings, {skipped} skipped, {bench.failed} failed")
sys.exit(bench.failed > 0 or cases < 20)
