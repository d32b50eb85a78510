#include "engine/marked_venv.hpp"

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "engine/creation.hpp"
#include "engine/logged_run.hpp"
#include "inspect/python/venv.hpp"

namespace ftenv {
namespace {

// By this line the next run knows that the venv may be remade when the interpreter changes.
Status mark_as_ours(const fs::path& path) {
  const fs::path file = path / "pyvenv.cfg";
  FTENV_TRY(std::string text, read_text(file));
  if (!text.empty() && text.back() != '\n') text += '\n';
  return write_text_atomically(file, text + k_venv_mark + " = 1\n");
}

}  // namespace

std::vector<std::string> venv_command(const fs::path& python, const fs::path& path) {
  return {python.string(), "-I", "-m", "venv", path.string()};
}

Status make_marked_venv(Services& services, const fs::path& python, const fs::path& path) {
  FTENV_TRY(const VenvFacts before, read_venv(path));
  if (before.exists) FTENV_CHECK(remove_tree(path));
  FTENV_CHECK(create_folders(services, path.parent_path(), "venv"));
  FTENV_CHECK(record_creation(services, k_made_tree, path, "venv"));
  FTENV_CHECK(make_directories(path));
  // Not by way of a temporary file: a folder that has only that in it would be taken for somebody else's by
  // the next run, and one that is empty, or has the mark, is not.
  const fs::path mark = path / k_unfinished_venv;
  if (const FsError failed = os_files::write_new(mark, "made by ftenv; safe to delete with its folder\n"))
    return fail(file_error(failed, "write", mark));
  FTENV_CHECK(run_logged(services, {"venv",
                                    venv_command(python, path),
                                    services.child_environment,
                                    {},
                                    "making the virtual environment failed"}));
  FTENV_CHECK(mark_as_ours(path));
  FsError error;
  fs::remove(path / k_unfinished_venv, error);
  return {};
}

}  // namespace ftenv
