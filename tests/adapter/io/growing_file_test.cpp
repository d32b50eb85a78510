#include "io/archive/growing_file.hpp"

#include <atomic>
#include <thread>

#include "adapter/io/streamed_fixture.hpp"

namespace ftenv {
namespace {

using namespace test;
using std::chrono::milliseconds;

std::string read_all(GrowingFileReader& reader) {
  std::string all;
  std::string block(1000, '\0');
  for (;;) {
    const auto got = reader.read(block.data(), block.size());
    if (!got) return all + " (" + got.error().message + ")";
    if (*got == 0) return all;
    all.append(block, 0, *got);
  }
}

TEST_CASE("a growing file is read to where it was announced, and no further") {
  const TestDir dir;
  write_file(dir / "part", "0123456789");
  GrowingFile file;
  GrowingFileReader reader(file);
  char block[100];
  REQUIRE(file.grow(dir / "part", 4));
  CHECK(reader.read(block, sizeof(block)).value() == 4);
  REQUIRE(file.grow(dir / "part", 6));
  CHECK(reader.read(block, 1).value() == 1);
  file.finish();
  CHECK(reader.read(block, sizeof(block)).value() == 1);
  CHECK(std::string(block, 1) == "5");
  CHECK(reader.read(block, sizeof(block)).value() == 0);
  CHECK_FALSE(reader.wait_for_restart());
}

TEST_CASE("a reader waits for bytes, whatever the file is called meanwhile") {
  const TestDir dir;
  write_file(dir / "part", "abc");
  GrowingFile file;
  GrowingFileReader reader(file);
  std::string seen;
  std::thread reading([&] { seen = read_all(reader); });
  REQUIRE(file.grow(dir / "part", 3));
  fs::rename(dir / "part", dir / "whole");
  std::this_thread::sleep_for(milliseconds(30));
  file.finish();
  file.close();
  reading.join();
  CHECK(seen == "abc");
}

TEST_CASE("a reader learns that the download began anew, and another one reads from the start") {
  const TestDir dir;
  write_file(dir / "part", "old");
  GrowingFile file;
  GrowingFileReader old(file);
  REQUIRE(file.grow(dir / "part", 3));
  file.restart();
  write_file(dir / "part2", "new");
  REQUIRE(file.grow(dir / "part2", 3));
  CHECK(read_all(old) == " (the download began anew)");
  CHECK(old.wait_for_restart());
  GrowingFileReader fresh(file);
  file.finish();
  file.close();
  CHECK(read_all(fresh) == "new");
  // Also when everything was over before anybody looked.
  CHECK(old.wait_for_restart());
}

TEST_CASE("of a download that failed nothing more is read") {
  const TestDir dir;
  write_file(dir / "part", "abc");
  GrowingFile file;
  GrowingFileReader reader(file);
  REQUIRE(file.grow(dir / "part", 3));
  file.close();
  CHECK(read_all(reader) == " (the download ended too early)");
  CHECK_FALSE(file.is_finished());
  file.restart();
  CHECK_FALSE(reader.wait_for_restart());
}

TEST_CASE("what can't be read or became shorter is said") {
  const TestDir dir;
  GrowingFile file;
  CHECK(file.grow(dir / "absent", 3).error().code == ErrorCode::disk);
  CHECK(file.grow(dir.path(), 3).error().code == ErrorCode::disk);
  write_file(dir / "part", "abc");
  REQUIRE(file.grow(dir / "part", 5));
  GrowingFileReader reader(file);
  CHECK(read_all(reader) == "abc (the file of the download became shorter while it was read)");
}

// The staging directory is taken away while it is filled, which looks like any other trouble with a disk.
TEST_CASE("when unpacking can't go on, no more is downloaded") {
  const StreamedArchives made(ArchiveFormat::tar_gz);
  StreamedFixture on(made);
  std::atomic<bool> sent_all{false};
  HttpServer server([&](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(on.body.size()) + "\r\n\r\n" +
            on.body.substr(0, 150'000));
    for (std::size_t at = 150'000; at < on.body.size(); at += 1000) {
      if (!to.send(on.body.substr(at, 1000)) || !to.stall(milliseconds(100))) return;
    }
    sent_all = true;
  });
  on.extract.wanted = [&](const std::vector<std::string>& path) {
    if (path.back() == "2") (void)remove_tree(on.out());
    return true;
  };
  const auto result = on.fetch_and_unpack(on.request({server.url("/f")}, on.pin));
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::disk);
  CHECK(on.check_disk(result) == "");
  CHECK_FALSE(sent_all);
  // What came is kept for the next time.
  CHECK(fs::file_size(on.part()) >= 100'000);

  on.extract.wanted = nullptr;
  int asked = 0;
  on.extract.cancelled = [&asked] { return ++asked > 5; };
  const auto interrupted = on.fetch_and_unpack(on.request({server.url("/f")}, on.pin));
  REQUIRE_FALSE(interrupted);
  CHECK(interrupted.error().code == ErrorCode::interrupted);
  CHECK(on.check_disk(interrupted) == "");
  CHECK_FALSE(sent_all);
}

class OtherDownloader : public Downloader {
 public:
  explicit OtherDownloader(fs::path file) : m_file(std::move(file)) {}
  Result<Download> fetch(const DownloadRequest&) override { return Download{m_file, "x", "y", 0, false}; }

 private:
  fs::path m_file;
};

TEST_CASE("what comes unannounced, and a zip, are unpacked afterwards") {
  const StreamedArchives made(ArchiveFormat::tar_gz);
  StreamedFixture on(made);
  write_file(on.dir / "there", on.body);
  OtherDownloader downloader(on.dir / "there");
  REQUIRE(fetch_and_extract(downloader, on.request({"http://x/f"}, ""), on.out(), {}));
  CHECK(tree_at(on.out()) == expected_tree(on.entries));
  REQUIRE(remove_tree(on.out()));

  write_file(on.dir / "there", "no archive");
  const auto broken = fetch_and_extract(downloader, on.request({"http://x/f"}, ""), on.out(), {});
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == ErrorCode::archive);
  CHECK_FALSE(fs::exists(on.out()));

  make_archive(on.dir / "zip", {{"python/f", ArchiveEntry::file, "zipped"}}, ArchiveFormat::zip);
  HttpServer server(honest(read_file(on.dir / "zip")));
  delivered(on.fetch_and_unpack(on.request({server.url("/f.zip")}, "")));
  CHECK(read_file(on.out() / "f") == "zipped");
}

TEST_CASE("a directory that has something in it is not touched") {
  const StreamedArchives made(ArchiveFormat::tar_gz);
  StreamedFixture on(made);
  HttpServer server(honest(on.body));
  write_file(on.out() / "mine", "keep");
  const auto refused = on.fetch_and_unpack(on.request({server.url("/f")}, on.pin));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::internal);
  CHECK(read_file(on.out() / "mine") == "keep");
  CHECK(server.requests().empty());
}

}  // namespace
}  // namespace ftenv
