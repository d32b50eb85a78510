"""What is this interpreter? Arguments: modules to import. Prints one line of JSON between marks."""
import json
import os
import sys
import sysconfig


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
    "shared": config("Py_ENABLE_SHARED") == "1" or bool(config("PYTHONFRAMEWORK")),
    "ext_suffix": config("EXT_SUFFIX"),
    "soabi": config("SOABI"),
    "cflags": config("CFLAGS"),
    "libdir": config("LIBDIR"),
    "ldlibrary": config("LDLIBRARY"),
    "platform": sysconfig.get_platform(),
    "missing_modules": [name for name in sys.argv[1:] if not importable(name)],
}
# Past sys.stdout, which start-up code or an imported module may have replaced.
os.write(1, ("\n@@ftenv-answer@@ " + json.dumps(answer) + " @@ftenv-end@@\n").encode("ascii"))
