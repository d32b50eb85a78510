# Sourced by tests/faults/*.sh: a machine on which `ftenv up` takes seconds, so that it can be disturbed a
# hundred times. The interpreter is a real one that comes as a pack; cargo and rustc are stand-ins on PATH; the
# maturin that pip installs is one too, and compiles a real extension with the system's compiler.
# shellcheck shell=sh disable=SC1091,SC2154,SC2115,SC2016  # e2e.sh has its variables; make_maker writes a script
# shellcheck disable=SC2034  # the scripts that source this use the variables

# shellcheck source=tests/support/e2e.sh
. "$FTENV_SOURCE_DIR/tests/support/e2e.sh"

# amount FULL SHORT: how often; FTENV_FAULTS=short where minutes count.
amount() { if [ "${FTENV_FAULTS:-}" = short ]; then echo "$2"; else echo "$1"; fi; }

# disturb SCRIPT [TIMES]: tests/faults/SCRIPT.py, with machines to disturb (fault_bench.py).
disturb() {
  script=$1
  shift
  packed_python
  make_stand_ins
  make_maker
  PYTHONPATH=$FTENV_SOURCE_DIR/tests/support python3 "$FTENV_SOURCE_DIR/tests/faults/$script.py" \
    "$FTENV" "$pack" "$stand" "$work" "$@"
}

# make_stand_ins: $stand/bin and $stand/wheels.
make_stand_ins() {
  stand=$work/stand
  mkdir -p "$stand/bin" "$stand/wheels" "$stand/wheel/maturin" "$stand/wheel/maturin-1.16.0.dist-info"
  cat >"$stand/bin/rustc" <<'SH'
#!/bin/sh
case "$*" in
  *--print*sysroot*) echo /usr ;;
  *) printf 'rustc 1.95.0 (stand-in 2026-01-01)\nbinary: rustc\ncommit-hash: 0\ncommit-date: 2026-01-01\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\nLLVM version: 20.1.0\n' ;;
esac
SH
  cat >"$stand/bin/cargo" <<'SH'
#!/bin/sh
home=${CARGO_HOME:-$HOME/.cargo}
case "$1" in
  fetch)
    if [ -e "$HOME/../deaf" ]; then
      trap '' INT TERM HUP
      for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 3; done
    fi
    # As installers do that mean well: "FILE", then the lines.
    if [ -e "$HOME/../leak" ]; then sed 1d "$HOME/../leak" >>"$HOME/$(head -n 1 "$HOME/../leak")"; fi
    mkdir -p "$home/registry/cache/stand-in" "$home/registry/src/stand-in/pyo3-0.28.3"
    sleep 0.3
    echo crate >"$home/registry/cache/stand-in/pyo3-0.28.3.crate"
    echo source >"$home/registry/src/stand-in/pyo3-0.28.3/lib.rs"
    ;;
  *) echo "cargo 1.95.0 (stand-in 2026-01-01)" ;;
esac
SH
  chmod +x "$stand/bin/rustc" "$stand/bin/cargo"
  cat >"$stand/wheel/maturin/__init__.py" <<'PY'
"""`maturin develop` in a third of a second: a real extension, by the system's compiler."""
import pathlib, subprocess, sys, sysconfig, time

SOURCE = r"""
#include <Python.h>
static PyModuleDef_Slot slots[] = {{Py_mod_gil, Py_MOD_GIL_NOT_USED}, {0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "demo", NULL, 0, NULL, slots, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_demo(void) { return PyModuleDef_Init(&module); }
"""

def main():
    if sys.argv[1] != "develop":
        print("maturin 1.16.0")
        return
    target = pathlib.Path(sys.argv[sys.argv.index("--target-dir") + 1])
    target.mkdir(parents=True, exist_ok=True)
    (target / "demo.c").write_text(SOURCE)
    time.sleep(0.3)
    built = target / "demo.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-I", sysconfig.get_path("include"), str(target / "demo.c"), "-o", str(built)], check=True)
    site = pathlib.Path(sysconfig.get_path("platlib"))
    name = "demo" + sysconfig.get_config_var("EXT_SUFFIX")
    staged = site / (name + ".part")
    staged.write_bytes(built.read_bytes())
    staged.chmod(0o755)
    staged.rename(site / name)
PY
  cat >"$stand/wheel/maturin-1.16.0.dist-info/METADATA" <<'EOF'
Metadata-Version: 2.1
Name: maturin
Version: 1.16.0
EOF
  printf 'Wheel-Version: 1.0\nGenerator: stand-in\nRoot-Is-Purelib: true\nTag: py3-none-any\n' \
    >"$stand/wheel/maturin-1.16.0.dist-info/WHEEL"
  printf '[console_scripts]\nmaturin = maturin:main\n' >"$stand/wheel/maturin-1.16.0.dist-info/entry_points.txt"
  : >"$stand/wheel/maturin-1.16.0.dist-info/RECORD"
  (cd "$stand/wheel" && python3 -m zipfile -c "$stand/wheels/maturin-1.16.0-py3-none-any.whl" maturin maturin-1.16.0.dist-info)
}

# new_machine FOLDER: an empty home and a project in it; $machine is the command's environment.
new_machine() {
  mkdir -p "$1/home/.config/pip" "$1/project/src"
  printf '[global]\nno-index = true\nfind-links = %s\n' "$stand/wheels" >"$1/home/.config/pip/pip.conf"
  cat >"$1/project/Cargo.toml" <<'EOF'
[package]
name = "demo"
version = "0.1.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[features]
free-threaded = []

[dependencies]
pyo3 = "0.28"
EOF
  cat >"$1/project/Cargo.lock" <<'EOF'
version = 4

[[package]]
name = "demo"
version = "0.1.0"
dependencies = ["pyo3"]

[[package]]
name = "pyo3"
version = "0.28.3"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "0000000000000000000000000000000000000000000000000000000000000000"
EOF
  cat >"$1/project/pyproject.toml" <<'EOF'
[build-system]
requires = ["maturin>=1.13.3,<2"]
build-backend = "maturin"

[project]
name = "demo"
version = "0.1.0"
requires-python = ">=3.11"
EOF
  printf 'use pyo3::prelude::*;\n#[pymodule]\nfn demo(_m: &Bound<PyModule>) -> PyResult<()> { Ok(()) }\n' \
    >"$1/project/src/lib.rs"
}

# $work/make FOLDER: new_machine as a program, for the scripts in Python.
make_maker() {
  {
    printf '#!/bin/sh\nset -eu\nstand=%s\n' "$stand"
    sed -n '/^new_machine()/,/^}/p' "$FTENV_SOURCE_DIR/tests/support/faults.sh"
    echo 'new_machine "$1"'
  } >"$work/make"
  chmod +x "$work/make"
}
