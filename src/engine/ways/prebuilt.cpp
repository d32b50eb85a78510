#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/toolchain/ready_made.hpp"
#include "engine/toolchain/store.hpp"
#include "engine/ways/archive_kind.hpp"
#include "engine/ways/way.hpp"
#include "io/archive/streamed_archive.hpp"
#include "io/network/url.hpp"

namespace ftenv {
namespace {

bool is_older(const std::string& version, const std::string& needed) {
  const auto have = Version::parse(version + ".0");
  const auto need = Version::parse(needed + ".0");
  return have && need && *have < *need;
}

struct Choice {
  const PrebuiltRelease* release = nullptr;
  std::string target;
  std::string sha256;
  std::string why_not;
};

Choice choose(const StepContext& context, const PythonWish& wish) {
  const PrebuiltRecipe& recipe = context.services.recipes.cpython.prebuilt;
  const Host& host = context.services.host;
  Choice choice;
  const auto target = recipe.targets.find(host.platform());
  if (target == recipe.targets.end()) {
    choice.why_not = "nobody has a ready-made one for " + host.platform();
    return choice;
  }
  if (host.libc == "glibc" && is_older(host.libc_version, recipe.glibc)) {
    choice.why_not = "the ready-made ones need glibc " + recipe.glibc + ", here is " + host.libc_version;
    return choice;
  }
  choice.target = target->second;
  for (const PrebuiltRelease& release : recipe.releases) {
    const auto digest = release.sha256.find(choice.target);
    if (digest == release.sha256.end() || !serves(context, wish, release.version)) continue;
    choice.release = &release;
    choice.sha256 = digest->second;
    return choice;
  }
  choice.why_not = "no ready-made " + wish.text + " is pinned for this machine";
  return choice;
}

std::vector<std::string> urls_of(const StepContext& context, const Choice& choice) {
  const Services& services = context.services;
  const PrebuiltRecipe& recipe = services.recipes.cpython.prebuilt;
  const std::string& pattern = choice.release->path.empty() ? recipe.path : choice.release->path;
  std::string path = replace_all(pattern, "{version}", choice.release->version.text());
  path = replace_all(replace_all(path, "{tag}", choice.release->tag), "{target}", choice.target);
  std::vector<std::string> roots;
  if (!context.options.mirror.empty()) roots.push_back(context.options.mirror);
  for (const std::string& variable : recipe.mirror_variables) {
    const std::string root = services.user_environment.get(variable);
    if (!root.empty()) roots.push_back(root);
  }
  roots.insert(roots.end(), recipe.roots.begin(), recipe.roots.end());
  std::vector<std::string> urls;
  for (const std::string& root : roots) urls.push_back(root + (ends_with(root, "/") ? "" : "/") + path);
  return urls;
}

class PrebuiltWay : public InterpreterWay {
 public:
  std::string id() const override { return "prebuilt"; }

  Result<WayOffer> offer(StepContext& context, const PythonWish& wish) override {
    if (context.options.optimized || context.options.tkinter) {
      return not_here("a ready-made one is as its maker built it, without --optimized and --with-tkinter");
    }
    const Choice choice = choose(context, wish);
    if (choice.release == nullptr) return not_here(choice.why_not);
    const Services& services = context.services;
    FsError ignored;
    const bool cached = fs::is_regular_file(services.store.downloads() / choice.sha256, ignored);
    if (context.options.offline && !cached && !has_local_root(urls_of(context, choice))) {
      return not_here("the ready-made " + choice.release->version.text() +
                      " is not in the download cache, and --offline allows nothing else");
    }
    return WayOffer{WayOffer::possible,
                    "CPython " + choice.release->version.text() + " ready-made by " +
                        services.recipes.cpython.prebuilt.name + (cached ? ", from the download cache" : ""),
                    std::nullopt,
                    {}};
  }

  Result<Toolchain> take(StepContext& context, const PythonWish& wish) override {
    Services& services = context.services;
    const PrebuiltRecipe& recipe = services.recipes.cpython.prebuilt;
    const Choice choice = choose(context, wish);
    if (choice.release == nullptr) return fail(ErrorCode::unsupported, choice.why_not);
    const Version& version = choice.release->version;
    FTENV_CHECK(check_install_space(services));
    FTENV_TRY(const TempDir staging, TempDir::create(services.store.staging(), "prebuilt"));

    DownloadRequest request;
    request.urls = urls_of(context, choice);
    request.sha256 = choice.sha256;
    request.directory = services.store.downloads();
    request.on_progress = [&](std::uintmax_t done, std::uintmax_t total, double rate) {
      services.reporter.step_progress("python",
                                      {"downloading CPython " + version.text(), done, total, true, rate});
    };
    const ExtractOptions options = standalone_options(services.cancel);
    const fs::path unpacked = staging.path() / "tree";
    FTENV_TRY(const Download got, fetch_and_extract(services.downloader, request, unpacked, options));

    ReadyMade made;
    made.origin = id();
    made.sha256 = choice.sha256;
    made.from = got.from_cache ? "the download cache" : Url::parse(got.url).host;
    if (made.from.empty()) made.from = got.url;
    made.relocation = {recipe.prefix, "", recipe.programs, recipe.foreign_flags};
    made.jobs = jobs_of(context);
    FTENV_TRY(Toolchain toolchain, publish_ready_made(services, installed_part(unpacked), made));
    if (toolchain.facts.version != version) {
      return fail(ErrorCode::process, "the ready-made interpreter says that it is " +
                                          toolchain.facts.version.text() + ", not " + version.text());
    }
    return toolchain;
  }

 private:
  static bool has_local_root(const std::vector<std::string>& urls) {
    return std::any_of(urls.begin(), urls.end(),
                       [](const std::string& url) { return starts_with(url, "file://"); });
  }
};

}  // namespace

std::unique_ptr<InterpreterWay> make_prebuilt_way() {
  return std::make_unique<PrebuiltWay>();
}

}  // namespace ftenv
