// Files that were somebody's before ftenv wrote into them: as they were, byte for byte, or left and named.
#include <algorithm>

#include "base/text.hpp"
#include "engine/creation.hpp"
#include "engine/recorded_edit.hpp"
#include "engine/undo/undo_apply.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"
#include "support/temp.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

struct Scene {
  FakeWorld world;
  Services& services = world.services;
  fs::path root = fs::canonical(world.directory.path());
  fs::path file = root / "theirs" / "bashrc";

  Scene() {
    services.run = "run-1";
    world.store = {root / "home", root / "cache"};
    write_file(file, "as it was\n");
    fs::permissions(file, fs::owner_read | fs::owner_write);
  }

  void edit(const char* kind, const std::string& text) {
    const auto written = write_recorded(services, kind, file, text, "doctor");
    if (!written) FAIL(written.error().message);
    REQUIRE(read_file(file) == text);
  }

  UndoOutcome undo(const UndoRequest& request = {true, {}}) {
    const auto plan = plan_undo(services, request);
    REQUIRE(plan);
    auto outcome = apply_undo(services, *plan);
    REQUIRE(outcome);
    for (const std::string& left : remove_store_folders(services, *plan)) outcome->left.push_back(left);
    return *outcome;
  }
  // The only line of what was left.
  std::string left(const UndoRequest& request = {true, {}}) {
    const UndoOutcome outcome = undo(request);
    REQUIRE(outcome.left.size() == 1);
    return outcome.left.front();
  }
  std::string store() const {
    FsError error;
    std::string left;
    for (const fs::path& folder : {services.store.home, services.store.cache}) {
      if (!fs::exists(folder, error)) continue;
      left += folder.string() + "\n";
      for (fs::recursive_directory_iterator at(folder), end; at != end; ++at)
        left += at->path().string() + "\n";
    }
    return left;
  }
};

}  // namespace

TEST_CASE("undo: an edited file is as it was, with its rights, and no copy is left") {
  Scene scene;
  scene.edit(k_edited_file, "edited\n");
  CHECK(scene.undo().left.empty());
  CHECK(read_file(scene.file) == "as it was\n");
  CHECK((fs::status(scene.file).permissions() & fs::perms_mask) == (fs::owner_read | fs::owner_write));
  CHECK(scene.store() == "");
}

TEST_CASE("undo: several edits of one file, back to the first text or by one run") {
  Scene scene;
  scene.edit(k_edited_file, "once\n");
  scene.services.run = "run-2";
  scene.edit(k_edited_file, "twice\n");
  SECTION("all of them") {
    CHECK(scene.undo().left.empty());
    CHECK(read_file(scene.file) == "as it was\n");
    CHECK(scene.store() == "");
  }
  SECTION("the last run") {
    CHECK(scene.undo({false, {}}).left.empty());
    CHECK(read_file(scene.file) == "once\n");
    CHECK(scene.undo({false, {}}).left.empty());
    CHECK(read_file(scene.file) == "as it was\n");
  }
  SECTION("the first one can't go without the second") {
    CHECK(contains(scene.left({false, "run-1"}), "it has been changed since; how it was: `"));
    CHECK(read_file(scene.file) == "twice\n");
  }
}

TEST_CASE("undo: what somebody did to an edited file since stays, and the copy with it") {
  Scene scene;
  scene.edit(k_edited_file, "edited\n");
  SECTION("changed") {
    write_file(scene.file, "edited\nand more\n");
    CHECK(contains(scene.left(), "it has been changed since"));
    CHECK(read_file(scene.file) == "edited\nand more\n");
  }
  SECTION("removed") {
    fs::remove(scene.file);
    CHECK(contains(scene.left(), "it has been removed since"));
    CHECK_FALSE(fs::exists(scene.file));
  }
  SECTION("its folder is now a link to elsewhere") {
    fs::rename(scene.file.parent_path(), scene.root / "elsewhere");
    fs::create_directory_symlink(scene.root / "elsewhere", scene.file.parent_path());
    CHECK(contains(scene.left(), "a link now leads to it"));
    CHECK(read_file(scene.file) == "edited\n");
  }
  SECTION("the copy was thrown away") {
    fs::remove_all(scene.services.store.backup());
    CHECK(scene.undo().left.empty());  // nothing can be done, and nothing is asked again
    CHECK(scene.store() == "");
    CHECK(read_file(scene.file) == "edited\n");
    return;
  }
  const auto entries = ledger_of(scene.services).entries();
  REQUIRE(entries);
  const auto edit = std::find_if(entries->begin(), entries->end(),
                                 [](const LedgerEntry& one) { return one.kind == k_edited_file; });
  REQUIRE(edit != entries->end());
  CHECK(read_file(edit->backup) == "as it was\n");
}

TEST_CASE("undo: what is edited while the person is asked stays") {
  Scene scene;
  scene.edit(k_edited_file, "edited\n");
  const fs::path stray = scene.root / "theirs" / "stray.so";
  write_file(stray, "old");
  REQUIRE(move_away_recorded(scene.services, stray, "doctor"));
  const auto plan = plan_undo(scene.services, {true, {}});
  REQUIRE(plan);
  write_file(scene.file, "edited\nand more\n");
  write_file(stray, "a new one");
  const auto outcome = apply_undo(scene.services, *plan);
  REQUIRE(outcome);
  CHECK(outcome->left.size() == 2);
  CHECK(read_file(scene.file) == "edited\nand more\n");
  CHECK(read_file(stray) == "a new one");
}

TEST_CASE("undo: one that put it back by hand is believed") {
  Scene scene;
  scene.edit(k_edited_file, "edited\n");
  write_file(scene.file, "as it was\n");
  CHECK(scene.undo().left.empty());
  CHECK(read_file(scene.file) == "as it was\n");
  CHECK(scene.store() == "");
}

TEST_CASE("undo: cut off between the record and the change, there is nothing to do") {
  Scene scene;
  REQUIRE(create_store(scene.services));
  const fs::path backup = scene.services.store.backup() / "t" / "bashrc";
  REQUIRE(create_folders(scene.services, backup.parent_path(), "doctor"));
  const LedgerEntry entry{k_edited_file, scene.file.string(), "doctor", "of another text", "t",
                          "run-1",       backup.string()};
  REQUIRE(ledger_of(scene.services).record(entry));
  SECTION("before the copy") {}
  SECTION("after the copy") {
    write_file(backup, "as it was\n");
  }
  CHECK(scene.undo().left.empty());
  CHECK(read_file(scene.file) == "as it was\n");
  CHECK(scene.store() == "");
}

TEST_CASE("undo: what a person had written into a project stays with --all, and goes by its run") {
  Scene scene;
  scene.edit(k_written_file, "wired\n");
  SECTION("--all") {
    const auto plan = plan_undo(scene.services, {true, {}});
    REQUIRE(plan);
    const auto item = std::find_if(plan->items.begin(), plan->items.end(),
                                   [](const UndoItem& one) { return one.action == UndoItem::settle; });
    REQUIRE(item != plan->items.end());
    CHECK(contains(item->because, "`ftenv undo run-1`"));
    CHECK(scene.undo().left.empty());
    CHECK(read_file(scene.file) == "wired\n");
    CHECK(scene.store() == "");
  }
  SECTION("its run") {
    CHECK(scene.undo({false, "run-1"}).left.empty());
    CHECK(read_file(scene.file) == "as it was\n");
  }
  SECTION("a file that was not there before, and the folders that were made for it") {
    const fs::path made = scene.root / "theirs" / ".github" / "workflows" / "wheels.yml";
    scene.services.run = "run-2";
    REQUIRE(write_recorded(scene.services, k_written_file, made, "on: push\n", "ci"));
    CHECK(scene.undo({false, "run-2"}).left.empty());
    CHECK_FALSE(fs::exists(scene.root / "theirs" / ".github"));
    CHECK(read_file(scene.file) == "wired\n");
  }
}

TEST_CASE("undo: what was moved out of the way comes back, also into a folder of ours") {
  Scene scene;
  REQUIRE(create_store(scene.services));
  const fs::path venv = scene.root / "venv";
  REQUIRE(record_creation(scene.services, k_made_tree, venv, "venv"));
  write_file(venv / "lib" / "ours.py", "ours");
  REQUIRE(tree_records_of(scene.services).adopt(venv));
  const fs::path stray = venv / "lib" / "stray.so";
  const bool link = GENERATE(false, true);
  if (link) {
    fs::create_symlink("nowhere", stray);
  } else {
    write_file(stray, "theirs");
  }
  REQUIRE(move_away_recorded(scene.services, stray, "doctor"));
  CHECK(fs::symlink_status(stray).type() == fs::file_not_found);

  SECTION("back, and what is ours goes") {
    CHECK(contains(scene.left(), "1 thing in it is not ftenv's"));
    CHECK_FALSE(fs::exists(venv / "lib" / "ours.py"));
    CHECK((link ? fs::is_symlink(stray) : read_file(stray) == "theirs"));
    CHECK(scene.store() == "");
  }
  SECTION("not over what is there now") {
    write_file(stray, "a new one");
    CHECK(scene.undo().left.size() == 2);
    CHECK(read_file(stray) == "a new one");
  }
}

TEST_CASE("an edit that can't be written leaves file and ledger as they were") {
  Scene scene;
  REQUIRE(create_store(scene.services));
  write_file(scene.services.store.backup(), "a file where the folder of the copies should be");
  CHECK_FALSE(write_recorded(scene.services, k_edited_file, scene.file, "edited\n", "doctor"));
  CHECK_FALSE(move_away_recorded(scene.services, scene.file, "doctor"));
  CHECK(read_file(scene.file) == "as it was\n");
  const auto entries = ledger_of(scene.services).entries();
  REQUIRE(entries);
  CHECK(std::none_of(entries->begin(), entries->end(), [](const LedgerEntry& one) {
    return one.kind == k_edited_file || one.kind == k_moved_file;
  }));
}
