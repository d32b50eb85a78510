#include <algorithm>
#include <thread>

#include "adapter/platform/windows/windows_children.hpp"
#include "base/os_files.hpp"
#include "platform/append_line.hpp"
#include "platform/file_lock.hpp"

namespace ftenv::test {
namespace {

using namespace std::chrono_literals;

}  // namespace

TEST_CASE("windows: a lock keeps other processes out, and the system gives it back") {
  const TestDir dir;
  const fs::path path = dir / "state" / "lock";
  {
    auto mine = FileLock::try_acquire(path);
    REQUIRE(mine);
    REQUIRE(*mine);
    CHECK(FileLock::holder(path) == current_pid());
    // A second one of this process is kept out too.
    auto again = FileLock::try_acquire(path);
    REQUIRE(again);
    CHECK(!*again);
    CHECK(ran(child({"lock", path.string()})).out == "held\n");
  }
  CHECK(!fs::exists(path));
  CHECK(ran(child({"lock", path.string()})).out == "mine\n");

  // The holder is killed: its file stays behind and hinders nobody.
  ProcessRequest holder = child({"lock", path.string(), "60000"});
  holder.timeout = 3000ms;
  bool kept_out = false;
  holder.on_line = [&](std::string_view) {
    auto other = FileLock::try_acquire(path);
    kept_out = other && !*other;
  };
  CHECK(ran(holder).status.kind == ExitStatus::timed_out);
  CHECK(kept_out);
  auto after = FileLock::try_acquire(path);
  REQUIRE(after);
  CHECK(*after);
}

TEST_CASE("windows: a lock that can't be is an error") {
  const TestDir dir;
  REQUIRE(make_directories(dir / "folder"));
  CHECK(!FileLock::try_acquire(dir / "folder"));
}

TEST_CASE("windows: lines of several processes do not mix") {
  const TestDir dir;
  const std::string log = (dir / "log").string();
  std::thread other([&] { (void)run(child({"append", log, "b"})); });
  (void)run(child({"append", log, "a"}));
  other.join();
  std::size_t lines = 0;
  for (const std::string& line : split_lines(read_file(log))) {
    if (line.empty()) continue;
    ++lines;
    CHECK((line == std::string(200, 'a') || line == std::string(200, 'b')));
  }
  CHECK(lines == 200);
}

TEST_CASE("windows: a rename waits for whoever has the file open") {
  const TestDir dir;
  write_file(dir / "new", "new");
  write_file(dir / "old", "old");
  std::atomic<bool> holding{false};
  std::thread scanner([&] {
    ProcessRequest request = child({"hold-open", (dir / "old").string(), "1500"});
    request.on_line = [&](std::string_view line) { holding = line == "holding"; };
    (void)run(request);
  });
  CHECK(within(20s, [&] { return holding.load(); }));
  // Held just now: a rename that does not wait fails.
  CHECK(::MoveFileExW((dir / "new").c_str(), (dir / "old").c_str(), MOVEFILE_REPLACE_EXISTING) == 0);
  const auto start = std::chrono::steady_clock::now();
  const FsError error = os_files::replace(dir / "new", dir / "old");
  const auto waited = std::chrono::steady_clock::now() - start;
  scanner.join();
  CHECK(!error);
  CHECK(waited > 100ms);
  CHECK(read_file(dir / "old") == "new");
  CHECK(os_files::replace(dir / "none", dir / "old") == boost::system::errc::no_such_file_or_directory);
}

TEST_CASE("windows: names of any language and of any length") {
  const TestDir dir;
  const fs::path strange = dir / "\xC3\xA9\xE6\xBC\xA2 \xF0\x9F\x90\x8D";
  REQUIRE(write_text_atomically(strange, "text"));
  CHECK(read_file(strange) == "text");
  const auto entries = entries_of(dir.path());
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].filename().string() == "\xC3\xA9\xE6\xBC\xA2 \xF0\x9F\x90\x8D");

  fs::path deep = dir.path();
  for (int i = 0; i < 6; ++i) {
    deep /= std::string(60, static_cast<char>('a' + i));
    REQUIRE(::CreateDirectoryW(os_files::system_path(deep).c_str(), nullptr) != 0);
  }
  REQUIRE(deep.string().size() > 300);
  CHECK(!os_files::write_new(deep / "file", "deep"));
  os_files::InputFile file;
  CHECK(!file.open(deep / "file"));
  char bytes[8];
  std::size_t got = 0;
  CHECK(!file.read_at(1, bytes, sizeof bytes, got));
  CHECK(std::string(bytes, got) == "eep");
  CHECK(!file.read_at(4, bytes, sizeof bytes, got));
  CHECK(got == 0);
  CHECK(append_line_synced(deep / "log", "line"));
}

TEST_CASE("windows: an open file is created once, continued, and given a time") {
  const TestDir dir;
  os_files::OutputFile file;
  CHECK(!file.create(dir / "f"));
  CHECK(!file.write("12345678"));
  CHECK(!file.set_modified(1700000000));
  CHECK(!file.close());
  CHECK(fs::last_write_time(dir / "f") == 1700000000);
  CHECK(file.create(dir / "f") == boost::system::errc::file_exists);
  CHECK(!file.open_after(dir / "f", 3));
  CHECK(!file.write("x"));
  CHECK(!file.close());
  CHECK(read_file(dir / "f") == "123x");
  REQUIRE(make_directories(dir / "folder"));
  CHECK(file.open_after(dir / "folder", 0));
  CHECK(os_files::may_create_in(dir.path()));
  CHECK(!os_files::may_create_in(dir / "none"));
}

}  // namespace ftenv::test
