"""Turns an interpreter's tree into archives as python-build-standalone's, with what is wrong in those.

    make_standalone.py PREFIX OUT

OUT/install_only.tar.gz has python/…, OUT/full.tar has python/PYTHON.json, python/install/… and a big python/build/.
Their sysconfig says that they live in /install and were compiled by a clang of another machine.
"""
import io
import os
import pathlib
import re
import sys
import tarfile

prefix, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
REMEMBERING = re.compile(r"_sysconfigdata_.*\.py|_sysconfig_vars_.*\.json|Makefile|python-config\.py|.*\.pc|python.*-config")
changed = 0


def estranged(name, data):
    """The bytes of a file, with a prefix and compilers that this machine does not have."""
    global changed
    if not REMEMBERING.fullmatch(name):
        return data
    text = data.decode()
    other = text.replace(str(prefix), "/install")
    other = re.sub(r"(?<![\w./-])gcc(?![\w./-])", "clang", other)
    other = re.sub(r"(?<![\w./-])g\+\+(?![\w./+-])", "clang++", other)
    other = re.sub(r"('AR': '|^AR=\s*)ar\b", r"\1/tools/llvm/bin/llvm-ar", other, flags=re.M)
    other = re.sub(r"('CFLAGS': '|^CFLAGS=\s*)", r"\1-fdebug-default-version=4 ", other, flags=re.M)
    changed += other != text
    return other.encode()


def add(archive, path, name):
    info = archive.gettarinfo(path, name)
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    if not info.isreg():
        archive.addfile(info)
        return
    data = estranged(path.name, path.read_bytes())
    info.size = len(data)
    info.type = tarfile.REGTYPE  # no hard links
    archive.addfile(info, io.BytesIO(data))


def add_tree(archive, top):
    for folder, folders, files in os.walk(prefix):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", ".ftenv"))
        here = pathlib.Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted(files) + links:
            path = here / name
            add(archive, path, f"{top}/{path.relative_to(prefix)}")


def add_bytes(archive, name, data):
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))


with tarfile.open(out / "install_only.tar.gz", "w:gz", compresslevel=1) as archive:
    add_tree(archive, "python")
with tarfile.open(out / "full.tar", "w") as archive:
    add_bytes(archive, "python/PYTHON.json", b'{"version": "8", "python_exe": "install/bin/python3"}')
    add_bytes(archive, "python/build/objects.a", os.urandom(1 << 20) * 20)
    add_tree(archive, "python/install")
print(f"{changed} files made to remember another machine")
sys.exit(changed < 6)
