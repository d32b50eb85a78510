#include "engine/recorded_edit.hpp"

#include "base/files.hpp"
#include "base/os_files.hpp"
#include "base/text.hpp"
#include "engine/creation.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

// A name in the backup that is not taken; its folder is there afterwards.
Result<fs::path> backup_name(const Services& services, const fs::path& file, const std::string& step) {
  FTENV_CHECK(create_store(services));
  const fs::path folder = services.store.backup() / replace_all(services.clock.utc(), ":", "-");
  FTENV_CHECK(create_folders(services, folder, step));
  fs::path name = folder / file.filename();
  FsError error;
  for (int i = 2; fs::symlink_status(name, error).type() != fs::file_not_found; ++i)
    name = folder / (file.filename().string() + "." + std::to_string(i));
  return name;
}

// Renamed where that is possible, else copied and removed: HOME and a project may be on two disks.
Status move_file(const fs::path& from, const fs::path& to) {
  FsError error;
  fs::rename(from, to, error);
  if (!error) return {};
  if (fs::is_symlink(from, error)) {
    fs::copy_symlink(from, to, error);
  } else {
    fs::copy_file(from, to, error);
    if (!error) error = os_files::copy_mode_and_owner(from, to);
  }
  FsError ignored;
  if (error) {
    fs::remove(to, ignored);
    return fail(file_error(error, "move", from));
  }
  fs::remove(from, error);
  if (!error) return {};
  fs::remove(to, ignored);
  return fail(file_error(error, "remove", from));
}

Status keep_copy(const fs::path& file, const fs::path& backup) {
  FTENV_TRY(const std::string before, read_text(file));
  FTENV_CHECK(write_text_atomically(backup, before));
  if (const FsError failed = os_files::copy_mode_and_owner(file, backup))
    return fail(file_error(failed, "copy the rights of", file));
  return {};
}

LedgerEntry entry_of(const Services& services, const char* kind, const fs::path& file,
                     const std::string& step) {
  return {kind, with_real_parents(file).string(), step, "", services.clock.utc(), services.run};
}

// Looked at again: a person may have edited it while they were asked whether it should be taken back.
Status refuse_changed(const LedgerEntry& entry) {
  const auto changed = [] { return fail(ErrorCode::project, "it has been changed meanwhile"); };
  FsError error;
  const fs::file_type type = fs::symlink_status(entry.path, error).type();
  if (entry.kind == k_moved_file) return type == fs::file_not_found ? Status{} : Status(changed());
  if (type != fs::regular_file) return changed();
  FTENV_TRY(const std::string now, sha256_of_file(entry.path));
  return now == entry.digest ? Status{} : Status(changed());
}

}  // namespace

Result<LedgerEntry> write_recorded(const Services& services, const char* kind, const fs::path& file,
                                   const std::string& text, const std::string& step) {
  FsError error;
  const bool there = fs::exists(file, error);
  // Where it is a link into a repository, the file is changed and the link stays.
  const fs::path target = there ? fs::canonical(file, error) : file;
  if (there && error) return fail(file_error(error, "find", file));
  LedgerEntry entry = entry_of(services, kind, target, step);
  entry.digest = sha256_of(text);
  if (there) {
    FTENV_TRY(const fs::path backup, backup_name(services, target, step));
    entry.backup = backup.string();
  } else {
    FTENV_CHECK(create_store(services));
    FTENV_CHECK(create_folders(services, target.parent_path(), step));
  }
  FTENV_CHECK(ledger_of(services).record(entry));
  Status done = there ? keep_copy(target, entry.backup) : Status{};
  if (done) done = write_text_atomically(target, text);
  if (done) return entry;
  // Where this fails as well, undo finds a file that was not changed.
  if (there) fs::remove(entry.backup, error);
  (void)ledger_of(services).record_removed(entry);
  return fail(done.error());
}

Result<LedgerEntry> move_away_recorded(const Services& services, const fs::path& file,
                                       const std::string& step) {
  LedgerEntry entry = entry_of(services, k_moved_file, file, step);
  FTENV_TRY(const fs::path backup, backup_name(services, file, step));
  entry.backup = backup.string();
  FTENV_CHECK(ledger_of(services).record(entry));
  FTENV_CHECK(move_file(file, backup));
  return entry;
}

Status put_back(const LedgerEntry& entry) {
  FTENV_CHECK(refuse_changed(entry));
  if (entry.kind == k_moved_file) return move_file(entry.backup, entry.path);
  FsError error;
  if (entry.backup.empty()) {
    fs::remove(entry.path, error);
    return error ? Status(fail(file_error(error, "remove", entry.path))) : Status{};
  }
  FTENV_TRY(const std::string before, read_text(entry.backup));
  FTENV_CHECK(write_text_atomically(entry.path, before));
  fs::remove(entry.backup, error);                          // what stays is a copy too many
  fs::remove(fs::path(entry.backup).parent_path(), error);  // where it was the only one
  return {};
}

}  // namespace ftenv
