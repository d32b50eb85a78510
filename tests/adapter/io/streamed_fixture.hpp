// Downloads that are unpacked as they come: an archive, servers that misbehave, and what has to be there
// afterwards, and nothing else.
#pragma once

#include <algorithm>
#include <atomic>

#include "adapter/io/download_fixture.hpp"
#include "io/archive/streamed_archive.hpp"
#include "support/archive_maker.hpp"

namespace ftenv::test {

using Mirror = HttpServer::Handler;

// A tree of a few hundred kB that hardly packs, so that every tenth of the archive is in another file.
inline std::vector<ArchiveEntry> streamed_tree(const std::string& mark = "one") {
  std::vector<ArchiveEntry> entries = {{"python/", ArchiveEntry::directory, "", 0755},
                                       {"python/bin/tool", ArchiveEntry::file, "#!" + mark + "\n", 0755},
                                       {"python/bin/also", ArchiveEntry::symlink, "tool"},
                                       {"python/empty", ArchiveEntry::file, ""}};
  const std::string noise = sample_body(300'000);
  for (std::size_t i = 0; i < 12; ++i) {
    entries.push_back({"python/lib/" + std::to_string(i), ArchiveEntry::file,
                       mark + noise.substr(i * 25'000, 20'000 + i * 100)});
  }
  entries.push_back({"python/lib/again", ArchiveEntry::hard_link, "python/lib/3"});
  return entries;
}

// Names below `root` with their bytes ("d" for a directory, "-> target" for a link).
inline std::map<std::string, std::string> tree_at(const fs::path& root) {
  std::map<std::string, std::string> found;
  for (fs::recursive_directory_iterator entry(root), end; entry != end; ++entry) {
    const fs::path& path = entry->path();
    std::string content = "d";
    if (fs::is_symlink(path)) {
      content = "-> " + fs::read_symlink(path).string();
    } else if (fs::is_regular_file(path)) {
      content = "f " + read_file(path);
    }
    found[path.lexically_relative(root).string()] = content;
  }
  return found;
}

// The same as streamed_tree() says it, without libarchive.
inline std::map<std::string, std::string> expected_tree(const std::vector<ArchiveEntry>& entries) {
  std::map<std::string, std::string> wanted = {{"bin", "d"}, {"lib", "d"}};
  for (const ArchiveEntry& entry : entries) {
    const std::string name = entry.path.substr(std::string("python/").size());
    if (name.empty()) continue;
    if (entry.kind == ArchiveEntry::file) wanted[name] = "f " + entry.content;
    if (entry.kind == ArchiveEntry::symlink) wanted[name] = "-> " + entry.content;
    if (entry.kind == ArchiveEntry::hard_link) wanted[name] = wanted["lib/3"];
  }
  return wanted;
}

// Made once: a gzip's head has the time in it.
struct StreamedArchives {
  explicit StreamedArchives(ArchiveFormat with) : format(with) {
    const TestDir dir;
    make_archive(dir / "made", entries, format);
    body = read_file(dir / "made");
    make_archive(dir / "made", streamed_tree("two"), format);
    other = read_file(dir / "made");
  }
  ArchiveFormat format;
  std::vector<ArchiveEntry> entries = streamed_tree();
  std::string body;   // the archive of them
  std::string other;  // an archive of other bytes
};

struct StreamedFixture : DownloadFixture {
  explicit StreamedFixture(const StreamedArchives& made)
      : entries(made.entries), body(made.body), pin(sha256_of(body)) {}

  fs::path out() const { return dir / "staging" / "out"; }
  fs::path part() const { return cache() / (pin + ".part"); }
  Result<Download> fetch_and_unpack(DownloadRequest request) {
    return fetch_and_extract(*make_downloader(options, cancel), std::move(request), out(), extract);
  }
  // Is what is on the disk what may be there after this result? The empty text, or what is wrong.
  std::string check_disk(const Result<Download>& result) const {
    const auto names = cached();
    if (result) {
      if (!fs::is_directory(out())) return "nothing was unpacked";
      if (tree_at(out()) != expected_tree(entries)) return "another tree was unpacked";
      if (names != std::vector<std::string>{sha256_of(body)}) return "the cache has " + join(names, ", ");
      if (read_file(cache() / names[0]) != body) return "the cache has other bytes";
      return "";
    }
    if (fs::exists(fs::symlink_status(out()))) return "something is left of what was unpacked";
    if (names.size() > 1) return "the cache has " + join(names, ", ");
    for (const std::string& name : names) {
      const std::string bytes = read_file(cache() / name);
      const bool resumable = ends_with(name, ".part") && starts_with(body, bytes);
      if (!resumable && name != sha256_of(bytes)) return "the cache has `" + name + "`";
    }
    return "";
  }

  const std::vector<ArchiveEntry> entries;
  const std::string body;
  const std::string pin;  // of `body`
  ExtractOptions extract;
};

// Counts its calls: what the first requests get, and what the later ones.
inline Mirror first_then(int count, Mirror first, Mirror later) {
  const auto asked = std::make_shared<std::atomic<int>>(0);
  return [=](const HttpRequest& request, HttpConnection& to) {
    ((*asked)++ < count ? first : later)(request, to);
  };
}

inline Mirror honest(const std::string& body) {
  return [body](const HttpRequest& request, HttpConnection& to) { respond_with_range(request, to, body); };
}

inline Mirror says(int status, const std::string& body, const std::vector<std::string>& headers = {}) {
  return [=](const HttpRequest&, HttpConnection& to) { to.respond(status, body, headers); };
}

// Announces `announced` bytes (none: says nothing of it) and sends `sent`, whatever was asked for.
inline Mirror lies(const std::string& sent, std::optional<std::size_t> announced) {
  return [=](const HttpRequest&, HttpConnection& to) {
    const std::string length = announced ? "Content-Length: " + std::to_string(*announced) + "\r\n" : "";
    to.send("HTTP/1.1 200 OK\r\n" + length + "\r\n" + sent);
  };
}

// Announces everything and stops after `count` bytes.
inline Mirror cuts(const std::string& body, std::size_t count) {
  return lies(body.substr(0, count), body.size());
}

// Sends in pieces with a pause behind each.
inline Mirror drips(const std::string& body, std::size_t piece, std::chrono::milliseconds pause) {
  return [=](const HttpRequest&, HttpConnection& to) {
    to.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
    for (std::size_t at = 0; at < body.size(); at += piece) {
      if (!to.send(body.substr(at, piece)) || !to.stall(pause)) return;
    }
  };
}

}  // namespace ftenv::test
