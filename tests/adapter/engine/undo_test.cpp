// undo takes back what ftenv made, and not a byte of anybody else's.
#include <algorithm>

#include "engine/creation.hpp"
#include "engine/system_packages.hpp"
#include "engine/undo/job_watch.hpp"
#include "engine/undo/undo_apply.hpp"
#include "io/digest.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"
#include "support/temp.hpp"

using namespace ftenv;
using namespace ftenv::test;

namespace {

struct Scene {
  FakeWorld world;
  Services& services = world.services;
  // Links in the way to the folder of temporary files would make every path another one.
  fs::path root = fs::canonical(world.directory.path());

  Scene() {
    services.run = "run-1";
    world.store = {root / "home", root / "cache"};
    REQUIRE(create_store(services));
  }

  // A folder of ours that was finished with these files.
  fs::path tree(const fs::path& path, const std::vector<std::string>& files) {
    REQUIRE(create_folders(services, path.parent_path(), "venv"));
    REQUIRE(record_creation(services, k_made_tree, path, "venv"));
    for (const std::string& file : files) write_file(path / file, "by ftenv: " + file);
    REQUIRE(tree_records_of(services).adopt(path));
    return path;
  }

  UndoOutcome undo(const UndoRequest& request = {true, {}}) {
    const auto plan = plan_undo(services, request);
    INFO((plan ? "" : plan.error().message));
    REQUIRE(plan);
    auto outcome = apply_undo(services, *plan);
    REQUIRE(outcome);
    for (const std::string& left : remove_store_folders(services, *plan)) outcome->left.push_back(left);
    return *outcome;
  }
  bool told(const UndoOutcome& outcome, const std::string& part) const {
    return std::any_of(outcome.left.begin(), outcome.left.end(),
                       [&](const std::string& line) { return line.find(part) != std::string::npos; });
  }
};

bool there(const fs::path& path) {
  FsError error;
  return fs::symlink_status(path, error).type() != fs::file_not_found;
}

}  // namespace

TEST_CASE("undo: all of a quiet run goes, with the folders that were made to hold it and the store") {
  Scene scene;
  scene.tree(scene.root / "made" / "for" / "it" / "venv", {"bin/python", "lib/a.py"});
  write_file(scene.services.store.logs() / "x.log", "log");
  const UndoOutcome outcome = scene.undo();
  CHECK(outcome.left.empty());
  CHECK_FALSE(there(scene.root / "made"));
  CHECK_FALSE(there(scene.services.store.home));
  CHECK_FALSE(there(scene.services.store.cache));
  CHECK(there(scene.root));
}

TEST_CASE("undo: what others put into a folder of ours stays, and what they changed") {
  Scene scene;
  const fs::path venv = scene.tree(scene.root / "p" / "venv", {"bin/python", "lib/a.py", "lib/b.py"});
  write_file(venv / "lib" / "theirs.py", "mine");
  write_file(venv / "lib" / "b.py", "edited");
  write_file(venv / "lib" / "__pycache__" / "a.cpython-314.pyc", "byte code");
  fs::create_directory(venv / "their-empty-folder");
  const UndoOutcome outcome = scene.undo();
  CHECK(scene.told(outcome, "3 things in it are not ftenv's"));
  CHECK(read_file(venv / "lib" / "theirs.py") == "mine");
  CHECK(read_file(venv / "lib" / "b.py") == "edited");
  CHECK(there(venv / "their-empty-folder"));
  CHECK_FALSE(there(venv / "lib" / "a.py"));
  CHECK_FALSE(there(venv / "bin"));
  CHECK_FALSE(there(venv / "lib" / "__pycache__"));
}

TEST_CASE("undo: a change of the same length within the same second is seen") {
  Scene scene;
  const fs::path venv = scene.tree(scene.root / "venv", {"a.py"});
  std::string text = read_file(venv / "a.py");
  text.back() = '!';
  write_file(venv / "a.py", text);
  scene.undo();
  CHECK(read_file(venv / "a.py") == text);
}

TEST_CASE("undo: nothing is followed through a link") {
  Scene scene;
  write_file(scene.root / "theirs" / "lib" / "a.py", "mine");
  write_file(scene.root / "theirs" / "ftenv-cp314t" / "x", "mine");

  SECTION("a folder inside of ours that has become one") {
    const fs::path venv = scene.tree(scene.root / "venv", {"lib/a.py", "b.py"});
    fs::remove_all(venv / "lib");
    fs::create_directory_symlink(scene.root / "theirs" / "lib", venv / "lib");
    scene.undo();
    CHECK_FALSE(there(venv / "b.py"));
    CHECK(there(venv / "lib"));
  }
  SECTION("the thing itself") {
    const fs::path venv = scene.tree(scene.root / "venv", {"lib/a.py"});
    fs::remove_all(venv);
    fs::create_directory_symlink(scene.root / "theirs", venv);
    CHECK(scene.told(scene.undo(), "it is a link now"));
    CHECK(there(venv));
  }
  SECTION("a folder above it") {
    const fs::path target = scene.root / "target" / "ftenv-cp314t";
    REQUIRE(record_creation(scene.services, k_made_directory, target, "extension"));
    write_file(target / "x", "built");
    fs::remove_all(scene.root / "target");
    fs::create_directory_symlink(scene.root / "theirs", scene.root / "target");
    CHECK(scene.told(scene.undo(), "a link now leads to it from elsewhere"));
  }
  SECTION("a link of ours goes, what it points to stays") {
    const fs::path venv = scene.root / "venv";
    REQUIRE(record_creation(scene.services, k_made_tree, venv, "venv"));
    fs::create_directory(venv);
    fs::create_directory_symlink(scene.root / "theirs", venv / "lib64");
    REQUIRE(tree_records_of(scene.services).adopt(venv));
    CHECK(scene.undo().left.empty());
    CHECK_FALSE(there(venv));
  }
  CHECK(read_file(scene.root / "theirs" / "lib" / "a.py") == "mine");
  CHECK(read_file(scene.root / "theirs" / "ftenv-cp314t" / "x") == "mine");
}

TEST_CASE("undo: packages go when that is asked for, and only those that came with ftenv") {
  Scene scene;
  FakePackages& packages = scene.world.packages;
  packages.here = {"libc", "person-had-it"};
  packages.dependencies = {"came-along"};
  // Another installation, for which ours waited: names that ours does not speak of, or only within others.
  packages.meanwhile = {"somebodys", "want", "came-along-dev", "along"};
  REQUIRE(install_packages(scene.services, {"wanted", "person-had-it"}, "packages"));

  SECTION("not without being asked: they are told") {
    const auto plan = plan_undo(scene.services, {true, {}});
    REQUIRE(plan);
    CHECK(plan->packages(UndoItem::system) == std::vector<std::string>{"came-along", "wanted"});
    scene.undo();
    CHECK(packages.remove_calls.empty());
  }
  SECTION("asked for") {
    packages.here.push_back("person-took-it-later");
    CHECK(scene.undo({true, {}, true}).left.empty());
    CHECK(packages.here == std::vector<std::string>{"libc", "person-had-it", "somebodys", "want",
                                                    "came-along-dev", "along", "person-took-it-later"});
    CHECK_FALSE(there(scene.services.store.home));
  }
  SECTION("what something else needs by now stays, is told, and is known the next time") {
    packages.needed = {"came-along"};
    CHECK(scene.told(scene.undo({false, {}, true}), "came-along: something else needs it"));
    packages.needed.clear();
    CHECK(scene.undo({false, {}, true}).left.empty());
    CHECK(packages.here ==
          std::vector<std::string>{"libc", "person-had-it", "somebodys", "want", "came-along-dev", "along"});
  }
  SECTION("what a person has removed is gone, and not asked for again") {
    packages.here = {"libc", "came-along"};
    scene.undo({true, {}, true});
    CHECK(packages.remove_calls == std::vector<std::string>{"came-along"});
  }
}

TEST_CASE("undo: a package that could not be installed is not ours when a person installs it later") {
  Scene scene;
  FakePackages& packages = scene.world.packages;
  packages.refuses = true;
  CHECK_FALSE(install_packages(scene.services, {"wanted"}, "packages"));
  packages.here.push_back("wanted");
  scene.undo({true, {}, true});
  CHECK(packages.remove_calls.empty());
}

TEST_CASE("undo: a file goes as it was, and stays when it is another one") {
  Scene scene;
  const fs::path same = scene.root / "same", other = scene.root / "other", cut = scene.root / "cut";
  for (const fs::path& file : {same, other, cut}) {
    write_file(file, "x");
    const std::string digest = file == cut ? "" : sha256_of("x");
    REQUIRE(ledger_of(scene.services).record({k_made_file, file.string(), "extension", digest, "t", ""}));
  }
  write_file(other, "y");
  const UndoOutcome outcome = scene.undo();
  CHECK_FALSE(there(same));
  CHECK(there(other));
  CHECK(there(cut));
  CHECK(scene.told(outcome, "other`: it has been changed since"));
}

TEST_CASE("undo: a run or a folder is enough") {
  Scene scene;
  const fs::path first = scene.tree(scene.root / "p1" / "venv", {"a"});
  scene.services.run = "run-2";
  const fs::path second = scene.tree(scene.root / "p2" / "venv", {"a"});

  SECTION("the last run by default") {
    scene.undo({false, {}});
    CHECK(there(first));
    CHECK_FALSE(there(second));
    CHECK(undo_runs(scene.services)->size() == 1);
  }
  SECTION("one run by its name") {
    scene.undo({false, "run-1"});
    CHECK_FALSE(there(first));
    CHECK(there(second));
  }
  SECTION("what was made in a folder") {
    scene.undo({false, (scene.root / "p1").string()});
    CHECK_FALSE(there(scene.root / "p1"));
    CHECK(there(second));
  }
  SECTION("a name that only begins alike is another folder") {
    const auto none = plan_undo(scene.services, {false, (scene.root / "p").string()});
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::usage);
  }
}

TEST_CASE("undo: an interpreter stays while an environment needs it") {
  Scene scene;
  const fs::path python = scene.tree(scene.root / "home" / "pythons" / "cpython", {"bin/python3.14t"});
  scene.services.run = "run-2";
  const fs::path venv = scene.tree(scene.root / "p" / "venv", {"bin/python"});
  write_file(venv / "pyvenv.cfg", "home = " + (python / "bin").string() + "\nftenv = 1\n");
  REQUIRE(tree_records_of(scene.services).adopt(venv));

  SECTION("when it alone is asked for") {
    const UndoOutcome outcome = scene.undo({false, python.string()});
    CHECK(scene.told(outcome, "runs it"));
    CHECK(there(python / "bin" / "python3.14t"));
  }
  SECTION("when both are, both go") {
    CHECK(scene.undo().left.empty());
    CHECK_FALSE(there(python));
  }
}

TEST_CASE("undo: what is somebody else's in the store stays there") {
  Scene scene;
  write_file(scene.services.store.home / "notes.txt", "mine");
  write_file(scene.services.store.pythons() / "put-here-by-hand" / "x", "mine");
  write_file(scene.services.store.home / "backup" / "stray.so", "theirs, moved by doctor");
  scene.undo();
  CHECK(read_file(scene.services.store.home / "notes.txt") == "mine");
  CHECK(there(scene.services.store.pythons() / "put-here-by-hand" / "x"));
  CHECK(there(scene.services.store.home / "backup" / "stray.so"));
}

TEST_CASE("undo: cargo's home goes only when it was ours from its first to its last file") {
  Scene scene;
  const fs::path cargo = scene.root / ".cargo";
  scene.world.child_environment.set("CARGO_HOME", cargo.string());
  scene.world.child_environment.set("RUSTUP_HOME", (scene.root / ".rustup").string());
  const auto work = [&](const std::string& crate) {
    JobWatch watch(scene.services);
    REQUIRE(watch.begin({}));
    write_file(cargo / "registry" / "cache" / "r" / (crate + ".crate"), crate);
    write_file(cargo / "registry" / "src" / "r" / crate / "lib.rs", crate);
  };
  SECTION("made by a job") {
    work("a-1.0");
    CHECK(scene.undo().left.empty());
    CHECK_FALSE(there(cargo));
    CHECK_FALSE(there(scene.root / ".rustup"));
  }
  SECTION("used by somebody else afterwards") {
    work("a-1.0");
    write_file(cargo / "bin" / "tool", "theirs");
    work("b-1.0");
    CHECK(scene.told(scene.undo(), "2 things in it are not ftenv's"));
    CHECK(read_file(cargo / "bin" / "tool") == "theirs");
    CHECK_FALSE(there(cargo / "registry"));
  }
  SECTION("there before: only what the job has brought") {
    write_file(cargo / "registry" / "cache" / "r" / "old-1.0.crate", "theirs");
    write_file(cargo / "config.toml", "theirs");
    work("a-1.0");
    scene.undo();
    CHECK(there(cargo / "registry" / "cache" / "r" / "old-1.0.crate"));
    CHECK(there(cargo / "config.toml"));
    CHECK_FALSE(there(cargo / "registry" / "cache" / "r" / "a-1.0.crate"));
    CHECK_FALSE(there(cargo / "registry" / "src" / "r" / "a-1.0"));
  }
  SECTION("a job that made nothing has nothing there") {
    {
      JobWatch watch(scene.services);
      REQUIRE(watch.begin({}));
    }
    write_file(cargo / "bin" / "cargo", "theirs, from another installer");
    scene.undo();
    CHECK(there(cargo / "bin" / "cargo"));
  }
  SECTION("cut off in the middle: told, and left") {
    REQUIRE(record_creation(scene.services, k_made_home, cargo, "crates"));
    REQUIRE(tree_records_of(scene.services).begin(cargo, "run-0"));
    write_file(cargo / "half", "x");
    CHECK(scene.told(scene.undo(), "cut off"));
    CHECK(there(cargo / "half"));
  }
}

TEST_CASE("undo: what a killed run brought is ours once the next one has looked") {
  Scene scene;
  const fs::path venv = scene.tree(scene.root / "venv", {"a"});
  write_file(venv / "theirs", "mine");
  REQUIRE(tree_records_of(scene.services).begin(venv, "run-0"));
  write_file(venv / "half", "x");
  SECTION("a dead one") {
    JobWatch watch(scene.services);
    REQUIRE(watch.begin({venv}));
  }
  SECTION("also without a next one") {}
  scene.undo();
  CHECK_FALSE(there(venv / "half"));
  CHECK(there(venv / "theirs"));
}

TEST_CASE("a write that was cut off is swept up by the next job, unless another one is at work there") {
  Scene scene;
  const fs::path venv = scene.tree(scene.root / "venv", {"a"});
  const fs::path cut = venv / ".abcd1234.ftenv-tmp";
  REQUIRE(tree_records_of(scene.services).begin(venv, "run-0"));
  write_file(cut, "half");
  SECTION("by a job") {
    JobWatch watch(scene.services);
    REQUIRE(watch.begin({venv}));
    CHECK_FALSE(there(cut));
  }
  SECTION("by a run that has nothing to do") {
    finish_cut_off_runs(scene.services, {venv});
    CHECK_FALSE(there(cut));
  }
  SECTION("not while another one is at work") {
    const auto lock = FileLock::try_acquire(scene.services.store.locks() / "run-run-2");
    REQUIRE((lock && *lock));
    REQUIRE(tree_records_of(scene.services).begin(venv, "run-2"));
    finish_cut_off_runs(scene.services, {venv});
    CHECK(there(cut));
  }
}

TEST_CASE("undo: two jobs at once in one folder both have their share") {
  Scene scene;
  const fs::path venv = scene.tree(scene.root / "venv", {"a"});
  write_file(venv / "theirs", "mine");
  Services other = scene.services;
  other.run = "run-2";
  auto first = std::make_unique<JobWatch>(scene.services), second = std::make_unique<JobWatch>(other);
  REQUIRE(first->begin({venv}));
  write_file(venv / "one", "1");
  REQUIRE(second->begin({venv}));
  write_file(venv / "two", "2");
  SECTION("the first ends first") {
    first.reset();
  }
  SECTION("the second ends first") {
    second.reset();
  }
  write_file(venv / "three", "3");
  first.reset();
  second.reset();
  scene.undo();
  CHECK(there(venv / "theirs"));
  for (const char* ours : {"a", "one", "two", "three"}) CHECK_FALSE(there(venv / ours));
}

TEST_CASE("undo: a package of the system is told and stays; an interrupted undo goes on later") {
  Scene scene;
  REQUIRE(record_creation(scene.services, k_made_package, "gcc", "packages"));
  const fs::path one = scene.tree(scene.root / "one", {"a"});
  const auto plan = plan_undo(scene.services, {true, {}});
  REQUIRE(plan);
  CHECK(plan->count(UndoItem::system) == 1);
  scene.world.cancel.request(2);
  const auto stopped = apply_undo(scene.services, *plan);
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().code == ErrorCode::interrupted);
  CHECK(there(one));
  CHECK_FALSE(ledger_of(scene.services).entries()->empty());
}
