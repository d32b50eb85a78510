"""What is this interpreter? Arguments: modules to import. Prints one line of JSON between marks."""
import os
import sys
import sysconfig


def quoted(text):
    # The module json would take longer to import than all the rest of this.
    parts = []
    for char in text:
        code = ord(char)
        if code > 0xFFFF:
            parts.append("\\u%04x\\u%04x" % (0xD800 + (code - 0x10000 >> 10), 0xDC00 + (code & 0x3FF)))
        elif char in '"\\' or not 32 <= code < 127:
            parts.append("\\u%04x" % code)
        else:
            parts.append(char)
    return '"' + "".join(parts) + '"'


def json(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(json(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(quoted(key) + ": " + json(value[key]) for key in value) + "}"
    return quoted(value)


def importable(name):
    try:
        __import__(name)
    except BaseException:  # a module may call exit() or raise anything while it is imported
        return False
    return True


def prefix():
    # Before 3.14 it is `site` that moves sys.prefix into a venv, and `-S` leaves that out.
    if sys.prefix == sys.base_prefix and sys.executable:
        venv = os.path.dirname(os.path.dirname(sys.executable))
        if os.path.isfile(os.path.join(venv, "pyvenv.cfg")):
            return venv
    return sys.prefix


def config(name):
    value = sysconfig.get_config_var(name)
    return "" if value is None else str(value)


def libpython():
    # What a linker would take. conda's program is static, but its library for embedding lies beside it.
    framework = config("PYTHONFRAMEWORK")
    conda = os.path.isdir(os.path.join(sys.base_prefix, "conda-meta"))
    if os.name == "nt":
        tag = "%d%d" % sys.version_info[:2] + ("t" if config("Py_GIL_DISABLED") == "1" else "")
        candidates = [os.path.join(sys.base_prefix, "libs", "python%s.lib" % tag)]
    elif framework:
        candidates = [os.path.join(config("PYTHONFRAMEWORKPREFIX"), config("LDLIBRARY"))]
    elif config("Py_ENABLE_SHARED") == "1" or conda:
        names = [config("LDLIBRARY")] + ["libpython%s%s" % (config("LDVERSION"), end) for end in (".so", ".dylib")]
        candidates = [os.path.join(config("LIBDIR"), name) for name in names if name and not name.endswith(".a")]
    else:
        candidates = []
    return next((path for path in candidates if os.path.isfile(path)), "")


version = sys.version_info
gil_enabled = getattr(sys, "_is_gil_enabled", lambda: True)()
answer = {
    "executable": sys.executable or "",
    "prefix": prefix(),
    "base_prefix": sys.base_prefix,
    "implementation": sys.implementation.name,
    "version": "%d.%d.%d" % version[:3],
    "releaselevel": version.releaselevel,
    "serial": version.serial,
    "free_threaded": config("Py_GIL_DISABLED") == "1",
    "gil_enabled": bool(gil_enabled),
    "shared": config("Py_ENABLE_SHARED") == "1" or bool(config("PYTHONFRAMEWORK")) or os.name == "nt",
    "ext_suffix": config("EXT_SUFFIX"),
    "soabi": config("SOABI"),
    "cflags": config("CFLAGS"),
    "libdir": config("LIBDIR"),
    "ldlibrary": config("LDLIBRARY"),
    "libpython": libpython(),
    "libdir_exists": os.path.isdir(config("LIBDIR")),
    "framework": bool(config("PYTHONFRAMEWORK")),
    "headers_exist": os.path.isfile(os.path.join(sysconfig.get_path("platinclude") or "", "Python.h")),
    "debug": hasattr(sys, "gettotalrefcount"),
    "externally_managed": os.path.isfile(os.path.join(sysconfig.get_path("stdlib") or "", "EXTERNALLY-MANAGED")),
    "platform": sysconfig.get_platform(),
    "compiler": config("CC"),
    "bits": sys.maxsize.bit_length() + 1,
    "missing_modules": [name for name in sys.argv[1:] if not importable(name)],
}
# Past sys.stdout, which start-up code or an imported module may have replaced.
os.write(1, ("\n@@ftenv-answer@@ " + json(answer) + " @@ftenv-end@@\n").encode("ascii"))
