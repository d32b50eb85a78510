#include "engine/ways/user_archive.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/cpython/source_finder.hpp"
#include "engine/toolchain/pack.hpp"
#include "engine/toolchain/ready_made.hpp"
#include "engine/toolchain/store.hpp"
#include "engine/ways/archive_kind.hpp"
#include "engine/ways/way.hpp"
#include "inspect/project/compatibility.hpp"
#include "io/archive/pack.hpp"
#include "io/archive/pack_seal.hpp"
#include "io/archive/streamed_archive.hpp"
#include "io/digest.hpp"

namespace ftenv {
namespace {

// "https://host/python.tar.zst#sha256=0123…": as pip writes a digest.
struct PinnedUrl {
  std::string url;
  std::string sha256;
};

PinnedUrl split_pin(const std::string& text) {
  constexpr std::string_view mark = "#sha256=";
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return {text, ""};
  return {text.substr(0, at), text.substr(at + mark.size())};
}

bool is_wanted(const StepContext& context, const Version& version) {
  return std::any_of(context.wishes.begin(), context.wishes.end(),
                     [&](const PythonWish& wish) { return serves(context, wish, version); });
}

Status require_wanted(const StepContext& context, const Version& version) {
  const bool asked = std::any_of(context.wishes.begin(), context.wishes.end(),
                                 [&](const PythonWish& wish) { return wish.accepts(version); });
  if (!asked) {
    return fail(ErrorCode::unsupported,
                "`" + context.options.archive + "` is CPython " + version.text() + ", but " +
                    text_of(context.wishes) + " was asked for",
                {"add `--python " + version.text() + "`, or take another archive"});
  }
  if (context.project == nullptr) return {};
  return check_compatibility(*context.project, version, context.services.recipes.compatibility);
}

template <class Matches>
std::optional<Toolchain> find_in_store(const StepContext& context, Matches matches) {
  for (const Toolchain& toolchain : list_toolchains(context.services)) {
    if (context.options.optimized && !toolchain.optimized) continue;
    if (context.options.tkinter && !toolchain.tkinter) continue;
    if (matches(toolchain) && is_wanted(context, toolchain.facts.version)) return toolchain;
  }
  return std::nullopt;
}

// The digest alone, without unpacking: that takes a second, and a run without changes has less.
std::optional<Toolchain> find_made_of(const StepContext& context, const fs::path& archive) {
  const auto sha256 = sha256_of_file(archive);
  if (!sha256) return std::nullopt;
  return find_in_store(context, [&](const Toolchain& toolchain) { return toolchain.sha256 == *sha256; });
}

fs::path local_path(const StepContext& context) {
  return absolute_normal(context.options.archive, fs::current_path());
}

bool is_remote(const StepContext& context) {
  return contains(context.options.archive, "://");
}

ReadyMade made_of(StepContext& context, const std::string& sha256) {
  ReadyMade made;
  made.sha256 = sha256;
  made.pinned = false;
  made.from = is_remote(context) ? printable_url(context.options.archive) : local_path(context).string();
  made.jobs = jobs_of(context);
  made.accept = [&context](const InterpreterFacts& facts) { return require_wanted(context, facts.version); };
  return made;
}

// `unpacked` is gone from its place afterwards.
Result<Toolchain> publish_unpacked(StepContext& context, const fs::path& unpacked, const fs::path& archive,
                                   ArchiveKind kind, const std::string& sha256) {
  Services& services = context.services;
  ReadyMade made = made_of(context, sha256);
  if (kind == ArchiveKind::pack) {
    FTENV_CHECK(check_pack_seal(archive));
    FTENV_TRY(const Json manifest, read_pack_manifest(archive));
    FTENV_TRY(const PackFacts facts, read_pack_facts(manifest["facts"]));
    FTENV_CHECK(check_pack_host(facts, services.host));
    services.reporter.step_progress("python", {"checking every file", 0, 0, false, 0});
    FTENV_CHECK(verify_unpacked_pack(unpacked));
    made.origin = "pack";
    made.ours = facts.built_by_ftenv;
    made.optimized = facts.optimized;
    made.tkinter = facts.tkinter;
    made.relocation.old_prefix = facts.prefix;
    return publish_ready_made(services, unpacked, made);
  }
  const PrebuiltRecipe& recipe = services.recipes.cpython.prebuilt;
  made.origin = "prebuilt";
  made.relocation = {recipe.prefix, "", recipe.programs, recipe.foreign_flags};
  return publish_ready_made(services, installed_part(unpacked), made);
}

// A file that is no archive at all is explained by take_archive.
Result<ArchiveKind> kind_of_local(const Services& services, const fs::path& archive) {
  FsError ignored;
  if (!fs::is_regular_file(archive, ignored)) return ArchiveKind::unknown;
  FTENV_TRY(const std::string sha256, sha256_of_file(archive));
  if (is_pinned_source(services, sha256)) return ArchiveKind::source;
  FTENV_TRY(const bool packed, is_pack(archive));
  if (packed) {
    FTENV_CHECK(check_pack_seal(archive));
    return ArchiveKind::pack;
  }
  const auto kind = kind_of_archive(archive);
  return kind ? *kind : ArchiveKind::unknown;
}

Result<Toolchain> take_local(StepContext& context) {
  const fs::path archive = local_path(context);
  if (context.state.source) return build_from(context, *context.state.source);
  FTENV_TRY(const ArchiveKind kind, kind_of_local(context.services, archive));
  if (kind == ArchiveKind::source || kind == ArchiveKind::unknown) {
    FTENV_TRY(context.state.source,
              take_archive(context.services, context.options, context.wishes, context.project));
    return build_from(context, *context.state.source);
  }
  FTENV_TRY(const std::string sha256, sha256_of_file(archive));
  FTENV_CHECK(check_install_space(context.services));
  FTENV_TRY(const TempDir staging, TempDir::create(context.services.store.staging(), "archive"));
  context.services.reporter.step_progress("python",
                                          {"unpacking " + archive.filename().string(), 0, 0, false, 0});
  const fs::path unpacked = staging.path() / "tree";
  FTENV_CHECK(extract_archive(archive, unpacked, standalone_options(context.services.cancel)));
  return publish_unpacked(context, unpacked, archive, kind, sha256);
}

Result<Toolchain> take_remote(StepContext& context) {
  Services& services = context.services;
  const PinnedUrl pinned = split_pin(context.options.archive);
  FTENV_CHECK(check_install_space(services));
  FTENV_TRY(const TempDir staging, TempDir::create(services.store.staging(), "archive"));
  DownloadRequest request;
  request.urls = {pinned.url};
  request.sha256 = pinned.sha256;
  request.directory = services.store.downloads();
  request.on_progress = [&](std::uintmax_t done, std::uintmax_t total, double rate) {
    services.reporter.step_progress("python", {"downloading the archive", done, total, true, rate});
  };
  const fs::path unpacked = staging.path() / "tree";
  FTENV_TRY(const Download got,
            fetch_and_extract(services.downloader, request, unpacked, standalone_options(services.cancel)));
  // A damaged pack may look like something else in its list of names; it has still to pass as a pack.
  FTENV_TRY(const bool packed, is_pack(got.path));
  const ArchiveKind kind = packed ? ArchiveKind::pack : kind_of_tree(unpacked);
  if (kind != ArchiveKind::source && kind != ArchiveKind::unknown)
    return publish_unpacked(context, unpacked, got.path, kind, got.sha256);
  Options local = context.options;
  local.archive = got.path.string();
  FTENV_TRY(context.state.source, take_archive(services, local, context.wishes, context.project));
  return build_from(context, *context.state.source);
}

Result<ArchivePlan> plan_local(StepContext& context) {
  const fs::path archive = local_path(context);
  ArchivePlan plan;
  plan.ready = find_made_of(context, archive);
  if (plan.ready) return plan;
  FTENV_TRY(const ArchiveKind kind, kind_of_local(context.services, archive));
  if (kind == ArchiveKind::source || kind == ArchiveKind::unknown) {
    FTENV_TRY(context.state.source,
              take_archive(context.services, context.options, context.wishes, context.project));
    FTENV_TRY(plan.commands, planned_build(context, *context.state.source));
    plan.compiles = true;
    plan.because =
        "CPython " + context.state.source->version.text() + " to be built from `" + archive.string() + "`";
    return plan;
  }
  FTENV_CHECK(check_install_space(context.services));
  if (kind == ArchiveKind::pack) {
    FTENV_TRY(const Json manifest, read_pack_manifest(archive));
    FTENV_TRY(const PackFacts facts, read_pack_facts(manifest["facts"]));
    FTENV_CHECK(check_pack_host(facts, context.services.host));
    FTENV_CHECK(require_wanted(context, facts.version));
    plan.because = "CPython " + facts.version.text() + " from the pack `" + archive.string() + "`";
  } else {
    plan.because = "the ready-made interpreter in `" + archive.string() + "`";
  }
  return plan;
}

}  // namespace

Result<ArchivePlan> plan_archive(StepContext& context) {
  if (!is_remote(context)) return plan_local(context);
  ArchivePlan plan;
  const PinnedUrl pinned = split_pin(context.options.archive);
  const std::string shown = printable_url(context.options.archive);
  plan.ready = find_in_store(context, [&](const Toolchain& toolchain) {
    return toolchain.from == shown && (pinned.sha256.empty() || toolchain.sha256 == pinned.sha256);
  });
  plan.because = "to be made from `" + shown + "`";
  return plan;
}

Result<Toolchain> take_user_archive(StepContext& context) {
  return is_remote(context) ? take_remote(context) : take_local(context);
}

}  // namespace ftenv
