#include "cli/world.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/progress/actions_reporter.hpp"
#include "cli/progress/line_reporter.hpp"
#include "cli/progress/live_reporter.hpp"
#include "inspect/overlay_failures.hpp"
#include "inspect/overlay_folder.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "platform/host_probe.hpp"
#include "platform/replayed_machine.hpp"
#include "platform/search_path.hpp"

namespace ftenv {
namespace {

class SystemClock : public Clock {
 public:
  std::chrono::steady_clock::time_point now() const override { return std::chrono::steady_clock::now(); }
  std::string utc() const override {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(seconds - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
  }
};

class NoReporter : public Reporter {
 public:
  void step_started(std::string_view, std::string_view) override {}
  void step_progress(std::string_view, const StepProgress&) override {}
  void step_finished(std::string_view, std::string_view, double) override {}
  void step_failed(std::string_view, double) override {}
  void note(std::string_view) override {}
};

// "20260102-030405-77": sorts by time, and two commands of one second differ.
std::string run_name(const SystemClock& clock) {
  std::string name = clock.utc();
  for (const char* mark : {"-", ":", "Z"}) name = replace_all(name, mark, "");
  return replace_all(name, "T", "-") + "-" + std::to_string(current_pid());
}
// A plan for another machine downloads nothing.
class NoDownloader : public Downloader {
 public:
  Result<Download> fetch(const DownloadRequest&) override {
    return fail(ErrorCode::network, "nothing is downloaded for a machine that is not here");
  }
};

// Where nothing is and nothing can be put.
constexpr const char* k_no_place = "/nonexistent/ftenv";

std::unique_ptr<Reporter> make_reporter(const Invocation& invocation, const Environment& environment) {
  const TerminalFacts terminal = probe_terminal(environment);
  const Style style = Style::choose(invocation.color, terminal.stderr_is_terminal, terminal, environment);
  const bool live =
      terminal.stderr_is_terminal && !terminal.dumb && !invocation.quiet && invocation.verbosity < 2;
  if (live) return std::make_unique<LiveReporter>(style);
  auto lines = std::make_unique<LineReporter>(style, invocation.quiet);
  if (environment.get("GITHUB_ACTIONS") != "true" || invocation.quiet) return lines;
  return std::make_unique<ActionsReporter>(std::move(lines));
}

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
  std::unique_ptr<Reporter> progress;
  NoReporter silence;

  // Forwards to the reporter of the moment: progress first, silence once it is taken down.
  class Switch : public Reporter {
   public:
    Reporter* target = nullptr;
    void step_started(std::string_view id, std::string_view title) override {
      target->step_started(id, title);
    }
    void step_progress(std::string_view id, const StepProgress& progress) override {
      target->step_progress(id, progress);
    }
    void step_finished(std::string_view id, std::string_view because, double seconds) override {
      target->step_finished(id, because, seconds);
    }
    void step_failed(std::string_view id, double seconds) override { target->step_failed(id, seconds); }
    void note(std::string_view text) override { target->note(text); }
  } reporter;
};

World::World() : m_parts(std::make_unique<Parts>()) {}
World::~World() = default;

Result<std::unique_ptr<World>> World::create(const Invocation& invocation, CancelToken& cancel) {
  std::unique_ptr<World> world(new World());
  Parts& parts = *world->m_parts;
  FTENV_CHECK(world->meet_machine(invocation));
  FTENV_CHECK(world->read_recipes(invocation));
  auto store = Store::locate(parts.user_environment, parts.host);
  // A machine without a home is what doctor is there to say something about.
  if (!store && invocation.command != CommandId::doctor) return fail(store.error());
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
  parts.progress = make_reporter(invocation, parts.user_environment);
  parts.reporter.target = parts.progress.get();
  if (!parts.left_out.empty()) parts.reporter.note(parts.left_out);
  // NOLINTNEXTLINE(modernize-make-unique): an aggregate, which make_unique can't fill everywhere.
  world->m_services.reset(new Services{*parts.processes, *parts.downloader, *parts.packages, parts.reporter,
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
  const Status read = read_all();
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
  m_parts->reporter.target = &m_parts->silence;
  m_parts->progress.reset();
}

}  // namespace ftenv
