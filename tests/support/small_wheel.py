"""Packs one ELF file as the extension of a sound wheel: small_wheel.py FOLDER ELF_FILE. Prints the wheel."""

import base64
import hashlib
import pathlib
import sys
import zipfile

TAG = "cp314-cp314t-linux_x86_64"
INFO = "demo-1.0.dist-info"
folder, library = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])

files = {
    "demo.cpython-314t-x86_64-linux-gnu.so": library.read_bytes(),
    f"{INFO}/METADATA": b"Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n",
    f"{INFO}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: {TAG}\n".encode(),
}
rows = ""
for name, data in files.items():
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    rows += f"{name},sha256={digest},{len(data)}\n"
files[f"{INFO}/RECORD"] = f"{rows}{INFO}/RECORD,,\n".encode()

wheel = folder / f"demo-1.0-{TAG}.whl"
with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, data in files.items():
        archive.writestr(name, data)
print(wheel)
