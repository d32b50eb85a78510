#include "engine/cpython/source_finder.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "inspect/project/compatibility.hpp"
#include "io/archive/archive.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

// Three-number text without a pre-release: the directory that the file lies in.
std::string base_of(const Version& version) {
  Version base = version;
  base.pre.clear();
  return base.text();
}

std::string expand(const std::string& url, const Version& version) {
  return replace_all(replace_all(url, "{version}", version.text()), "{base}", base_of(version));
}

// A mirror is a root with the same layout as the original: ROOT/3.14.8/Python-3.14.8.tar.xz.
std::string on_mirror(const std::string& mirror, const std::string& url) {
  const auto base = url.find("{base}");
  const std::string tail = base == std::string::npos ? "" : url.substr(base);
  return mirror + (ends_with(mirror, "/") ? "" : "/") + tail;
}

bool is_url(const std::string& text) {
  return contains(text, "://");
}

std::string host_of(const std::string& url) {
  const auto begin = url.find("://");
  const auto end = url.find('/', begin + 3);
  return begin == std::string::npos ? url
                                    : url.substr(begin + 3, end == std::string::npos ? end : end - begin - 3);
}

const PinnedSource* find_pin(const Recipes& recipes, const std::string& sha256) {
  for (const PinnedSource& source : recipes.cpython.sources) {
    if (source.sha256 == sha256) return &source;
  }
  return nullptr;
}

std::function<void(std::uintmax_t, std::uintmax_t, double)> progress_of(Services& services,
                                                                        const std::string& what) {
  return [&services, what](std::uintmax_t done, std::uintmax_t total, double rate) {
    services.reporter.step_progress("source", {"downloading " + what, done, total, true, rate});
  };
}

Result<SourceArchive> download(Services& services, const Options& options, const PinnedSource& source) {
  const std::string& url = services.recipes.cpython.url;
  DownloadRequest request;
  if (!options.mirror.empty()) request.urls.push_back(expand(on_mirror(options.mirror, url), source.version));
  request.urls.push_back(expand(url, source.version));
  request.sha256 = source.sha256;
  request.directory = services.store.downloads();
  request.on_progress = progress_of(services, "CPython " + source.version.text());
  FTENV_TRY(const Download got, services.downloader.fetch(request));
  return SourceArchive{got.path, source.version, source.sha256, true,
                       got.from_cache ? "the download cache" : host_of(got.url)};
}

// Puts a file that another program downloaded into the cache under its digest.
Result<fs::path> adopt(Services& services, const fs::path& file, const std::string& sha256) {
  fs::path target = services.store.downloads() / sha256;
  FTENV_CHECK(make_directories(target.parent_path()));
  FsError error;
  fs::rename(file, target, error);
  if (error) fs::copy_file(file, target, error);
  if (error) return fail(file_error(error, "move to the download cache", file));
  return target;
}

Result<SourceArchive> from_distribution(Services& services, const Options& options, const std::string& series,
                                        const std::vector<PinnedSource>& candidates) {
  const SourceArchiveRecipe& recipe = services.recipes.platform.source_archive;
  if (recipe.package.empty())
    return fail(ErrorCode::network, "this system has no archive of sources that ftenv knows");
  if (options.offline)
    return fail(ErrorCode::network, "the distribution's archive is not asked because of --offline");
  FsError error;
  if (!fs::exists(recipe.keyring, error)) {
    return fail(ErrorCode::network, "the keyring of the distribution's source archive is missing",
                {"install the package `" + recipe.keyring_package + "`"});
  }
  FTENV_TRY(const TempDir scratch, TempDir::create(services.store.staging(), "source"));
  const SourcePackageQuery query{replace_all(recipe.package, "{series}", series), recipe.suites,
                                 recipe.component, recipe.keyring};
  services.reporter.step_progress("source", {"asking the distribution for " + query.package, 0, 0, false, 0});
  FTENV_TRY(const std::vector<SourcePackage> packages, services.packages.find_sources(query, scratch.path()));
  if (packages.empty())
    return fail(ErrorCode::network, "the distribution's archive has no `" + query.package + "`");

  std::optional<Error> last;
  std::vector<std::string> unpinned;
  for (const SourcePackage& package : packages) {
    const auto pin = std::find_if(candidates.begin(), candidates.end(), [&](const PinnedSource& source) {
      return source.version.text() == package.upstream_version;
    });
    if (pin == candidates.end()) {
      unpinned.push_back(package.upstream_version);
      continue;
    }
    services.reporter.step_progress(
        "source", {"downloading " + query.package + " " + package.package_version, 0, 0, false, 0});
    auto file = services.packages.fetch_source(package, scratch.path(), services.store.logs() / "source.log");
    if (!file) {
      if (file.error().code == ErrorCode::interrupted) return fail(file.error());
      last = file.error();
      continue;
    }
    FTENV_TRY(const std::string sha256, sha256_of_file(*file));
    if (sha256 != pin->sha256) {
      last = Error{ErrorCode::checksum,
                   "the distribution's " + package.upstream_version +
                       " is not upstream's file: its sha256 is " + sha256.substr(0, 12) + "…",
                   {},
                   {},
                   "",
                   std::nullopt};
      continue;
    }
    FTENV_TRY(const fs::path path, adopt(services, *file, sha256));
    return SourceArchive{path, pin->version, sha256, true,
                         "the distribution's archive (" + package.suite + ")"};
  }
  if (last) return fail(*last);
  return fail(ErrorCode::network,
              "the distribution has " + join(unpinned, ", ") + ", which no pinned digest covers");
}

// All ways for one wish. `reasons` gets why each failed.
std::optional<SourceArchive> find_for_wish(Services& services, const Options& options,
                                           const std::vector<PinnedSource>& candidates,
                                           std::vector<std::string>& reasons, std::optional<Error>& fatal) {
  std::string last_reason;
  for (const PinnedSource& source : candidates) {
    auto archive = download(services, options, source);
    if (archive) return *archive;
    if (archive.error().code == ErrorCode::interrupted || archive.error().code == ErrorCode::disk) {
      fatal = archive.error();
      return std::nullopt;
    }
    // One line for a host that can't be reached, not one for each version asked of it.
    const std::string reason =
        archive.error().context.empty() ? archive.error().message : archive.error().context.back();
    if (reason != last_reason) reasons.push_back(reason);
    last_reason = reason;
  }
  std::vector<std::string> series_seen;
  for (const PinnedSource& source : candidates) {
    const std::string series = source.version.series();
    if (std::find(series_seen.begin(), series_seen.end(), series) != series_seen.end()) continue;
    series_seen.push_back(series);
    auto archive = from_distribution(services, options, series, candidates);
    if (archive) return *archive;
    if (archive.error().code == ErrorCode::interrupted) {
      fatal = archive.error();
      return std::nullopt;
    }
    reasons.push_back(archive.error().message);
  }
  return std::nullopt;
}

// #define PY_VERSION      "3.14.7+"   (a "+" means: from version control, after that release)
Result<Version> version_of_patchlevel(std::string_view header, const std::string& archive) {
  for (const std::string& line : split_lines(header)) {
    const auto words = split_words(line);
    if (words.size() < 3 || words[0] != "#define" || words[1] != "PY_VERSION") continue;
    const std::string text = replace_all(replace_all(words[2], "\"", ""), "+", "");
    if (const auto version = Version::parse(text)) return *version;
  }
  return fail(ErrorCode::archive, "`" + archive + "` has an Include/patchlevel.h without a version");
}

Result<Version> version_in(const fs::path& path, const Options& options) {
  const auto header = read_archive_member(path, "Include/patchlevel.h");
  if (header) return version_of_patchlevel(*header, options.archive);
  return fail(ErrorCode::archive,
              "`" + options.archive + "` is not a CPython source archive: " + header.error().message,
              {"take the file Python-VERSION.tar.xz of a CPython release"});
}

}  // namespace

std::vector<PinnedSource> candidates_of(const Services& services, const PythonWish& wish,
                                        const Project* project) {
  std::vector<PinnedSource> candidates;
  for (const PinnedSource& source : services.recipes.cpython.sources) {
    if (!wish.accepts(source.version)) continue;
    if (project != nullptr && !check_compatibility(*project, source.version, services.recipes.compatibility))
      continue;
    candidates.push_back(source);
  }
  return candidates;
}

std::optional<SourceArchive> cached_source(const Services& services, const PinnedSource& source) {
  const fs::path path = services.store.downloads() / source.sha256;
  FsError error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  const auto sha256 = sha256_of_file(path);
  if (!sha256 || *sha256 != source.sha256) return std::nullopt;
  return SourceArchive{path, source.version, source.sha256, true, "the download cache"};
}

bool is_pinned_source(const Services& services, const std::string& sha256) {
  return find_pin(services.recipes, sha256) != nullptr;
}

Result<SourceArchive> take_archive(Services& services, const Options& options,
                                   const std::vector<PythonWish>& wishes, const Project* project) {
  SourceArchive archive;
  archive.from = "--archive";
  if (is_url(options.archive)) {
    DownloadRequest request;
    request.urls = {options.archive};
    request.directory = services.store.downloads();
    request.on_progress = progress_of(services, "the archive");
    FTENV_TRY(const Download got, services.downloader.fetch(request));
    archive.path = got.path;
    archive.sha256 = got.sha256;
  } else {
    archive.path = absolute_normal(options.archive, fs::current_path());
    FsError error;
    if (!fs::is_regular_file(archive.path, error)) {
      return fail(ErrorCode::usage, "there is no file `" + archive.path.string() + "`",
                  {"--archive takes a CPython source archive, such as Python-3.14.8.tar.xz, or its URL"});
    }
    FTENV_TRY(archive.sha256, sha256_of_file(archive.path));
  }
  const PinnedSource* pin = find_pin(services.recipes, archive.sha256);
  archive.pinned = pin != nullptr;
  // The right digest says as much, and takes no second of unpacking.
  if (!archive.pinned) {
    ExtractOptions limits;
    limits.cancelled = [&] { return services.cancel.requested(); };
    FTENV_CHECK(test_archive(archive.path, limits));
  }
  FTENV_TRY(archive.version,
            pin != nullptr ? Result<Version>(pin->version) : version_in(archive.path, options));
  const bool wanted = std::any_of(wishes.begin(), wishes.end(),
                                  [&](const PythonWish& wish) { return wish.accepts(archive.version); });
  if (!wanted) {
    std::vector<std::string> texts;
    for (const PythonWish& wish : wishes) texts.push_back(wish.text);
    return fail(ErrorCode::unsupported,
                "`" + options.archive + "` is CPython " + archive.version.text() + ", but " +
                    join(texts, " or ") + " was asked for",
                {"add `--python " + archive.version.text() + "`, or take another archive"});
  }
  if (project != nullptr) {
    FTENV_CHECK(check_compatibility(*project, archive.version, services.recipes.compatibility));
  }
  return archive;
}

Result<SourceArchive> find_source(Services& services, const Options& options,
                                  const std::vector<PythonWish>& wishes, const Project* project,
                                  std::vector<SkippedVersion>& skipped) {
  FTENV_CHECK(make_directories(services.store.logs()));
  Error all{ErrorCode::network, "no CPython source archive can be had", {}, {}, "", std::nullopt};
  for (const PythonWish& wish : wishes) {
    const std::vector<PinnedSource> candidates = candidates_of(services, wish, project);
    std::vector<std::string> reasons;
    std::optional<Error> fatal;
    if (candidates.empty()) {
      reasons.push_back("no pinned version fits");
    } else if (auto archive = find_for_wish(services, options, candidates, reasons, fatal)) {
      for (const SkippedVersion& version : skipped) {
        services.reporter.note("CPython " + version.wish + " was preferred but can't be had: " +
                               version.reason + "; taking " + archive->version.text());
      }
      return *archive;
    }
    if (fatal) return fail(*fatal);
    skipped.push_back({wish.text, join(reasons, "; ")});
    all.context.push_back("CPython " + wish.text + ": " + join(reasons, "; "));
  }
  all.hints = {"check the network and the proxy variables, or name a mirror with `--mirror URL`",
               "or download the file Python-VERSION.tar.xz elsewhere and give it with `--archive FILE`"};
  return fail(std::move(all));
}

}  // namespace ftenv
