#include "engine/cpython/source_finder.hpp"

#include "io/digest.hpp"
#include "support/catch.hpp"
#include "support/fakes.hpp"

using namespace ftenv;

namespace {

const std::string k_bytes_14 = "the source of 3.14.2";
const std::string k_bytes_13 = "the source of 3.13.5";

struct Scene : test::FakeWorld {
  std::vector<SkippedVersion> skipped;

  Scene() {
    recipes.cpython.url = "https://upstream.example/{base}/Python-{version}.tar.xz";
    recipes.cpython.sources = {{*Version::parse("3.14.2"), sha256_of(k_bytes_14)},
                               {*Version::parse("3.14.1"), std::string(64, '1')},
                               {*Version::parse("3.13.5"), sha256_of(k_bytes_13)}};
    recipes.platform.source_archive.package = "python{series}";
    recipes.platform.source_archive.keyring = "/dev/null";
    wishes = parse_python_wishes("3.14,3.13").value();
  }

  Result<SourceArchive> find() { return find_source(services, options, wishes, nullptr, skipped); }

  // The package manager has this version, with these bytes.
  void distribute(const std::string& series, const std::string& version, const std::string& bytes) {
    packages.sources.push_back({"python" + series, version, version + "-1", "suite", ""});
    packages.fetch = [this, bytes](const SourcePackage&) -> Result<fs::path> {
      fs::path file = directory.path() / "orig.tar.xz";
      FTENV_CHECK(write_text_atomically(file, bytes));
      return file;
    };
  }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the first version that a server has is taken, asked for by its pinned digest") {
  Scene scene;
  scene.options.mirror = "http://mirror.example/root";
  scene.downloader.answer = [&](const DownloadRequest& request) -> Result<Download> {
    return Download{"/cache/" + request.sha256, request.sha256, request.urls.back(), 1, false};
  };
  const auto archive = scene.find();
  REQUIRE(archive.has_value());
  CHECK(archive->version.text() == "3.14.2");
  CHECK(archive->pinned);
  CHECK(archive->from == "upstream.example");
  REQUIRE(scene.downloader.requests.size() == 1);
  CHECK(scene.downloader.requests[0].urls ==
        std::vector<std::string>{"http://mirror.example/root/3.14.2/Python-3.14.2.tar.xz",
                                 "https://upstream.example/3.14.2/Python-3.14.2.tar.xz"});
  CHECK(scene.skipped.empty());
}

TEST_CASE("what no server has is taken from the distribution, when the digest is the pinned one") {
  Scene scene;
  scene.distribute("3.14", "3.14.2", k_bytes_14);
  const auto archive = scene.find();
  REQUIRE(archive.has_value());
  CHECK(archive->version.text() == "3.14.2");
  CHECK(archive->path == scene.store.downloads() / sha256_of(k_bytes_14));
  CHECK(has(archive->from, "distribution"));
}

TEST_CASE("a version that can't be had falls to the next wish, and one line says why") {
  Scene scene;
  scene.packages.sources.push_back({"python3.14", "3.14.10", "3.14.10-1", "sid", ""});
  scene.distribute("3.13", "3.13.5", k_bytes_13);
  const auto archive = scene.find();
  REQUIRE(archive.has_value());
  CHECK(archive->version.text() == "3.13.5");
  REQUIRE(scene.skipped.size() == 1);
  CHECK(scene.skipped[0].wish == "3.14");
  CHECK(has(scene.skipped[0].reason, "3.14.10, which no pinned digest covers"));
  REQUIRE(scene.reporter.notes.size() == 1);
  CHECK(has(scene.reporter.notes[0], "taking 3.13.5"));
}

TEST_CASE("a file with another digest is never taken, wherever it comes from") {
  Scene scene;
  scene.wishes = parse_python_wishes("3.13").value();
  scene.distribute("3.13", "3.13.5", "something else");
  const auto archive = scene.find();
  REQUIRE_FALSE(archive.has_value());
  CHECK(archive.error().code == ErrorCode::network);
  REQUIRE(archive.error().context.size() == 1);
  CHECK(has(archive.error().context[0], "is not upstream's file"));
  CHECK_FALSE(fs::exists(scene.store.downloads() / sha256_of(k_bytes_13)));
}

TEST_CASE("an interruption ends the search at once") {
  Scene scene;
  scene.downloader.answer = [](const DownloadRequest&) -> Result<Download> {
    return fail(ErrorCode::interrupted, "interrupted");
  };
  const auto archive = scene.find();
  REQUIRE_FALSE(archive.has_value());
  CHECK(archive.error().code == ErrorCode::interrupted);
  CHECK(scene.downloader.requests.size() == 1);
}

TEST_CASE("offline, the distribution is not asked") {
  Scene scene;
  scene.options.offline = true;
  scene.distribute("3.14", "3.14.2", k_bytes_14);
  const auto archive = scene.find();
  REQUIRE_FALSE(archive.has_value());
  CHECK(has(archive.error().context[0], "--offline"));
}

TEST_CASE("a damaged file in the cache does not count as there") {
  Scene scene;
  const PinnedSource& source = scene.recipes.cpython.sources[0];
  CHECK_FALSE(cached_source(scene.services, source).has_value());
  REQUIRE(make_directories(scene.store.downloads()).has_value());
  REQUIRE(write_text_atomically(scene.store.downloads() / source.sha256, "damaged").has_value());
  CHECK_FALSE(cached_source(scene.services, source).has_value());
  REQUIRE(write_text_atomically(scene.store.downloads() / source.sha256, k_bytes_14).has_value());
  CHECK(cached_source(scene.services, source).has_value());
}

TEST_CASE("an archive that is not there is a usage error") {
  Scene scene;
  scene.options.archive = "/nonexistent/Python-3.14.2.tar.xz";
  const auto archive = take_archive(scene.services, scene.options, scene.wishes, nullptr);
  REQUIRE_FALSE(archive.has_value());
  CHECK(archive.error().code == ErrorCode::usage);
}

TEST_CASE("an archive that is a web page is told as that") {
  Scene scene;
  const fs::path page = scene.directory.path() / "Python-3.14.2.tar.xz";
  REQUIRE(write_text_atomically(page, "<!DOCTYPE html><html><body>log in</body></html>").has_value());
  scene.options.archive = page.string();
  const auto archive = take_archive(scene.services, scene.options, scene.wishes, nullptr);
  REQUIRE_FALSE(archive.has_value());
  CHECK(archive.error().code == ErrorCode::archive);
  CHECK(has(archive.error().message, "web page"));
}
