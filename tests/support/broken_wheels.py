"""Breaks good wheels on purpose: broken_wheels.py GOOD_FOLDER OUT_FOLDER PATCHELF

Each broken one lies in a folder of its own under OUT_FOLDER. A line of stdout each, separated by tabs: its
folder's name, the id that `ftenv wheel check` has to find, the broken file, the good one it was made of.
"""

import base64
import hashlib
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

good_folder, out_folder, patchelf = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]


def good(*parts):
    """The one good wheel whose name has all parts."""
    found = sorted(p for p in good_folder.glob("*.whl") if all(part in p.name.lower() for part in parts))
    if not found:
        sys.exit(f"no wheel with {parts}")
    return found[0]


def load(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {i.filename: archive.read(i) for i in archive.infolist() if not i.is_dir()}


def info(files):
    return next(name.split("/")[0] for name in files if name.endswith(".dist-info/RECORD"))


def record(files):
    """RECORD written anew, so that nothing but what was broken is wrong."""
    rows, name = [], info(files) + "/RECORD"
    for path, data in files.items():
        if path != name:
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            rows.append(f"{path},sha256={digest},{len(data)}")
    files[name] = ("\n".join(rows + [name + ",,"]) + "\n").encode()


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return buffer.getvalue()


def put(case, ident, of, data, name=None):
    folder = out_folder / case
    folder.mkdir(parents=True)
    target = folder / (name or of.name)
    target.write_bytes(data)
    print(case, ident, target, of, sep="\t", flush=True)


def extension(files, *parts):
    return next(p for p in files if p.endswith((".so", ".pyd")) and all(part in p for part in parts))


def edit(files, name, old, new):
    """The first match of the pattern `old`: what stands behind it differs from release to release."""
    path = f"{info(files)}/{name}"
    files[path], count = re.subn(old, new, files[path], count=1)
    assert count, (path, old)
    record(files)


def with_file_of(case, ident, of, other, keep_name=True):
    """The first extension of `other` in the place of the first one of `of`."""
    files, theirs = load(of), load(other)
    mine = extension(files)
    data = theirs[extension(theirs)]
    if keep_name:
        files[mine] = data
    else:
        del files[mine]
        files[mine.rsplit("/", 1)[0] + "/" + extension(theirs).rsplit("/", 1)[1]] = data
    record(files)
    put(case, ident, of, zipped(files))


def patched(case, ident, of, *arguments):
    files = load(of)
    path = extension(files)
    with tempfile.TemporaryDirectory() as work:
        one = pathlib.Path(work) / "one.so"
        one.write_bytes(files[path])
        subprocess.run([patchelf, *arguments, str(one)], check=True)
        files[path] = one.read_bytes()
    record(files)
    put(case, ident, of, zipped(files))


def changed(case, ident, of, change, write_record=True, name=None):
    files = load(of)
    change(files)
    if write_record and any(p.endswith("/RECORD") for p in files):
        record(files)
    put(case, ident, of, zipped(files), name)


def flip(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


# Not just any: the symbols of markupsafe's module are the same in both builds.
linux_t, linux_gil = good("msgpack", "cp314t", "manylinux"), good("msgpack", "-cp314-cp314-", "manylinux")
mac_t, mac_gil = good("msgpack", "cp314t", "macosx"), good("msgpack", "-cp314-cp314-", "macosx")
windows_t, windows_gil = good("msgpack", "cp314t", "win"), good("msgpack", "-cp314-cp314-", "win")
yaml = good("pyyaml", "cp314t", "manylinux")
musl = good("pyyaml", "musllinux")
abi3 = good("bcrypt", "abi3", "manylinux")
numpy, numpy_windows = good("numpy", "cp314t", "manylinux"), good("numpy", "cp313t", "win")

# ---- names and tags
put("name-of-another-python", "WH-03", yaml, yaml.read_bytes(), yaml.name.replace("cp314-cp314t", "cp313-cp313t"))
put("name-without-the-t", "WH-03", yaml, yaml.read_bytes(), yaml.name.replace("cp314t", "cp314"))
changed("wheel-says-gil", "WH-03", yaml, lambda f: edit(f, "WHEEL", b"cp314-cp314t", b"cp314-cp314"))
put("no-name-of-a-wheel", "WH-02", yaml, yaml.read_bytes(), "pyyaml (1).whl")
changed("other-version", "WH-05", yaml, lambda f: edit(f, "METADATA", b"\nVersion: ", b"\nVersion: 9"))
changed("other-name", "WH-05", yaml, lambda f: edit(f, "METADATA", b"\nName: ", b"\nName: other-"))
changed("excludes-its-python", "WH-24", yaml, lambda f: edit(f, "METADATA", rb"\nRequires-Python: [^\r\n]*", b"\nRequires-Python: <3.14"))
changed("no-metadata", "WH-04", yaml, lambda f: f.pop(info(f) + "/METADATA"))
changed("no-record", "WH-04", yaml, lambda f: f.pop(info(f) + "/RECORD"), write_record=False)

# ---- the ABI, on three systems
with_file_of("gil-under-t", "WH-10", linux_t, linux_gil)
with_file_of("gil-under-t-macos", "WH-10", mac_t, mac_gil)
with_file_of("gil-under-t-windows", "WH-10", windows_t, windows_gil)
with_file_of("t-under-gil", "WH-11", linux_gil, linux_t)
with_file_of("t-under-gil-macos", "WH-11", mac_gil, mac_t)
with_file_of("t-under-gil-windows", "WH-11", windows_gil, windows_t)
with_file_of("t-under-abi3", "WH-11", abi3, linux_t)
with_file_of("gil-name-in-t", "WH-09", linux_t, linux_gil, keep_name=False)
with_file_of("dll-of-3.13t", "WH-26", windows_t, numpy_windows)
with_file_of("macos-file-in-linux", "WH-12", linux_t, mac_t)


def rename_module(files):
    path = extension(files)
    files[path.replace("_yaml.", "_yaml2.")] = files.pop(path)


changed("module-renamed", "WH-21", yaml, rename_module)

# ---- RECORD
changed("flipped-byte-in-a-file", "WH-06", yaml, lambda f: f.update({extension(f): flip(f[extension(f)], 5000)}), write_record=False)


def drop_row(files):
    path = info(files) + "/RECORD"
    files[path] = b"".join(l for l in files[path].splitlines(True) if not l.startswith(b"yaml/__init__.py,"))


def wrong_size(files):
    path = info(files) + "/RECORD"
    files[path] = b"".join(l.rstrip() + b"7\n" if l.startswith(b"yaml/__init__.py,") else l for l in files[path].splitlines(True))


changed("missing-row", "WH-07", yaml, drop_row, write_record=False)
changed("extra-file", "WH-07", yaml, lambda f: f.update({"yaml/extra.py": b"x = 1\n"}), write_record=False)
changed("removed-file", "WH-08", yaml, lambda f: f.pop("yaml/__init__.py"), write_record=False)
changed("wrong-size", "WH-06", yaml, wrong_size, write_record=False)
changed("path-leads-out", "WH-25", yaml, lambda f: f.update({"../evil.py": b"x = 1\n"}))

# ---- the archive
put("truncated", "WH-01", yaml, yaml.read_bytes()[: yaml.stat().st_size // 2])
with zipfile.ZipFile(yaml) as archive:
    member = next(i for i in archive.infolist() if i.filename.endswith(".so"))
put("flipped-byte-in-the-zip", "WH-01", yaml, flip(yaml.read_bytes(), member.header_offset + member.compress_size // 2))
put("web-page", "WH-01", yaml, b"<!DOCTYPE html><title>log in</title>")

# ---- platform and libraries
patched("absolute-run-path", "WH-16", linux_t, "--set-rpath", "/home/builder/lib")
patched("library-in-a-run-path", "WH-16", linux_t, "--set-rpath", "/home/builder/lib", "--add-needed", "libown.so.1")
patched("library-from-nowhere", "WH-17", linux_t, "--add-needed", "libown.so.1")
patched("needs-libpython", "WH-15", linux_t, "--add-needed", "libpython3.14t.so.1.0")
platform = numpy.name[: -len(".whl")].rsplit("-", 1)[1]


def older_platform(files):
    path = info(files) + "/WHEEL"
    for tag in platform.split("."):
        files[path] = files[path].replace(tag.encode(), b"manylinux2014_x86_64")


changed("too-new-glibc", "WH-13", numpy, older_platform, name=numpy.name.replace(platform, "manylinux2014_x86_64"))


def to_manylinux(files):
    path = info(files) + "/WHEEL"
    files[path] = files[path].replace(b"musllinux_1_2", b"manylinux2014")


changed("musl-under-manylinux", "WH-14", musl, to_manylinux, name=musl.name.replace("musllinux_1_2", "manylinux2014"))


def library_of_the_builder(files):
    path = extension(files)
    files[path] = files[path].replace(b"/usr/lib/libSystem.B.dylib", b"/opt/lib/libSystem.B.dylib")


changed("library-of-the-builder-macos", "WH-16", mac_t, library_of_the_builder)
