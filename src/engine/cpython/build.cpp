#include "engine/cpython/build.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/cpython/commands.hpp"
#include "engine/cpython/stages.hpp"
#include "engine/creation.hpp"
#include "engine/store_lock.hpp"
#include "engine/toolchain/mach_o_move.hpp"
#include "engine/toolchain/manifest.hpp"
#include "engine/toolchain/store.hpp"
#include "engine/toolchain/verify.hpp"
#include "io/archive/archive.hpp"

namespace ftenv {
namespace {

// Removes what was staged, however the build ends.
class StagingGuard {
 public:
  explicit StagingGuard(fs::path directory) : m_directory(std::move(directory)) {}
  StagingGuard(const StagingGuard&) = delete;
  StagingGuard& operator=(const StagingGuard&) = delete;
  ~StagingGuard() { static_cast<void>(remove_tree(m_directory)); }

 private:
  fs::path m_directory;
};

Status require_space(const fs::path& place, std::uintmax_t need, const std::string& variable) {
  FTENV_TRY(const std::uintmax_t space, free_space_bytes(place));
  if (space >= need) return {};
  return fail(ErrorCode::disk,
              "there is not enough space for `" + place.string() + "`: " + human_bytes(need) +
                  " are needed, " + human_bytes(space) + " are free",
              {"free some, or set " + variable + " to a directory on another disk"});
}

// make's and sh's own characters: CPython's Makefile does not quote its paths.
Status check_path(const fs::path& path, const std::string& variable) {
  if (path.string().find_first_of(" \t\n\"'`$\\#,&;|<>()*?[]{}!%") == std::string::npos) return {};
  return fail(ErrorCode::unsupported,
              "CPython's Makefile does not work in a path like `" + path.string() + "`",
              {"set " + variable + " to a directory whose path has no blanks and no special characters"});
}

BuildContext context_of(Services& services, const CpythonBuild& build, const fs::path& prefix,
                        const std::string& step_id, CCompiler compiler) {
  return {services,
          build,
          prefix,
          step_id,
          std::move(compiler),
          BuildTree(build_directory(services.store, prefix)),
          services.store.staging() / prefix.filename()};
}

ToolchainManifest manifest_of(const BuildContext& context, const InterpreterVerification& seen) {
  const CpythonRecipe& recipe = context.services.recipes.cpython;
  const Host& host = context.services.host;
  ToolchainManifest manifest;
  manifest.version = seen.facts.version;
  manifest.abi = seen.facts.abi();
  manifest.executable = "bin/" + interpreter_name(seen.facts.version);
  manifest.origin = context.build.source.pinned ? "source" : "archive";
  manifest.sha256 = context.build.source.sha256;
  manifest.pinned = context.build.source.pinned;
  manifest.from = context.build.source.from;
  manifest.configure = configure_arguments(recipe, context.services.recipes.platform, context.build);
  manifest.make = recipe.make;
  manifest.compile_flags = join(recipe.compile_flags, " ");
  manifest.link_flags = join(recipe.link_flags, " ");
  manifest.compiler = context.compiler.path.string();
  manifest.compiler_version = context.compiler.version;
  manifest.libc = host.libc.empty() ? "" : host.libc + " " + host.libc_version;
  manifest.optimized = context.build.optimized;
  manifest.tkinter = context.build.tkinter;
  manifest.created = context.services.clock.utc();
  manifest.relocatable = true;
  manifest.threads = seen.threads;
  return manifest;
}

// Run from the staging directory, whose path it was not configured for: what works here works anywhere.
Result<InterpreterVerification> verify_staged(const BuildContext& context) {
  context.progress("verifying");
  const Version& version = context.build.source.version;
  const fs::path executable = context.staged_prefix() / "bin" / interpreter_name(version);
  FTENV_TRY(InterpreterVerification seen,
            verify_interpreter(context.services, executable, {true, true, context.build.tkinter, true}));
  FsError ignored;
  if (!fs::equivalent(seen.facts.prefix, context.staged_prefix(), ignored)) {
    return fail(ErrorCode::process, "the new interpreter is not relocatable: from `" +
                                        context.staged_prefix().string() + "` it says that it is in `" +
                                        seen.facts.prefix.string() + "`");
  }
  if (seen.facts.version != version) {
    return fail(ErrorCode::process, "the new interpreter is " + seen.facts.version.text() +
                                        ", the source was said to be " + version.text());
  }
  return seen;
}

Status publish_toolchain(const BuildContext& context) {
  // One that is there but did not answer, or nobody would have asked for a build.
  FTENV_CHECK(remove_tree(context.prefix));
  return publish_recorded(context.services, context.staged_prefix(), context.prefix, context.step_id);
}

Status build_stages(const BuildContext& context) {
  FTENV_CHECK(context.tree.prepare());
  if (!context.tree.unpacked()) FTENV_CHECK(unpack_source(context));
  if (!context.tree.configured()) FTENV_CHECK(run_configure(context));
  if (!context.tree.made()) FTENV_CHECK(run_make(context));
  return install_staged(context);
}

}  // namespace

Result<fs::path> toolchain_prefix(Services& services, const CpythonBuild& build) {
  FTENV_TRY(const CCompiler compiler, find_c_compiler(services));
  const std::string inputs =
      fingerprint_inputs(services, build, compiler.path.string() + " " + compiler.version);
  return services.store.pythons() / toolchain_name(build.source.version, services.host, inputs);
}

Status check_build_space(const Services& services, const fs::path& prefix) {
  const Store& store = services.store;
  const CpythonRecipe& recipe = services.recipes.cpython;
  const auto install = static_cast<std::uintmax_t>(recipe.install_bytes);
  // A tree that is there already has taken most of its share.
  const bool unpacked = BuildTree(build_directory(store, prefix)).unpacked();
  const auto build = unpacked ? std::uintmax_t{0} : static_cast<std::uintmax_t>(recipe.build_bytes);
  FTENV_TRY(const std::uintmax_t cache_free, free_space_bytes(store.builds()));
  FTENV_TRY(const std::uintmax_t home_free, free_space_bytes(store.staging()));
  // The same number to the byte is the same file system: then both have to fit.
  const bool same = cache_free == home_free;
  FTENV_CHECK(require_space(store.builds(), same ? build + install : build, "XDG_CACHE_HOME"));
  return require_space(store.staging(), install, "FTENV_HOME");
}

Result<std::vector<Command>> cpython_commands(const Services& services, const CpythonBuild& build,
                                              const fs::path& prefix) {
  const BuildTree tree(build_directory(services.store, prefix));
  const fs::path staging = services.store.staging() / prefix.filename();
  std::vector<Command> commands{configure_command(services, build, prefix, tree.source()),
                                make_command(services, build, tree.source()),
                                install_command(services, build, tree.source(), staging)};
  if (services.host.os != "macos") return commands;
  FTENV_TRY(const std::vector<Command> move,
            planned_mach_o_move(staging / prefix.relative_path(), services.host,
                                interpreter_name(build.source.version), prefix.generic_string()));
  commands.insert(commands.end(), move.begin(), move.end());
  return commands;
}

Status unpack_source(const BuildContext& context) {
  const SourceArchive& source = context.build.source;
  context.progress("unpacking the source of " + context.subject());
  ExtractOptions options;
  options.cancelled = [&] { return context.services.cancel.requested(); };
  auto unpacked = extract_archive(source.path, context.tree.unpacking(), options);
  FsError ignored;
  if (unpacked && !fs::exists(context.tree.unpacking() / "configure", ignored)) {
    unpacked = fail(ErrorCode::archive,
                    "`" + source.path.string() + "` is not CPython's source: it has no `configure`");
  }
  if (!unpacked) {
    static_cast<void>(remove_tree(context.tree.unpacking()));
    return fail_within(std::move(unpacked).error(), "unpacking " + context.subject());
  }
  return publish(context.tree.unpacking(), context.tree.source());
}

Result<Toolchain> build_cpython(Services& services, const CpythonBuild& build, const fs::path& prefix,
                                const std::string& step_id) {
  FTENV_TRY(CCompiler compiler, find_c_compiler(services));
  const BuildContext context = context_of(services, build, prefix, step_id, std::move(compiler));
  FTENV_CHECK(check_path(prefix, "FTENV_HOME"));
  FTENV_CHECK(check_path(context.tree.directory(), "XDG_CACHE_HOME"));
  FTENV_CHECK(check_build_space(services, prefix));
  bool waited = false;
  FTENV_TRY(const FileLock lock, wait_for_named_lock(services, prefix.filename().string(), waited));
  if (waited) {
    FTENV_TRY(const std::optional<Toolchain> others, find_toolchain(services, prefix));
    if (others) return *others;
  }
  const StagingGuard guard(context.staging);
  FTENV_CHECK(build_stages(context));
  FTENV_TRY(const InterpreterVerification seen, verify_staged(context));
  FTENV_CHECK(write_manifest(context.staged_prefix(), manifest_of(context, seen)));
  FTENV_CHECK(publish_toolchain(context));
  FTENV_TRY(const std::optional<Toolchain> toolchain, find_toolchain(services, prefix));
  if (!toolchain) {
    return fail(ErrorCode::process,
                "the interpreter that was verified does not answer from `" + prefix.string() + "`");
  }
  // 160 MB that nobody needs any more; that they could not be removed does not undo the success.
  static_cast<void>(context.tree.remove());
  return *toolchain;
}

}  // namespace ftenv
