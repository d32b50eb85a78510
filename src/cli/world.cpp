#include "cli/world.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/progress/progress.hpp"
#include "cli/system_clock.hpp"
#include "inspect/overlay_failures.hpp"
#include "inspect/overlay_folder.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "platform/host_probe.hpp"
#include "platform/replayed_machine.hpp"
#include "platform/search_path.hpp"

namespace ftenv {
namespace {

// A plan for another machine downloads nothing.
class NoDownloader : public Downloader {
 public:
  Result<Download> fetch(const DownloadRequest&) override {
    return fail(ErrorCode::network, "nothing is downloaded for a machine that is not here");
  }
};

// Where nothing is and nothing can be put.
constexpr const char* k_no_place = "/nonexistent/ftenv";

}  // namespace

struct World::Parts {
  Environment user_environment;
  Environment child_environment;
  Host host;
  Recipes recipes;
  std::string left_out;  // why an overlay does not count
  Store store;
  SystemClock clock;
  std::unique_ptr<ProcessRunner> processes;
  const ReplayedMachine* replayed = nullptr;  // the same as `processes`, with --host
  MachineView view;
  std::unique_ptr<Downloader> downloader;
  std::unique_ptr<PackageManager> packages;
  std::unique_ptr<Progress> progress;
};

World::World() : m_parts(std::make_unique<Parts>()) {}
World::~World() = default;

Result<std::unique_ptr<World>> World::create(const Invocation& invocation, CancelToken& cancel) {
  std::unique_ptr<World> world(new World());
  Parts& parts = *world->m_parts;
  FTENV_CHECK(world->meet_machine(invocation));
  FTENV_CHECK(world->read_recipes(invocation));
  auto store = Store::locate(parts.user_environment, parts.host);
  // A machine without a home is what doctor is there to say something about, and a log or a page can be read
  // on it as well.
  const bool looks = invocation.command == CommandId::doctor || invocation.command == CommandId::explain;
  if (!store && !looks) return fail(store.error());
  parts.store = store.value_or(Store{k_no_place, k_no_place});
  FilteredEnvironment filtered = filter(parts.user_environment, parts.recipes.environment);
  parts.child_environment = std::move(filtered.kept);
  if (const std::string* path = parts.child_environment.find("PATH"); path != nullptr && !parts.replayed)
    parts.child_environment.set("PATH", absolute_entries(*path));
  StopIntervals intervals;
  // A check has two seconds in all: what does not stop when asked is ended sooner.
  if (invocation.command == CommandId::doctor) intervals.grace = std::chrono::milliseconds(150);
  if (!parts.replayed) parts.processes = std::make_unique<SystemProcessRunner>(cancel, intervals);
  DownloaderOptions options;
  options.environment = parts.child_environment;
  options.offline = invocation.options.offline;
  if (parts.replayed) {
    parts.downloader = std::make_unique<NoDownloader>();
  } else {
    parts.downloader = make_downloader(options, cancel);
  }
  FTENV_TRY(parts.packages, make_package_manager(parts.recipes.platform.package_manager,
                                                 {*parts.processes, parts.child_environment,
                                                  repositories_for(parts.recipes.platform, parts.host.arch),
                                                  parts.replayed ? paper_root() : fs::path()}));
  parts.progress = std::make_unique<Progress>(invocation, parts.user_environment);
  if (!parts.left_out.empty()) parts.progress->note(parts.left_out);
  // NOLINTNEXTLINE(modernize-make-unique): an aggregate, which make_unique can't fill everywhere.
  world->m_services.reset(new Services{*parts.processes, *parts.downloader, *parts.packages, *parts.progress,
                                       parts.clock, cancel, parts.recipes, parts.host, parts.store,
                                       parts.user_environment, parts.child_environment,
                                       std::move(filtered.dropped)});
  world->m_services->run = run_name(parts.clock);
  world->m_services->view = parts.view;
  return world;
}

// This machine, or the one that --host describes.
Status World::meet_machine(const Invocation& invocation) {
  Parts& parts = *m_parts;
  if (invocation.host_file.empty()) {
    parts.user_environment = current_environment();
    // Nobody sets it in a container, a job of cron or CI, and the person's files are read all the same.
    if (const std::string shell = account_shell();
        parts.user_environment.get("SHELL").empty() && !shell.empty())
      parts.user_environment.set("SHELL", shell);
    FTENV_TRY(parts.host, probe_host());
  } else {
    FTENV_TRY(const std::string text, read_text(invocation.host_file));
    FTENV_TRY(HostFile file, parse_host_file(text, invocation.host_file));
    auto machine = std::make_unique<ReplayedMachine>(std::move(file), invocation.host_file);
    parts.replayed = machine.get();
    parts.processes = std::move(machine);
    parts.user_environment = parts.replayed->environment();
    parts.host = parts.replayed->host();
    parts.view.find_program = [machine = parts.replayed](const std::string& name, const std::string&) {
      return machine->find_program(name);
    };
    parts.view.find_interpreters = [machine = parts.replayed](const InterpretersRecipe& recipe,
                                                              const Host& host, const Environment&) {
      return find_interpreters_among(recipe, host, machine->environment_there(), machine->file().programs,
                                     machine->file().files);
    };
  }
  return {};
}

Status World::read_recipes(const Invocation& invocation) {
  Parts& parts = *m_parts;
  const auto has_program = [&parts](const std::string& name) {
    return parts.view.find_program(name, parts.user_environment.get("PATH")).has_value();
  };
  const auto read_all = [&]() -> Status {
    // The folders are this machine's, also where the plan is for another one.
    FTENV_TRY(const Overlays overlays,
              find_overlays({current_environment(), invocation.recipes, invocation.options.project}));
    FTENV_TRY(parts.recipes, load_recipes(parts.host, overlays, has_program));
    return check_overlay_failures(overlays);
  };
  Status read = read_all();
  // What has been made can be taken back whatever somebody has written into a recipe since. Not so packages:
  // an overlay may say which manager has them.
  if (read || invocation.command != CommandId::undo || invocation.packages) return read;
  FTENV_TRY(parts.recipes, load_recipes(parts.host, {}, has_program));
  parts.left_out = "recipes of your own are left out: " + read.error().message;
  return {};
}

const ReplayedMachine* World::replayed() const {
  return m_parts->replayed;
}

void World::leave_behind() {
  // Held by something that lasts, so that a leak checker knows that it is meant.
  [[maybe_unused]] static const Parts* volatile parts = nullptr;
  [[maybe_unused]] static const Services* volatile services = nullptr;
  parts = m_parts.release();
  services = m_services.release();
}

void World::end_progress() {
  m_parts->progress->end();
}

}  // namespace ftenv
