#include "base/files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/grammar/grammar.hpp"
#include "cli/manual/manual_page.hpp"
#include "cli/text/output.hpp"

namespace ftenv {
namespace {

Status write_pages(const fs::path& folder) {
  Invocation unused;
  FTENV_CHECK(make_directories(folder));
  for (const ManualPage& page : manual_pages(ftenv_grammar(unused)))
    FTENV_CHECK(write_text_atomically(folder / page.file, page.text));
  return {};
}

}  // namespace

int run_manual_command(const Invocation& invocation) {
  const Status written = write_pages(invocation.manual_folder);
  return written ? k_exit_ok : report_failure(invocation, written.error(), 0);
}

}  // namespace ftenv
