#include "engine/cpython/headers.hpp"

#include "base/files.hpp"
#include "base/log.hpp"
#include "engine/cpython/commands.hpp"

namespace ftenv {
namespace {

// GCC takes the first file in NAME.gch/ that was made with the same options and macros, and ignores the
// others. CPython's Makefile compiles in these four ways; the last is what most modules write in front of
// their first #include.
constexpr const char* k_rules =
    "ftenv-headers: Include/Python.h.gch/core Include/Python.h.gch/builtin "
    "Include/Python.h.gch/module Include/Python.h.gch/core-module\n"
    "Include/Python.h.gch/core:\n"
    "\t$(CC) -x c-header $(PY_CORE_CFLAGS) -o $@ Include/Python.h\n"
    "Include/Python.h.gch/builtin:\n"
    "\t$(CC) -x c-header $(PY_BUILTIN_MODULE_CFLAGS) -o $@ Include/Python.h\n"
    "Include/Python.h.gch/module:\n"
    "\t$(CC) -x c-header $(PY_STDMODULE_CFLAGS) $(CCSHARED) -o $@ Include/Python.h\n"
    "Include/Python.h.gch/core-module:\n"
    "\t$(CC) -x c-header -DPy_BUILD_CORE_MODULE=1 $(PY_STDMODULE_CFLAGS) $(CCSHARED) -o $@ "
    "Include/Python.h\n";

fs::path place(const BuildContext& context) {
  return context.tree.source() / "Include" / "Python.h.gch";
}

}  // namespace

Status precompile_headers(const BuildContext& context) {
  remove_precompiled_headers(context);
  // PGO compiles everything twice with options of its own, LTO in another way.
  if (context.build.optimized) return {};
  FTENV_CHECK(make_directories(place(context)));
  Command command = make_command(context.services, context.build, context.tree.source());
  command.argv.insert(command.argv.end(), {"-s", std::string("--eval=") + k_rules, "ftenv-headers"});
  FTENV_TRY(const ProcessOutcome outcome,
            context.services.processes.run(request_for(context.services, command)));
  if (outcome.status.ok()) return {};
  log_info("Python.h could not be precompiled: " + outcome.err);
  remove_precompiled_headers(context);
  return {};
}

bool remove_precompiled_headers(const BuildContext& context) {
  FsError ignored;
  if (!fs::exists(place(context), ignored)) return false;
  return remove_tree(place(context)).has_value();
}

}  // namespace ftenv
