#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

#include "base/text.hpp"
#include "io/digest.hpp"
#include "pack_fixture.hpp"
#include "platform/process.hpp"

namespace ftenv {
namespace {

using test::full_text;
using test::noise;
using test::pack_request;
using test::read_file;
using test::receive_pack;
using test::TestDir;
using test::write_file;
using test::write_pack_at;

struct Item {
  std::string path;
  std::string content;
  bool executable = false;
};

// Names sort differently as text and as paths: "lib", "lib-dynload/…", "lib/…".
const std::vector<Item> k_items = {
    {"bin/python3.14t",
     "\x7f"
     "ELF and so on",
     true},
    {"bin/pip", "#!/bin/sh\n", true},
    {"lib/python3.14t/os.py", "import abc\n"},
    {"lib/python3.14t/__pycache__/os.pyc", std::string("\0\x01\x02", 3)},
    {"lib/empty", ""},
    {"lib-dynload/x.so", "x", true},
    {"lib.txt", "x"},
    {".ftenv/toolchain.json", "{}\n"},
    {"share/a name with blanks", "x"},
    {"share/gr\xc3\xbcn \xf0\x9f\x94\xa7", "named"},
    {"share/-rf", "x"},
    {"share/" + std::string(180, 'n') + "/" + std::string(180, 'm'), "more than ustar has room for"},
};

void set_mode(const fs::path& path, mode_t mode) {
  REQUIRE(::chmod(path.c_str(), mode) == 0);
}

void make_item(const fs::path& root, const Item& item, std::time_t modified) {
  write_file(root / item.path, item.content);
  set_mode(root / item.path, item.executable ? 0755 : 0644);
  fs::last_write_time(root / item.path, modified);
}

// The same tree, made from the front or from the back, in other modes that mean the same.
void make_tree(const fs::path& root, bool backwards = false) {
  std::vector<Item> items = k_items;
  items.push_back({"lib/big", noise(3 << 20) + std::string(2 << 20, 'x')});
  std::time_t modified = 1'700'000'000;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::size_t at = backwards ? items.size() - 1 - i : i;
    make_item(root, items[at], modified + static_cast<std::time_t>(at));
  }
  REQUIRE(make_directories(root / "include"));
  fs::create_symlink("python3.14t", root / "bin" / "python3");
  fs::create_symlink("../lib", root / "bin" / "lib");
  fs::create_symlink("absent", root / "lib" / "dangling");
  fs::create_hard_link(root / "lib.txt", root / "lib" / "same.txt");
  if (backwards) {
    set_mode(root / "lib" / "empty", 0600);
    set_mode(root / "bin" / "pip", 06711);
    set_mode(root / "include", 0700);
  }
}

TEST_CASE("what is packed arrives as it was") {
  const TestDir dir;
  make_tree(dir / "in");
  const PackSummary summary = write_pack_at(dir / "in", dir / "p.tar.zst");
  CHECK(summary.bytes == fs::file_size(dir / "p.tar.zst"));
  CHECK(summary.sha256 == sha256_of_file(dir / "p.tar.zst").value());
  const auto received = receive_pack(dir / "p.tar.zst", dir / "out");
  if (!received) FAIL(full_text(received.error()));

  for (const Item& item : k_items) {
    INFO(item.path);
    CHECK(read_file(dir / "out" / item.path) == item.content);
    CHECK(fs::last_write_time(dir / "out" / item.path) == fs::last_write_time(dir / "in" / item.path));
    const bool executable = (fs::status(dir / "out" / item.path).permissions() & fs::owner_exe) != 0;
    CHECK(executable == item.executable);
  }
  CHECK(read_file(dir / "out/lib/big") == read_file(dir / "in/lib/big"));
  CHECK(fs::is_directory(dir / "out/include"));
  CHECK(fs::read_symlink(dir / "out/bin/python3") == "python3.14t");
  CHECK(fs::read_symlink(dir / "out/bin/lib") == "../lib");
  CHECK(fs::is_symlink(fs::symlink_status(dir / "out/lib/dangling")));
  CHECK(read_file(dir / "out/lib/same.txt") == "x");
  CHECK(fs::hard_link_count(dir / "out/lib/same.txt") == 1);

  const auto manifest = read_pack_manifest(dir / "p.tar.zst");
  REQUIRE(manifest);
  CHECK((*manifest)["facts"]["libc_needed"].string_or("") == "2.34");
  CHECK((*manifest)["files"].items().size() == summary.files);
  CHECK(is_pack(dir / "p.tar.zst").value());
}

TEST_CASE("the same tree gives the same bytes") {
  const TestDir dir;
  make_tree(dir / "in");
  make_tree(dir / "elsewhere" / "copy", true);
  const PackSummary first = write_pack_at(dir / "in", dir / "1");
  CHECK(write_pack_at(dir / "in", dir / "2").sha256 == first.sha256);
  CHECK(write_pack_at(dir / "elsewhere" / "copy", dir / "3").sha256 == first.sha256);
  // Also when it has been packed, sent and unpacked; over a file that is there; and under another umask.
  REQUIRE(receive_pack(dir / "1", dir / "out"));
  const mode_t before = ::umask(0077);
  CHECK(write_pack_at(dir / "out", dir / "2").sha256 == first.sha256);
  ::umask(before);

  fs::last_write_time(dir / "in/lib/python3.14t/os.py", 1'700'000'777);
  CHECK(write_pack_at(dir / "in", dir / "4").sha256 != first.sha256);
}

TEST_CASE("what is not wanted stays out, a folder with all that is in it") {
  const TestDir dir;
  make_tree(dir / "in");
  PackRequest request = pack_request(dir / "in", dir / "p");
  request.wanted = [](const std::string& path) { return !contains(path, "__pycache__") && path != "share"; };
  REQUIRE(write_pack(request));
  REQUIRE(receive_pack(dir / "p", dir / "out"));
  CHECK(fs::exists(dir / "out/lib/python3.14t/os.py"));
  CHECK_FALSE(fs::exists(dir / "out/lib/python3.14t/__pycache__"));
  CHECK_FALSE(fs::exists(dir / "out/share"));
}

TEST_CASE("an empty directory can be packed") {
  const TestDir dir;
  REQUIRE(make_directories(dir / "in"));
  CHECK(write_pack_at(dir / "in", dir / "p").files == 0);
  CHECK(receive_pack(dir / "p", dir / "out"));
}

TEST_CASE("what a pack can't hold is refused before anything is written") {
  struct Case {
    std::string what;
    std::function<void(const fs::path&)> make;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"a FIFO", [](const fs::path& in) { REQUIRE(::mkfifo((in / "f").c_str(), 0600) == 0); },
       "neither a file, a directory nor a link"},
      {"a link out", [](const fs::path& in) { fs::create_symlink("../x", in / "l"); }, "may lead out"},
      {"an absolute link", [](const fs::path& in) { fs::create_symlink("/etc/passwd", in / "l"); },
       "may lead out"},
      {"a line break", [](const fs::path& in) { write_file(in / "a\nb", ""); }, "control characters"},
      {"a name that is no UTF-8", [](const fs::path& in) { write_file(in / "\xff\xfe", ""); }, "not UTF-8"},
      {"a target that is no UTF-8", [](const fs::path& in) { fs::create_symlink("\xff", in / "l"); },
       "not UTF-8"},
  };
  for (const Case& given : cases) {
    INFO(given.what);
    const TestDir dir;
    write_file(dir / "in" / "f0", "x");
    REQUIRE(make_directories(dir / "room"));
    given.make(dir / "in");
    const auto written = write_pack(pack_request(dir / "in", dir / "room" / "p"));
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::archive);
    CHECK(contains(written.error().message, given.message));
    CHECK(fs::is_empty(dir / "room"));
  }
}

TEST_CASE("a pack is not written into what it packs, nor over a directory") {
  const TestDir dir;
  write_file(dir / "in/sub/f", "x");
  fs::create_symlink(dir / "in", dir / "way-in");
  for (const char* target : {"in/p", "in/sub/p", "way-in/p", "in/sub"}) {
    INFO(target);
    const auto written = write_pack(pack_request(dir / "in", dir / target));
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::usage);
  }
  CHECK(write_pack(pack_request(dir / "in", dir / "in-beside")));
  REQUIRE(make_directories(dir / "folder"));
  CHECK_FALSE(write_pack(pack_request(dir / "in", dir / "folder")));
  CHECK_FALSE(write_pack(pack_request(dir / "absent", dir / "p")));
}

TEST_CASE("a pack does not take the place of a device or a pipe") {
  const TestDir dir;
  write_file(dir / "in/f", "x");
  REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
  const auto written = write_pack(pack_request(dir / "in", dir / "pipe"));
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::usage);
  FsError error;
  CHECK(fs::status(dir / "pipe", error).type() == fs::fifo_file);
}

TEST_CASE("a tree that changes meanwhile is not packed") {
  const std::vector<std::function<void(const fs::path&)>> changes = {
      [](const fs::path& last) { write_file(last, std::string(100'000, 'y')); },
      [](const fs::path& last) { write_file(last, "shorter"); },
      [](const fs::path& last) { write_file(last, std::string(200'000, 'x')); },
      [](const fs::path& last) { fs::remove(last); },
  };
  for (const auto& change : changes) {
    const TestDir dir;
    write_file(dir / "in/first", "x");
    write_file(dir / "in/last", std::string(100'000, 'x'));
    REQUIRE(make_directories(dir / "room"));
    PackRequest request = pack_request(dir / "in", dir / "room" / "p");
    bool changed = false;
    request.on_progress = [&](std::uintmax_t, std::uintmax_t) {
      if (!changed) change(dir / "in/last");
      changed = true;
    };
    CHECK_FALSE(write_pack(request));
    CHECK(fs::is_empty(dir / "room"));
  }
}

TEST_CASE("interrupted anywhere, nothing is left and what was there before stays") {
  const TestDir dir;
  make_tree(dir / "in");
  write_file(dir / "room/p", "the old one");
  int asked = 0;
  int limit = 1 << 20;
  PackRequest request = pack_request(dir / "in", dir / "room/p");
  request.cancelled = [&] { return ++asked > limit; };
  std::uintmax_t done = 0;
  std::uintmax_t total = 0;
  request.on_progress = [&](std::uintmax_t now, std::uintmax_t of) {
    CHECK(now > done);
    done = now;
    total = of;
  };
  REQUIRE(write_pack(request));
  CHECK(done == total);
  request.on_progress = {};
  write_file(dir / "room/p", "the old one");
  const int questions = asked;
  REQUIRE(questions > 50);
  for (limit = 0; limit < questions; limit += 7) {
    asked = 0;
    const auto written = write_pack(request);
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::interrupted);
    CHECK(read_file(dir / "room/p") == "the old one");
    CHECK(std::distance(fs::directory_iterator(dir / "room"), fs::directory_iterator()) == 1);
  }
}

TEST_CASE("a disk that is full leaves nothing behind") {
  const TestDir dir;
  write_file(dir / "in/f", noise(4 << 20));
  REQUIRE(make_directories(dir / "room"));
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 1 << 20;
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto written = write_pack(pack_request(dir / "in", dir / "room/p"));
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::disk);
  CHECK(contains(written.error().message, "could not write"));
  CHECK(fs::is_empty(dir / "room"));
}

TEST_CASE("zstd and tar read a pack, seal and all") {
  const TestDir dir;
  make_tree(dir / "in");
  write_pack_at(dir / "in", dir / "p.tar.zst");
  const CancelToken never;
  const char* path = std::getenv("PATH");
  ProcessRequest request;
  const std::string programs = path ? path : "/usr/bin:/bin";
  request.environment = Environment({{"PATH", programs}, {"LC_ALL", "C.UTF-8"}});
  const std::string pack = (dir / "p.tar.zst").string();
  for (const std::vector<std::string>& argv :
       std::vector<std::vector<std::string>>{{"zstd", "-t", pack}, {"tar", "--zstd", "-tf", pack}}) {
    // GNU tar starts zstd itself.
    if (!find_program(argv[0], programs) || !find_program("zstd", programs)) {
      std::cout << "not checked: `" << shell_line(argv) << "`, which is not installed\n";
      continue;
    }
    INFO(shell_line(argv));
    request.argv = argv;
    const auto outcome = SystemProcessRunner(never).run(request);
    REQUIRE(outcome);
    INFO(outcome->err);
    CHECK(outcome->status.ok());
    if (argv[0] != "tar") continue;
    const auto lines = split_lines(outcome->out);
    REQUIRE(lines.size() > k_items.size());
    CHECK(lines[0] == "cpython-3.14.8t/.ftenv/pack.json");
    CHECK(contains(outcome->out, "cpython-3.14.8t/bin/python3.14t\n"));
  }
}

}  // namespace
}  // namespace ftenv
