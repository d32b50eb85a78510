#include "base/files.hpp"
#include "engine/cpython/commands.hpp"
#include "engine/cpython/relocatable_script.hpp"
#include "engine/cpython/stages.hpp"
#include "engine/failure_log.hpp"
#include "engine/toolchain/byte_compile.hpp"
#include "engine/toolchain/mach_o_move.hpp"

namespace ftenv {
namespace {

Status make_install(const BuildContext& context) {
  Services& services = context.services;
  const fs::path log = services.store.logs() / "python-install.log";
  const Command command = install_command(services, context.build, context.tree.source(), context.staging);
  FTENV_CHECK(start_log(log, command, services.clock.utc()));
  ProcessRequest request = request_for(services, command);
  request.log = log;
  context.progress("installing");
  FTENV_TRY(const ProcessOutcome outcome, services.processes.run(request));
  if (outcome.status.ok()) return {};
  return fail(explain_failure(services, ErrorCode::process,
                              "make install of " + context.subject() + " ended with " + outcome.status.text(),
                              log));
}

// `#!/PREFIX/bin/python3.14t` of idle3, pydoc3 and the like becomes "the interpreter beside me".
Status relocate_scripts(const fs::path& bin, const fs::path& prefix) {
  FsError error;
  for (fs::directory_iterator at(bin, error), end; !error && at != end; at.increment(error)) {
    FsError ignored;
    if (at->symlink_status(ignored).type() != fs::regular_file) continue;
    FTENV_TRY(const std::string text, read_text(at->path()));
    const auto relocated = relocatable_script(text, prefix / "bin");
    if (!relocated) continue;
    const fs::perms mode = at->status(ignored).permissions();
    FTENV_CHECK(write_text_atomically(at->path(), *relocated));
    fs::permissions(at->path(), mode, error);
    if (error) return fail(file_error(error, "make executable", at->path()));
  }
  if (error) return fail(file_error(error, "read", bin));
  return {};
}

}  // namespace

Status install_staged(const BuildContext& context) {
  FTENV_CHECK(remove_tree(context.staging));
  FTENV_CHECK(make_directories(context.staging));
  FTENV_CHECK(make_install(context));
  const fs::path bin = context.staged_prefix() / "bin";
  FTENV_CHECK(relocate_scripts(bin, context.prefix));
  if (context.services.host.os == "macos")
    FTENV_CHECK(move_mach_o_tree(context.services, context.staged_prefix(), context.prefix.string()));
  FsError error;
  if (!fs::exists(fs::symlink_status(bin / "python", error)))
    fs::create_symlink(interpreter_name(context.build.source.version), bin / "python", error);
  if (error && error != boost::system::errc::no_such_file_or_directory)
    return fail(file_error(error, "create", bin / "python"));
  context.progress("byte-compiling the library");
  const std::string name = interpreter_name(context.build.source.version);
  return byte_compile(context.services, bin / name, context.staged_prefix(), context.prefix,
                      context.build.jobs);
}

}  // namespace ftenv
